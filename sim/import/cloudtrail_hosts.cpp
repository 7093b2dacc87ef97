// Studio apps, applications of EMR Serverless, clusters of EMR.
#include <array>
#include <charconv>

#include "sim/import/cloudtrail_event.hpp"

namespace outlive::import {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::string_view no_name = "it does not say what it is about";
constexpr std::string_view not_created = "its creation is not on record";

/// "user: ana, do: VERB, ..." of somebody who must be signed in.
void does(EstateDraft& draft, const CloudTrailEvent& event, const std::string& what) {
  const std::size_t user = draft.user_of(event.user);
  draft.lines.push_back({event.at_ms,
                         event.handler->rank,
                         field("user", draft.users[user]).substr(2) + ", do: " + what,
                         {},
                         user});
}

// --- Studio ---

std::optional<std::string> app_key(const CloudTrailEvent& event) {
  auto space = text_at(event.request, {"spaceName"});
  if (!space) space = text_at(event.request, {"userProfileName"});
  if (!space || space->empty()) return std::nullopt;
  return "app " + *space;
}

Unused create_app(EstateDraft& draft, const CloudTrailEvent& event) {
  const auto type = text_at(event.request, {"appType"});
  if (type && *type != "JupyterLab" && *type != "CodeEditor")
    return "an app that is neither JupyterLab nor Code Editor";
  const auto key = app_key(event);
  if (!key) return std::string(no_name);
  const auto known = draft.hosts.find(*key);
  if (known != draft.hosts.end()) {
    does(draft, event, "restart_app" + field("app", known->second));
    return std::nullopt;
  }
  const std::string name = draft.host_names.of(*key, std::string_view(*key).substr(4));
  draft.hosts[*key] = name;
  std::string line = "open_app" + field("id", name);
  if (type == "CodeEditor") line += ", type: code_editor";
  if (const auto instance = text_at(event.request, {"resourceSpec", "instanceType"}))
    line += instance_fields(draft, instance, std::nullopt);
  does(draft, event, line);
  return std::nullopt;
}

Unused delete_app(EstateDraft& draft, const CloudTrailEvent& event) {
  const auto key = app_key(event);
  const auto known = key ? draft.hosts.find(*key) : draft.hosts.end();
  if (known == draft.hosts.end()) return std::string(not_created);
  // A restart is a deletion and a creation at once; the creation has been read before it.
  const std::string restarted = "restart_app" + field("app", known->second);
  for (auto line = draft.lines.rbegin(); line != draft.lines.rend() && line->at_ms == event.at_ms; ++line) {
    if (line->text.ends_with(restarted)) return std::nullopt;
  }
  draft.lines.push_back(
      {event.at_ms, Rank::stop_host, "app: " + known->second + ", do: stop_app", {}, nobody});
  return std::nullopt;
}

// --- EMR Serverless ---

/// The number before ` vCPU` or ` GB`.
std::optional<std::int64_t> quantity_at(const Json& from, std::initializer_list<std::string_view> path) {
  const auto text = text_at(from, path);
  if (!text) return std::nullopt;
  return integer_at(Json(text->substr(0, text->find_first_of(" vG"))), {});
}

std::string setup_fields(EstateDraft& draft, const Json& request) {
  std::string text;
  if (const auto flag = flag_at(request, {"identityCenterConfiguration", "userBackgroundSessionsEnabled"})) {
    text += *flag ? ", background_sessions: true" : ", background_sessions: false";
  }
  if (flag_at(request, {"autoStopConfiguration", "enabled"}) == false) {
    text += ", auto_stop: none";
  } else {
    text += duration_field(draft, "auto_stop",
                           integer_at(request, {"autoStopConfiguration", "idleTimeoutMinutes"}), minutes{1},
                           minutes{1}, days{7});
  }
  text +=
      number_field(draft, "maximum_vcpu", quantity_at(request, {"maximumCapacity", "cpu"}), 1, 10'000'000);
  if (const Json* const workers = find(request, {"initialCapacity", "Executor"})) {
    std::string initial = number_field(draft, "workers", integer_at(*workers, {"workerCount"}), 0, 10'000);
    initial += number_field(draft, "vcpu", quantity_at(*workers, {"workerConfiguration", "cpu"}), 1, 32);
    initial +=
        number_field(draft, "memory_gb", quantity_at(*workers, {"workerConfiguration", "memory"}), 2, 244);
    initial +=
        number_field(draft, "storage_gb", quantity_at(*workers, {"workerConfiguration", "disk"}), 20, 200);
    if (!initial.empty()) text += ", initial_capacity: {" + initial.substr(2) + "}";
  }
  return text;
}

/// Whether a field such as `, release: "7.7"` is older.
bool is_before(std::string_view field, int major, int minor) {
  int found_major = 0;
  int found_minor = 0;
  const std::size_t quote = field.find('"');
  if (quote == std::string_view::npos) return false;
  const std::size_t dot = field.find('.', quote);
  const char* const end = field.data() + field.size();
  std::from_chars(field.data() + quote + 1, end, found_major);
  std::from_chars(field.data() + dot + 1, end, found_minor);
  return found_major != major ? found_major < major : found_minor < minor;
}

Unused create_application(EstateDraft& draft, const CloudTrailEvent& event) {
  const auto id = text_at(event.response, {"applicationId"});
  if (!id || id->empty()) return std::string(no_name);
  const std::string name = draft.host_names.of(*id, text_at(event.request, {"name"}).value_or(*id));
  draft.hosts[*id] = name;
  const std::string release = release_field(text_at(event.request, {"releaseLabel"}));
  if (is_before(release, 7, 8)) draft.without_ttl.insert(name);  // EMRS-2
  std::string line = "create_application" + field("id", name) + release;
  // AWS starts applications by themselves unless told otherwise.
  if (flag_at(event.request, {"autoStartConfiguration", "enabled"}).value_or(true))
    line += ", auto_start: true";
  does(draft, event, line + setup_fields(draft, event.request));
  return std::nullopt;
}

Unused switch_application(EstateDraft& draft, const CloudTrailEvent& event, std::string_view verb,
                          const std::string& more) {
  const auto known = draft.hosts.find(text_at(event.request, {"applicationId"}).value_or(""));
  if (known == draft.hosts.end()) return std::string(not_created);
  draft.lines.push_back({event.at_ms,
                         event.handler->rank,
                         "application: " + known->second + ", do: " + std::string(verb) + more,
                         {},
                         nobody});
  return std::nullopt;
}
Unused update_application(EstateDraft& draft, const CloudTrailEvent& event) {
  const std::string changes = setup_fields(draft, event.request);
  if (changes.empty()) return "it changes nothing that Outlive knows";
  return switch_application(draft, event, "update_application", changes);
}
Unused start_application(EstateDraft& draft, const CloudTrailEvent& event) {
  return switch_application(draft, event, "start_application", {});
}
Unused stop_application(EstateDraft& draft, const CloudTrailEvent& event) {
  return switch_application(draft, event, "stop_application", {});
}

// --- EMR on EC2 ---

Unused run_job_flow(EstateDraft& draft, const CloudTrailEvent& event) {
  const auto id = text_at(event.response, {"jobFlowId"});
  if (!id || id->empty()) return std::string(no_name);
  const std::string name = draft.host_names.of(*id, text_at(event.request, {"name"}).value_or(*id));
  draft.hosts[*id] = name;
  auto instance = text_at(event.request, {"instances", "slaveInstanceType"});
  if (!instance) instance = text_at(event.request, {"instances", "masterInstanceType"});
  std::string line = "launch_cluster" + field("id", name);
  line += instance
              ? instance_fields(draft, instance, integer_at(event.request, {"instances", "instanceCount"}))
              : std::string(", instance_type: m5.xlarge");
  line += release_field(text_at(event.request, {"releaseLabel"}));
  // The switch stands in the configuration that is named here, and nowhere in the log.
  const auto configuration = text_at(event.request, {"securityConfiguration"});
  if (configuration == "with-background-sessions") line += ", background_sessions: true";
  const auto idle = integer_at(event.request, {"autoTerminationPolicy", "idleTimeout"});
  if (!idle)
    draft.tally.inferred("emr_ec2.cluster_idle_timeout, where a cluster's call tells no auto-termination");
  line += duration_field(draft, "idle_timeout", idle, seconds{1}, minutes{1}, days{7});
  does(draft, event, line);
  return std::nullopt;
}

Unused terminate_job_flows(EstateDraft& draft, const CloudTrailEvent& event) {
  const Json* const ids = find(event.request, {"jobFlowIds"});
  bool any = false;
  if (ids != nullptr && ids->is_array()) {
    for (const Json& id : *ids) {
      const auto known = id.is_string() ? draft.hosts.find(id.get<std::string>()) : draft.hosts.end();
      if (known == draft.hosts.end()) continue;
      draft.lines.push_back({event.at_ms,
                             event.handler->rank,
                             "cluster: " + known->second + ", do: terminate_cluster",
                             {},
                             nobody});
      any = true;
    }
  }
  return any ? Unused{} : Unused{std::string(not_created)};
}

constexpr const char* sagemaker = "sagemaker.amazonaws.com";
constexpr const char* serverless = "emr-serverless.amazonaws.com";
constexpr const char* emr = "elasticmapreduce.amazonaws.com";

constexpr std::array handlers{
    CloudTrailHandler{sagemaker, "CreateApp", Rank::create_host, create_app},
    CloudTrailHandler{sagemaker, "DeleteApp", Rank::stop_host, delete_app},
    CloudTrailHandler{serverless, "CreateApplication", Rank::create_host, create_application},
    CloudTrailHandler{serverless, "UpdateApplication", Rank::update_host, update_application},
    CloudTrailHandler{serverless, "StartApplication", Rank::start_host, start_application},
    CloudTrailHandler{serverless, "StopApplication", Rank::stop_host, stop_application},
    CloudTrailHandler{emr, "RunJobFlow", Rank::create_host, run_job_flow},
    CloudTrailHandler{emr, "TerminateJobFlows", Rank::stop_host, terminate_job_flows},
};

}  // namespace

const CloudTrailHandler* find_host_event(std::string_view source, std::string_view name) {
  return find_among(handlers, source, name);
}

}  // namespace outlive::import
