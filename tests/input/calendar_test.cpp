// The days of a study in a time zone, over the nights on which clocks change.
#include <chrono>
#include <string>

#include <doctest/doctest.h>

#include "sim/workload/presets.hpp"
#include "tests/input/population_cases.hpp"

using namespace outlive;
using namespace outlive::testing;
using doctest::Approx;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

/// The calendar of a study of `horizon` from `start`.
Calendar calendar(const std::string& week, const std::string& start = "2026-03-02T00:00:00Z",
                  const std::string& horizon = "28d") {
  std::string head = head_of_populations;
  head.replace(head.find("2026-03-02T00:00:00Z"), 20, start);
  head.replace(head.find("28d"), 3, horizon);
  const LoadResult result =
      load_scenario_text(head + population(simple_activity, "    week: " + week + "\n"), "case.yaml");
  REQUIRE_MESSAGE(result.scenario.has_value(), messages_of(result));
  REQUIRE(result.scenario->calendars.size() == 1);
  return result.scenario->calendars[0];
}

Instant after(Duration offset) { return Instant{offset}; }
Duration length(const Calendar::Day& day, std::size_t hour) { return day.hours[hour + 1] - day.hours[hour]; }
Duration length(const Calendar::Day& day) { return day.hours[24] - day.hours[0]; }

}  // namespace

TEST_CASE("calendar: in UTC days are days") {
  const Calendar utc = calendar("{zone: UTC}");
  REQUIRE(utc.days.size() == 28);
  for (std::size_t day = 0; day < utc.days.size(); ++day) {
    for (std::size_t hour = 0; hour <= 24; ++hour) {
      CHECK(utc.days[day].hours[hour] == after(hours{24 * static_cast<int>(day) + static_cast<int>(hour)}));
    }
    CHECK(utc.days[day].volume == (day % 7 < 5 ? 1 : 0));  // 2026-03-02 is a Monday
  }
}

TEST_CASE("calendar: every local day that begins before the horizon and ends after the start") {
  // In Denver the study begins on Sunday at 17:00 and ends on Sunday at 18:00, by then in summer time.
  const Calendar denver = calendar("{zone: America/Denver}");
  REQUIRE(denver.days.size() == 29);
  CHECK(denver.days.front().hours[0] == after(hours{-17}));
  CHECK(denver.days.front().volume == 0);
  CHECK(denver.days[1].volume == 1);
  CHECK(denver.days.back().hours[0] < after(hours{24 * 28}));
  CHECK(denver.days.back().hours[24] > after(hours{24 * 28}));
  for (std::size_t day = 0; day + 1 < denver.days.size(); ++day) {
    CHECK(denver.days[day].hours[24] == denver.days[day + 1].hours[0]);
  }
  // A day that begins exactly at the horizon is not of the study, nor one that ends exactly at its start.
  CHECK(calendar("{zone: UTC}", "2026-03-02T00:00:00Z", "1d").days.size() == 1);
  CHECK(calendar("{zone: UTC}", "2026-03-02T00:00:00Z", "24h1ms").days.size() == 2);
  CHECK(calendar("{zone: UTC}", "2026-03-02T23:59:59Z", "1s").days.size() == 1);
}

TEST_CASE("calendar: Denver, 2026-03-08: the hour from 2 to 3 has no length") {
  const Calendar denver = calendar("{zone: America/Denver}", "2026-03-08T07:00:00Z", "1d");
  const Calendar::Day& day = denver.days.at(0);
  CHECK(day.hours[0] == after(hours{0}));
  CHECK(length(day, 1) == hours{1});
  CHECK(length(day, 2) == Duration::zero());
  CHECK(length(day, 3) == hours{1});
  CHECK(day.hours[9] == after(hours{8}));
  CHECK(length(day) == hours{23});
}

TEST_CASE("calendar: Denver, 2026-11-01: the hour from 1 to 2 has two") {
  const Calendar denver = calendar("{zone: America/Denver}", "2026-11-01T06:00:00Z", "1d");
  const Calendar::Day& day = denver.days.at(0);
  CHECK(day.hours[1] == after(hours{1}));
  CHECK(length(day, 1) == hours{2});
  CHECK(length(day, 2) == hours{1});
  CHECK(day.hours[9] == after(hours{10}));
  CHECK(length(day) == hours{25});
}

TEST_CASE("calendar: Berlin changes its clocks an hour later in the night, and on other days") {
  const Calendar spring = calendar("{zone: Europe/Berlin}", "2026-03-28T23:00:00Z", "1d");
  CHECK(length(spring.days.at(0), 2) == Duration::zero());
  CHECK(length(spring.days.at(0)) == hours{23});
  CHECK(spring.days.at(0).hours[3] == after(hours{2}));
  const Calendar autumn = calendar("{zone: Europe/Berlin}", "2026-10-24T22:00:00Z", "1d");
  CHECK(length(autumn.days.at(0), 2) == hours{2});
  CHECK(length(autumn.days.at(0)) == hours{25});
  // Office hours stay office hours: Monday, 9 o'clock, on both sides of the change.
  const Calendar weeks = calendar("{zone: Europe/Berlin}", "2026-03-22T23:00:00Z", "14d");
  CHECK(weeks.days.at(0).hours[9] == after(hours{9}));
  CHECK(weeks.days.at(7).hours[9] == after(hours{24 * 7 + 8}));
}

TEST_CASE("calendar: changes at midnight and of half an hour") {
  // Santiago goes forward at midnight: the first hour of that day is missing, and the day before is whole.
  const Calendar santiago = calendar("{zone: America/Santiago}", "2026-09-05T04:00:00Z", "47h");
  CHECK(length(santiago.days.at(0)) == hours{24});
  CHECK(length(santiago.days.at(1), 0) == Duration::zero());
  CHECK(length(santiago.days.at(1)) == hours{23});
  const Calendar lord_howe = calendar("{zone: Australia/Lord_Howe}", "2026-10-03T13:30:00Z", "1d");
  CHECK(length(lord_howe.days.at(0), 2) == minutes{30});
  CHECK(length(lord_howe.days.at(0)) == hours{23} + minutes{30});
}

TEST_CASE("calendar: other days and holidays have a volume of their own") {
  const Calendar week =
      calendar("{days: [saturday, sunday], other_days: 34%, holidays: [2026-03-07, 2026-03-10]}");
  CHECK(week.days.at(0).volume == 0.34);
  CHECK(week.days.at(5).volume == 0.34);  // a holiday
  CHECK(week.days.at(6).volume == 1);
  CHECK(week.days.at(8).volume == 0.34);  // a holiday that is no working day anyway
}

TEST_CASE("calendar: holidays are local dates") {
  const Calendar denver = calendar("{zone: America/Denver, holidays: [2026-03-02]}");
  CHECK(denver.days.at(1).hours[0] == after(hours{7}));
  CHECK(denver.days.at(1).volume == 0);
  CHECK(denver.days.at(2).volume == 1);
}

TEST_CASE("calendar: when things are begun") {
  const Calendar office = calendar("{}");
  CHECK(office.by_hour[9] == 0);
  CHECK(office.by_hour[13] == 0.5);
  CHECK(office.by_hour[17] == 1);
  CHECK(office.by_hour[24] == 1);
  const Calendar late = calendar("{hours: {from: 20h, to: 24h}}");
  CHECK(late.by_hour[20] == 0);
  CHECK(late.by_hour[21] == 0.25);
  const Calendar weights =
      calendar("{hours: [0, 0, 0, 0, 0, 0, 0, 0, 1.5, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1.5, 0]}");
  CHECK(weights.by_hour[8] == 0);
  CHECK(weights.by_hour[9] == 0.25);
  CHECK(weights.by_hour[22] == 0.75);
  CHECK(weights.by_hour[23] == 1);
  CHECK(weights.by_hour[24] == 1);
  CHECK(calendar("{hours: {preset: notebooks_2021}}").by_hour == *workload::hours_preset("notebooks_2021"));
}

TEST_CASE("calendar: populations with the same week share it") {
  const std::string other =
      population(simple_activity, "    week: {zone: America/Denver, hours: {from: 9h, to: 17h}}\n");
  const Scenario scenario =
      loaded_text(head_of_populations +
                  population(simple_activity, "    week: {zone: America/Denver, leaves_at: 20h}\n") +
                  "  testers" + other.substr(std::string("  analysts").size()) + "  writers" +
                  population(simple_activity).substr(std::string("  analysts").size()));
  REQUIRE(scenario.populations.size() == 3);
  CHECK(scenario.calendars.size() == 2);
  CHECK(scenario.populations[0].calendar == scenario.populations[1].calendar);
  CHECK(scenario.populations[2].calendar == 1);
  // When users leave is theirs, not the calendar's.
  CHECK(scenario.populations[0].leaves_at.a == 20 * 3'600'000.0);
  CHECK(scenario.populations[1].leaves_at.a == 17 * 3'600'000.0);
}
