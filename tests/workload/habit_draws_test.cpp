// Draws of one user that must have nothing to do with each other: each has a place of its own in the streams.
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "sim/workload/estate.hpp"
#include "sim/workload/habits.hpp"
#include "tests/engine/goodness.hpp"
#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

using workload::Habit;
using workload::VisitId;

Scenario people_who(const std::string& activity) {
  return scenario_of("populations:\n  people:\n    users: 1\n    activities:\n      work:\n" + activity);
}

TEST_CASE("habits: whether a job fails has nothing to do with what was chosen to be started") {
  const Scenario scenario = people_who(
      "        starts:\n"
      "          - {share: 50%, service: training, instance_type: ml.m5.xlarge}\n"
      "          - {share: 50%, service: training, instance_type: ml.g5.xlarge}\n"
      "        per_day: 1\n        takes: 1h\n        fails: 30%\n");
  const workload::Inputs inputs = workload::inputs_of(scenario, {});
  const workload::Habits& habits = inputs.habits.at(0);
  const Habit& habit = habits.activities().at(0);
  std::map<Number, std::pair<int, int>> by_choice;  // jobs, and those of them that fail
  for (std::uint32_t day = 0; day < 10'000; ++day) {
    const Habit::Job job = habit.job(habits.draws_of(0), VisitId::of(day, 0, 0));
    auto& [jobs, failed] = by_choice[job.work];
    ++jobs;
    failed += job.fails ? 1 : 0;
  }
  REQUIRE(by_choice.size() == 2);
  for (const auto& [work, counts] : by_choice)
    CHECK(std::abs(goodness::z_of_share(counts.second, counts.first, 0.3)) < 4);
}

TEST_CASE("habits: each statement of a visit takes, and is followed by, a time of its own") {
  const Scenario scenario = people_who(
      "        starts: {service: glue, workers: 2}\n        per_day: 1\n        statements: 100\n"
      "        think: {exponential: {mean: 1h}}\n        takes: {exponential: {mean: 1h}}\n");
  const workload::Inputs inputs = workload::inputs_of(scenario, {});
  const workload::Habits& habits = inputs.habits.at(0);
  const Habit& habit = habits.activities().at(0);
  std::set<Duration> times;
  for (std::uint32_t day = 0; day < 2; ++day) {
    for (std::uint32_t number = 0; number < 100; ++number) {
      const Habit::Statement statement = habit.statement(habits.draws_of(0), VisitId::of(day, 0, 0), number);
      times.insert(statement.takes);
      times.insert(statement.think);
    }
  }
  // To the millisecond, of 400 times with a mean of an hour hardly two are alike.
  CHECK(times.size() > 395);
}

}  // namespace
}  // namespace outlive::testing
