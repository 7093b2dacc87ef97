#include "sim/access/vending.hpp"

#include <algorithm>
#include <numeric>

namespace outlive::access {
namespace {

using GrantsInForce = std::vector<const Grant*>;

GrantsInForce grants_of(const AccessCatalog& catalog, const DirectoryHistory& directory, Number user,
                        Moment when) {
  GrantsInForce grants;
  for (const Grant& grant : catalog.grants) {
    const bool in_force = grant.from <= when && when < grant.until;
    if (in_force && directory.stands_for(grant.to, user, when)) grants.push_back(&grant);
  }
  return grants;
}

std::vector<Number> visible_columns(const Table& table, const GrantsInForce& grants) {
  std::vector<Number> visible;
  for (Number column = 0; column < table.columns.size(); ++column) {
    const bool seen = std::any_of(grants.begin(), grants.end(), [&](const Grant* grant) {
      return matches(grant->tags, table.columns[column].tags);
    });
    if (seen) visible.push_back(column);
  }
  return visible;
}

bool sees_enough(const Table& table, const std::vector<Number>& visible,
                 const std::vector<std::string>& required) {
  const auto sees = [&](const std::string& name) {
    return std::any_of(visible.begin(), visible.end(),
                       [&](Number column) { return table.columns[column].name == name; });
  };
  return !visible.empty() && std::all_of(required.begin(), required.end(), sees);
}

bool is_granted(std::string_view location, const GrantsInForce& grants) {
  return std::any_of(grants.begin(), grants.end(),
                     [&](const Grant* grant) { return covers(grant->location, location); });
}

}  // namespace

bool matches(const std::vector<Tag>& granted, const std::vector<Tag>& column) {
  const auto allows = [&](const Tag& wanted) {
    const auto own =
        std::find_if(column.begin(), column.end(), [&](const Tag& tag) { return tag.key == wanted.key; });
    return own != column.end() &&
           std::find_first_of(own->values.begin(), own->values.end(), wanted.values.begin(),
                              wanted.values.end()) != own->values.end();
  };
  return !granted.empty() && std::all_of(granted.begin(), granted.end(), allows);
}

bool covers(std::string_view granted, std::string_view location) {
  if (granted.empty()) return false;
  if (granted.ends_with('*')) return location.starts_with(granted.substr(0, granted.size() - 1));
  if (granted.ends_with('/')) granted.remove_suffix(1);
  if (!location.starts_with(granted)) return false;
  return location.size() == granted.size() || location[granted.size()] == '/';
}

Decision decide(const AccessCatalog& catalog, const DirectoryHistory& directory, const Reads& reads,
                Number user, Moment now, Moment seen) {
  Decision decision;
  decision.columns.resize(reads.tables.size());
  if (directory.standing(user, now) != Standing::active || directory.denied(user, now)) return decision;
  const GrantsInForce grants = grants_of(catalog, directory, user, seen);
  decision.allowed = std::all_of(reads.locations.begin(), reads.locations.end(),
                                 [&](const std::string& location) { return is_granted(location, grants); });
  for (std::size_t i = 0; i < reads.tables.size(); ++i) {
    const Table& table = catalog.tables.at(reads.tables[i]);
    decision.columns[i] = visible_columns(table, grants);
    if (!sees_enough(table, decision.columns[i], reads.columns)) decision.allowed = false;
  }
  return decision;
}

Decision decide_for_role(const AccessCatalog& catalog, const Reads& reads) {
  Decision decision{.allowed = true, .columns = {}};
  for (const Number table : reads.tables) {
    std::vector<Number>& columns = decision.columns.emplace_back(catalog.tables.at(table).columns.size());
    std::iota(columns.begin(), columns.end(), Number{0});
  }
  return decision;
}

}  // namespace outlive::access
