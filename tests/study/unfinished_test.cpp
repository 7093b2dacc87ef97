// What is told of studies that were told to stop: whole design points, and nothing that needs the others.
#include "sim/study/unfinished.hpp"

#include <doctest/doctest.h>

#include "tests/study/toy_study.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

/// The first `count` replications of a point, all alike but for the noise.
void add_replications(Observations& observations, std::size_t point, std::uint32_t count, double noise = 0) {
  for (std::uint32_t i = observations.replications(point); i < count; ++i) {
    const double cost = 100.0 + static_cast<double>(point) + (i % 2 == 0 ? noise : -noise);
    observations.set(point, i, std::vector{cost, 1.0});
  }
}

}  // namespace

TEST_CASE("unfinished: design points with all their replications are a study of their own") {
  Study study = toy_study(2, 3);
  study.expectations.resize(1);
  Observations some = no_observations(study);
  add_replications(some, 1, 10);
  add_replications(some, 2, 9);
  add_replications(some, 4, 10);
  some.set(5, 9, std::vector{1.0, 1.0});  // the last one, by another thread
  const study::FinishedPart part = study::finished_part(study, some);
  REQUIRE(part.study.points.size() == 2);
  CHECK(part.study.points[0].number == 1);
  CHECK(part.study.points[1].number == 4);
  CHECK(part.study.points_of_design == 6);
  REQUIRE(part.study.unfinished.has_value());
  CHECK(part.study.unfinished->points_done == 2);
  CHECK(part.study.unfinished->points_planned == 6);
  CHECK(part.observations.points() == 2);
  CHECK(part.observations.values(1, 0) == some.values(4, 0));
  CHECK(part.study.expectations.empty());
  CHECK(part.study.notes.back() == "What the study expects is not judged: that takes all design points.");
}

TEST_CASE("unfinished: nothing is said of expectations that there are none of, nor of points that none has") {
  const Study study = toy_study(2, 2);
  const study::FinishedPart part = study::finished_part(study, no_observations(study));
  CHECK(part.study.points.empty());
  CHECK(part.study.unfinished->points_done == 0);
  CHECK(part.study.unfinished->points_planned == 4);
  CHECK(part.study.notes.empty());
}

TEST_CASE(
    "unfinished: with a precision, a point is told of early, and done once it is known as well as wanted") {
  Study study = toy_study(2, 2);
  study.precision = Precision{.of = {"cost"}, .within = 0.01, .at_most = 12};
  Observations some = no_observations(study);
  add_replications(some, 0, 10);      // never varied
  add_replications(some, 1, 11, 50);  // wants more
  add_replications(some, 2, 12, 50);  // may have no more
  add_replications(some, 3, 9);
  const study::FinishedPart part = study::finished_part(study, some);
  CHECK(part.study.points.size() == 3);
  CHECK(part.observations.replications(1) == 11);
  CHECK(part.study.unfinished->points_done == 2);
  CHECK(part.study.unfinished->points_planned == 4);
}
