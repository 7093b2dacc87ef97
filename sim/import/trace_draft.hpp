// Recorded jobs on their way into a trace: a CSV file as `workload.traces` reads it, and a scenario that uses it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace outlive::import {

/// Times are UTC, in milliseconds since 1970.
struct RecordedJob {
  std::string name{};
  std::string user{};
  std::string queue{};
  std::string outcome{};  // in the words of the log
  std::int64_t submitted_ms = 0;
  std::int64_t started_ms = 0;
  std::int64_t duration_ms = 0;
  std::int64_t units = 1;
  std::int64_t gpus = 0;
};

struct TraceDraft {
  std::string title{};
  std::vector<std::string> comments{};  // what a reader of the scenario must know, a line each
  std::string unit = "processors";      // what `units` counts, the name of its column
  std::vector<RecordedJob> jobs{};
};

/// Later times of a log, and longer jobs, are taken for nonsense: what a scenario can say ends there.
inline constexpr std::int64_t longest_trace_ms = std::int64_t{36000} * 86'400'000;

/// Once all logs are read: puts the jobs into the order of their submission and makes their names unique (a second `12` becomes
/// `12.2`). If any has GPUs, these are the units. Says how many jobs were renamed.
std::uint64_t settle(TraceDraft& draft);

/// Columns job, user, queue, submitted_s, started_s, duration_s, the unit's and outcome; seconds from the scenario's start. Names
/// that a spreadsheet would take for formulas are guarded.
std::string trace_csv(const TraceDraft& draft);

/// A scenario that replays `csv_name`, which lies beside it, against the default settings, written out to be changed.
std::string trace_scenario(const TraceDraft& draft, std::string_view csv_name);

}  // namespace outlive::import
