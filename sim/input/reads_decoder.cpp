#include "sim/input/reads_decoder.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "sim/input/access_decoder.hpp"
#include "sim/input/decode.hpp"
#include "sim/input/scalars.hpp"

namespace outlive::input {
namespace {

/// The items of a list; each once.
std::vector<Node> distinct(Node list, Diagnostics& problems) {
  std::vector<Node> items;
  std::set<std::string_view> seen;
  for (const Node item : list) {
    if (seen.insert(item.text()).second) {
      items.push_back(item);
    } else {
      problems.error(item.place(), quote(item.text()) + " is named twice");
    }
  }
  return items;
}

void check_column(Node column, const Table& table, Diagnostics& problems) {
  std::vector<std::string> known;
  for (const Column& each : table.columns) known.push_back(each.name);
  if (std::find(known.begin(), known.end(), column.text()) != known.end()) return;
  problems.error(column.place(), "table " + quote(table.name) + " has no column " + quote(column.text()) +
                                     did_you_mean(column.text(), known));
}

std::vector<Number> read_table_names(Node list, const AccessNames& names, const Scenario& scenario,
                                     Diagnostics& problems) {
  std::vector<Number> tables;
  if (scenario.access.tables.empty() && !names.certain) return tables;  // they could not be read
  for (const Node item : distinct(list, problems)) {
    if (const auto table = names.tables.resolve(item, set_in_file, problems)) tables.push_back(*table);
  }
  return tables;
}

}  // namespace

Number read_reads(Node line, const AccessNames& names, Scenario& scenario, Diagnostics& problems) {
  const Node node = line.find("reads");
  if (!node) return no_number;
  const Node tables = node.find("tables");
  const Node columns = node.find("columns");
  const Node locations = node.find("locations");
  if (!tables && !locations) {
    problems.error(node.place(), "'reads' names nothing to read; expected 'tables' or 'locations'");
    return no_number;
  }
  const std::size_t errors = problems.error_count();
  Reads reads;
  reads.tables = read_table_names(tables, names, scenario, problems);
  if (columns && !tables) {
    problems.error(columns.key_place(), "'columns' are those of tables; name these with 'tables'");
  }
  for (const Node column : distinct(columns, problems)) {
    for (const Number table : reads.tables) check_column(column, scenario.access.tables[table], problems);
    reads.columns.push_back(as_text(column));
  }
  for (const Node location : distinct(locations, problems)) {
    if (location.text().find('*') != std::string_view::npos) {
      problems.error(location.place(), quote(location.text()) + " has a star; only a grant may have one");
    } else if (check_location(location, problems)) {
      reads.locations.push_back(as_text(location));
    }
  }
  reads.renews_every = value_or(node.find("renews_every"), as_duration, from_settings);
  if (problems.error_count() > errors) return no_number;
  scenario.reads.push_back(std::move(reads));
  return static_cast<Number>(scenario.reads.size() - 1);
}

}  // namespace outlive::input
