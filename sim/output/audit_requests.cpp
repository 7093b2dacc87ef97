#include "sim/output/audit_requests.hpp"

#include "sim/output/audit_calls.hpp"

namespace outlive::output {
namespace {

constexpr std::string_view hidden = "HIDDEN_DUE_TO_SECURITY_REASONS";

std::int64_t seconds(Duration duration) { return duration / std::chrono::seconds{1}; }
std::int64_t minutes(Duration duration) { return duration / std::chrono::minutes{1}; }

bool is_glue(const Work& work) { return work.service == ServiceType::glue_session; }

std::string version(Release release) {
  return std::to_string(release.major) + "." + std::to_string(release.minor);
}

}  // namespace

Duration Requests::limit(const Work& work, Limit limit, Moment when, Number user) const {
  return limit_at(scenario_, work, limit, when, scenario_.users[user].domain);
}

// "sagemaker.training.ml.m5.large" is priced by the name of its instance.
Json Requests::instance_type(const Work& work) const {
  const SkuNumber sku = work.meters[0].sku;
  if (sku == no_sku) return nullptr;
  const std::string& name = scenario_.prices.skus.at(sku).name;
  const std::size_t at = name.find(".ml.");
  return at == std::string::npos ? Json(nullptr) : Json(name.substr(at + 1));
}

// --- Sessions and statements ---

Json Requests::livy(Number session, const Work& work) const {
  Json parameters;
  if (work.host != no_number) {
    parameters[work.service == ServiceType::emr_ec2_session ? "clusterId" : "applicationId"] =
        ids_.host(work.host);
  }
  parameters["sessionId"] = scenario_.sessions[session].name;
  return parameters;
}

Request Requests::glue_session(Number session, const Work& work, Moment when) const {
  const SessionSpec& spec = scenario_.sessions[session];
  Json parameters{{"id", spec.name},
                  {"role", AuditIds::role_arn(wire_of(work.service).role)},
                  {"command", {{"name", "glueetl"}, {"pythonVersion", "3"}}}};
  if (work.release.major > 0) parameters["glueVersion"] = version(work.release);
  parameters["maxCapacity"] = work.units;
  const Duration idle = limit(work, Limit::idle_timeout, when, spec.user);
  const Duration timeout = limit(work, Limit::hard_limit, when, spec.user);
  if (idle != unlimited) parameters["idleTimeout"] = minutes(idle);
  if (timeout != unlimited) parameters["timeout"] = minutes(timeout);
  Request request{.name = "CreateSession", .parameters = std::move(parameters)};
  request.response["session"] = {{"id", spec.name}, {"status", "PROVISIONING"}};
  return request;
}

Request Requests::create_session(Number session, const Work& work, Moment when) const {
  if (is_glue(work)) return glue_session(session, work, when);
  Request request{.name = "StartSession", .parameters = livy(session, work)};
  const Duration idle = limit(work, Limit::idle_timeout, when, scenario_.sessions[session].user);
  if (idle != unlimited) request.parameters["idleTimeoutMinutes"] = minutes(idle);
  request.response["sessionId"] = scenario_.sessions[session].name;
  return request;
}

Request Requests::stop_session(Number session, const Work& work) const {
  if (!is_glue(work)) return {.name = "StopSession", .parameters = livy(session, work)};
  const Json id{{"id", scenario_.sessions[session].name}};
  return {.name = "StopSession", .parameters = id, .response = id};
}

Request Requests::run_statement(Number session, const Work& work, std::uint32_t statement) const {
  Request request{.name = "RunStatement", .parameters = livy(session, work)};
  request.parameters["code"] = hidden;
  request.response["id"] = statement;
  return request;
}

Request Requests::cancel_statement(Number session, const Work& work, std::uint32_t statement) const {
  Request request{.name = "CancelStatement", .parameters = livy(session, work)};
  request.parameters["id"] = statement;
  return request;
}

// --- Jobs and queries ---

Request Requests::training_job(Number job, const Work& work, Moment when) const {
  const JobSpec& spec = scenario_.jobs[job];
  const Duration keep_alive = limit(work, Limit::keep_alive, when, spec.user);
  const Duration max_runtime = limit(work, Limit::hard_limit, when, spec.user);
  const Duration max_pending = limit(work, Limit::max_pending, when, spec.user);
  Json resources{{"instanceType", instance_type(work)}, {"instanceCount", work.units}};
  if (keep_alive > Duration::zero() && keep_alive != unlimited) {
    resources["keepAlivePeriodInSeconds"] = seconds(keep_alive);
  }
  Json stopping = Json::object();
  if (max_runtime != unlimited) stopping["maxRuntimeInSeconds"] = seconds(max_runtime);
  if (max_pending > Duration::zero() && max_pending != unlimited) {
    stopping["maxPendingTimeInSeconds"] = seconds(max_pending);
  }
  Request request{.name = "CreateTrainingJob",
                  .parameters = {{"trainingJobName", spec.name},
                                 {"roleArn", AuditIds::role_arn(wire_of(work.service).role)},
                                 {"resourceConfig", std::move(resources)},
                                 {"stoppingCondition", std::move(stopping)}}};
  request.response["trainingJobArn"] = ids_.job_arn(job);
  return request;
}

Request Requests::processing_job(Number job, const Work& work, Moment when) const {
  const JobSpec& spec = scenario_.jobs[job];
  const Duration max_runtime = limit(work, Limit::hard_limit, when, spec.user);
  Json stopping = Json::object();
  if (max_runtime != unlimited) stopping["maxRuntimeInSeconds"] = seconds(max_runtime);
  Request request{
      .name = "CreateProcessingJob",
      .parameters = {
          {"processingJobName", spec.name},
          {"processingResources",
           {{"clusterConfig", {{"instanceCount", work.units}, {"instanceType", instance_type(work)}}}}},
          {"stoppingCondition", std::move(stopping)},
          {"roleArn", AuditIds::role_arn(wire_of(work.service).role)}}};
  request.response["processingJobArn"] = ids_.job_arn(job);
  return request;
}

Request Requests::query(Number job, const Work& work) const {
  const std::string id = uuid("query", scenario_.jobs[job].name, job);
  Request request;
  if (work.service == ServiceType::athena_query) {
    request.name = "StartQueryExecution";
    request.parameters = {{"queryString", hidden}, {"workGroup", "identity-center"}};
    request.response["queryExecutionId"] = id;
  } else if (work.service == ServiceType::redshift_query) {
    request.name = "ExecuteStatement";
    request.parameters = {{"workgroupName", "identity-center"}, {"database", "dev"}, {"sql", hidden}};
    request.response["id"] = id;
  } else {
    // What a reader of QuickSight does is no call of an API, but it is on record (its user guide, non-API events).
    request.name = "GetDashboard";
    request.service_details["eventRequestDetails"] = {{"dashboardId", id}};
    request.type = EventType::service_event;
    request.read_only = true;
  }
  return request;
}

Request Requests::start_job(Number job, const Work& work, Moment when) const {
  const std::string& name = scenario_.jobs[job].name;
  switch (work.service) {
    case ServiceType::training_job: return training_job(job, work, when);
    case ServiceType::processing_job: return processing_job(job, work, when);
    case ServiceType::athena_query:
    case ServiceType::redshift_query:
    case ServiceType::quicksight_query: return query(job, work);
    case ServiceType::notebook_run:
      return {.name = "StartNotebookRun", .parameters = {{"name", name}}, .response = {{"id", name}}};
    default:
      return {.name = "StartJobRun",
              .parameters = {{"jobName", name}},
              .response = {{"jobRunId", "jr_" + uuid("run", name, job)}}};
  }
}

Request Requests::stop_job(Number job, const Work& work) const {
  const std::string& name = scenario_.jobs[job].name;
  switch (work.service) {
    case ServiceType::training_job:
      return {.name = "StopTrainingJob", .parameters = {{"trainingJobName", name}}};
    case ServiceType::processing_job:
      return {.name = "StopProcessingJob", .parameters = {{"processingJobName", name}}};
    case ServiceType::athena_query:
      return {.name = "StopQueryExecution", .parameters = {{"queryExecutionId", uuid("query", name, job)}}};
    case ServiceType::redshift_query:
      return {.name = "CancelStatement", .parameters = {{"id", uuid("query", name, job)}}};
    case ServiceType::glue_job:
    case ServiceType::glue_streaming_job:
      return {
          .name = "BatchStopJobRun",
          .parameters = {{"jobName", name}, {"jobRunIds", Json::array({"jr_" + uuid("run", name, job)})}}};
    case ServiceType::notebook_run: return {.name = "StopNotebookRun", .parameters = {{"id", name}}};
    default: return {};
  }
}

// Tokens are hidden in the log as in the vendor's example; `resource` is what tells a background session (IDC-6).
Json Requests::token(std::string_view application, const std::string& resource) {
  const std::string type = "urn:ietf:params:oauth:token-type:";
  return {{"clientId", AuditIds::application_arn(application)},
          {"grantType", "urn:ietf:params:oauth:grant-type:token-exchange"},
          {"subjectToken", hidden},
          {"subjectTokenType", type + "access_token"},
          {"requestedTokenType", type + "refresh_token"},
          {"resource", resource}};
}

}  // namespace outlive::output
