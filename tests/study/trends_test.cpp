// Steps along one factor: which points differ in nothing else, and whether a trend has any.
#include "sim/study/trends.hpp"

#include <utility>

#include <doctest/doctest.h>

#include "tests/study/toy_study.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

std::vector<std::pair<std::size_t, std::size_t>> steps(const Study& study, std::size_t factor) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (const study::Step& step : study::steps_along(study, factor)) pairs.emplace_back(step.from, step.to);
  return pairs;
}

StudyExpectation rises_with(std::size_t factor) {
  StudyExpectation trend;
  trend.kind = StudyExpectation::Kind::rises_with;
  trend.factor = factor;
  return trend;
}

}  // namespace

TEST_CASE("trends: a full factorial has a step from every level but the last") {
  const Study study = toy_study(3, 2);  // the last factor varies fastest
  CHECK(steps(study, 0) == std::vector<std::pair<std::size_t, std::size_t>>{{0, 2}, {1, 3}, {2, 4}, {3, 5}});
  CHECK(steps(study, 1) == std::vector<std::pair<std::size_t, std::size_t>>{{0, 1}, {2, 3}, {4, 5}});
}

TEST_CASE("trends: a point that a constraint took is stepped over, a second of the same levels counts once") {
  Study study = toy_study(3, 1);
  study.points.erase(study.points.begin() + 1);
  study.points.push_back(study.points.back());
  CHECK(steps(study, 0) == std::vector<std::pair<std::size_t, std::size_t>>{{0, 1}});
}

TEST_CASE("trends: points that all differ in more than one factor have no step") {
  Study study = toy_study(2, 2);
  study.points = {study.points[0], study.points[3]};
  CHECK(steps(study, 0).empty());
  CHECK_FALSE(study::has_step(study, rises_with(0)));
}

TEST_CASE("trends: a step counts where it begins at the levels that are asked about") {
  const Study study = toy_study(2, 2);
  StudyExpectation trend = rises_with(0);
  CHECK(study::has_step(study, trend));
  trend.at = {{.factor = 0, .level = 0}};
  CHECK(study::has_step(study, trend));
  trend.at = {{.factor = 0, .level = 1}};
  CHECK_FALSE(study::has_step(study, trend));
}
