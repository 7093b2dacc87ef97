// Apps, applications and clusters: what holds notebooks and sessions.
#include <optional>
#include <string>

#include "sim/input/decode.hpp"
#include "sim/input/host_decoder.hpp"
#include "sim/input/scalars.hpp"
#include "sim/input/timeline_lines.hpp"

namespace outlive::input::lines {
namespace {

/// Appends the action that sets a host up; the first time, that is how it starts.
Action& set_up(TimelineContext& context, const TimelineLine& line, Verb verb, Number user, Number host,
               const HostSetup& setup) {
  const auto number = static_cast<Number>(context.scenario.setups.size());
  context.scenario.setups.push_back(setup);
  if (context.setup_of[host] == no_number) context.setup_of[host] = number;
  Action& action = context.add(line, verb, user);
  action.subject = host;
  action.work = number;
  return action;
}

void on_app(TimelineContext& context, const TimelineLine& line, Verb verb, Number from,
            Number work = no_number) {
  const auto app = context.host_of(line, line.node.find("app"), host_word::app);
  if (!app) return;
  const HostSpec& spec = context.scenario.hosts[*app];
  if (!context.check_owner(line, spec.user, "app " + quote(spec.name))) return;
  Action& action = context.add(line, verb, spec.user);
  action.subject = *app;
  action.from = from;
  action.work = work;
}

/// A host and who acts on it: anyone may, and nobody named is its owner.
struct Acting {
  Number host;
  Number user;
};
std::optional<Acting> acting(TimelineContext& context, const TimelineLine& line, std::string_view word) {
  const auto host = context.host_of(line, line.node.find(word), word);
  const auto user = line.node.find("user") ? context.user_of(line)
                    : host                 ? std::optional(context.scenario.hosts[*host].user)
                                           : std::nullopt;
  if (!host || !user || *user == no_number) return std::nullopt;
  return Acting{*host, *user};
}

void on_host(TimelineContext& context, const TimelineLine& line, Verb verb, std::string_view word) {
  if (const auto who = acting(context, line, word)) context.add(line, verb, who->user).subject = who->host;
}

}  // namespace

void open_app(TimelineContext& context, const TimelineLine& line) {
  const auto user = context.user_of(line);
  if (!user) return;
  HostSpec& app = context.scenario.hosts[line.subject];
  app.user = *user;
  const auto from = context.sign_in_of(line, *user);
  const Node project = line.node.find("project");
  const bool admitted = !project || context.projects.admits(project, *user, line.at);
  const auto setup = read_app(line.node, app.type, context.scenario.prices, context.problems);
  if (!from || !admitted || !setup) return;
  set_up(context, line, Verb::open_app, *user, line.subject, *setup).from = *from;
}

/// Opening an app again takes a sign-in, as opening it did; the app is what it was.
void restart_app(TimelineContext& context, const TimelineLine& line) {
  Diagnostics reported_below;
  const Node name = line.node.find("app");
  const auto app =
      context.names.hosts.resolve(name.text(), name.place(), line.at, reported_below, host_word::app);
  const Number user = app ? context.scenario.hosts[*app].user : no_number;
  const auto from = user == no_number ? no_number : context.sign_in_of(line, user);
  if (from) on_app(context, line, Verb::restart_app, *from, app ? context.setup_of[*app] : no_number);
}

void stop_app(TimelineContext& context, const TimelineLine& line) {
  on_app(context, line, Verb::stop_app, no_number);
}

void create_application(TimelineContext& context, const TimelineLine& line) {
  const auto user = context.user_of(line);
  if (!user) return;
  context.scenario.hosts[line.subject].user = *user;
  const auto setup = read_application(line.node, context.scenario.prices, context.problems);
  if (setup) set_up(context, line, Verb::create_application, *user, line.subject, *setup);
}

void update_application(TimelineContext& context, const TimelineLine& line) {
  const auto who = acting(context, line, host_word::application);
  const auto setup = read_application(line.node, context.scenario.prices, context.problems);
  if (who && setup) set_up(context, line, Verb::update_application, who->user, who->host, *setup);
}

void start_application(TimelineContext& context, const TimelineLine& line) {
  on_host(context, line, Verb::start_application, host_word::application);
}

void stop_application(TimelineContext& context, const TimelineLine& line) {
  on_host(context, line, Verb::stop_application, host_word::application);
}

void launch_cluster(TimelineContext& context, const TimelineLine& line) {
  const auto user = context.user_of(line);
  if (!user) return;
  context.scenario.hosts[line.subject].user = *user;
  const auto setup = read_cluster(line.node, context.scenario.prices, context.problems);
  if (setup) set_up(context, line, Verb::launch_cluster, *user, line.subject, *setup);
}

void terminate_cluster(TimelineContext& context, const TimelineLine& line) {
  on_host(context, line, Verb::terminate_cluster, host_word::cluster);
}

}  // namespace outlive::input::lines
