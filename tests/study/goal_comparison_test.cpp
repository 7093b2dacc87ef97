// Which of two design points is better by the goal.
#include "sim/study/goal_comparison.hpp"

#include <array>

#include <doctest/doctest.h>

#include "tests/study/toy_study.hpp"

using namespace outlive;
using outlive::study::GoalComparison;
using outlive::testing::toy_study;

namespace {

/// Costs of each point, by replication.
Observations costs(const std::vector<std::vector<double>>& points) {
  Observations observations(points.size(), 2);
  for (std::size_t point = 0; point < points.size(); ++point) {
    for (std::uint32_t i = 0; i < points[point].size(); ++i)
      observations.set(point, i, std::array{points[point][i], 1.0});
  }
  return observations;
}

}  // namespace

TEST_CASE("goal comparison: what is common to a replication is taken out") {
  const Study study = toy_study(1, 2);
  const Observations observations = costs({{100, 200, 300}, {101, 202, 303, 1000}});
  const GoalComparison compare(study, observations, {.random = true, .confidence = 0.95});
  const Estimate difference = compare.difference(1, 0).value();
  CHECK(difference.value == doctest::Approx(2));
  CHECK(difference.count == 3);  // the fourth replication of one has no other
  CHECK(difference.interval->half_width() == doctest::Approx(4.302653 * 1 / 1.7320508));  // t of 2 degrees
  CHECK(compare.less(0, 1));
  CHECK_FALSE(compare.surely_less(0, 1));  // 2 - 2.48 is below 0
  CHECK(compare.cheapest(std::array<std::size_t, 2>{1, 0}) == std::size_t{0});
}

TEST_CASE("goal comparison: the indifference is a share of what is compared with") {
  Study study = toy_study(1, 3);
  study.goal->indifference = 0.01;
  const Observations observations = costs({{100, 200}, {101, 202}, {102, 204}});
  const GoalComparison compare(study, observations, {.random = true, .confidence = 0.95});
  CHECK(compare.surely_as_good(1, 0));  // exactly 1 % more in every replication
  CHECK_FALSE(compare.surely_as_good(2, 0));
  CHECK_FALSE(compare.better(0, 1));
  CHECK(compare.better(0, 2));
  CHECK(compare.as_good(0, 2));
}

TEST_CASE("goal comparison: below zero the indifference is a share, too") {
  Study study = toy_study(1, 2);
  study.goal->indifference = 0.1;
  const Observations observations = costs({{-95}, {-100}});
  const GoalComparison compare(study, observations, {.random = false, .confidence = 0.95});
  CHECK(compare.surely_as_good(0, 1));
  CHECK_FALSE(compare.surely_better(1, 0));
  study.goal->indifference = 0.01;
  CHECK_FALSE(compare.surely_as_good(0, 1));
  CHECK(compare.surely_better(1, 0));
}

TEST_CASE("goal comparison: a quantile's difference lies between those of the intervals") {
  Study study = toy_study(1, 2);
  study.responses[0].statistic = Response::Statistic::quantile;
  study.responses[0].quantile = 0.5;
  std::vector<std::vector<double>> values(2);
  for (int i = 1; i <= 9; ++i) {
    values[0].push_back(i);
    values[1].push_back(i + 20);
  }
  const Observations observations = costs(values);
  const GoalComparison compare(study, observations, {.random = true, .confidence = 0.95});
  const Estimate difference = compare.difference(1, 0).value();
  CHECK(difference.value == 20);
  // Each at 97.5 %: of 9 observations the 1st and the 9th.
  CHECK(difference.interval->lower == 20 - 8);
  CHECK(difference.interval->upper == 20 + 8);
  CHECK(compare.surely_less(0, 1));
}
