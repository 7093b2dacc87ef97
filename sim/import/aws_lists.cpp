#include "sim/import/aws_lists.hpp"

#include <array>
#include <filesystem>

#include "sim/import/cloudtrail_event.hpp"
#include "sim/import/json_records.hpp"

namespace outlive::import {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Whose the work of a list is: lists do not say.
constexpr const char* unknown_user = "unknown";

std::vector<const Json*> objects_of(const Json& document, std::string_view key) {
  std::vector<const Json*> all;
  const Json* const list = document.is_array() ? &document : find(document, {key});
  if (list != nullptr && list->is_array()) {
    for (const Json& each : *list) {
      if (each.is_object()) all.push_back(&each);
    }
  }
  return all;
}

// --- Glue ---

class GlueLists {
 public:
  GlueLists(const input::Source& source, EstateDraft& draft) : source_(source), draft_(draft) {}

  void read(const Json& document) {
    std::uint64_t number = 0;
    const auto take = [&](const Json& object, void (GlueLists::*add)(const Json&, const Where&)) {
      draft_.tally.read();
      (this->*add)(object, {source_.path, 0, ++number});
    };
    for (const Json* const each : objects_of(document, "Sessions")) take(*each, &GlueLists::add_session);
    if (document.is_array()) return;
    if (const Json* const session = find(document, {"Session"})) take(*session, &GlueLists::add_session);
    session_of_statements_ =
        text_at(document, {"SessionId"}).value_or(std::filesystem::path(source_.path).stem().string());
    for (const Json* const each : objects_of(document, "Statements")) take(*each, &GlueLists::add_statement);
    for (const Json* const each : objects_of(document, "statements")) take(*each, &GlueLists::add_statement);
    for (const Json* const each : objects_of(document, "JobRuns")) take(*each, &GlueLists::add_job_run);
  }

 private:
  void add_session(const Json& session, const Where& where) {
    const auto id = text_at(session, {"Id"});
    const auto created = moment_at(session, {"CreatedOn"});
    if (!id || id->empty()) return draft_.tally.skipped("session", "it has no Id", where);
    if (!created) return draft_.tally.skipped("session", "its CreatedOn is no moment", where);
    DraftSession& known = session_of(*id, *created, session);
    known.ended_ms = moment_at(session, {"CompletedOn"});
    draft_.note(known.ended_ms.value_or(*created));
    const std::string status = text_at(session, {"Status"}).value_or("");
    known.stopped = status == "STOPPED" || status == "STOPPING";
    if (known.ended_ms)
      known.comment = "a list says that it ended as " + status + ", " +
                      std::to_string((*known.ended_ms - known.at_ms) / 60'000) + " minutes later";
    draft_.tally.used("session");
  }

  DraftSession& session_of(const std::string& id, std::int64_t created, const Json& session) {
    const std::string key = "glue " + id;
    const auto known = draft_.session_numbers.find(key);
    if (known != draft_.session_numbers.end()) return draft_.sessions[known->second];
    DraftSession added{.name = draft_.session_names.of(key, id), .service = "glue"};
    added.user = draft_.user_of(unknown_user);
    added.at_ms = created;
    added.personal = true;  // or nothing could be asked about background sessions
    added.from_list = true;
    const auto idle = integer_at(session, {"IdleTimeout"});
    added.fields =
        glue_worker_fields(draft_, session, true) +
        duration_field(draft_, "idle_timeout", idle, minutes{1}, minutes{1}, days{365}) +
        duration_field(draft_, "timeout", integer_at(session, {"Timeout"}), minutes{1}, minutes{1}, days{7});
    if (idle && *idle > 0 && *idle <= days{365} / minutes{1})
      added.idle_ms = Duration{minutes{*idle}}.count();
    draft_.tally.inferred("user 'unknown', where only a list tells of a session or job");
    draft_.session_numbers[key] = draft_.sessions.size();
    draft_.sessions.push_back(std::move(added));
    return draft_.sessions.back();
  }

  /// Of Glue, or of the Livy endpoint of EMR, which writes small letters.
  void add_statement(const Json& statement, const Where& where) {
    const auto skip = [&](std::string_view why) { draft_.tally.skipped("statement", why, where); };
    const bool livy = find(statement, {"id"}) != nullptr;
    const std::string key = key_of_session();
    const auto session = draft_.session_numbers.find(key);
    if (session == draft_.session_numbers.end())
      return skip("its session, which the name of the file tells, is in no other file");
    const auto number = integer_at(statement, {livy ? "id" : "Id"});
    const auto started = moment_at(statement, {livy ? "started" : "StartedOn"});
    if (!number) return skip("it has no Id");
    if (!started || *started == 0) return skip("it never started");
    DraftJob& job = job_of(session->second, key, *number, *started);
    job.started_ms = started;
    job.ended_ms = moment_at(statement, {livy ? "completed" : "CompletedOn"});
    const std::string state = text_at(statement, {livy ? "state" : "State"}).value_or("");
    // AVAILABLE tells that it is done; whether its code threw something tells its output.
    job.completed = state == "AVAILABLE" || state == "available";
    job.failed = state == "ERROR" || state == "error" ||
                 text_at(statement, {"Output", "Status"}) == "error" ||
                 text_at(statement, {"output", "status"}) == "error";
    draft_.note(job.ended_ms.value_or(*started));
    draft_.tally.used("statement");
  }

  [[nodiscard]] std::string key_of_session() const {
    for (const std::string_view service : {"glue", "emr-serverless", "elasticmapreduce"}) {
      std::string key = std::string(service) + " " + session_of_statements_;
      if (draft_.session_numbers.contains(key)) return key;
    }
    return {};
  }

  void add_job_run(const Json& run, const Where& where) {
    const auto skip = [&](std::string_view why) { draft_.tally.skipped("job run", why, where); };
    const auto id = text_at(run, {"Id"});
    const auto name = text_at(run, {"JobName"});
    const auto started = moment_at(run, {"StartedOn"});
    if (!id || !name || name->empty()) return skip("it has no Id or no JobName");
    if (!started) return skip("its StartedOn is no moment");
    const auto known = draft_.job_numbers.find("glue-job " + *id);
    if (known == draft_.job_numbers.end()) {
      DraftJob added{.name = draft_.job_names.another(*name), .verb = "start_glue_job"};
      const std::string workers = glue_worker_fields(draft_, run, true);
      added.fields =
          workers.substr(0, workers.find(", glue_version")) +
          duration_field(draft_, "timeout", integer_at(run, {"Timeout"}), minutes{1}, minutes{1}, days{7});
      added.user = draft_.user_of(unknown_user);
      added.at_ms = *started;
      draft_.job_numbers["glue-job " + *id] = draft_.jobs.size();
      draft_.jobs.push_back(std::move(added));
    }
    DraftJob& job = draft_.jobs[draft_.job_numbers["glue-job " + *id]];
    job.started_ms = started;
    job.ended_ms = moment_at(run, {"CompletedOn"});
    const std::string state = text_at(run, {"JobRunState"}).value_or("");
    job.completed = state == "SUCCEEDED";
    job.failed = state == "FAILED" || state == "ERROR";
    draft_.note(job.ended_ms.value_or(*started));
    draft_.tally.used("job run");
  }

  DraftJob& job_of(std::size_t session, const std::string& key, std::int64_t number, std::int64_t started) {
    const std::string own = "statement " + key + " " + std::to_string(number);
    const auto known = draft_.job_numbers.find(own);
    if (known != draft_.job_numbers.end()) return draft_.jobs[known->second];
    DraftSession& in = draft_.sessions[session];
    DraftJob added{.verb = "run", .user = in.user, .session = session, .at_ms = started, .number = number};
    added.name = draft_.job_names.of(own, in.name + "-" + std::to_string(number));
    added.personal = in.personal;
    in.statements.push_back(draft_.jobs.size());
    draft_.job_numbers[own] = draft_.jobs.size();
    draft_.jobs.push_back(std::move(added));
    return draft_.jobs.back();
  }

  const input::Source& source_;
  EstateDraft& draft_;
  std::string session_of_statements_;
};

// --- SageMaker ---

/// Training and processing jobs have the same members, but for the word in their names.
struct JobKind {
  std::string_view word;  // of TrainingJobName
  std::string_view kind;  // as an ARN has it
  std::string_view what;  // for the tally
  std::string_view verb;  // of a timeline
  Duration longest;
};
constexpr std::array kinds{
    JobKind{"Training", "training-job", "training job", "start_training_job", days{28}},
    JobKind{"Processing", "processing-job", "processing job", "start_processing_job", days{9}}};

class SageMakerJobs {
 public:
  SageMakerJobs(const input::Source& source, const JobKind& kind, EstateDraft& draft)
      : source_(source), kind_(kind), draft_(draft) {}

  void read(const Json& document) {
    std::uint64_t number = 0;
    for (const Json* const each : objects_of(document, member("JobSummaries"))) {
      if (find(*each, {member("JobName")}) != nullptr) add(*each, {source_.path, 0, ++number});
    }
    if (find(document, {member("JobName")}) != nullptr) add(document, {source_.path, 0, 1});
  }

 private:
  /// TrainingJobName of JobName.
  [[nodiscard]] std::string member(std::string_view name) const {
    return std::string(kind_.word) + std::string(name);
  }

  void add(const Json& job, const Where& where) {
    draft_.tally.read();
    const auto skip = [&](std::string_view why) { draft_.tally.skipped(kind_.what, why, where); };
    const auto name = text_at(job, {member("JobName")});
    const auto created = moment_at(job, {"CreationTime"});
    if (!name || name->empty()) return skip("it has no name");
    if (!created) return skip("its CreationTime is no moment");
    DraftJob& known = job_of(*name, *created, job);
    known.started_ms = moment_at(job, {member("StartTime")});
    known.ended_ms = moment_at(job, {member("EndTime")});
    if (known.started_ms && known.ended_ms && *known.ended_ms < *known.started_ms) known.ended_ms.reset();
    const std::string status = text_at(job, {member("JobStatus")}).value_or("");
    known.completed = status == "Completed";
    known.failed = status == "Failed";
    draft_.note(known.ended_ms.value_or(*created));
    if (status == "Stopped") was_stopped(known, job);
    draft_.tally.used(kind_.what);
  }

  /// By a limit of its own, which the scenario has, or by a call that is on no record.
  void was_stopped(DraftJob& known, const Json& job) {
    const bool by_limit =
        text_at(job, {"SecondaryStatus"}) == "MaxRuntimeExceeded" || reached_limit(known, job);
    if (by_limit || !known.ended_ms || known.stopped_ms) return;
    known.stopped_ms = known.ended_ms;
    draft_.lines.push_back({*known.ended_ms, Rank::stop, "job: " + known.name + ", do: stop_job",
                            "inferred: a list says that it was stopped", nobody});
    draft_.tally.inferred("a stop, where a list says Stopped");
  }

  [[nodiscard]] static bool reached_limit(const DraftJob& known, const Json& job) {
    const auto limit = integer_at(job, {"StoppingCondition", "MaxRuntimeInSeconds"});
    if (!limit || !known.started_ms || !known.ended_ms) return false;
    return (*known.ended_ms - *known.started_ms) / 1000 >= *limit;
  }

  DraftJob& job_of(const std::string& name, std::int64_t created, const Json& job) {
    const std::string key = std::string(kind_.kind) + " " + name;
    const auto known = draft_.job_numbers.find(key);
    if (known != draft_.job_numbers.end()) return draft_.jobs[known->second];
    DraftJob added{.name = draft_.job_names.another(name), .verb = std::string(kind_.verb)};
    const bool training = kind_.word == "Training";
    const Json* const resources =
        training ? find(job, {"ResourceConfig"}) : find(job, {"ProcessingResources", "ClusterConfig"});
    const Json none = Json::object();
    const Json& told = resources == nullptr ? none : *resources;
    const auto limit = [&](std::string_view member) {
      return integer_at(job, {"StoppingCondition", member});
    };
    added.fields =
        instance_fields(draft_, text_at(told, {"InstanceType"}), integer_at(told, {"InstanceCount"})) +
        duration_field(draft_, "max_runtime", limit("MaxRuntimeInSeconds"), seconds{1}, seconds{1},
                       kind_.longest);
    if (training) {
      added.fields += duration_field(draft_, "max_pending", limit("MaxPendingTimeInSeconds"), seconds{1},
                                     minutes{30}, days{28}) +
                      duration_field(draft_, "keep_alive", integer_at(told, {"KeepAlivePeriodInSeconds"}),
                                     seconds{1}, seconds{1}, hours{1});
    }
    added.user = draft_.user_of(unknown_user);
    added.at_ms = created;
    added.personal = true;
    draft_.tally.inferred("user 'unknown', where only a list tells of a session or job");
    draft_.job_numbers[key] = draft_.jobs.size();
    draft_.jobs.push_back(std::move(added));
    return draft_.jobs.back();
  }

  const input::Source& source_;
  const JobKind& kind_;
  EstateDraft& draft_;
};

}  // namespace

void read_glue_lists(const input::Source& source, EstateDraft& draft, Diagnostics& problems) {
  if (const auto document = input::parse_json(source, problems)) GlueLists(source, draft).read(*document);
}

void read_sagemaker_jobs(const input::Source& source, EstateDraft& draft, Diagnostics& problems) {
  const auto document = input::parse_json(source, problems);
  if (!document) return;
  for (const JobKind& kind : kinds) SageMakerJobs(source, kind, draft).read(*document);
}

}  // namespace outlive::import
