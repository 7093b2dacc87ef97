// A trace as `outlive fit` takes it: a CSV file with columns of the usual names, or a scenario that says what they hold.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "outlive/diagnostic.hpp"
#include "sim/study/habit_fit.hpp"

namespace outlive::import {

struct TraceFileOptions {
  std::string columns{};  // "submitted=session_start,ended=session_end": in place of the usual names
  std::string zone{};     // IANA name; empty: UTC
};

struct TraceFile {
  std::vector<study::RecordedArrival> arrivals{};
  std::vector<double> durations_ms{};  // of the same jobs
  bool knows_calendar = false;  // its times are moments of a calendar, not seconds since some beginning
  bool knows_users = false;
  std::int64_t first_ms = 0;  // of the submissions, UTC since 1970
  std::int64_t last_ms = 0;
  std::size_t refused = 0;  // rows that could not be used, each a warning (the first fifty of them)
  std::string zone = "UTC";
};

/// A file whose name ends in .yaml or .yml is a scenario with `workload.traces`, anything else a CSV file. Errors are in
/// `problems`; `unreadable` is set if a file could not be read at all.
TraceFile read_trace_file(const std::string& path, const TraceFileOptions& options, Diagnostics& problems,
                          bool& unreadable);

}  // namespace outlive::import
