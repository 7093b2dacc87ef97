#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "sim/engine/random_stream.hpp"
#include "sim/study/sample.hpp"

using namespace outlive;

TEST_CASE("a share of means has the interval of what does not go with the whole") {
  // By hand: means 2 and 4, share 0.5; residuals 1 - 1, 2 - 2.5, 3 - 2.5, over 4: 0, -0.125, 0.125.
  const std::vector<double> parts{1, 2, 3};
  const std::vector<double> wholes{2, 5, 5};
  const auto ratio = study::ratio_of_means(parts, wholes, 0.95);
  REQUIRE(ratio);
  CHECK(ratio->value == 0.5);
  CHECK(ratio->count == 3);
  // Student's t of 2 degrees, 4.3027, times 0.125 / sqrt 3.
  CHECK(ratio->interval->half_width() == doctest::Approx(0.31052).epsilon(1e-4));
}

TEST_CASE("what always is the same share of the whole is known exactly, however much the whole varies") {
  const std::vector<double> wholes{1, 100, 10'000};
  const std::vector<double> parts{-0.25, -25, -2'500};
  const auto ratio = study::ratio_of_means(parts, wholes, 0.95);
  REQUIRE(ratio);
  CHECK(ratio->value == doctest::Approx(-0.25));
  CHECK(ratio->interval->half_width() < 1e-12);
}

TEST_CASE("there is no share of nothing") {
  const std::vector<double> parts{1, 2};
  const std::vector<double> wholes{1, -1};
  CHECK_FALSE(study::ratio_of_means(parts, wholes, 0.95));
  CHECK_THROWS_AS(study::ratio_of_means(parts, std::vector<double>{1}, 0.95), std::invalid_argument);
}
