#include "outlive/assumptions.hpp"

namespace outlive {
namespace {

using namespace std::chrono_literals;

constexpr SettingValue ms(Duration duration) { return duration.count(); }

template <std::size_t size>
using Texts = std::array<std::string_view, size>;

constexpr Texts<2> ends_survives{"ends", "survives"};
constexpr Texts<2> no_yes{"no", "yes"};
constexpr Texts<2> yes_no{"yes", "no"};
constexpr Texts<3> latencies{"none", "documented_bound", "random"};
constexpr Texts<2> refresh{"at_refresh", "at_once"};
constexpr Texts<2> none_48h{"none", "48h"};
constexpr Texts<2> as_others_480m{"as_others", "480m"};
constexpr Texts<2> billing{"at_ready", "at_creation"};
constexpr Texts<2> errors{"ValidationException", "InvalidInputException"};
constexpr Texts<2> standard_refuses{"standard_flow", "refuses"};
constexpr Texts<2> creation_work{"from_creation", "from_work"};
constexpr Texts<2> sign_ins{"its_sign_in", "any_sign_in"};
constexpr Texts<2> ties{"background_session", "max_runtime"};
constexpr Texts<2> hours_6_12{"6h", "12h"};
constexpr Texts<2> minutes_15_30{"15m", "30m"};
constexpr Texts<2> none_25{"none", "25"};
constexpr Texts<2> synthetic_omitted{"synthetic", "omitted"};
constexpr Texts<3> delays{"lognormal", "fixed", "none"};
constexpr Texts<2> minutes_0_40{"0m", "40m"};
constexpr Texts<2> listed_dpu{"listed", "as_dpu"};
constexpr Texts<2> completes_cancelled{"completes", "cancelled"};
constexpr Texts<2> fails_continues{"fails", "continues"};
constexpr Texts<2> new_keeps{"new", "keeps_remaining"};
constexpr Texts<2> documentation{"new_documentation", "old_documentation"};

constexpr std::array<SettingValue, 2> glue_timeouts{setting_none, ms(48h)};
constexpr std::array<SettingValue, 2> auto_stops{ms(15min), ms(30min)};
constexpr std::array<SettingValue, 2> session_quotas{setting_none, 25};
constexpr std::array<SettingValue, 2> scim_delays{0, ms(40min)};

const std::array<AssumptionInfo, assumption_count> infos{{
    {"B-1",
     "background_session_of_disabled_user",
     "Does a background session end when its user is disabled or deleted?",
     ends_survives,
     "IDC-AUTH",
     {},
     {}},
    {"B-2",
     "background_session_without_assignment",
     "Does a background session end when its user loses the required assignment?",
     ends_survives,
     "IDC-AUTH",
     {},
     {}},
    {"B-3",
     "stop_latency",
     "How long does a stop take that a page bounds with \"within N minutes\"?",
     latencies,
     "IDC-AUTH, SM-UBS, ATH-TIP",
     {},
     {}},
    {"B-4",
     "stop_of_engine_sessions",
     "Do Glue and EMR sessions that lose their identity session stop at its next refresh, or at once?",
     refresh,
     "GLUE-UBS, EMRS-UBS, EMR-UBS",
     {},
     {}},
    {"B-5",
     "end_when_queries_complete",
     "Does a session with a background session end once its user has signed out and its queries are "
     "complete?",
     no_yes,
     "SMUS-UBS",
     {},
     {}},
    {"B-6", "glue_timeout", "Does a Glue session have a hard Timeout where nobody sets one?", none_48h,
     "GLUE-UBS against GLUE-API", Setting::glue_timeout, glue_timeouts},
    {"B-7",
     "glue_timeout_of_release_5",
     "Do sessions of Glue 5.0 and later have the 480 minutes of job runs?",
     as_others_480m,
     "Glue JobRun API",
     {},
     {}},
    {"B-8",
     "livy_skips_busy_sessions",
     "Does Livy on EMR clusters leave busy sessions alone?",
     yes_no,
     "LIVY-SRC",
     {},
     {}},
    {"B-9",
     "glue_billing_starts",
     "Is a Glue session billed from READY or from its creation?",
     billing,
     "price table",
     {},
     {}},
    {"B-10",
     "refused_session_error",
     "Which error does Glue report where the matrix refuses a session?",
     errors,
     "GLUE-UBS",
     {},
     {}},
    {"B-11",
     "application_flag_without_identity_center",
     "What does an application that asks for background sessions do after Identity Center switched them off?",
     standard_refuses,
     "EMRS-UBS",
     {},
     {}},
    {"B-12",
     "background_session_clock",
     "Does the background session of a job that waits count from its creation or from its work?",
     creation_work,
     "SM-UBS",
     {},
     {}},
    {"B-13",
     "interactive_expiry_fails_jobs",
     "Does the expiry of the interactive session, and not only a sign-out, fail jobs bound to it?",
     yes_no,
     "SM-UBS",
     {},
     {}},
    {"B-14",
     "ending_sign_in_ends_background_sessions",
     "Does an administrator who ends an interactive session end the background sessions started from it?",
     no_yes,
     "IDC-END",
     {},
     {}},
    {"B-15",
     "open_kernel_keeps_app_active",
     "Does an open kernel that runs nothing keep JupyterLab from being idle?",
     yes_no,
     "SM-IDLE",
     {},
     {}},
    {"B-16",
     "app_stop_keeps_background_sessions",
     "Do engine sessions with a background session survive the stop of the app?",
     yes_no,
     "SMUS-UBS",
     {},
     {}},
    {"B-17",
     "work_is_bound_to",
     "Without a background session, is work bound to the sign-in that started it or to any of the user's?",
     sign_ins,
     "SM-UBS",
     {},
     {}},
    {"B-18",
     "new_sign_in_saves_stopping_work",
     "Does signing in again before work has stopped save it?",
     no_yes,
     "IDC-AUTH",
     {},
     {}},
    {"B-19",
     "max_runtime_tie_goes_to",
     "Which limit ends a job that reaches both at one instant?",
     ties,
     "SM-UBS",
     {},
     {}},
    {"B-20",
     "save_window_is_billed",
     "Is the time between SIGTERM and the end of a job billed?",
     yes_no,
     "SM-STOP",
     {},
     {}},
    {"B-21",
     "lake_formation_credential_maximum",
     "How long may credentials of Lake Formation live?",
     hours_6_12,
     "LF-API",
     {},
     {}},
    {"B-22", "emr_serverless_auto_stop", "After how long without a session does an application stop?",
     minutes_15_30, "EMRS-APP against EMRS-INT", Setting::emr_serverless_auto_stop, auto_stops},
    {"B-23", "glue_session_quota", "Is the number of Glue sessions at once limited?", none_25, "GLUE-Q",
     Setting::glue_session_quota, session_quotas},
    {"B-24",
     "undocumented_audit_events",
     "Are events whose name is not documented written as synthetic ones or left out?",
     synthetic_omitted,
     "IDC-CT",
     {},
     {}},
    {"B-25", "audit_delay", "How much later is a call on record?", delays, "CT-DEL", {}, {}},
    {"B-26", "scim_delay", "How much later does a change in the directory take effect?", minutes_0_40,
     "IDC-AUTH", Setting::scim_delay, scim_delays},
    {"B-27",
     "memory_worker_price",
     "What does an M-DPU of the memory-optimised workers cost?",
     listed_dpu,
     "price table",
     {},
     {}},
    {"B-28",
     "query_after_sign_out",
     "Does a query of Athena or Redshift go on after its user signed out?",
     completes_cancelled,
     "ATH-TIP, RS-DAPI",
     {},
     {}},
    {"B-29",
     "job_without_reads_loses_identity",
     "Does a job that reads nothing under its user's identity fail when the identity session ends?",
     fails_continues,
     "SM-UBS",
     {},
     {}},
    {"B-30",
     "restarted_kernel_background_session",
     "Does the session after a kernel restart get a new background session or what was left of the old one?",
     new_keeps,
     "GLUE-UBS",
     {},
     {}},
    {"IDC-14",
     "access_removal",
     "How fast does a removed assignment act: as the newer page says, or as the older one does?",
     documentation,
     "IDC-AUTH, IDC-AUTH-OLD",
     {},
     {}},
}};

}  // namespace

const AssumptionInfo& info_of(Assumption assumption) { return infos[static_cast<std::size_t>(assumption)]; }

std::optional<Assumption> assumption_named(std::string_view key) {
  for (std::size_t i = 0; i < infos.size(); ++i) {
    if (infos[i].key == key) return static_cast<Assumption>(i);
  }
  return std::nullopt;
}

}  // namespace outlive
