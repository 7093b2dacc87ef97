// Jobs and queries.
#include <array>

#include "sim/import/cloudtrail_event.hpp"

namespace outlive::import {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::string_view no_name = "it does not say what it is about";

Unused add_job(EstateDraft& draft, const CloudTrailEvent& event, std::string_view verb,
               const std::string& key, std::string_view name, std::string fields) {
  DraftJob job{
      .name = draft.work_names.another(name), .verb = std::string(verb), .fields = std::move(fields)};
  job.user = draft.user_of(event.user);
  job.at_ms = event.at_ms;
  job.personal = event.personal;
  draft.job_numbers[key] = draft.jobs.size();  // of several of a name the last is meant
  draft.jobs.push_back(std::move(job));
  return std::nullopt;
}

Unused create_training_job(EstateDraft& draft, const CloudTrailEvent& event) {
  const auto name = text_at(event.request, {"trainingJobName"});
  if (!name || name->empty()) return std::string(no_name);
  const auto limit = [&](std::string_view key) {
    return integer_at(event.request, {"stoppingCondition", key});
  };
  return add_job(draft, event, "start_training_job", key_of("training-job", *name), *name,
                 instance_fields(draft, text_at(event.request, {"resourceConfig", "instanceType"}),
                                 integer_at(event.request, {"resourceConfig", "instanceCount"})) +
                     duration_field(draft, "max_runtime", limit("maxRuntimeInSeconds"), seconds{1},
                                    seconds{1}, days{28}) +
                     duration_field(draft, "max_pending", limit("maxPendingTimeInSeconds"), seconds{1},
                                    minutes{30}, days{28}) +
                     duration_field(draft, "keep_alive",
                                    integer_at(event.request, {"resourceConfig", "keepAlivePeriodInSeconds"}),
                                    seconds{1}, seconds{1}, hours{1}));
}

Unused create_processing_job(EstateDraft& draft, const CloudTrailEvent& event) {
  const auto name = text_at(event.request, {"processingJobName"});
  if (!name || name->empty()) return std::string(no_name);
  return add_job(
      draft, event, "start_processing_job", key_of("processing-job", *name), *name,
      instance_fields(draft, text_at(event.request, {"processingResources", "clusterConfig", "instanceType"}),
                      integer_at(event.request, {"processingResources", "clusterConfig", "instanceCount"})) +
          duration_field(draft, "max_runtime",
                         integer_at(event.request, {"stoppingCondition", "maxRuntimeInSeconds"}), seconds{1},
                         seconds{1}, days{9}));
}

Unused start_glue_job(EstateDraft& draft, const CloudTrailEvent& event) {
  const auto name = text_at(event.request, {"jobName"});
  const auto run = text_at(event.response, {"jobRunId"});
  if (!name || name->empty()) return std::string(no_name);
  std::string fields = glue_worker_fields(draft, event.request, false);
  fields = fields.substr(0, fields.find(", glue_version"));  // a job has none
  return add_job(draft, event, "start_glue_job", key_of("glue-job", run.value_or(*name)), *name,
                 fields + duration_field(draft, "timeout", integer_at(event.request, {"timeout"}), minutes{1},
                                         minutes{1}, days{7}));
}

Unused stop_glue_jobs(EstateDraft& draft, const CloudTrailEvent& event) {
  const Json* const runs = find(event.request, {"jobRunIds"});
  if (runs == nullptr || !runs->is_array()) return std::string(no_name);
  Unused why = std::string(no_name);
  for (const Json& run : *runs) {
    if (!run.is_string()) continue;
    auto each = stop_job(draft, event, key_of("glue-job", run.get<std::string>()));
    if (!each) return std::nullopt;  // one of them is enough to be of use
    why = std::move(each);
  }
  return why;
}

Unused stop_training_job(EstateDraft& draft, const CloudTrailEvent& event) {
  return stop_job(draft, event,
                  key_of("training-job", text_at(event.request, {"trainingJobName"}).value_or("")));
}
Unused stop_processing_job(EstateDraft& draft, const CloudTrailEvent& event) {
  return stop_job(draft, event,
                  key_of("processing-job", text_at(event.request, {"processingJobName"}).value_or("")));
}

Unused start_query(EstateDraft& draft, const CloudTrailEvent& event, std::string_view service,
                   const std::string& id) {
  return add_job(draft, event, "start_query", key_of(service, id), std::string(service) + "-query",
                 ", service: " + std::string(service));
}
Unused start_athena(EstateDraft& draft, const CloudTrailEvent& event) {
  return start_query(draft, event, "athena", text_at(event.response, {"queryExecutionId"}).value_or(""));
}
Unused stop_athena(EstateDraft& draft, const CloudTrailEvent& event) {
  return stop_job(draft, event, key_of("athena", text_at(event.request, {"queryExecutionId"}).value_or("")));
}
Unused start_redshift(EstateDraft& draft, const CloudTrailEvent& event) {
  return start_query(draft, event, "redshift", text_at(event.response, {"id"}).value_or(""));
}
Unused stop_redshift(EstateDraft& draft, const CloudTrailEvent& event) {
  return stop_job(draft, event, key_of("redshift", text_at(event.request, {"id"}).value_or("")));
}
Unused open_dashboard(EstateDraft& draft, const CloudTrailEvent& event) {
  return start_query(draft, event, "quicksight", "");
}

Unused start_notebook_run(EstateDraft& draft, const CloudTrailEvent& event) {
  const auto name = text_at(event.request, {"name"});
  const auto id = text_at(event.response, {"id"});
  if (!name || name->empty()) return std::string(no_name);
  return add_job(draft, event, "start_notebook_run", key_of("notebook-run", id.value_or(*name)), *name, {});
}
Unused stop_notebook_run(EstateDraft& draft, const CloudTrailEvent& event) {
  return stop_job(draft, event, key_of("notebook-run", text_at(event.request, {"id"}).value_or("")));
}

Unused batch_of_emr(EstateDraft& /*draft*/, const CloudTrailEvent& /*event*/) {
  return "Outlive knows no batch jobs of EMR Serverless, which have no background session of a user";
}

constexpr const char* glue_source = "glue.amazonaws.com";
constexpr const char* sagemaker_source = "sagemaker.amazonaws.com";
constexpr const char* serverless_source = "emr-serverless.amazonaws.com";

constexpr std::array handlers{
    CloudTrailHandler{glue_source, "StartJobRun", Rank::start, start_glue_job},
    CloudTrailHandler{glue_source, "BatchStopJobRun", Rank::stop, stop_glue_jobs},
    CloudTrailHandler{sagemaker_source, "CreateTrainingJob", Rank::start, create_training_job},
    CloudTrailHandler{sagemaker_source, "StopTrainingJob", Rank::stop, stop_training_job},
    CloudTrailHandler{sagemaker_source, "CreateProcessingJob", Rank::start, create_processing_job},
    CloudTrailHandler{sagemaker_source, "StopProcessingJob", Rank::stop, stop_processing_job},
    CloudTrailHandler{serverless_source, "StartJobRun", Rank::start, batch_of_emr},
    CloudTrailHandler{"athena.amazonaws.com", "StartQueryExecution", Rank::start, start_athena},
    CloudTrailHandler{"athena.amazonaws.com", "StopQueryExecution", Rank::stop, stop_athena},
    CloudTrailHandler{"redshift-data.amazonaws.com", "ExecuteStatement", Rank::start, start_redshift},
    CloudTrailHandler{"redshift-data.amazonaws.com", "CancelStatement", Rank::stop, stop_redshift},
    CloudTrailHandler{"quicksight.amazonaws.com", "GetDashboard", Rank::start, open_dashboard},
    CloudTrailHandler{"datazone.amazonaws.com", "StartNotebookRun", Rank::start, start_notebook_run},
    CloudTrailHandler{"datazone.amazonaws.com", "StopNotebookRun", Rank::stop, stop_notebook_run},
};

}  // namespace

Unused stop_job(EstateDraft& draft, const CloudTrailEvent& event, const std::string& key) {
  const auto job = draft.job_numbers.find(key);
  if (job == draft.job_numbers.end()) return "no start of it is on record";
  DraftJob& stopped = draft.jobs[job->second];
  stopped.stopped_ms = event.at_ms;
  if (stopped.session != nobody) draft.sessions[stopped.session].alive.push_back(event.at_ms);
  draft.lines.push_back({event.at_ms, Rank::stop, "job: " + stopped.name + ", do: stop_job", {}, nobody});
  return std::nullopt;
}

const CloudTrailHandler* find_job_event(std::string_view source, std::string_view name) {
  return find_among(handlers, source, name);
}

}  // namespace outlive::import
