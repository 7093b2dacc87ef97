#include "outlive/rules.hpp"

#include <array>

namespace outlive {
namespace {

constexpr std::array<RuleText, rule_count> texts{{
    {"", "", ""},
    {"IDC-1",
     "A sign-in starts an interactive session; it expires after its duration, capped by the directory's.",
     "IDC-UIS, IDC-DUR"},
    {"IDC-2", "A changed interactive duration holds for new sign-ins only.", "by analogy with IDC-UBS"},
    {"IDC-3", "Opening an app starts an application session, renewed while the interactive session lasts.",
     "IDC-AUTH"},
    {"IDC-4", "Application sessions end with their interactive session.", "IDC-AUTH"},
    {"IDC-5", "Sign-out and expiry of the interactive session do not end a background session.", "IDC-UBS"},
    {"IDC-6", "Eligible work gets one background session; its duration is fixed when it starts.",
     "IDC-UBS, IDC-CTUC"},
    {"IDC-7", "Scheduled work has no user's background session.", "IDC-UBS"},
    {"IDC-8", "A changed background duration leaves running sessions their old expiry.", "IDC-UBS"},
    {"IDC-9", "Disabling background sessions at the instance leaves running ones alone.", "IDC-UBS"},
    {"IDC-10", "Disabling background sessions for an application leaves running ones alone.",
     "IDC-PUT, SM-UBS"},
    {"IDC-11", "Ending a background session ends its work.", "SM-UBS, GLUE-UBS"},
    {"IDC-12",
     "An administrator ending an interactive session works like a sign-out; background sessions stay.",
     "IDC-AUTH, IDC-END"},
    {"IDC-16", "A background session ends when its duration is over.", "GLUE-UBS, SM-UBS"},
    {"GLUE-1", "CreateSession: PROVISIONING, then READY.", "GLUE-API, GLUE-UBS"},
    {"GLUE-2",
     "Background sessions off at Identity Center but on at Glue: CreateSession fails, nothing is billed.",
     "GLUE-UBS"},
    {"GLUE-3", "Without a background session the session ends with the interactive session or its notebook.",
     "GLUE-UBS"},
    {"GLUE-4", "With a background session it goes on after the interactive session; nobody can attach again.",
     "GLUE-UBS"},
    {"GLUE-5", "IdleTimeout after the last statement: TIMEOUT.", "GLUE-UBS, GLUE-API"},
    {"GLUE-6", "Timeout since creation: TIMEOUT.", "GLUE-API"},
    {"GLUE-7", "Kernel stop or restart and StopSession: STOPPED; a running statement is cancelled.",
     "GLUE-UBS"},
    {"GLUE-8", "Expiry or revocation of the background session ends the Glue session.", "GLUE-UBS"},
    {"GLUE-9", "A changed Glue switch touches new sessions only.", "GLUE-UBS"},
    {"GLUE-10", "More DPUs than the quota: CreateSession fails with ResourceNumberLimitExceeded.",
     "GLUE-Q, GLUE-API"},
    {"GLUE-11", "Glue jobs and streaming jobs never have a background session.", "GLUE-UBS"},
    {"GLUE-12", "READY is billed per DPU and second, 60 seconds at least.", "price table"},
    {"SM-1",
     "A job in a domain with identity propagation gets a background session: least of MaxRuntime and it.",
     "SM-UBS"},
    {"SM-2", "Without background sessions the job is bound to the interactive session.", "SM-UBS"},
    {"SM-3", "A job bound to the interactive session fails when that ends.", "SM-UBS"},
    {"SM-4", "A job fails when its background session expires or is revoked.", "SM-UBS"},
    {"SM-5", "MaxRuntime: SIGTERM, up to 120 seconds to save, then Stopped (MaxRuntimeExceeded).",
     "SM-STOP, SM-SEC"},
    {"SM-6", "A training job lives 30 days in all.", "SM-STOP"},
    {"SM-7", "A job that runs keeps its background session when the setting is switched off.", "SM-UBS"},
    {"SM-8",
     "Identity propagation switched off: running jobs keep their session, new ones use the role only.",
     "SM-UBS"},
    {"SM-9", "Identity propagation switched on takes effect in an app after its restart and a new sign-in.",
     "seed 001, SM-SETUP"},
    {"SM-10", "Without identity propagation a job depends on no user session.", "seed 001"},
    {"SM-11", "A failed job may be started again from its last checkpoint.", "SM-UBS"},
}};

}  // namespace

const RuleText& text_of(Rule rule) { return texts[static_cast<std::size_t>(rule)]; }
std::string_view id_of(Rule rule) { return text_of(rule).id; }

}  // namespace outlive
