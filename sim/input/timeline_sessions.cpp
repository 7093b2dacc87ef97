// Compute sessions, and the statements in them.
#include <optional>
#include <string>

#include "sim/input/decode.hpp"
#include "sim/input/scalars.hpp"
#include "sim/input/session_hosts.hpp"
#include "sim/input/timeline_lines.hpp"
#include "sim/input/work_decoder.hpp"

namespace outlive::input::lines {
namespace {

/// What a line says about where its session computes: the line itself, or the connection that it names. Absent if that
/// is of no use, which has been reported.
Node compute_of(TimelineContext& context, const TimelineLine& line, Number user) {
  const Node compute = line.node.find("compute");
  if (!compute) return line.node;
  const Node project = line.node.find("project");
  if (!context.projects.admits(project, user, line.at)) return {};
  return context.projects.connection(project, compute, line.at);
}

ServiceType service_of(Node compute) {
  const std::string_view name = compute.find("service").text();
  if (name == "emr_serverless") return ServiceType::emr_serverless_session;
  return name == "emr_ec2" ? ServiceType::emr_ec2_session : ServiceType::glue_session;
}

/// Puts the work of a Livy session into its application or cluster. False if there is no such thing.
bool find_host(TimelineContext& context, const TimelineLine& line, Node compute, Work& work) {
  const SessionHosts hosts{context.names.hosts, context.setup_of};
  return hosts.place(compute, line.node.find("compute"), line.at, context.scenario, work, context.problems);
}

/// The work of a `start_session` line.
std::optional<Work> work_of(TimelineContext& context, const TimelineLine& line, Number user) {
  const Node compute = compute_of(context, line, user);
  if (!compute) return std::nullopt;
  auto work = read_work(compute, service_of(compute), context.scenario.prices, context.problems);
  Work unsized{.service = service_of(compute)};  // its host may be wrong, too
  if (!find_host(context, line, compute, work ? *work : unsized) || !work) return std::nullopt;
  if (const Node start_up = line.node.find("start_up")) {
    work->limits[static_cast<std::size_t>(Limit::start_up)] = as_duration(start_up);
  }
  const Node mode = compute.find("mode");
  work->role_only = mode && mode.text() == "compatibility";
  return work;
}

void on_session(TimelineContext& context, const TimelineLine& line, Verb verb) {
  const auto session = context.names.sessions.resolve(line.node.find("session"), line.at, context.problems);
  if (!session) return;
  const SessionSpec& spec = context.scenario.sessions[*session];
  if (!context.check_owner(line, spec.user, "session " + quote(spec.name))) return;
  context.add(line, verb, spec.user).subject = *session;
}

}  // namespace

void start_session(TimelineContext& context, const TimelineLine& line) {
  const auto user = context.user_of(line);
  if (!user) return;
  const auto app = context.app_of(line, *user);
  const auto from = context.sign_in_of(line, *user, !value_or(line.node.find("scheduled"), as_flag, false));
  const auto work = work_of(context, line, *user);
  SessionSpec& session = context.scenario.sessions[line.subject];
  session.user = *user;
  if (!app || !from || !work) return;
  session.work = context.add_work(*work);
  Action& action = context.add(line, Verb::start_session, *user);
  action.work = session.work;
  action.from = *from;
  action.object = *app;
}

void run(TimelineContext& context, const TimelineLine& line) {
  const auto session = context.names.sessions.resolve(line.node.find("session"), line.at, context.problems);
  if (!session) return;
  const Number owner = context.scenario.sessions[*session].user;
  if (!context.check_owner(line, owner, "session " + quote(context.scenario.sessions[*session].name))) return;
  JobSpec& job = context.scenario.jobs[line.subject];
  job.user = owner;
  job.session = *session;
  const Number reads = context.directory.reads_of(line);
  Action& action = context.add(line, Verb::run, owner);
  action.reads = reads;
  action.object = *session;
  action.takes = as_duration(line.node.find("takes"));
  action.saves_results = value_or(line.node.find("saves_results"), as_flag, false);
  action.fails = value_or(line.node.find("fails"), as_flag, false);
}

void stop_session(TimelineContext& context, const TimelineLine& line) {
  on_session(context, line, Verb::stop_session);
}

void stop_kernel(TimelineContext& context, const TimelineLine& line) {
  on_session(context, line, Verb::stop_kernel);
}

void close_notebook(TimelineContext& context, const TimelineLine& line) {
  on_session(context, line, Verb::close_notebook);
}

void restart_kernel(TimelineContext& context, const TimelineLine& line) {
  const auto session = context.names.sessions.resolve(line.node.find("session"), line.at, context.problems);
  if (!session) return;
  const SessionSpec& old = context.scenario.sessions[*session];
  if (!context.check_owner(line, old.user, "session " + quote(old.name))) return;
  const auto from =
      context.sign_in_of(line, old.user, line.subject != no_number && !context.is_scheduled(old.work));
  if (!from) return;
  Action& action = context.add(line, Verb::restart_kernel, old.user);
  action.object = *session;
  action.work = old.work;
  action.from = *from;
  if (line.subject == no_number) return;
  context.scenario.sessions[line.subject].user = old.user;
  context.scenario.sessions[line.subject].work = old.work;
}

}  // namespace outlive::input::lines
