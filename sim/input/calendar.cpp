#include "sim/input/calendar.hpp"

#include <optional>

namespace outlive::input {
namespace {

constexpr std::int64_t ms_per_hour = 3'600'000;
constexpr std::int64_t ms_per_day = 24 * ms_per_hour;

std::int64_t day_of(std::int64_t local_ms) {
  return (local_ms >= 0 ? local_ms : local_ms - (ms_per_day - 1)) / ms_per_day;
}

/// 1970-01-01 was a Thursday.
std::size_t weekday_of(std::int64_t day) {
  constexpr std::int64_t monday_first = 3;
  return static_cast<std::size_t>(((day + monday_first) % 7 + 7) % 7);
}

}  // namespace

DaySpan days_of_study(WallClock& clock, std::int64_t start_unix_ms, Instant horizon) {
  if (horizon <= Instant{}) return {};
  const std::int64_t end = start_unix_ms + horizon.time_since_epoch().count();
  return {day_of(clock.to_local(start_unix_ms)), day_of(clock.to_local(end - 1))};
}

bool fill_days(Calendar& calendar, const WorkingWeek& week, WallClock& clock, std::int64_t start_unix_ms,
               Instant horizon) {
  const DaySpan span = days_of_study(clock, start_unix_ms, horizon);
  for (std::int64_t day = span.first; day <= span.last; ++day) {
    Calendar::Day entry;
    for (std::size_t hour = 0; hour < entry.hours.size(); ++hour) {
      const auto utc = clock.first_showing(day * ms_per_day + static_cast<std::int64_t>(hour) * ms_per_hour);
      if (!utc) return false;
      entry.hours[hour] = Instant{Duration{*utc - start_unix_ms}};
    }
    const bool works = week.works[weekday_of(day)] && !week.holidays.contains(day);
    entry.volume = works ? 1 : week.other_days;
    calendar.days.push_back(entry);
  }
  return true;
}

std::array<double, 25> cumulative(const std::array<double, 24>& weights) {
  std::array<double, 25> shares{};
  double sum = 0;
  for (std::size_t hour = 0; hour < weights.size(); ++hour) shares[hour + 1] = sum += weights[hour];
  for (double& share : shares) share /= sum;
  return shares;
}

}  // namespace outlive::input
