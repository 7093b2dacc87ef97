#include "sim/import/aws_lists.hpp"

#include <filesystem>
#include <functional>

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

  void add_statement(const Json& statement, const Where& where) {
    const auto skip = [&](std::string_view why) { draft_.tally.skipped("statement", why, where); };
    const std::string key = "glue " + session_of_statements_;
    const auto session = draft_.session_numbers.find(key);
    if (session == draft_.session_numbers.end())
      return skip("its session, which the name of the file tells, is in no other file");
    const auto number = integer_at(statement, {"Id"});
    const auto started = moment_at(statement, {"StartedOn"});
    if (!number) return skip("it has no Id");
    if (!started) return skip("it never started");
    DraftJob& job = job_of(session->second, key, *number, *started);
    job.started_ms = started;
    job.ended_ms = moment_at(statement, {"CompletedOn"});
    const std::string state = text_at(statement, {"State"}).value_or("");
    // AVAILABLE tells that it is done; whether its code threw something tells its output.
    job.completed = state == "AVAILABLE";
    job.failed = state == "ERROR" || text_at(statement, {"Output", "Status"}) == "error";
    draft_.note(job.ended_ms.value_or(*started));
    draft_.tally.used("statement");
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

class TrainingJobs {
 public:
  TrainingJobs(const input::Source& source, EstateDraft& draft) : source_(source), draft_(draft) {}

  void read(const Json& document) {
    std::uint64_t number = 0;
    for (const Json* const each : objects_of(document, "TrainingJobSummaries"))
      add(*each, {source_.path, 0, ++number});
    if (text_at(document, {"TrainingJobName"})) add(document, {source_.path, 0, 1});
  }

 private:
  void add(const Json& job, const Where& where) {
    draft_.tally.read();
    const auto skip = [&](std::string_view why) { draft_.tally.skipped("training job", why, where); };
    const auto name = text_at(job, {"TrainingJobName"});
    const auto created = moment_at(job, {"CreationTime"});
    if (!name || name->empty()) return skip("it has no TrainingJobName");
    if (!created) return skip("its CreationTime is no moment");
    DraftJob& known = job_of(*name, *created, job);
    known.started_ms = moment_at(job, {"TrainingStartTime"});
    known.ended_ms = moment_at(job, {"TrainingEndTime"});
    if (known.started_ms && known.ended_ms && *known.ended_ms < *known.started_ms) known.ended_ms.reset();
    const std::string status = text_at(job, {"TrainingJobStatus"}).value_or("");
    known.completed = status == "Completed";
    known.failed = status == "Failed";
    draft_.note(known.ended_ms.value_or(*created));
    if (status == "Stopped" && known.ended_ms && !known.stopped_ms &&
        text_at(job, {"SecondaryStatus"}) != "MaxRuntimeExceeded") {
      known.stopped_ms = known.ended_ms;
      draft_.lines.push_back({*known.ended_ms, Rank::stop, "job: " + known.name + ", do: stop_job",
                              "inferred: a list says that it was stopped", nobody});
      draft_.tally.inferred("a stop, where a list says Stopped");
    }
    draft_.tally.used("training job");
  }

  DraftJob& job_of(const std::string& name, std::int64_t created, const Json& job) {
    const std::string key = "training-job " + name;
    const auto known = draft_.job_numbers.find(key);
    if (known != draft_.job_numbers.end()) return draft_.jobs[known->second];
    DraftJob added{.name = draft_.job_names.another(name), .verb = "start_training_job"};
    added.fields =
        instance_fields(draft_, text_at(job, {"ResourceConfig", "InstanceType"}),
                        integer_at(job, {"ResourceConfig", "InstanceCount"})) +
        duration_field(draft_, "max_runtime", integer_at(job, {"StoppingCondition", "MaxRuntimeInSeconds"}),
                       seconds{1}, seconds{1}, days{28}) +
        duration_field(draft_, "max_pending",
                       integer_at(job, {"StoppingCondition", "MaxPendingTimeInSeconds"}), seconds{1},
                       minutes{30}, days{28}) +
        duration_field(draft_, "keep_alive", integer_at(job, {"ResourceConfig", "KeepAlivePeriodInSeconds"}),
                       seconds{1}, seconds{1}, hours{1});
    added.user = draft_.user_of(unknown_user);
    added.at_ms = created;
    added.personal = true;
    draft_.tally.inferred("user 'unknown', where only a list tells of a session or job");
    draft_.job_numbers[key] = draft_.jobs.size();
    draft_.jobs.push_back(std::move(added));
    return draft_.jobs.back();
  }

  const input::Source& source_;
  EstateDraft& draft_;
};

}  // namespace

void read_glue_lists(const input::Source& source, EstateDraft& draft, Diagnostics& problems) {
  if (const auto document = input::parse_json(source, problems)) GlueLists(source, draft).read(*document);
}

void read_training_jobs(const input::Source& source, EstateDraft& draft, Diagnostics& problems) {
  if (const auto document = input::parse_json(source, problems)) TrainingJobs(source, draft).read(*document);
}

}  // namespace outlive::import
