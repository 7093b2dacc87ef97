// One row of a trace as times and numbers: how its fields are written is declared in the scenario.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "outlive/diagnostic.hpp"
#include "outlive/time.hpp"
#include "sim/input/csv.hpp"
#include "sim/input/document.hpp"
#include "sim/input/zone.hpp"

namespace outlive::input {

/// What a row says. Times count from the start of the scenario.
struct TraceRow {
  Instant submitted{};
  Instant started{};
  Duration duration{};
  std::int64_t units = 1;
  std::string_view user;  // empty: not said
  std::string_view name;  // empty: not said
};

/// What is wrong with a row, and where.
struct RowProblem {
  Place place;
  std::string message;
};

class TraceRowReader {
 public:
  /// `trace` is the checked description of the trace; unknown columns and zones are reported.
  TraceRowReader(Node trace, const CsvReader& table, std::int64_t start_unix_ms, Instant horizon,
                 Diagnostics& problems);

  /// Reads the row on which the table stands.
  std::optional<RowProblem> read(const CsvReader& table, TraceRow& row);

 private:
  using Column = std::optional<std::size_t>;
  Column column(Node columns, std::string_view name, const CsvReader& table, Diagnostics& problems);
  std::optional<RowProblem> read_time(const CsvReader& table, std::size_t column, Instant& time);
  std::optional<RowProblem> read_length(const CsvReader& table, std::size_t column, Duration& length) const;
  std::optional<RowProblem> read_units(const CsvReader& table, std::int64_t& units) const;
  std::optional<RowProblem> judge(const CsvReader& table, const TraceRow& row) const;

  std::int64_t start_unix_ms_;
  Instant horizon_;
  Column submitted_, started_, ended_, duration_, units_, user_, name_;
  std::int64_t unit_ms_ = 1000;
  std::optional<WallClock> clock_;
  std::string zone_;
  Ambiguity ambiguity_ = Ambiguity::earliest;
};

}  // namespace outlive::input
