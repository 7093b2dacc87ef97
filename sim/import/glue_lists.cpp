// read_glue_lists of aws_lists.hpp.
#include <filesystem>

#include "sim/import/aws_lists.hpp"
#include "sim/import/cloudtrail_event.hpp"
#include "sim/import/list_objects.hpp"

namespace outlive::import {
namespace {

using std::chrono::days;
using std::chrono::minutes;

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
    DraftSession added{.name = draft_.work_names.of(key, id), .service = "glue"};
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
      DraftJob added{.name = draft_.work_names.another(*name), .verb = "start_glue_job"};
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
    added.name = draft_.work_names.of(own, in.name + "-" + std::to_string(number));
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

}  // namespace

void read_glue_lists(const input::Source& source, EstateDraft& draft, Diagnostics& problems) {
  if (const auto document = input::parse_json(source, problems)) GlueLists(source, draft).read(*document);
}

}  // namespace outlive::import
