#include "outlive/vocabulary.hpp"

namespace outlive {
namespace {

using namespace std::string_view_literals;

constexpr std::array outcome_names{"completed"sv, "failed"sv, "stopped"sv, "rejected"sv, "running"sv};
static_assert(outcome_names.size() == outcome_count);

constexpr std::array cause_names{
    "none"sv,
    "done"sv,
    "work_failed"sv,
    "background_session_expired"sv,
    "background_session_revoked"sv,
    "signed_out"sv,
    "interactive_session_expired"sv,
    "interactive_session_ended"sv,
    "work_ended"sv,
    "idle_timeout"sv,
    "session_timeout"sv,
    "max_runtime"sv,
    "total_runtime"sv,
    "kernel_restarted"sv,
    "stopped_by_user"sv,
    "notebook_closed"sv,
    "app_idle_shutdown"sv,
    "app_stopped"sv,
    "application_stopped"sv,
    "cluster_terminated"sv,
    "queries_complete"sv,
    "max_pending_time"sv,
    "user_disabled"sv,
    "user_deleted"sv,
    "assignment_removed"sv,
    "access_denied"sv,
    "denied_by_policy"sv,
    "background_sessions_refused"sv,
    "not_signed_in"sv,
    "not_attached"sv,
    "session_ended"sv,
    "session_rejected"sv,
    "not_restartable"sv,
    "quota_exceeded"sv,
    "throttled"sv,
    "not_started"sv,
    "horizon"sv,
};
static_assert(cause_names.size() == cause_count);

constexpr std::array bucket_names{"useful"sv, "unseen"sv, "lost"sv, "unfinished"sv, "idle"sv, "overhead"sv};
static_assert(bucket_names.size() == bucket_count);

template <class Enum, std::size_t size>
std::optional<Enum> find_name(const std::array<std::string_view, size>& names, std::string_view name) {
  for (std::size_t i = 0; i < size; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Outcome outcome) { return outcome_names[static_cast<std::size_t>(outcome)]; }
std::string_view name_of(Cause cause) { return cause_names[static_cast<std::size_t>(cause)]; }
std::string_view name_of(Bucket bucket) { return bucket_names[static_cast<std::size_t>(bucket)]; }

std::string_view name_of(Attendance attendance) {
  return attendance == Attendance::attended ? "attended"sv : "background"sv;
}

std::string_view name_of(Identity identity) {
  switch (identity) {
    case Identity::none: return "none"sv;
    case Identity::background_session: return "background_session"sv;
    case Identity::interactive_session: return "interactive_session"sv;
    case Identity::role: return "role"sv;
  }
  return {};
}

std::optional<Outcome> outcome_named(std::string_view name) {
  return find_name<Outcome>(outcome_names, name);
}
std::optional<Cause> cause_named(std::string_view name) { return find_name<Cause>(cause_names, name); }

bool is_limit(Cause cause) {
  switch (cause) {
    case Cause::background_session_expired:
    case Cause::interactive_session_expired:
    case Cause::idle_timeout:
    case Cause::session_timeout:
    case Cause::max_runtime:
    case Cause::total_runtime: return true;
    default: return false;
  }
}

}  // namespace outlive
