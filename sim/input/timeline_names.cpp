#include "sim/input/timeline_names.hpp"

#include <string>

#include "sim/input/decode.hpp"
#include "sim/input/scalars.hpp"
#include "sim/text/duration.hpp"
#include "sim/text/instant.hpp"

namespace outlive::input {

Instant time_of(Node node, const Scenario& scenario, Diagnostics& problems) {
  const Instant at = as_instant(node, scenario.start_unix_ms);
  if (at < Instant{}) {
    problems.error(node.place(), "at: " + std::string(node.text()) +
                                     " lies before the start of the scenario, " +
                                     text::format_instant(scenario.start_unix_ms));
  } else if (at > scenario.horizon) {
    problems.warning(node.place(), "at: " + std::string(node.text()) + " lies after the horizon, " +
                                       text::format_duration(scenario.horizon.time_since_epoch()) +
                                       ": it never happens");
  }
  return at;
}

TimelineNames::TimelineNames(const Scenario& scenario) : accounts(scenario) {
  for (Number user = 0; user < scenario.users.size(); ++user) users.declare(scenario.users[user].name, user);
  for (Number domain = 1; domain < scenario.domains.size(); ++domain) {
    domains.declare(scenario.domains[domain], domain);
  }
}

void TimelineNames::expect_names_of(Node line) {
  for (const char* key : {"id", "job"}) {
    const Node name = line.find(key);
    if (!name || !name.is_scalar()) continue;
    for (Names* names : {&sign_ins, &sessions, &jobs, &hosts}) names->expect(name.text());
  }
}

namespace {

/// Lines that start a job and name it with `id`.
bool starts_job(std::string_view verb) {
  return verb == "start_query" || verb == "start_notebook_run" || verb == "restart_job" ||
         (verb.starts_with("start_") && verb.ends_with("_job"));
}

}  // namespace

void TimelineNames::declare(TimelineLine& line, Scenario& scenario, Diagnostics& problems) {
  const auto number_in = [](const auto& table) { return static_cast<Number>(table.size()); };
  const Node id = line.node.find("id");
  if (line.verb == "sign_in") {
    line.subject = number_in(scenario.sign_ins);
    if (id) sign_ins.declare(id, line.subject, line.at, problems);
    scenario.sign_ins.push_back({id ? std::string(id.text()) : "", no_number});
  } else if (line.verb == "start_session" || (line.verb == "restart_kernel" && id)) {
    line.subject = number_in(scenario.sessions);
    declare_work(sessions, id, line, problems);
    scenario.sessions.push_back({std::string(id.text()), no_number, no_number, id.place()});
  } else if (line.verb == "run" || starts_job(line.verb)) {
    const Node name = line.verb == "run" ? line.node.find("job") : id;
    line.subject = number_in(scenario.jobs);
    declare_work(jobs, name, line, problems);
    scenario.jobs.push_back({.name = std::string(name.text()), .user = no_number, .line = line.at.line});
  } else if (line.verb == "open_app") {
    const Node studio = line.node.find("studio");
    const bool unified = studio && studio.text() == "unified";
    declare_host(line, unified ? HostType::unified_studio_app : HostType::studio_app, host_word::app,
                 scenario, problems);
  } else if (line.verb == "create_application") {
    declare_host(line, HostType::application, host_word::application, scenario, problems);
  } else if (line.verb == "launch_cluster") {
    declare_host(line, HostType::cluster, host_word::cluster, scenario, problems);
  }
}

void TimelineNames::declare_host(TimelineLine& line, HostType type, std::string_view word, Scenario& scenario,
                                 Diagnostics& problems) {
  const Node id = line.node.find("id");
  line.subject = static_cast<Number>(scenario.hosts.size());
  hosts.declare(id, line.subject, line.at, problems, word);
  scenario.hosts.push_back(
      {.name = std::string(id.text()), .user = no_number, .type = type, .line = line.at.line});
}

/// `explain NAME` must mean one thing, so sessions and jobs share their names.
void TimelineNames::declare_work(Names& own, Node name, const TimelineLine& line, Diagnostics& problems) {
  own.declare(name, line.subject, line.at, problems);
  const bool of_session = &own == &sessions;
  const std::uint32_t taken = (of_session ? jobs : sessions).line_of(name.text());
  if (taken == 0) return;
  problems.error(name.place(), "the name " + quote(name.text()) + " is taken by " +
                                   (of_session ? "the job" : "the session") + " on line " +
                                   std::to_string(taken) + "; sessions and jobs need different names");
}

}  // namespace outlive::input
