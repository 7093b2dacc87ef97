// The words of a result: how work ended, why, by which rule, and what its money was spent on (design sections 1, 3, 4).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace outlive {

/// How a job ended. A job that ended under a limit is `failed` or `stopped` as its kind's table says.
enum class Outcome : std::uint8_t { completed, failed, stopped, rejected, running };
inline constexpr std::size_t outcome_count = 5;

/// What ended a lifetime: one closed list (end of design section 3).
enum class Cause : std::uint8_t {
  none,  // has not ended
  done,
  work_failed,
  background_session_expired,
  background_session_revoked,
  signed_out,
  interactive_session_expired,
  interactive_session_ended,
  work_ended,
  idle_timeout,
  session_timeout,
  max_runtime,
  total_runtime,
  kernel_restarted,
  stopped_by_user,
  notebook_closed,
  app_idle_shutdown,
  app_stopped,
  application_stopped,
  cluster_terminated,
  queries_complete,
  max_pending_time,
  user_disabled,
  user_deleted,
  assignment_removed,
  access_denied,
  denied_by_policy,
  background_sessions_refused,
  not_signed_in,
  not_attached,
  session_ended,
  session_rejected,
  not_restartable,
  quota_exceeded,
  throttled,
  not_started,
  horizon,
};
inline constexpr std::size_t cause_count = 37;

/// What a billed millisecond was spent on. Every one is in exactly one bucket.
enum class Bucket : std::uint8_t { useful, unseen, lost, unfinished, idle, overhead };
inline constexpr std::size_t bucket_count = 6;

/// Whether the user was signed in anywhere while the meter ran.
enum class Attendance : std::uint8_t { attended, background };
inline constexpr std::size_t attendance_count = 2;

/// Which identity a session or job was started with; none for what was rejected.
enum class Identity : std::uint8_t { none, background_session, interactive_session, role };
inline constexpr std::size_t identity_count = 4;

/// Snake-case names, as scenario files and results spell them.
std::string_view name_of(Outcome outcome);
std::string_view name_of(Cause cause);
std::string_view name_of(Bucket bucket);
std::string_view name_of(Attendance attendance);
std::string_view name_of(Identity identity);

std::optional<Outcome> outcome_named(std::string_view name);
std::optional<Cause> cause_named(std::string_view name);

/// The causes that are clocks with a setting behind them: work ended by one would have lived with a higher limit.
bool is_limit(Cause cause);

}  // namespace outlive
