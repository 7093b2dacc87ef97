// What lies around a recommended design point.
#include "sim/study/neighbours.hpp"

#include <algorithm>
#include <array>

#include <doctest/doctest.h>

#include "sim/study/settings_search.hpp"
#include "tests/study/toy_study.hpp"

using namespace outlive;
using namespace outlive::testing;
using outlive::study::GoalComparison;

namespace {

/// A grid of 3 x 3 without chance: cost and survival row by row.
struct Grid {
  explicit Grid(const std::array<std::array<double, 2>, 9>& rows)
      : study(toy_study(3, 3)), observations(9, 2) {
    for (std::size_t i = 0; i < rows.size(); ++i) observations.set(i, 0, rows[i]);
    outlive::study::SettingsSearch search(study, observations, false);
    search.next();
    point = search.point();
    candidates = search.candidates();
    outlive::study::compare_with(point, study, observations, compare, candidates);
  }

  Study study;
  Observations observations;
  GoalComparison compare{study, observations, {.random = false, .confidence = 0.95}};
  std::size_t point = 0;
  std::vector<Candidate> candidates;
};

// The cheapest that keep 99.5 % is the middle.
const std::array<std::array<double, 2>, 9> rows{{{90, 0.98},
                                                 {95, 0.97},
                                                 {97, 0.99},  //
                                                 {98, 0.994},
                                                 {100, 0.996},
                                                 {100.5, 0.997},
                                                 {103, 0.99},
                                                 {110, 0.999},
                                                 {120, 0.999}}};

}  // namespace

TEST_CASE("neighbours: one step of one factor, with what each breaks") {
  const Grid grid(rows);
  REQUIRE(grid.point == 4);
  const auto neighbours = outlive::study::neighbours_of(4, grid.study, grid.compare, grid.candidates);
  REQUIRE(neighbours.size() == 4);
  CHECK(neighbours[0].point == 1);
  CHECK(neighbours[0].factor == 0);
  CHECK(neighbours[0].breaks == std::size_t{0});
  CHECK(neighbours[1].point == 3);
  CHECK(neighbours[1].factor == 1);
  CHECK(neighbours[1].breaks == std::size_t{0});
  CHECK(neighbours[2].point == 5);
  CHECK_FALSE(neighbours[2].breaks);
  CHECK(neighbours[2].as_good);  // within 1 %
  CHECK(neighbours[3].point == 7);
  CHECK_FALSE(neighbours[3].as_good);
}

TEST_CASE("neighbours: of words every other one is a step away") {
  Grid grid(rows);
  for (Factor& factor : grid.study.factors) factor.type = Factor::Type::word;
  CHECK(outlive::study::neighbours_of(0, grid.study, grid.compare, grid.candidates).size() == 4);
}

TEST_CASE("front: those that none beats in both") {
  const Grid grid(rows);
  std::vector<std::size_t> front;
  for (std::size_t i = 0; i < grid.candidates.size(); ++i)
    if (grid.candidates[i].on_front) front.push_back(i);
  // 1 is dearer and worse than 0; 8 is dearer than 7 and no better.
  CHECK(front == std::vector<std::size_t>{0, 2, 3, 4, 5, 7});
  CHECK(grid.candidates[7].comparable_goal == 110);
  CHECK(grid.candidates[7].difference->value == 10);
}

TEST_CASE("front: equal points are both on it, and a promise may be an upper limit") {
  auto turned = rows;
  for (auto& row : turned) row[1] = 1 - row[1];
  turned[1] = turned[0];
  Grid grid(turned);
  grid.study.goal->promises[0].comparison = Comparison::at_most;
  outlive::study::compare_with(4, grid.study, grid.observations, grid.compare, grid.candidates);
  CHECK(grid.candidates[0].on_front);
  CHECK(grid.candidates[1].on_front);
  CHECK_FALSE(grid.candidates[8].on_front);
}

TEST_CASE("rivals: two that are cheaper and miss least, two that are dearer by least") {
  const Grid grid(rows);
  CHECK(outlive::study::rivals_of(4, grid.study, grid.candidates) == std::vector<std::size_t>{2, 3, 5, 7});
}
