// Every place where the documentation is silent or contradicts itself, as a named switch (rules.md part b).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "outlive/settings.hpp"

namespace outlive {

/// B-1 to B-30 in order, then IDC-14, whose two documented versions contradict each other.
enum class Assumption : std::uint8_t {
  background_session_of_disabled_user,
  background_session_without_assignment,
  stop_latency,
  stop_of_engine_sessions,
  end_when_queries_complete,
  glue_timeout,
  glue_timeout_of_release_5,
  livy_skips_busy_sessions,
  glue_billing_starts,
  refused_session_error,
  application_flag_without_identity_center,
  background_session_clock,
  interactive_expiry_fails_jobs,
  ending_sign_in_ends_background_sessions,
  open_kernel_keeps_app_active,
  app_stop_keeps_background_sessions,
  work_is_bound_to,
  new_sign_in_saves_stopping_work,
  max_runtime_tie_goes_to,
  save_window_is_billed,
  lake_formation_credential_maximum,
  emr_serverless_auto_stop,
  glue_session_quota,
  undocumented_audit_events,
  audit_delay,
  scim_delay,
  memory_worker_price,
  query_after_sign_out,
  job_without_reads_loses_identity,
  restarted_kernel_background_session,
  access_removal,
};
inline constexpr std::size_t assumption_count = 31;

/// Position among the options of an assumption; 0 is the default.
using Option = std::uint8_t;

/// The options of Assumption::stop_latency.
enum class StopLatency : Option { none, documented_bound, random };

struct AssumptionInfo {
  std::string_view id;        // "B-6"
  std::string_view key;       // as scenario files spell it
  std::string_view question;  // one sentence
  std::span<const std::string_view> options;
  std::string_view source;                 // keys of rules.md
  std::optional<Setting> setting;          // whose default it is, if it is no more than that
  std::span<const SettingValue> defaults;  // of that setting, one for each option
};

const AssumptionInfo& info_of(Assumption assumption);
std::optional<Assumption> assumption_named(std::string_view key);

/// Which option of each is in force.
class Assumptions {
 public:
  void choose(Assumption assumption, Option option) {
    chosen_[static_cast<std::size_t>(assumption)] = option;
  }
  [[nodiscard]] Option option(Assumption assumption) const {
    return chosen_[static_cast<std::size_t>(assumption)];
  }
  /// Whether another option than the default is in force; for those with two, which one it is.
  [[nodiscard]] bool otherwise(Assumption assumption) const { return option(assumption) != 0; }
  [[nodiscard]] StopLatency stop_latency() const {
    return static_cast<StopLatency>(option(Assumption::stop_latency));
  }

 private:
  std::array<Option, assumption_count> chosen_{};
};

}  // namespace outlive
