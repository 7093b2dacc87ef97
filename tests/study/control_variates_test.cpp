// Means that are known better for knowing others.
#include "sim/study/control_variates.hpp"

#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

using namespace outlive::study;

namespace {
const std::array control{1.0, 2.0, 3.0, 4.0, 5.0};    // mean 3, sum of squares 10
const std::array response{2.0, 3.0, 7.0, 8.0, 10.0};  // mean 6, sum of squares 46, of products 21
}  // namespace

// By hand. Slope 2.1; sum of squares left 46 - 2.1 * 21 = 1.9, with 3 degrees of freedom. The control should have had the
// mean 2.
TEST_CASE("control variates: one control") {
  const auto result = controlled_mean(response, std::array{Control{control, 2}}, 0.95);
  CHECK(result.plain.value == doctest::Approx(6));
  CHECK(result.estimate.value == doctest::Approx(6 - 2.1));
  CHECK(result.estimate.count == 5);
  const double variance = 1.9 / 3 * (1 / 5.0 + 1 / 10.0);
  CHECK(result.estimate.interval->half_width() == doctest::Approx(3.182446 * std::sqrt(variance)));
  CHECK(result.removed.value() == doctest::Approx(1 - variance / (46 / 4.0 / 5)));
  CHECK(result.z.at(0).value() == doctest::Approx(1 / std::sqrt(2.5 / 5)));
  CHECK(result.coefficients.at(0) == doctest::Approx(2.1));
}

TEST_CASE("control variates: a response that controls explain is known exactly") {
  const std::array other{1.0, 0.0, 4.0, 2.0, 2.0};
  std::array<double, 5> sum{};
  for (std::size_t i = 0; i < 5; ++i) sum.at(i) = 7 + 3 * (control.at(i) - 3) - 2 * (other.at(i) - 1);
  const auto result = controlled_mean(sum, std::array{Control{control, 3}, Control{other, 1}}, 0.95);
  CHECK(result.estimate.value == doctest::Approx(7));
  CHECK(result.estimate.interval->half_width() < 1e-9);
  CHECK(result.removed.value() == doctest::Approx(1));
  CHECK(result.coefficients.at(0) == doctest::Approx(3));
  CHECK(result.coefficients.at(1) == doctest::Approx(-2));
  CHECK(result.z.at(0).value() == doctest::Approx(0));
}

TEST_CASE("control variates: what has nothing to do with the response costs a degree of freedom") {
  const std::array idle{1.0, -2.0, 2.0, -2.0, 1.0};  // its product with 1, 2, 3, 4, 5 is 0, its sum as well
  const auto result = controlled_mean(control, std::array{Control{idle, 0}}, 0.95);
  CHECK(result.estimate.value == doctest::Approx(3));
  CHECK(result.removed.value() == doctest::Approx(1 - 4 / 3.0));
}

TEST_CASE("control variates: what never varies or is there twice is left out") {
  const std::array constant{4.0, 4.0, 4.0, 4.0, 4.0};
  const auto one = controlled_mean(response, std::array{Control{control, 2}}, 0.95);
  const auto result = controlled_mean(
      response, std::array{Control{constant, 3}, Control{control, 2}, Control{control, 2}}, 0.95);
  CHECK(result.estimate.value == doctest::Approx(one.estimate.value));
  CHECK(result.estimate.interval->half_width() == doctest::Approx(one.estimate.interval->half_width()));
  CHECK_FALSE(result.z.at(0).has_value());
  CHECK(result.coefficients.at(0) == 0);
  CHECK(result.coefficients.at(1) == doctest::Approx(2.1));
  CHECK(result.coefficients.at(2) == 0);
  // A response that never varies leaves no variance to remove.
  CHECK_FALSE(controlled_mean(constant, std::array{Control{control, 3}}, 0.95).removed.has_value());
}

TEST_CASE("control variates: with too few replications the mean is the plain one") {
  const std::span<const double> two = std::span(response).first(2);
  const auto result = controlled_mean(two, std::array{Control{std::span(control).first(2), 2}}, 0.95);
  CHECK(result.estimate.value == doctest::Approx(2.5));
  CHECK(result.estimate.interval->half_width() == result.plain.interval->half_width());
  CHECK_FALSE(result.removed.has_value());
  CHECK_FALSE(controlled_mean({}, {}, 0.95).estimate.interval);
  const auto without = controlled_mean(response, {}, 0.95);
  CHECK(without.estimate.value == doctest::Approx(6));
  CHECK(without.estimate.interval->half_width() == doctest::Approx(without.plain.interval->half_width()));
}

TEST_CASE("control variates: what is wrong with the call is told") {
  const auto wrong = [](std::span<const double> values, double mean, double confidence) {
    CHECK_THROWS_AS(controlled_mean(response, std::array{Control{values, mean}}, confidence),
                    std::invalid_argument);
  };
  wrong(std::span(control).first(4), 2, 0.95);
  wrong(control, std::nan(""), 0.95);
  wrong(control, 2, 95);
  wrong(std::array{1.0, 2.0, std::nan(""), 4.0, 5.0}, 2, 0.95);
}
