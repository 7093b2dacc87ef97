#include "sim/input/access_names.hpp"

namespace outlive::input {

AccessNames::AccessNames(const Scenario& scenario, bool certain_) : certain(certain_) {
  for (Number user = 0; user < scenario.users.size(); ++user) users.declare(scenario.users[user].name, user);
  for (Number group = 0; group < scenario.groups.size(); ++group) {
    groups.declare(scenario.groups[group], group);
  }
  for (Number number = 0; number < scenario.access.tables.size(); ++number) {
    const Table& table = scenario.access.tables[number];
    tables.declare(table.name, number);
    for (const Column& column : table.columns) {
      for (const Tag& tag : column.tags) tags[tag.key].insert(tag.values.begin(), tag.values.end());
    }
  }
}

std::optional<Principal> AccessNames::principal_in(Node node, const std::string& what, Moment now,
                                                   Diagnostics& problems) const {
  const Node user = node.find("user");
  const Node group = node.find("group");
  if (static_cast<bool>(user) == static_cast<bool>(group)) {
    problems.error(node.place(), what + " needs exactly one of 'user' and 'group'");
    return std::nullopt;
  }
  const auto number = user ? users.resolve(user, now, problems) : groups.resolve(group, now, problems);
  if (!number) return std::nullopt;
  return Principal{static_cast<bool>(group), *number};
}

std::string shown(Principal principal, const Scenario& scenario) {
  return principal.is_group ? "group " + scenario.groups[principal.number]
                            : "user " + scenario.users[principal.number].name;
}

}  // namespace outlive::input
