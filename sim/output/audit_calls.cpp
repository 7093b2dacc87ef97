#include "sim/output/audit_calls.hpp"

#include <algorithm>

#include "sim/services/service.hpp"

namespace outlive::output {

Caller caller_of(Number user, const Work& work, Identity identity) {
  const services::Service& service = services::service_of(work.service);
  const bool personal = service.propagation != services::Propagation::never && !work.role_only &&
                        !work.scheduled && identity != Identity::role;
  Caller caller{.user = user, .as = personal ? Caller::As::person : Caller::As::role};
  caller.role = audit_service_of(work.service).role;
  if (work.scheduled) caller.service = "scheduler.amazonaws.com";
  return caller;
}

void refuse(Call& call, const Refusal& refusal) {
  call.error = refusal.code;
  call.message = refusal.message;
}

Refusal refusal_of(const Scenario& scenario, ServiceType service, Cause cause) {
  switch (cause) {
    case Cause::background_sessions_refused: {
      const Assumption assumption = Assumption::refused_session_error;
      return {info_of(assumption).options[scenario.assumptions.option(assumption)],
              "User background sessions are not enabled in IAM Identity Center"};
    }
    case Cause::quota_exceeded:
      return {audit_service_of(service).quota_error, "The account's limit is reached"};
    case Cause::throttled: return {"ThrottlingException", "Rate exceeded"};
    case Cause::denied_by_policy: return {"AccessDenied", "Denied by an explicit deny on the user"};
    case Cause::user_disabled: return {"AccessDenied", "The user is disabled"};
    case Cause::user_deleted: return {"AccessDenied", "The user does not exist"};
    case Cause::assignment_removed: return {"AccessDenied", "The user is not assigned to the application"};
    case Cause::access_denied: return {"AccessDenied", "Not authorized"};
    case Cause::session_ended: return {audit_service_of(service).ended_error, "The session has ended"};
    case Cause::not_started: return {"ValidationException", "The application is not started"};
    default: return {};  // not signed in, not attached, never tried: nobody called
  }
}

IneffectiveLines::IneffectiveLines(const Results& results) {
  lines_.reserve(results.ineffective.size());
  for (const Ineffective& each : results.ineffective) lines_.push_back({each.at, each.line});
  std::sort(lines_.begin(), lines_.end());
}

bool IneffectiveLines::has(const Action& action) const {
  return std::binary_search(lines_.begin(), lines_.end(), Moment{action.at, action.line});
}

}  // namespace outlive::output
