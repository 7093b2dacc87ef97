#include "sim/input/week_decoder.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>

#include "sim/input/calendar.hpp"
#include "sim/input/decode.hpp"
#include "sim/input/scalars.hpp"
#include "sim/input/shares.hpp"
#include "sim/text/instant.hpp"
#include "sim/workload/presets.hpp"

namespace outlive::input {
namespace {

using std::chrono::hours;

constexpr std::int64_t ms_per_day = 86'400'000;
constexpr hours default_from{9};
constexpr hours default_to{17};
constexpr hours default_leaving{18};

std::string date_text(std::int64_t day) { return text::format_instant(day * ms_per_day).substr(0, 10); }

Distribution always(Duration value) {
  return {.family = Distribution::Family::fixed, .a = static_cast<double>(value.count())};
}

class WeekReader {
 public:
  WeekReader(KeyedNode week, KeyedNode population, const Object& members, PopulationContext& context)
      : week_(std::move(week)), population_(std::move(population)), members_(members), context_(context) {}

  Week read() {
    Week made;
    made.leaves_at = always(default_leaving);
    Calendar calendar;
    read_hours(calendar, made);
    if (const KeyedNode leaves_at = part("leaves_at")) made.leaves_at = context_.durations(leaves_at);
    const WorkingWeek week = read_days();
    if (auto clock = open_clock()) {
      check_holidays(*clock);
      fill(calendar, week, *clock);
    }
    made.calendar = number_of(std::move(calendar));
    return made;
  }

 private:
  [[nodiscard]] KeyedNode part(std::string_view key) const { return context_.part(week_, members_, key); }

  [[nodiscard]] std::string zone() const {
    const Node zone = part("zone").node;
    return zone ? as_text(zone) : "UTC";
  }

  std::optional<WallClock> open_clock() {
    std::string why;
    auto clock = WallClock::open(zone(), why);
    if (!clock) part("zone").error(context_.problems, why);
    return clock;
  }

  WorkingWeek read_days() {
    constexpr std::array<std::string_view, 7> names{"monday", "tuesday",  "wednesday", "thursday",
                                                    "friday", "saturday", "sunday"};
    WorkingWeek week;
    const KeyedNode days = part("days");
    if (days) week.works.fill(false);
    for (std::size_t i = 0; i < days.node.size(); ++i) {
      const std::string_view name = days.node[i].text();
      bool& works =
          week.works[static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin())];
      if (works) days.item(i).error(context_.problems, quote(name) + " is given twice");
      works = true;
    }
    if (const Node other = part("other_days").node) week.other_days = as_fraction(other);
    const KeyedNode holidays = part("holidays");
    for (std::size_t i = 0; i < holidays.node.size(); ++i) {
      const bool is_new = week.holidays.insert(as_date(holidays.node[i])).second;
      if (!is_new)
        holidays.item(i).error(context_.problems, quote(holidays.node[i].text()) + " is given twice");
    }
    return week;
  }

  /// A date of another year is a slip that would show nowhere.
  void check_holidays(WallClock& clock) {
    const DaySpan study = days_of_study(clock, context_.scenario.start_unix_ms, context_.scenario.horizon);
    const KeyedNode holidays = part("holidays");
    for (std::size_t i = 0; i < holidays.node.size(); ++i) {
      const std::int64_t day = as_date(holidays.node[i]);
      if (study.last < study.first || (day >= study.first && day <= study.last)) continue;
      holidays.item(i).warning(context_.problems,
                               date_text(day) + " lies outside the study, which goes from " +
                                   date_text(study.first) + " to " + date_text(study.last));
    }
  }

  void fill(Calendar& calendar, const WorkingWeek& week, WallClock& clock) {
    const Scenario& scenario = context_.scenario;
    if (!fill_days(calendar, week, clock, scenario.start_unix_ms, scenario.horizon)) {
      part("zone").error(
          context_.problems,
          "the data of " + zone() + " end with " + std::to_string(last_zone_year) +
              ", and the study goes on for longer; choose an earlier horizon, or the zone UTC");
      return;
    }
    const auto is_idle = [](const Calendar::Day& day) { return day.volume == 0; };
    if (!std::all_of(calendar.days.begin(), calendar.days.end(), is_idle)) return;
    (week_ ? week_ : population_)
        .warning(context_.problems, "nobody works in the study: no day of it is a working day");
  }

  void read_hours(Calendar& calendar, Week& made) {
    std::array<double, 24> weights{};
    const KeyedNode given = part("hours");
    if (given && given.node.is_list()) {
      for (std::size_t hour = 0; hour < weights.size(); ++hour) weights[hour] = as_decimal(given.node[hour]);
      if (std::all_of(weights.begin(), weights.end(), [](double weight) { return weight == 0; })) {
        given.error(context_.problems, "all weights are 0; expected one that is more");
        return;
      }
    } else if (const Node preset = given.node.find("preset")) {
      calendar.by_hour = *workload::hours_preset(preset.text());
      return;
    } else {
      const Duration from = given ? whole_hour(given["from"]) : default_from;
      const Duration to = given ? whole_hour(given["to"]) : default_to;
      if (given && to <= from) {
        given["to"].error(context_.problems,
                          std::string(given.node.find("to").text()) +
                              " is not after 'from'; where work goes on beyond midnight, give 24 weights");
        return;
      }
      for (Duration hour = from; hour < to; hour += hours{1})
        weights[static_cast<std::size_t>(hour / hours{1})] = 1;
      made.leaves_at = always(to);
    }
    calendar.by_hour = cumulative(weights);
  }

  Duration whole_hour(const KeyedNode& time) {
    const Duration value = as_duration(time.node);
    if (value % hours{1} != Duration::zero()) {
      time.error(context_.problems,
                 std::string(time.node.text()) + " is no full hour; expected one such as 9h");
    }
    return value;
  }

  Number number_of(Calendar calendar) {
    auto& all = context_.scenario.calendars;
    const auto same_day = [](const Calendar::Day& a, const Calendar::Day& b) {
      return a.hours == b.hours && a.volume == b.volume;
    };
    const auto known = std::find_if(all.begin(), all.end(), [&](const Calendar& other) {
      return other.by_hour == calendar.by_hour &&
             std::equal(other.days.begin(), other.days.end(), calendar.days.begin(), calendar.days.end(),
                        same_day);
    });
    const auto number = static_cast<Number>(known - all.begin());
    if (known == all.end()) all.push_back(std::move(calendar));
    return number;
  }

  KeyedNode week_;
  KeyedNode population_;
  const Object& members_;
  PopulationContext& context_;
};

}  // namespace

Week read_week(const KeyedNode& week, const KeyedNode& population, const Object& members,
               PopulationContext& context) {
  return WeekReader(week, population, members, context).read();
}

}  // namespace outlive::input
