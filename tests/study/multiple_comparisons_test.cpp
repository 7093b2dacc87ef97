// Differences from a baseline and from the best, all intervals at once.
#include "sim/study/multiple_comparisons.hpp"

#include <cmath>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

using namespace outlive;
using namespace outlive::study;

namespace {

using Systems = std::vector<std::vector<double>>;

// Differences: the second is 2 above the first with the standard error 1/sqrt(3), the third exactly 6 above the first and 4
// above the second with the same standard error.
const Systems three{{1, 2, 3}, {2, 4, 6}, {7, 8, 9}};

// Student's t with 2 degrees of freedom exceeds this with probability 0.025, and 6.205347 with 0.0125 (any table).
const double one_sided = 4.302653 / std::sqrt(3.0);
const double two_sided = 6.205347 / std::sqrt(3.0);

void check(const Estimate& estimate, double value, double lower, double upper) {
  CHECK(estimate.count == 3);
  CHECK(estimate.value == doctest::Approx(value));
  CHECK(estimate.interval->lower == doctest::Approx(lower).epsilon(1e-6));
  CHECK(estimate.interval->upper == doctest::Approx(upper).epsilon(1e-6));
}

}  // namespace

TEST_CASE("comparisons: with a baseline, each of two at 97.5 %") {
  const auto all = differences_from(three, 0, 0.95);
  REQUIRE(all.size() == 3);
  check(all[0], 0, 0, 0);
  check(all[1], 2, 2 - two_sided, 2 + two_sided);
  check(all[2], 6, 6, 6);
  check(differences_from(three, 1, 0.95)[0], -2, -2 - two_sided, -2 + two_sided);
  CHECK(differences_from(Systems{{1, 2}}, 0, 0.95).size() == 1);
}

TEST_CASE("comparisons: with the best, where the greatest is") {
  const auto all = differences_from_best(three, Sense::greatest, 0.95);
  REQUIRE(all.size() == 3);
  check(all[0], -6, -6, 0);
  check(all[1], -4, -4 - one_sided, 0);
  check(all[2], 4, 0, 6);  // surely the best: by 6 at most, which is what it is above the first
}

TEST_CASE("comparisons: with the best, where the least is") {
  const auto all = differences_from_best(three, Sense::least, 0.95);
  check(all[0], -2, -2 - one_sided, one_sided - 2);  // may be the best, and is worse by little otherwise
  check(all[1], 2, 2 - one_sided, 2 + one_sided);
  check(all[2], 6, 0, 4 + one_sided);
  CHECK_FALSE(std::signbit(all[2].interval->lower));
}

TEST_CASE("comparisons: one replication has no intervals, and what is wrong with the call is told") {
  const Systems single{{1}, {3}};
  const auto from_first = differences_from(single, 0, 0.95);
  CHECK(from_first[1].value == 2);
  CHECK_FALSE(from_first[1].interval);
  const auto from_best = differences_from_best(single, Sense::greatest, 0.95);
  CHECK(from_best[0].value == -2);
  CHECK_FALSE(from_best[0].interval);
  const Systems uneven{{1, 2}, {3}};
  CHECK_THROWS_AS(differences_from(uneven, 0, 0.95), std::invalid_argument);
  CHECK_THROWS_AS(differences_from_best(uneven, Sense::least, 0.95), std::invalid_argument);
  CHECK_THROWS_AS(differences_from(single, 2, 0.95), std::invalid_argument);
  CHECK_THROWS_AS(differences_from(single, 0, 95), std::invalid_argument);
  CHECK_THROWS_AS(differences_from_best(Systems{{1, 2}}, Sense::least, 0.95), std::invalid_argument);
  CHECK_THROWS_AS(differences_from_best(single, Sense::least, 0.5), std::invalid_argument);
}
