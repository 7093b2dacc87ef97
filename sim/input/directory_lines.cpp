#include "sim/input/directory_lines.hpp"

#include <algorithm>
#include <string>

#include "sim/input/access_decoder.hpp"
#include "sim/input/reads_decoder.hpp"
#include "sim/input/scalars.hpp"
#include "sim/text/duration.hpp"

namespace outlive::input {
namespace {

std::string admin(const TimelineLine& line) { return "'admin: " + std::string(line.verb) + "'"; }

std::string time_text(Moment when) { return text::format_duration(when.at.time_since_epoch()); }

bool is_same(const Grant& a, const Grant& b) {
  return a.to == b.to && a.location == b.location &&
         std::equal(a.tags.begin(), a.tags.end(), b.tags.begin(), b.tags.end(),
                    [](const Tag& x, const Tag& y) { return x.key == y.key && x.values == y.values; });
}

}  // namespace

bool DirectoryLines::read(const TimelineLine& line) {
  const std::string_view verb = line.verb;
  if (verb == "disable_user") {
    set_standing(line, Standing::disabled);
  } else if (verb == "enable_user") {
    set_standing(line, Standing::active);
  } else if (verb == "delete_user") {
    set_standing(line, Standing::deleted);
  } else if (verb == "add_to_group" || verb == "remove_from_group") {
    change_membership(line, verb == "add_to_group");
  } else if (verb == "add_assignment" || verb == "remove_assignment") {
    change_assignment(line, verb == "add_assignment");
  } else if (verb == "deny" || verb == "allow") {
    set_denied(line, verb == "deny");
  } else if (verb == "grant") {
    grant(line);
  } else if (verb == "revoke_grant") {
    revoke_grant(line);
  } else {
    return false;
  }
  return true;
}

Number DirectoryLines::reads_of(const TimelineLine& line) {
  return line.node.find("reads") ? read_reads(line.node, names(), scenario_, problems_) : no_number;
}

const AccessNames& DirectoryLines::names() {
  if (!names_) names_.emplace(scenario_, certain_);
  return *names_;
}

/// What happens in the directory is passed on later (B-26), as the setting says at the line, and in order: what a longer
/// delay still holds back is not overtaken.
Moment DirectoryLines::effective(const TimelineLine& line) {
  const Instant passed_on = after(line.at.at, scenario_.settings.duration(Setting::scim_delay, line.at));
  if (passed_on > last_passed_on_.at) {
    last_passed_on_ = {passed_on, line.at.line};
  } else {
    // Of what arrives together the later comes behind, also where the file tells it first.
    last_passed_on_.line = std::max(last_passed_on_.line, line.at.line);
  }
  return last_passed_on_;
}

void DirectoryLines::add(Moment when, Verb verb, Number user, Number object) {
  Action& action = scenario_.actions.emplace_back(
      Action{.at = when.at, .line = when.line, .user = user, .object = object});
  action.verb = verb;
}

void DirectoryLines::set_standing(const TimelineLine& line, Standing standing) {
  const auto user = names().users.resolve(line.node.find("user"), line.at, problems_);
  if (!user) return;
  const Moment when = effective(line);
  DirectoryHistory& directory = scenario_.directory;
  if (standing == Standing::active && directory.standing(*user, when) == Standing::deleted) {
    problems_.error(line.node.find("user").place(),
                    scenario_.users[*user].name + " is deleted by " + time_text(when) +
                        "; who is deleted cannot be enabled again",
                    "IDC-13");
    return;
  }
  directory.set_standing(*user, when, standing);
  if (standing == Standing::disabled) add(when, Verb::disable_user, *user);
  if (standing == Standing::deleted) add(when, Verb::delete_user, *user);
}

void DirectoryLines::change_membership(const TimelineLine& line, bool member) {
  const auto user = names().users.resolve(line.node.find("user"), line.at, problems_);
  const auto group = names().groups.resolve(line.node.find("group"), line.at, problems_);
  if (!user || !group) return;
  const Moment when = effective(line);
  if (!member && certain_ && !scenario_.directory.member(*user, *group, when)) {
    problems_.error(line.node.find("group").place(), scenario_.users[*user].name +
                                                         " is not a member of group " +
                                                         scenario_.groups[*group] + " at " + time_text(when));
    return;
  }
  scenario_.directory.set_member(*user, *group, when, member);
  if (!member) add(when, Verb::leave_group, *user, *group);
}

void DirectoryLines::change_assignment(const TimelineLine& line, bool assigned) {
  const auto application = application_named(line.node.find("service").text());
  const auto principal = names().principal_in(line.node, admin(line), line.at, problems_);
  if (!principal || !application) return;
  DirectoryHistory& directory = scenario_.directory;
  const Place place = line.node.find("service").place();
  const std::string service(name_of(*application));
  if (!directory.requires_assignment(*application)) {
    problems_.error(place, service + " is open to all, since 'assignments:' does not list it");
    return;
  }
  if (!assigned && certain_ && !directory.has_assignment(*application, *principal, line.at)) {
    problems_.error(place, shown(*principal, scenario_) + " has no assignment to " + service + " at " +
                               time_text(line.at));
    return;
  }
  directory.set_assigned(*application, *principal, line.at, assigned);
  if (assigned) return;
  for (Number user = 0; user < scenario_.users.size(); ++user) {
    if (!directory.stands_for(*principal, user, line.at)) continue;
    add(line.at, Verb::remove_assignment, user, static_cast<Number>(*application));
  }
}

void DirectoryLines::set_denied(const TimelineLine& line, bool denied) {
  const auto user = names().users.resolve(line.node.find("user"), line.at, problems_);
  if (!user) return;
  scenario_.directory.set_denied(*user, line.at, denied);
  if (denied) add(line.at, Verb::deny_user, *user);
}

void DirectoryLines::grant(const TimelineLine& line) {
  if (auto grant = read_grant(line.node, admin(line), line.at, names(), problems_)) {
    scenario_.access.grants.push_back(std::move(*grant));
  }
}

void DirectoryLines::revoke_grant(const TimelineLine& line) {
  const auto wanted = read_grant(line.node, admin(line), line.at, names(), problems_);
  if (!wanted) return;
  bool found = false;
  for (Grant& grant : scenario_.access.grants) {
    if (!is_same(grant, *wanted) || line.at < grant.from || grant.until <= line.at) continue;
    grant.until = line.at;
    found = true;
  }
  if (found || !certain_) return;
  problems_.error(line.node.place(), shown(wanted->to, scenario_) + " has no such grant at " +
                                         time_text(line.at) + "; expected the very tags or location of one");
}

}  // namespace outlive::input
