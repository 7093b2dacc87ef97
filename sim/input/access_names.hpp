// The names that grants, assignments, reads and administrators' lines use: users, groups, tables, tags.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/document.hpp"
#include "sim/input/names.hpp"

namespace outlive::input {

struct AccessNames {
  /// Knows the users, groups and tables of the scenario. `certain`: all of the file could be read; otherwise nobody
  /// can say which tags and tables there are.
  AccessNames(const Scenario& scenario, bool certain);

  /// The user or the group that `node` names; it must name one of them. `what` stands for the node in messages, such
  /// as "'admin: grant'".
  std::optional<Principal> principal_in(Node node, const std::string& what, Moment now,
                                        Diagnostics& problems) const;

  Names users{"user", "users are named under 'users:'"};
  Names groups{"group", "groups are named under 'users:', 'assignments:' and 'access:'"};
  Names tables{"table", "tables stand under 'access: lake_formation: databases:'"};
  std::map<std::string, std::set<std::string>, std::less<>> tags;  // of columns: the values of each key
  bool certain;
};

/// "group DataScientists" or "user maria".
std::string shown(Principal principal, const Scenario& scenario);

}  // namespace outlive::input
