// How many replications a wanted precision takes: half-widths fall with the root of their number.
#include "sim/study/precision.hpp"

#include <vector>

#include <doctest/doctest.h>

#include "tests/study/toy_study.hpp"

using namespace outlive;
using namespace outlive::study;
using namespace outlive::testing;

namespace {

// 24 values of mean 100 and standard deviation 10.215: with t of 23 degrees of freedom, 2.0687, the half-width is 4.314 %.
struct Known {
  explicit Known(double within, std::uint32_t at_most = 1000) {
    study.precision = Precision{.of = {"cost"}, .within = within, .at_most = at_most};
    for (std::uint32_t number = 0; number < 24; ++number)
      observations.set(0, number, std::vector{number % 2 == 0 ? 90.0 : 110.0, 1.0});
  }
  [[nodiscard]] std::size_t further() const { return units_for_precision(study, observations).size(); }

  Study study = toy_study(1, 1);
  Observations observations{1, 2};
};

}  // namespace

TEST_CASE("precision: replications grow with the square of what is wanted") {
  CHECK(Known(0.0432).further() == 0);
  CHECK(Known(0.0431).further() == 1);
  CHECK(Known(0.036).further() == 11);  // 24 (4.314 / 3.6)^2 = 34.5 in all
  CHECK(Known(0.001).further() == 24);  // never more than there are already
}

TEST_CASE(
    "precision: nobody replicates more often than a study allows, and what is not known well then is told") {
  const Known allowed(0.036, 30);
  CHECK(allowed.further() == 6);
  CHECK(points_not_precise(allowed.study, allowed.observations) == std::vector<std::size_t>{0});
  CHECK(points_not_precise(Known(0.05).study, Known(0.05).observations).empty());
  CHECK(Known(0.036, 24).further() == 0);
}

TEST_CASE("precision: each further replication is a unit of its own, numbered behind those of the study") {
  const Known known(0.036);
  const std::vector<Unit> units = units_for_precision(known.study, known.observations);
  for (std::size_t i = 0; i < units.size(); ++i) {
    CHECK(units[i] == further_unit(known.study, 0, static_cast<std::uint32_t>(24 + i)));
    CHECK(units[i].count == 1);
  }
}
