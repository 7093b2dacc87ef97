// Means, their intervals, and how many replications would decide.
#include "sim/study/sample.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

using namespace outlive;
using namespace outlive::study;

TEST_CASE("sample: moments of five numbers reckoned by hand") {
  const std::array values{4.0, 8.0, 6.0, 2.0, 10.0};
  const Moments moments = moments_of(values);
  CHECK(moments.count == 5);
  CHECK(moments.mean == 6);
  CHECK(moments.squares == 40);
  CHECK(moments.variance().value() == 10);
  CHECK(moments.standard_deviation().value() == std::sqrt(10.0));
  CHECK(moments.standard_error().value() == std::sqrt(2.0));
}

TEST_CASE("sample: small distances from a large mean are not lost") {
  // The sum of the squares would need 67 bits.
  const std::array values{1e10 + 4, 1e10 + 7, 1e10 + 13, 1e10 + 16};
  CHECK(moments_of(values).mean == 1e10 + 10);
  CHECK(moments_of(values).variance().value() == doctest::Approx(30).epsilon(1e-9));
}

// Zarr's heat flow meter data, as NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.5.2, sums them up: 195
// values, mean 9.261460, standard deviation 0.022789, 95 % limits 9.258242 and 9.264679. The sample here has these moments.
TEST_CASE("sample: Student's interval is that of the NIST handbook") {
  constexpr std::size_t half = 97;
  const double step = 0.022789 * std::sqrt(194.0 / (2.0 * half));
  std::vector<double> values{9.261460};
  for (std::size_t i = 0; i < half; ++i) values.insert(values.end(), {9.261460 - step, 9.261460 + step});
  const Estimate estimate = mean_of(values, 0.95);
  CHECK(estimate.count == 195);
  CHECK(estimate.value == doctest::Approx(9.261460).epsilon(1e-12));
  CHECK(estimate.interval->lower == doctest::Approx(9.258242).epsilon(1e-7));
  CHECK(estimate.interval->upper == doctest::Approx(9.264679).epsilon(1e-7));
}

TEST_CASE("sample: a wider interval for more confidence, none of one value") {
  const std::array values{4.0, 8.0, 6.0, 2.0, 10.0};
  // t of 4 degrees of freedom: 2.132 at 95 % one-sided, 2.776 at 97.5 %, 4.604 at 99.5 % (any table).
  for (const auto& [confidence, t] : {std::pair{0.90, 2.131847}, {0.95, 2.776445}, {0.99, 4.604095}})
    CHECK(mean_of(values, confidence).interval->half_width() == doctest::Approx(t * std::sqrt(2.0)));
  const Estimate one = mean_of(std::array{3.0}, 0.95);
  CHECK(one.value == 3);
  CHECK(one.count == 1);
  CHECK_FALSE(one.interval);
  CHECK_FALSE(mean_of({}, 0.95).interval);
  CHECK(mean_of(std::array{3.0, 3.0}, 0.95).interval->half_width() == 0);
}

// Student, "The probable error of a mean", Biometrika 6 (1908), section IX: hours of sleep that two drugs gained for the
// same ten patients. The mean of the differences is 1.58, their standard deviation 1.23 (1.17 with his divisor n).
TEST_CASE("sample: the paired difference of Student's sleep data") {
  const std::array dextro{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
  const std::array laevo{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
  const Estimate difference = paired_difference(laevo, dextro, 0.95);
  CHECK(difference.count == 10);
  CHECK(difference.value == doctest::Approx(1.58));
  CHECK(difference.interval->lower == doctest::Approx(0.7001142));
  CHECK(difference.interval->upper == doctest::Approx(2.4598858));
}

TEST_CASE("sample: what is wrong with the call is told") {
  const std::array two{1.0, 2.0};
  for (const double confidence : {0.0, 1.0, 95.0, -0.5, std::nan("")})
    CHECK_THROWS_AS(mean_of(two, confidence), std::invalid_argument);
  CHECK_THROWS_AS(paired_difference(two, std::array{1.0}, 0.95), std::invalid_argument);
  CHECK_THROWS_AS(mean_of(std::array{1.0, std::nan("")}, 0.95), std::invalid_argument);
  CHECK_THROWS_AS(mean_of(std::array{1.0, std::numeric_limits<double>::infinity()}, 0.95),
                  std::invalid_argument);
}

TEST_CASE("sample: how many replications would decide") {
  CHECK(replications_wanted(10, 2, 1) == 40);
  CHECK(replications_wanted(10, 3, 2) == 23);   // 22.5
  CHECK(replications_wanted(10, 2, -1) == 40);  // on either side of the limit
  CHECK(replications_wanted(30, 0, 1) == 2);
  CHECK_FALSE(replications_wanted(10, 2, 0));
  CHECK_FALSE(replications_wanted(10, 0, 0));
  CHECK_FALSE(replications_wanted(10, 1e200, 1e-200));
}

TEST_CASE("independent difference: Welch's interval, by hand") {
  const std::vector<double> a{1, 2, 3, 4};
  const std::vector<double> b{2, 4, 9};
  const Estimate difference = independent_difference(a, b, 0.95);
  CHECK(difference.value == doctest::Approx(-2.5));
  CHECK(difference.interval->half_width() == doctest::Approx(8.05754352));  // 2.388385 degrees of freedom
  CHECK(difference.count == 3);
  CHECK_FALSE(independent_difference(a, std::vector<double>{1}, 0.95).interval);
  const std::vector<double> constant{5, 5};
  CHECK(independent_difference(constant, constant, 0.95).interval->half_width() == 0);
}
