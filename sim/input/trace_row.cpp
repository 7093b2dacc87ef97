#include "sim/input/trace_row.hpp"

#include <charconv>

#include "sim/input/decode.hpp"
#include "sim/input/scalars.hpp"
#include "sim/text/duration.hpp"
#include "sim/text/number.hpp"

namespace outlive::input {
namespace {

constexpr std::int64_t most_units = 1'000'000'000;
constexpr int fraction_digits = 9;

std::int64_t milliseconds_of(std::string_view unit) {
  if (unit == "ms") return 1;
  if (unit == "min") return 60'000;
  if (unit == "h") return 3'600'000;
  return 1000;
}

/// A number of `unit_ms`, exact to the millisecond.
text::ParseResult<Duration> parse_plain(std::string_view text, std::int64_t unit_ms) {
  using Result = text::ParseResult<Duration>;
  constexpr std::int64_t most = text::longest_duration.count();
  std::int64_t whole = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
  if (error == std::errc{} && end == text.data() + text.size()) {
    if (whole > most / unit_ms || whole < -most / unit_ms) return Result::failed("is too large");
    return Result::of(Duration{whole * unit_ms});
  }
  const auto decimal = text::parse_decimal(text, fraction_digits);
  if (!decimal) return Result::failed("is not a number");
  const Int128 scaled = decimal->scaled * unit_ms;
  const Int128 scale = text::power_of_ten(fraction_digits);
  if (scaled % scale != 0) return Result::failed("is finer than a millisecond");
  if (scaled / scale > most || scaled / scale < -most) return Result::failed("is too large");
  return Result::of(Duration{static_cast<std::int64_t>(scaled / scale)});
}

}  // namespace

TraceRowReader::TraceRowReader(Node trace, const CsvReader& table, std::int64_t start_unix_ms, Instant horizon,
                               Diagnostics& problems)
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
    problems.error(columns.key_place(), "columns needs exactly one of ended and duration");
  }
  const Node times = trace.find("times");
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
    problems.error(wanted.place(), "the trace has no column " + quote(wanted.text()) +
                                       did_you_mean(wanted.text(), table.header()));
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
  row.user = user_ ? table.row()[*user_].text : std::string_view{};
  row.name = name_ ? table.row()[*name_].text : std::string_view{};
  return judge(table, row);
}

std::optional<RowProblem> TraceRowReader::read_time(const CsvReader& table, std::size_t column, Instant& time) {
  const std::string_view field = table.row()[column].text;
  if (!clock_) {
    const auto offset = parse_plain(field, unit_ms_);
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
  const auto parsed = parse_plain(field, unit_ms_);
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
                                                          : " is not a whole number of resources")};
}

std::optional<RowProblem> TraceRowReader::judge(const CsvReader& table, const TraceRow& row) const {
  if (row.started < row.submitted) return RowProblem{table.place(*started_), "starts before it was submitted"};
  if (row.duration < Duration::zero()) {
    return duration_ ? RowProblem{table.place(*duration_), "lasts less than no time"}
                     : RowProblem{table.place(*ended_), "ends before it starts"};
  }
  if (row.submitted < Instant{}) {
    return RowProblem{table.place(*submitted_), "lies before the start of the scenario"};
  }
  if (row.started > horizon_) return RowProblem{table.place(*submitted_), "lies after the horizon"};
  return std::nullopt;
}

}  // namespace outlive::input
