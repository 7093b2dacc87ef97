// Sessions and statements, and the tokens of background sessions.
#include <array>

#include "sim/import/cloudtrail_event.hpp"

namespace outlive::import {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::string_view no_name = "it does not say what it is about";
constexpr std::string_view not_started = "no start of it is on record";
constexpr std::string_view glue = "glue";
constexpr std::string_view serverless = "emr-serverless";
constexpr std::string_view on_ec2 = "elasticmapreduce";

// --- Sessions ---

Unused add_session(EstateDraft& draft, const CloudTrailEvent& event, std::string_view kind,
                   const std::string& id, DraftSession session) {
  const std::string key = key_of(kind, id);
  if (draft.session_numbers.contains(key)) return "a session of this name is on record already";
  session.name = draft.work_names.of(key, id);
  session.user = draft.user_of(event.user);
  session.at_ms = event.at_ms;
  session.personal = event.personal;
  draft.session_numbers[key] = draft.sessions.size();
  draft.sessions.push_back(std::move(session));
  return std::nullopt;
}

Unused create_glue_session(EstateDraft& draft, const CloudTrailEvent& event) {
  auto id = text_at(event.request, {"id"});
  if (!id) id = text_at(event.response, {"session", "id"});
  if (!id || id->empty()) return std::string(no_name);
  DraftSession session{.service = "glue"};
  const auto idle = integer_at(event.request, {"idleTimeout"});
  session.fields = glue_worker_fields(draft, event.request, false) +
                   duration_field(draft, "idle_timeout", idle, minutes{1}, minutes{1}, days{365}) +
                   duration_field(draft, "timeout", integer_at(event.request, {"timeout"}), minutes{1},
                                  minutes{1}, days{7});
  if (idle && *idle > 0 && *idle <= days{365} / minutes{1})
    session.idle_ms = Duration{minutes{*idle}}.count();
  return add_session(draft, event, glue, *id, std::move(session));
}

std::optional<std::string> session_id(const CloudTrailEvent& event) {
  for (const std::string_view key : {"sessionId", "id"}) {
    if (const auto id = text_at(event.request, {key}); id && !id->empty()) return id;
  }
  auto id = text_at(event.response, {"sessionId"});
  return id && !id->empty() ? id : std::nullopt;
}

/// The application or cluster; one that was created before the log begins is created at its first use.
std::string host_of(EstateDraft& draft, const CloudTrailEvent& event, const std::string& id,
                    std::string_view line, std::string_view more) {
  const auto known = draft.hosts.find(id);
  if (known != draft.hosts.end()) return known->second;
  const std::string name = draft.host_names.of(id, id);
  draft.hosts[id] = name;
  const std::size_t user = draft.user_of(event.user);
  draft.lines.push_back({event.at_ms, Rank::create_host,
                         field("user", draft.users[user]).substr(2) + ", do: " + std::string(line) +
                             field("id", name) + std::string(more),
                         "inferred: its creation is not on record", user});
  draft.tally.inferred("an application or cluster that was there before the log begins");
  return name;
}

Unused start_livy_session(EstateDraft& draft, const CloudTrailEvent& event, std::string_view kind) {
  const auto id = session_id(event);
  const bool in_application = kind == serverless;
  const auto host = text_at(event.request, {in_application ? "applicationId" : "clusterId"});
  if (!id || !host) return std::string(no_name);
  DraftSession session{.service = in_application ? "emr_serverless" : "emr_ec2"};
  session.fields =
      in_application
          ? field("application", host_of(draft, event, *host, "create_application", ", auto_start: true"))
          : field("cluster", host_of(draft, event, *host, "launch_cluster", ", instance_type: m5.xlarge"));
  const auto idle = integer_at(event.request, {"idleTimeoutMinutes"});
  const bool has_ttl = in_application && !draft.without_ttl.contains(draft.hosts[*host]);
  if (has_ttl)
    session.fields += duration_field(draft, "idle_timeout", idle, minutes{1}, minutes{1}, hours{24});
  if (idle && *idle > 0 && *idle <= days{365} / minutes{1} && (has_ttl || !in_application))
    session.idle_ms = Duration{minutes{*idle}}.count();
  return add_session(draft, event, kind, *id, std::move(session));
}

Unused stop_session(EstateDraft& draft, const CloudTrailEvent& event, std::string_view kind) {
  const auto id = session_id(event);
  if (!id) return std::string(no_name);
  const auto session = draft.session_numbers.find(key_of(kind, *id));
  if (session == draft.session_numbers.end()) return std::string(not_started);
  DraftSession& stopped = draft.sessions[session->second];
  stopped.alive.push_back(event.at_ms);
  stopped.stop_called = true;
  draft.lines.push_back(
      {event.at_ms, Rank::stop, "session: " + stopped.name + ", do: stop_session", {}, nobody});
  return std::nullopt;
}

Unused run_statement(EstateDraft& draft, const CloudTrailEvent& event, std::string_view kind) {
  const auto id = session_id(event);
  if (!id) return std::string(no_name);
  const auto session = draft.session_numbers.find(key_of(kind, *id));
  if (session == draft.session_numbers.end()) return "no start of its session is on record";
  DraftSession& in = draft.sessions[session->second];
  in.alive.push_back(event.at_ms);
  DraftJob job{.verb = "run",
               .user = in.user,
               .session = session->second,
               .at_ms = event.at_ms,
               .number = event.order};
  const std::string key = key_of("statement", key_of(kind, *id)) + " " + std::to_string(event.order);
  job.name = draft.work_names.of(key, in.name + "-" + std::to_string(event.order));
  job.personal = in.personal;
  in.statements.push_back(draft.jobs.size());
  draft.job_numbers.try_emplace(key, draft.jobs.size());
  draft.jobs.push_back(std::move(job));
  return std::nullopt;
}

Unused cancel_statement(EstateDraft& draft, const CloudTrailEvent& event, std::string_view kind) {
  const auto id = text_at(event.request, {"sessionId"});
  const auto number = integer_at(event.request, {"id"});
  if (!id || !number) return std::string(no_name);
  return stop_job(draft, event, key_of("statement", key_of(kind, *id)) + " " + std::to_string(*number));
}

template <const std::string_view& kind, Unused (*act)(EstateDraft&, const CloudTrailEvent&, std::string_view)>
Unused of(EstateDraft& draft, const CloudTrailEvent& event) {
  return act(draft, event, kind);
}

// --- Tokens ---

/// The `resource` of a token is the ARN of what it is for.
Unused token(EstateDraft& draft, const CloudTrailEvent& event) {
  const auto arn = text_at(event.request, {"resource"});
  if (!arn) return "it names no resource: it is no token of a background session";
  const std::string id = arn->substr(arn->find_last_of('/') + 1);
  for (const std::string_view kind : {glue, serverless, on_ec2}) {
    if (arn->find(":" + std::string(kind) + ":") == std::string::npos) continue;
    const auto session = draft.session_numbers.find(key_of(kind, id));
    if (session == draft.session_numbers.end()) break;
    draft.sessions[session->second].background = true;
    return std::nullopt;
  }
  for (const std::string_view kind : {"training-job", "processing-job"}) {
    if (arn->find(":" + std::string(kind) + "/") == std::string::npos) continue;
    const auto job = draft.job_numbers.find(key_of(kind, id));
    if (job == draft.job_numbers.end()) break;
    draft.jobs[job->second].background = true;
    return std::nullopt;
  }
  return "no start of what it is for is on record";
}

constexpr const char* glue_source = "glue.amazonaws.com";
constexpr const char* serverless_source = "emr-serverless.amazonaws.com";
constexpr const char* ec2_source = "elasticmapreduce.amazonaws.com";

constexpr std::array handlers{
    CloudTrailHandler{glue_source, "CreateSession", Rank::start, create_glue_session},
    CloudTrailHandler{glue_source, "StopSession", Rank::stop, of<glue, stop_session>},
    CloudTrailHandler{glue_source, "DeleteSession", Rank::stop, of<glue, stop_session>},
    CloudTrailHandler{glue_source, "RunStatement", Rank::run, of<glue, run_statement>},
    CloudTrailHandler{glue_source, "CancelStatement", Rank::stop, of<glue, cancel_statement>},
    CloudTrailHandler{serverless_source, "StartSession", Rank::start, of<serverless, start_livy_session>},
    CloudTrailHandler{serverless_source, "StopSession", Rank::stop, of<serverless, stop_session>},
    CloudTrailHandler{serverless_source, "RunStatement", Rank::run, of<serverless, run_statement>},
    CloudTrailHandler{serverless_source, "CancelStatement", Rank::stop, of<serverless, cancel_statement>},
    CloudTrailHandler{ec2_source, "StartSession", Rank::start, of<on_ec2, start_livy_session>},
    CloudTrailHandler{ec2_source, "StopSession", Rank::stop, of<on_ec2, stop_session>},
    CloudTrailHandler{ec2_source, "RunStatement", Rank::run, of<on_ec2, run_statement>},
    CloudTrailHandler{ec2_source, "CancelStatement", Rank::stop, of<on_ec2, cancel_statement>},
    CloudTrailHandler{"sso-oauth.amazonaws.com", "CreateTokenWithIAM", Rank::run, token},
};

}  // namespace

const CloudTrailHandler* find_session_event(std::string_view source, std::string_view name) {
  return find_among(handlers, source, name);
}

}  // namespace outlive::import
