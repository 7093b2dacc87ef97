#include "sim/output/audit_requests.hpp"

#include "sim/output/audit_calls.hpp"
#include "sim/output/json.hpp"
#include "sim/services/limits.hpp"

namespace outlive::output::requests {
namespace {

std::int64_t seconds(Duration duration) { return duration / std::chrono::seconds{1}; }
std::int64_t minutes(Duration duration) { return duration / std::chrono::minutes{1}; }

bool is_given(Duration limit) { return limit > Duration::zero() && limit != unlimited; }

std::string version(Release release) {
  return std::to_string(release.major) + "." + std::to_string(release.minor);
}

std::string role_of(const WorkSubject& subject) {
  return AuditIds::role_arn(audit_service_of(subject.work.service).role);
}

Duration limit(const WorkSubject& subject, Limit limit) {
  const Scenario& scenario = subject.scenario;
  return services::limit_at(scenario.settings, scenario.assumptions, subject.work, limit, subject.when,
                            scenario.users[subject.user].domain);
}

// "sagemaker.training.ml.m5.large" is priced by the name of its instance.
Json instance_type(const WorkSubject& subject) {
  const SkuNumber sku = subject.work.meters[0].sku;
  if (sku == no_sku) return nullptr;
  const std::string& name = subject.scenario.prices.skus.at(sku).name;
  const std::size_t at = name.find(".ml.");
  return at == std::string::npos ? Json(nullptr) : Json(name.substr(at + 1));
}

/// Which session a statement is for, and which one Livy is to stop.
Json session_id(const WorkSubject& session) {
  Json parameters;
  const Number host = session.work.host;
  if (host != no_number) {
    parameters[audit_service_of(session.work.service).host_key] = session.ids.host(host);
  }
  parameters["sessionId"] = session.name;
  return parameters;
}

std::string run_id(const WorkSubject& job) { return "jr_" + uuid("run", job.name, job.number); }
std::string query_id(const WorkSubject& query) { return uuid("query", query.name, query.number); }

// The three engines that write JSON as their context.
void add_platform(std::string_view platform, const std::string& job, const AccessSubject& subject,
                  Call& call) {
  const Json context{{"platformType", platform}, {"jobIdentifier", job}};
  call.request["permissions"] = Json::array({"SELECT"});
  call.request["auditContext"]["additionalAuditContext"] = dump_value(context);
  call.request["supportedPermissionTypes"] = Json::array({"CELL_FILTER_PERMISSION"});
  call.request["querySessionContext"]["queryId"] = subject.query;
}

}  // namespace

// --- Sessions and statements ---

void create_glue_session(const WorkSubject& session, Call& call) {
  call.request = {{"id", session.name},
                  {"role", role_of(session)},
                  {"command", {{"name", "glueetl"}, {"pythonVersion", "3"}}}};
  if (session.work.release.major > 0) call.request["glueVersion"] = version(session.work.release);
  call.request["maxCapacity"] = session.work.units;
  const Duration idle = limit(session, Limit::idle_timeout);
  const Duration timeout = limit(session, Limit::hard_limit);
  if (idle != unlimited) call.request["idleTimeout"] = minutes(idle);
  if (timeout != unlimited) call.request["timeout"] = minutes(timeout);
  call.response["session"] = {{"id", session.name}, {"status", "PROVISIONING"}};
}

void stop_glue_session(const WorkSubject& session, Call& call) {
  call.request = call.response = {{"id", session.name}};
}

void start_livy_session(const WorkSubject& session, Call& call) {
  call.request = session_id(session);
  const Duration idle = limit(session, Limit::idle_timeout);
  if (idle != unlimited) call.request["idleTimeoutMinutes"] = minutes(idle);
  call.response["sessionId"] = session.name;
}

void stop_livy_session(const WorkSubject& session, Call& call) { call.request = session_id(session); }

void run_statement(const WorkSubject& session, Call& call) {
  call.request = session_id(session);
  call.request["code"] = hidden;
  call.response["id"] = session.statement;
}

void cancel_statement(const WorkSubject& session, Call& call) {
  call.request = session_id(session);
  call.request["id"] = session.statement;
}

// --- Jobs ---

void start_job_run(const WorkSubject& job, Call& call) {
  call.request["jobName"] = job.name;
  call.response["jobRunId"] = run_id(job);
}

void batch_stop_job_run(const WorkSubject& job, Call& call) {
  call.request["jobName"] = job.name;
  call.request["jobRunIds"] = Json::array({run_id(job)});
}

void create_training_job(const WorkSubject& job, Call& call) {
  const Duration keep_alive = limit(job, Limit::keep_alive);
  const Duration max_runtime = limit(job, Limit::hard_limit);
  const Duration max_pending = limit(job, Limit::max_pending);
  Json resources{{"instanceType", instance_type(job)}, {"instanceCount", job.work.units}};
  if (is_given(keep_alive)) resources["keepAlivePeriodInSeconds"] = seconds(keep_alive);
  Json stopping = Json::object();
  if (max_runtime != unlimited) stopping["maxRuntimeInSeconds"] = seconds(max_runtime);
  if (is_given(max_pending)) stopping["maxPendingTimeInSeconds"] = seconds(max_pending);
  call.request = {{"trainingJobName", job.name},
                  {"roleArn", role_of(job)},
                  {"resourceConfig", std::move(resources)},
                  {"stoppingCondition", std::move(stopping)}};
  call.response["trainingJobArn"] = job.ids.job_arn(job.number);
}

void stop_training_job(const WorkSubject& job, Call& call) { call.request["trainingJobName"] = job.name; }

void create_processing_job(const WorkSubject& job, Call& call) {
  const Duration max_runtime = limit(job, Limit::hard_limit);
  Json stopping = Json::object();
  if (max_runtime != unlimited) stopping["maxRuntimeInSeconds"] = seconds(max_runtime);
  call.request["processingJobName"] = job.name;
  call.request["processingResources"]["clusterConfig"] = {{"instanceCount", job.work.units},
                                                          {"instanceType", instance_type(job)}};
  call.request["stoppingCondition"] = std::move(stopping);
  call.request["roleArn"] = role_of(job);
  call.response["processingJobArn"] = job.ids.job_arn(job.number);
}

void stop_processing_job(const WorkSubject& job, Call& call) { call.request["processingJobName"] = job.name; }

void start_notebook_run(const WorkSubject& job, Call& call) {
  call.request["name"] = job.name;
  call.response["id"] = job.name;
}

void stop_notebook_run(const WorkSubject& job, Call& call) { call.request["id"] = job.name; }

// --- Queries ---

void start_query_execution(const WorkSubject& query, Call& call) {
  call.request = {{"queryString", hidden}, {"workGroup", "identity-center"}};
  call.response["queryExecutionId"] = query_id(query);
}

void stop_query_execution(const WorkSubject& query, Call& call) {
  call.request["queryExecutionId"] = query_id(query);
}

void execute_statement(const WorkSubject& query, Call& call) {
  call.request = {{"workgroupName", "identity-center"}, {"database", "dev"}, {"sql", hidden}};
  call.response["id"] = query_id(query);
}

void cancel_query(const WorkSubject& query, Call& call) { call.request["id"] = query_id(query); }

// What a reader of QuickSight does is no call of an API, but it is on record (its user guide, non-API events).
void get_dashboard(const WorkSubject& query, Call& call) {
  call.service_details["eventRequestDetails"] = {{"dashboardId", query_id(query)}};
  call.type = EventType::service_event;
  call.read_only = true;
}

// --- Credentials, as in Lake Formation's samples of each engine (section 8.3) ---

void data_for_glue(const AccessSubject& subject, Call& call) {
  add_platform("GLUE_ETL", std::string(subject.runs_in) + "/", subject, call);
}

void data_for_emr_serverless(const AccessSubject& subject, Call& call) {
  add_platform("EMR_SERVERLESS", std::string(subject.runs_in) + "/", subject, call);
}

void data_for_cluster(const AccessSubject& subject, Call& call) {
  const std::string cluster = subject.work.host == no_number ? "" : subject.ids.host(subject.work.host);
  add_platform("EMR_ON_EC2", cluster + "/" + std::string(subject.runs_in), subject, call);
  call.additional["LakeFormationAuthorizedSessionTag"] = "LakeFormationAuthorizedCaller:Amazon EMR";
}

// A text that looks like JSON and is none.
void data_for_athena(const AccessSubject& subject, Call& call) {
  call.request["permissions"] = Json::array({"SELECT"});
  call.request["auditContext"]["additionalAuditContext"] = "{queryId: " + subject.query + "}";
  call.request["cellLevelSecurityEnforced"] = true;
}

void data_for_redshift(const AccessSubject& /*subject*/, Call& call) {
  call.request["cellLevelSecurityEnforced"] = true;
}

}  // namespace outlive::output::requests
