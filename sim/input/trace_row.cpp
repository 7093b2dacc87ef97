#include "sim/input/trace_row.hpp"

#include <algorithm>

#include "sim/input/csv_values.hpp"
#include "sim/input/decode.hpp"
#include "sim/input/scalars.hpp"
#include "sim/text/duration.hpp"
#include "sim/text/formula_guard.hpp"
#include "sim/text/instant.hpp"
#include "sim/text/number.hpp"

namespace outlive::input {
namespace {

constexpr std::int64_t most_units = 1'000'000'000;

}  // namespace

TraceRowReader::TraceRowReader(Node trace, const CsvReader& table, std::int64_t start_unix_ms,
                               Instant horizon, Diagnostics& problems)
    : start_unix_ms_(start_unix_ms), horizon_(horizon) {
  const Node columns = trace.find("columns");
  submitted_ = column(columns, "submitted", table, problems);
  started_ = column(columns, "started", table, problems);
  ended_ = column(columns, "ended", table, problems);
  duration_ = column(columns, "duration", table, problems);
  units_ = column(columns, "units", table, problems);
  user_ = column(columns, "user", table, problems);
  name_ = column(columns, "id", table, problems);
  if (columns.find("ended").operator bool() == columns.find("duration").operator bool()) {
    problems.error(columns.key_place(), "'columns' needs exactly one of 'ended' and 'duration'");
  }
  const Node times = trace.find("times");
  const Node ambiguous_times = times.find("ambiguous");
  if (ambiguous_times && !times.find("zone")) {
    problems.error(ambiguous_times.key_place(), "'ambiguous' is for times of a 'zone', and there is none");
  }
  if (trace.find("anchor").text() == "user" && !columns.find("user")) {
    problems.error(trace.find("anchor").place(),
                   "'anchor: user' needs a column that says whose job it is: "
                   "columns: {user: ...}");
  }
  if (const Node unit = times.find("unit")) unit_ms_ = milliseconds_of(unit.text());
  if (const Node zone = times.find("zone")) {
    std::string why;
    zone_ = as_text(zone);
    clock_ = WallClock::open(zone_, why);
    if (!clock_) problems.error(zone.place(), why);
  }
  if (const Node ambiguous = times.find("ambiguous")) {
    ambiguity_ = ambiguous.text() == "latest"  ? Ambiguity::latest
                 : ambiguous.text() == "error" ? Ambiguity::error
                                               : Ambiguity::earliest;
  }
}

TraceRowReader::Column TraceRowReader::column(Node columns, std::string_view name, const CsvReader& table,
                                              Diagnostics& problems) {
  const Node wanted = columns.find(name);
  if (!wanted) return std::nullopt;
  const auto found = table.column(wanted.text());
  if (!found && !table.header().empty()) {
    const std::string hint = did_you_mean(wanted.text(), table.header());
    problems.error(wanted.place(), "the trace has no column " + quote(wanted.text()) +
                                       (hint.empty() ? "; its columns are " + columns_of(table) : hint));
  }
  return found;
}

std::optional<RowProblem> TraceRowReader::read(const CsvReader& table, TraceRow& row) {
  if (auto problem = read_time(table, *submitted_, row.submitted)) return problem;
  row.started = row.submitted;
  if (started_) {
    if (auto problem = read_time(table, *started_, row.started)) return problem;
  }
  if (duration_) {
    if (auto problem = read_length(table, *duration_, row.duration)) return problem;
  } else {
    Instant ended{};
    if (auto problem = read_time(table, *ended_, ended)) return problem;
    row.duration = ended - row.started;
  }
  row.units = 1;
  if (units_) {
    if (auto problem = read_units(table, row.units)) return problem;
  }
  row.user = user_ ? text::unguarded(table.row()[*user_].text) : std::string_view{};
  if (user_ && row.user.empty())
    return RowProblem{table.place(*user_), "the row does not say whose job it is"};
  row.name = name_ ? text::unguarded(table.row()[*name_].text) : std::string_view{};
  return judge(table, row);
}

std::optional<RowProblem> TraceRowReader::read_time(const CsvReader& table, std::size_t column,
                                                    Instant& time) {
  const std::string_view field = table.row()[column].text;
  if (!clock_) {
    const auto offset = parse_plain_duration(field, unit_ms_);
    if (!offset) return RowProblem{table.place(column), quote(field) + " " + offset.reason};
    time = Instant{*offset};
    return std::nullopt;
  }
  const auto local = parse_wall_clock(field);
  if (!local) {
    return RowProblem{table.place(column),
                      quote(field) + " is not a time; expected one such as 2021-11-07 13:35:39"};
  }
  const UtcReading reading = clock_->to_utc(*local, ambiguity_);
  if (reading.problem != WallClockProblem::none) {
    return RowProblem{table.place(column), describe(reading.problem, field, zone_)};
  }
  time = Instant{Duration{reading.utc_ms - start_unix_ms_}};
  return std::nullopt;
}

std::optional<RowProblem> TraceRowReader::read_length(const CsvReader& table, std::size_t column,
                                                      Duration& length) const {
  const std::string_view field = table.row()[column].text;
  const auto parsed = parse_plain_duration(field, unit_ms_);
  if (!parsed) return RowProblem{table.place(column), quote(field) + " " + parsed.reason};
  length = *parsed;
  return std::nullopt;
}

std::optional<RowProblem> TraceRowReader::read_units(const CsvReader& table, std::int64_t& units) const {
  const std::string_view field = table.row()[*units_].text;
  const auto parsed = text::parse_integer(field);
  if (parsed && *parsed >= 0 && *parsed <= most_units) {
    units = *parsed;
    return std::nullopt;
  }
  return RowProblem{table.place(*units_),
                    quote(field) + (parsed && *parsed < 0 ? " is negative; resources cannot be"
                                    : parsed ? " is out of range; expected at most 1000000000 resources"
                                             : " is not a whole number of resources")};
}

std::optional<RowProblem> TraceRowReader::judge(const CsvReader& table, const TraceRow& row) const {
  if (row.started < row.submitted)
    return RowProblem{table.place(*started_), "the job starts before it was submitted"};
  if (row.duration < Duration::zero()) {
    return duration_ ? RowProblem{table.place(*duration_), "a duration cannot be negative"}
                     : RowProblem{table.place(*ended_), "the job ends before it starts"};
  }
  const auto lies = [&](std::size_t column, const std::string& where) {
    return RowProblem{table.place(column), quote(table.row()[column].text) + " lies " + where};
  };
  if (row.submitted < Instant{}) {
    return lies(*submitted_, "before the start of the scenario, " + text::format_instant(start_unix_ms_));
  }
  if (row.started > horizon_) {
    return lies(started_ ? *started_ : *submitted_, "after the horizon of the scenario, " +
                                                        text::format_duration(horizon_.time_since_epoch()) +
                                                        " from its start");
  }
  return std::nullopt;
}

}  // namespace outlive::input
