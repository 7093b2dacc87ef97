#include "sim/input/access_decoder.hpp"

#include <algorithm>
#include <string>

#include "sim/input/access_schema.hpp"
#include "sim/input/decode.hpp"
#include "sim/input/scalars.hpp"

namespace outlive::input {
namespace {

using TagValues = std::map<std::string, std::string>;

const std::string grant_text = "a grant";

/// The tags of one level over those of the level above (LF-TBAC).
TagValues with_own(TagValues inherited, Node own, const Soundness& sound) {
  static const TypeRef tags = map_of(text());
  if (!own || !sound(own, *tags)) return inherited;
  for (const Node tag : own) inherited.insert_or_assign(std::string(tag.key()), std::string(tag.text()));
  return inherited;
}

bool is_repeated(Node child, Node parent) { return parent.find(child.key()) != child; }  // reported already

bool check_name(Node named, const char* what, Diagnostics& problems) {
  if (named.key().find('.') == std::string_view::npos) return true;
  problems.error(named.key_place(), "the name of " + std::string(what) + " has no dot, but " +
                                        quote(named.key()) + " has one; a dot parts database and table");
  return false;
}

Table read_table(Node node, std::string name, const TagValues& inherited, const Soundness& sound,
                 Diagnostics& problems) {
  Table table{std::move(name), {}};
  const TagValues tags = with_own(inherited, node.find("tags"), sound);
  const Node columns = node.find("columns");
  if (columns && columns.is_map() && columns.size() == 0) {
    problems.error(columns.place(), "table " + quote(table.name) + " has no columns, so nobody can read it");
  }
  for (const Node column : columns) {
    if (!column.has_key() || is_repeated(column, columns)) continue;
    std::vector<Tag> own;
    for (auto& [key, value] : with_own(tags, column, sound)) own.push_back({key, {value}});
    table.columns.push_back({std::string(column.key()), std::move(own)});
  }
  return table;
}

/// Each key once, values in order, so that two grants of the same are the same.
std::vector<Tag> read_granted_tags(Node node) {
  std::map<std::string, std::set<std::string>> tags;
  for (const Node tag : node) {
    for (const Node value : tag) tags[std::string(tag.key())].insert(as_text(value));
  }
  std::vector<Tag> granted;
  for (const auto& [key, values] : tags) granted.push_back({key, {values.begin(), values.end()}});
  return granted;
}

template <class Container, class Name>
std::string nearest(std::string_view text, const Container& known, const Name& name_of) {
  constexpr std::size_t most_compared = 1000;  // for each slip: there may be many
  if (known.size() > most_compared) return {};
  std::vector<std::string> names;
  for (const auto& each : known) names.push_back(name_of(each));
  return did_you_mean(text, names);
}

/// A grant on a tag that nothing has allows nothing: surely a slip of the pen. A value that no column has may be meant
/// for later.
bool check_tags(Node tags, const AccessNames& names, Diagnostics& problems) {
  if (tags.size() == 0) {
    problems.error(tags.place(), "a grant without tags allows nothing; expected a key with its values");
    return false;
  }
  if (!names.certain) return true;
  bool all_known = true;
  for (const Node tag : tags) {
    const auto known = names.tags.find(tag.key());
    if (known == names.tags.end()) {
      const std::string hint = nearest(tag.key(), names.tags, [](const auto& each) { return each.first; });
      problems.error(tag.key_place(), "no column has a tag " + quote(tag.key()) + hint);
      all_known = false;
      continue;
    }
    for (const Node value : tag) {
      if (known->second.contains(as_text(value))) continue;
      const std::string hint = nearest(value.text(), known->second, [](const auto& each) { return each; });
      problems.warning(value.place(), "no column has the value " + quote(value.text()) + " of the tag " +
                                          quote(tag.key()) + hint);
    }
  }
  return all_known;
}

bool check_granted_location(Node location, Diagnostics& problems) {
  const std::size_t star = location.text().find('*');
  if (star == std::string_view::npos || star + 1 == location.text().size()) {
    return check_location(location, problems);
  }
  problems.error(location.place(), quote(location.text()) + " has a star inside; one may stand at the end");
  return false;
}

}  // namespace

bool check_location(Node location, Diagnostics& problems) {
  constexpr std::string_view scheme = "s3://";
  const std::string_view text = location.text();
  if (text.starts_with(scheme) && text.size() > scheme.size() && text[scheme.size()] != '/') return true;
  problems.error(location.place(), quote(text) + " is not a location; expected one such as s3://bank/raw/");
  return false;
}

void read_tables(Node access, const Soundness& sound, Scenario& scenario, Diagnostics& problems) {
  const Node databases = access.find("lake_formation").find("databases");
  for (const Node database : databases) {
    if (!database.has_key() || is_repeated(database, databases)) continue;
    const bool well_named = check_name(database, "a database", problems);
    const TagValues tags = with_own({}, database.find("tags"), sound);
    const Node tables = database.find("tables");
    for (const Node table : tables) {
      if (!table.has_key() || is_repeated(table, tables)) continue;
      if (!check_name(table, "a table", problems) || !well_named) continue;
      scenario.access.tables.push_back(read_table(
          table, std::string(database.key()) + "." + std::string(table.key()), tags, sound, problems));
    }
  }
}

std::optional<Grant> read_grant(Node node, const std::string& what, Moment from, const AccessNames& names,
                                Diagnostics& problems) {
  const Node tags = node.find("tags");
  const Node location = node.find("location");
  const auto to = names.principal_in(node, what, from, problems);
  if (static_cast<bool>(tags) == static_cast<bool>(location)) {
    problems.error(node.place(), what + " needs exactly one of 'tags' and 'location'");
    return std::nullopt;
  }
  const bool fits = tags ? check_tags(tags, names, problems) : check_granted_location(location, problems);
  if (!to || !fits) return std::nullopt;
  Grant grant{.to = *to, .from = from};
  if (tags) grant.tags = read_granted_tags(tags);
  if (location) grant.location = as_text(location);
  return grant;
}

void read_grants(Node access, const Soundness& sound, const AccessNames& names, Scenario& scenario,
                 Diagnostics& problems) {
  const Object& all = access_schema()->members;
  const auto read = [&](Node grants, const Type& type) {
    if (!grants || !grants.is_list()) return;
    for (const Node node : grants) {
      if (!sound(node, *type.item)) continue;
      if (auto grant = read_grant(node, grant_text, set_in_file, names, problems)) {
        scenario.access.grants.push_back(std::move(*grant));
      }
    }
  };
  read(access.find("lake_formation").find("grants"), *find_field(all, "lake_formation.grants")->type);
  read(access.find("s3_access_grants"), *find_field(all, "s3_access_grants")->type);
}

}  // namespace outlive::input
