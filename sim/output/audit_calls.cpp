#include "sim/output/audit_calls.hpp"

#include <algorithm>
#include <array>

#include "sim/services/service.hpp"

namespace outlive::output {
namespace {

constexpr std::array<Wire, service_type_count> wires{{
    {"glue.amazonaws.com", "GlueSessions", "glue.amazonaws.com", "GLUE_ETL"},
    {"glue.amazonaws.com", "GlueJobs", "glue.amazonaws.com", "GLUE_ETL"},
    {"glue.amazonaws.com", "GlueJobs", "glue.amazonaws.com", "GLUE_ETL"},
    {"sagemaker.amazonaws.com", "SageMakerExecution", "sagemaker.amazonaws.com"},
    {"sagemaker.amazonaws.com", "SageMakerExecution", "sagemaker.amazonaws.com"},
    {"emr-serverless.amazonaws.com", "EmrServerlessRuntime", "ops.emr-serverless.amazonaws.com",
     "EMR_SERVERLESS", "EMRSERVERLESS", false},
    {"elasticmapreduce.amazonaws.com", "EmrRuntime", "elasticmapreduce.amazonaws.com", "EMR_ON_EC2",
     "UNKNOWN", false},
    {"athena.amazonaws.com", "AthenaQueries", "athena.amazonaws.com", "", "ATHENA"},
    {"redshift-data.amazonaws.com", "RedshiftQueries", "redshift.amazonaws.com", "", "REDSHIFT"},
    {"quicksight.amazonaws.com", "QuickSightReaders", "quicksight.amazonaws.com"},
    {"datazone.amazonaws.com", "UnifiedStudioNotebooks", "datazone.amazonaws.com", "", "UNKNOWN", false},
    {},
}};

// Each service has its own word for a limit that is reached.
std::string_view quota_error(ServiceType service) {
  switch (service) {
    case ServiceType::training_job:
    case ServiceType::processing_job: return "ResourceLimitExceeded";
    case ServiceType::emr_serverless_session: return "ServiceQuotaExceededException";
    default: return "ResourceNumberLimitExceededException";
  }
}

}  // namespace

const Wire& wire_of(ServiceType service) { return wires[static_cast<std::size_t>(service)]; }

Caller caller_of(Number user, const Work& work, Identity identity) {
  const services::Service& service = services::service_of(work.service);
  const bool personal = service.propagation != services::Propagation::never && !work.role_only &&
                        !work.scheduled && identity != Identity::role;
  Caller caller{.user = user, .as = personal ? Caller::As::person : Caller::As::role};
  caller.role = wire_of(work.service).role;
  if (work.scheduled) caller.service = "scheduler.amazonaws.com";
  return caller;
}

Refusal refusal_of(const Scenario& scenario, ServiceType service, Cause cause) {
  switch (cause) {
    case Cause::background_sessions_refused: {
      const Assumption assumption = Assumption::refused_session_error;
      return {info_of(assumption).options[scenario.assumptions.option(assumption)],
              "User background sessions are not enabled in IAM Identity Center"};
    }
    case Cause::quota_exceeded: return {quota_error(service), "The account's limit is reached"};
    case Cause::throttled: return {"ThrottlingException", "Rate exceeded"};
    case Cause::denied_by_policy: return {"AccessDenied", "Denied by an explicit deny on the user"};
    case Cause::user_disabled: return {"AccessDenied", "The user is disabled"};
    case Cause::user_deleted: return {"AccessDenied", "The user does not exist"};
    case Cause::assignment_removed: return {"AccessDenied", "The user is not assigned to the application"};
    case Cause::access_denied: return {"AccessDenied", "Not authorized"};
    case Cause::session_ended: return {"IllegalSessionStateException", "The session has ended"};
    case Cause::not_started: return {"ValidationException", "The application is not started"};
    default: return {};  // not signed in, not attached, never tried: nobody called
  }
}

Duration limit_at(const Scenario& scenario, const Work& work, Limit limit, Moment when, Domain domain) {
  const auto index = static_cast<std::size_t>(limit);
  if (work.limits[index] != from_settings) return work.limits[index];
  const auto& setting = services::service_of(work.service).limits[index].setting;
  return setting ? scenario.settings.duration(*setting, when, domain) : unlimited;
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
