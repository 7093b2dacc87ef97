// Shares with exact intervals.
#include "sim/study/proportion.hpp"

#include <array>
#include <cmath>
#include <stdexcept>

#include <doctest/doctest.h>

#include "sim/study/critical_values.hpp"

using namespace outlive;
using namespace outlive::study;

// R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I,
// method 5 (Clopper and Pearson).
TEST_CASE("proportion: Clopper and Pearson's intervals as Newcombe prints them") {
  struct Row {
    std::uint64_t yes;
    std::uint64_t count;
    double lower;
    double upper;
  };
  for (const Row& row : {Row{81, 263, 0.2527, 0.3676},
                         {15, 148, 0.0578, 0.1617},
                         {0, 20, 0, 0.1684},
                         {1, 29, 0.0009, 0.1776}}) {
    CAPTURE(row.yes);
    const Estimate estimate = proportion_of(row.yes, row.count, 0.95);
    CHECK(estimate.value == static_cast<double>(row.yes) / static_cast<double>(row.count));
    CHECK(estimate.count == row.count);
    CHECK(std::abs(estimate.interval->lower - row.lower) <= 0.00005);
    CHECK(std::abs(estimate.interval->upper - row.upper) <= 0.00005);
  }
}

TEST_CASE("proportion: what was never seen may still happen, what always held may still fail") {
  // 1 - 0.025^(1/30), by the definition of the limit.
  const double limit = 1 - std::pow(0.025, 1 / 30.0);
  const Interval none = *proportion_of(0, 30, 0.95).interval;
  CHECK(none.lower == 0);
  CHECK(none.upper == doctest::Approx(limit).epsilon(1e-12));
  const Interval all = *proportion_of(30, 30, 0.95).interval;
  CHECK(all.lower == doctest::Approx(1 - limit).epsilon(1e-12));
  CHECK(all.upper == 1);
}

TEST_CASE("proportion: at each limit what was seen has just the probability that is left") {
  const Interval interval = *proportion_of(7, 40, 0.9).interval;
  CHECK(1 - binomial_up_to(6, 40, interval.lower) == doctest::Approx(0.05).epsilon(1e-9));
  CHECK(binomial_up_to(7, 40, interval.upper) == doctest::Approx(0.05).epsilon(1e-9));
}

TEST_CASE("proportion: of values, of nothing, and of what cannot be") {
  const Estimate estimate = proportion_of(std::array{1.0, 0.0, 1.0, 1.0}, 0.95);
  CHECK(estimate.value == 0.75);
  CHECK(estimate.count == 4);
  CHECK(estimate.interval->lower == proportion_of(3, 4, 0.95).interval->lower);
  CHECK_FALSE(proportion_of(0, 0, 0.95).interval);
  CHECK_THROWS_AS(proportion_of(std::array{1.0, 0.5}, 0.95), std::invalid_argument);
  CHECK_THROWS_AS(proportion_of(std::array{std::nan("")}, 0.95), std::invalid_argument);
  CHECK_THROWS_AS(proportion_of(5, 4, 0.95), std::invalid_argument);
  CHECK_THROWS_AS(proportion_of(3, 4, 95), std::invalid_argument);
}
