// What was fitted to a trace: for people, for programs, as a scenario, and as a chart.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "outlive/report.hpp"
#include "sim/study/duration_fit.hpp"
#include "sim/study/habit_fit.hpp"

namespace outlive::output {

struct FitResult {
  std::string source{};  // the file, as it was named
  std::string zone = "UTC";
  bool knows_calendar = true;
  bool knows_users = true;
  std::int64_t first_ms = 0;  // of the submissions, UTC since 1970
  std::int64_t last_ms = 0;
  std::size_t refused = 0;  // rows
  double longest_ms = 0;
  std::string starts{};  // what a job becomes, as the line of an activity says it
  study::DurationFits durations{};
  study::HabitFit habits{};
};

std::string fit_text(const FitResult& fit, const TextStyle& style);
std::string fit_json(const FitResult& fit);

/// A scenario with one population that does as the trace says, for 13 weeks from the day after its end. Whatever the trace does not
/// tell, such as how people leave, is in comments.
std::string fit_scenario(const FitResult& fit);

/// The share of jobs that take longer, against the time: recorded, and as the three best of the fitted distributions have it.
/// `sorted_ms` are the recorded durations, ascending.
std::string fit_chart(const FitResult& fit, const std::vector<double>& sorted_ms);

/// Whether what is started is a session, whose statements come one by one and not in batches.
bool starts_session(std::string_view starts);

}  // namespace outlive::output
