// The days of a study as a wall clock tells them: when each local hour begins, and how much is done on which day.
#pragma once

#include <array>
#include <cstdint>
#include <set>

#include "outlive/population.hpp"
#include "sim/input/zone.hpp"

namespace outlive::input {

/// What a calendar is made of, apart from its hours.
struct WorkingWeek {
  std::array<bool, 7> works{true, true, true, true, true, false, false};  // Monday first
  double other_days = 0;            // volume of the others, and of holidays
  std::set<std::int64_t> holidays;  // days since 1970-01-01
};

/// Days since 1970-01-01 that the study touches, the last one included; none if it has no length.
struct DaySpan {
  std::int64_t first = 0;
  std::int64_t last = -1;
};
DaySpan days_of_study(WallClock& clock, std::int64_t start_unix_ms, Instant horizon);

/// Every local day that begins before the horizon and ends after the start. An hour that the clocks skip has no length,
/// one that they repeat has two. False if the data of the zone end before that.
bool fill_days(Calendar& calendar, const WorkingWeek& week, WallClock& clock, std::int64_t start_unix_ms,
               Instant horizon);

/// Cumulative shares of 24 weights, of which one at least is positive.
std::array<double, 25> cumulative(const std::array<double, 24>& weights);

}  // namespace outlive::input
