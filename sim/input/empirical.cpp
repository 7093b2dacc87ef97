#include "sim/input/empirical.hpp"

#include <algorithm>
#include <optional>

#include "sim/input/csv.hpp"
#include "sim/input/csv_values.hpp"
#include "sim/input/decode.hpp"
#include "sim/input/scalars.hpp"
#include "sim/input/traces.hpp"

namespace outlive::input {
namespace {

std::optional<std::size_t> column_of(const KeyedNode& given, const CsvReader& table, Diagnostics& problems) {
  const KeyedNode wanted = given["column"];
  const auto found = table.column(wanted.node.text());
  if (!found && !table.header().empty()) {
    const std::string hint = did_you_mean(wanted.node.text(), table.header());
    wanted.error(problems, "the file has no column " + quote(wanted.node.text()) +
                               (hint.empty() ? "; its columns are " + columns_of(table) : hint));
  }
  return found;
}

/// Every field of a column; bad ones are reported, up to as many as a reader of tables bears.
std::vector<double> durations_in(CsvReader& table, std::size_t column, std::int64_t unit_ms,
                                 Diagnostics& problems) {
  std::vector<double> values;
  std::size_t bad = 0;
  while (table.next()) {
    const std::string_view field = table.row()[column].text;
    const auto length = parse_plain_duration(field, unit_ms);
    if (length && *length >= Duration::zero()) {
      values.push_back(static_cast<double>(length->count()));
      continue;
    }
    problems.error(table.place(column),
                   length ? "a duration cannot be negative" : quote(field) + " " + length.reason);
    if (++bad < csv_problem_limit) continue;
    Place here = table.place(column);
    here.column = 0;
    problems.error(here, "too many problems; the rest of the table was not read");
    break;
  }
  return values;
}

}  // namespace

std::vector<double> read_durations(const KeyedNode& given, const std::string& path, const Files& files,
                                   Diagnostics& problems) {
  const Node name = given.node.find("file");
  const std::string file = beside(path, as_text(name));
  const Source* const source = files.table(file, name.place(), problems);
  if (source == nullptr) return {};
  const std::size_t before = problems.error_count();
  CsvReader table(source->path, source->text, problems);
  const auto column = column_of(given, table, problems);
  if (!column) return {};
  const Node unit = given.node.find("unit");
  std::vector<double> values =
      durations_in(table, *column, milliseconds_of(unit ? unit.text() : "s"), problems);
  if (values.empty() && problems.error_count() == before)
    problems.error({file, 0, 0}, "the table has no rows");
  std::sort(values.begin(), values.end());
  return values;
}

}  // namespace outlive::input
