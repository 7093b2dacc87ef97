#include "sim/output/audit_services.hpp"

#include <array>

#include "sim/output/audit_host_requests.hpp"
#include "sim/output/audit_requests.hpp"

namespace outlive::output {
namespace {

// --- Work ---

// Each service has its own word for a limit that is reached; where no page tells, it is Glue's.
constexpr std::string_view glue_quota_error = "ResourceNumberLimitExceededException";
constexpr std::string_view sagemaker_quota_error = "ResourceLimitExceeded";

constexpr AuditService glue_session{
    .source = "glue.amazonaws.com",
    .role = "GlueSessions",
    .engine = "glue.amazonaws.com",
    .start = {"CreateSession", requests::create_glue_session},
    .stop = {"StopSession", requests::stop_glue_session},
    .run = {"RunStatement", requests::run_statement},
    .cancel = {"CancelStatement", requests::cancel_statement},
    .quota_error = glue_quota_error,
    .ended_error = "IllegalSessionStateException",
    .arn = {"glue", "session/"},
    .ask_for_data = requests::data_for_glue,
};

constexpr AuditService glue_job{
    .source = "glue.amazonaws.com",
    .role = "GlueJobs",
    .engine = "glue.amazonaws.com",
    .start = {"StartJobRun", requests::start_job_run},
    .stop = {"BatchStopJobRun", requests::batch_stop_job_run},
    .quota_error = glue_quota_error,
    .arn = {"glue", "job/"},
    .ask_for_data = requests::data_for_glue,
};

constexpr AuditService training_job{
    .source = "sagemaker.amazonaws.com",
    .role = "SageMakerExecution",
    .engine = "sagemaker.amazonaws.com",
    .start = {"CreateTrainingJob", requests::create_training_job},
    .stop = {"StopTrainingJob", requests::stop_training_job},
    .quota_error = sagemaker_quota_error,
    .arn = {"sagemaker", "training-job/"},
    .application_per_domain = true,
};

constexpr AuditService processing_job{
    .source = "sagemaker.amazonaws.com",
    .role = "SageMakerExecution",
    .engine = "sagemaker.amazonaws.com",
    .start = {"CreateProcessingJob", requests::create_processing_job},
    .stop = {"StopProcessingJob", requests::stop_processing_job},
    .quota_error = sagemaker_quota_error,
    .arn = {"sagemaker", "processing-job/"},
    .application_per_domain = true,
};

constexpr AuditService emr_serverless_session{
    .source = "emr-serverless.amazonaws.com",
    .role = "EmrServerlessRuntime",
    .engine = "ops.emr-serverless.amazonaws.com",
    .start = {"StartSession", requests::start_livy_session},
    .stop = {"StopSession", requests::stop_livy_session},
    .run = {"RunStatement", requests::run_statement},
    .cancel = {"CancelStatement", requests::cancel_statement},
    .quota_error = "ServiceQuotaExceededException",
    .ended_error = "ResourceNotFoundException",
    .arn = {"emr-serverless", "/sessions/", "/applications/"},
    .host_key = "applicationId",
    .ask_for_data = requests::data_for_emr_serverless,
    .requester = "EMRSERVERLESS",
    .documented = false,
};

constexpr AuditService emr_ec2_session{
    .source = "elasticmapreduce.amazonaws.com",
    .role = "EmrRuntime",
    .engine = "elasticmapreduce.amazonaws.com",
    .start = {"StartSession", requests::start_livy_session},
    .stop = {"StopSession", requests::stop_livy_session},
    .run = {"RunStatement", requests::run_statement},
    .cancel = {"CancelStatement", requests::cancel_statement},
    .quota_error = glue_quota_error,
    .ended_error = "ResourceNotFoundException",
    .arn = {"elasticmapreduce", "/session/", "cluster/"},
    .host_key = "clusterId",
    .ask_for_data = requests::data_for_cluster,
    .reads_from_host = true,
    .documented = false,
};

constexpr AuditService athena_query{
    .source = "athena.amazonaws.com",
    .role = "AthenaQueries",
    .engine = "athena.amazonaws.com",
    .start = {"StartQueryExecution", requests::start_query_execution},
    .stop = {"StopQueryExecution", requests::stop_query_execution},
    .quota_error = glue_quota_error,
    .ask_for_data = requests::data_for_athena,
    .requester = "ATHENA",
};

constexpr AuditService redshift_query{
    .source = "redshift-data.amazonaws.com",
    .role = "RedshiftQueries",
    .engine = "redshift.amazonaws.com",
    .start = {"ExecuteStatement", requests::execute_statement},
    .stop = {"CancelStatement", requests::cancel_query},
    .quota_error = glue_quota_error,
    .ask_for_data = requests::data_for_redshift,
    .requester = "REDSHIFT",
};

constexpr AuditService quicksight_query{
    .source = "quicksight.amazonaws.com",
    .role = "QuickSightReaders",
    .engine = "quicksight.amazonaws.com",
    .start = {"GetDashboard", requests::get_dashboard},
    .quota_error = glue_quota_error,
};

constexpr AuditService notebook_run{
    .source = "datazone.amazonaws.com",
    .role = "UnifiedStudioNotebooks",
    .engine = "datazone.amazonaws.com",
    .start = {"StartNotebookRun", requests::start_notebook_run},
    .stop = {"StopNotebookRun", requests::stop_notebook_run},
    .quota_error = glue_quota_error,
    .documented = false,
};

constexpr AuditService traced_job{};  // a row of a trace names no service

constexpr std::array<AuditService, service_type_count> services{
    glue_session,    glue_job,     glue_job,       training_job,     processing_job, emr_serverless_session,
    emr_ec2_session, athena_query, redshift_query, quicksight_query, notebook_run,   traced_job,
};

// --- Hosts ---

std::string as_it_is(std::string digits) { return digits; }

// j-3KT55D8CD8U9Z
std::string job_flow(std::string digits) {
  constexpr std::size_t length = 13;
  for (char& c : digits) c = c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
  return "j-" + digits.substr(0, length);
}

constexpr AuditHost app_in(std::string_view domain) {
  return {
      .source = "sagemaker.amazonaws.com",
      .create = {"CreateApp", requests::create_app},
      .end = {"DeleteApp", requests::delete_app},
      .domain = domain,
      .identifier = as_it_is,
  };
}

constexpr AuditHost application{
    .source = "emr-serverless.amazonaws.com",
    .create = {"CreateApplication", requests::create_application},
    .update = {"UpdateApplication", requests::update_application},
    .start = {"StartApplication", requests::switch_application},
    .end = {"StopApplication", requests::switch_application},
    .ends_nothing = EndsNothing::is_refused,
    .holds = ServiceType::emr_serverless_session,
    .identifier = as_it_is,
};

constexpr AuditHost cluster{
    .source = "elasticmapreduce.amazonaws.com",
    .create = {"RunJobFlow", requests::run_job_flow},
    .end = {"TerminateJobFlows", requests::terminate_job_flows},
    .ends_nothing = EndsNothing::succeeds,
    .holds = ServiceType::emr_ec2_session,
    .identifier = job_flow,
};

constexpr std::array<AuditHost, 4> hosts{app_in("domain"), app_in("unified studio"), application, cluster};

}  // namespace

const AuditService& audit_service_of(ServiceType type) { return services[static_cast<std::size_t>(type)]; }
const AuditHost& audit_host_of(HostType type) { return hosts[static_cast<std::size_t>(type)]; }

}  // namespace outlive::output
