#include "sim/input/timeline_context.hpp"

#include "sim/input/scalars.hpp"

namespace outlive::input {

Action& TimelineContext::add(const TimelineLine& line, Verb verb, Number user) {
  scenario.actions.push_back({.at = line.at.at, .line = line.at.line, .user = user, .subject = line.subject});
  scenario.actions.back().verb = verb;
  return scenario.actions.back();
}

Number TimelineContext::add_work(const Work& work) {
  scenario.works.push_back(work);
  return static_cast<Number>(scenario.works.size() - 1);
}

std::optional<Number> TimelineContext::user_of(const TimelineLine& line) {
  return names.users.resolve(line.node.find("user"), line.at, problems);
}

std::optional<Number> TimelineContext::sign_in_of(const TimelineLine& line, Number user, bool needs_one) {
  if (!needs_one && !line.node.find("from")) return no_number;
  return open.meant(line.node, user, names.sign_ins, line.at, problems);
}

bool TimelineContext::is_scheduled(Number work) const {
  return work != no_number && scenario.works[work].scheduled;
}

bool TimelineContext::check_owner(const TimelineLine& line, Number owner, const std::string& what) {
  const Node name = line.node.find("user");
  const auto user = name ? user_of(line) : owner;
  if (!user || owner == no_number) return false;
  if (*user == owner) return true;
  problems.error(name.place(), what + " belongs to " + scenario.users[owner].name + ", not to " +
                                   scenario.users[*user].name);
  return false;
}

std::optional<Number> TimelineContext::host_of(const TimelineLine& line, Node name, std::string_view word) {
  return names.hosts.resolve(name.text(), name.place(), line.at, problems, word);
}

std::optional<Number> TimelineContext::app_of(const TimelineLine& line, Number user) {
  const Node name = line.node.find("app");
  if (!name) return no_number;
  const auto app = host_of(line, name, host_word::app);
  if (app && scenario.hosts[*app].user == no_number) return std::nullopt;  // its own line has a problem
  if (app && scenario.hosts[*app].user != user) {
    problems.error(name.place(), "app " + quote(name.text()) + " belongs to " +
                                     scenario.users[scenario.hosts[*app].user].name + ", not to " +
                                     scenario.users[user].name);
    return std::nullopt;
  }
  return app;
}

}  // namespace outlive::input
