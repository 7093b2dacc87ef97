// Least squares against certified values, and what it says of columns that cannot be told apart.
#include "sim/study/least_squares.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

using namespace outlive::study;

// J. W. Longley, Journal of the American Statistical Association 62 (1967): columns that nearly depend on each other.
// Certified values: NIST Statistical Reference Datasets, Longley.
TEST_CASE("least squares: Longley's data") {
  const std::array employed{60323.0, 61122.0, 60171.0, 61187.0, 63221.0, 63639.0, 64989.0, 63761.0,
                            66019.0, 67857.0, 68169.0, 66513.0, 68655.0, 69564.0, 69331.0, 70551.0};
  const Matrix design{7, {1, 83.0,  234289, 2356, 1590, 107608, 1947,  //
                          1, 88.5,  259426, 2325, 1456, 108632, 1948,  //
                          1, 88.2,  258054, 3682, 1616, 109773, 1949,  //
                          1, 89.5,  284599, 3351, 1650, 110929, 1950,  //
                          1, 96.2,  328975, 2099, 3099, 112075, 1951,  //
                          1, 98.1,  346999, 1932, 3594, 113270, 1952,  //
                          1, 99.0,  365385, 1870, 3547, 115094, 1953,  //
                          1, 100.0, 363112, 3578, 3350, 116219, 1954,  //
                          1, 101.2, 397469, 2904, 3048, 117388, 1955,  //
                          1, 104.6, 419180, 2822, 2857, 118734, 1956,  //
                          1, 108.4, 442769, 2936, 2798, 120445, 1957,  //
                          1, 110.8, 444546, 4681, 2637, 121950, 1958,  //
                          1, 112.6, 482704, 3813, 2552, 123366, 1959,  //
                          1, 114.2, 502601, 3931, 2514, 125368, 1960,  //
                          1, 115.7, 518173, 4806, 2572, 127852, 1961,  //
                          1, 116.9, 554894, 4007, 2827, 130081, 1962}};
  struct Certified {
    double coefficient;
    double standard_error;
  };
  const std::array certified{
      Certified{-3482258.63459582, 890420.383607373},     Certified{15.0618722713733, 84.9149257747669},
      Certified{-0.0358191792925910, 0.0334910077722432}, Certified{-2.02022980381683, 0.488399681651699},
      Certified{-1.03322686717359, 0.214274163161675},    Certified{-0.0511041056535807, 0.226073200069370},
      Certified{1829.15146461355, 455.478499142212}};
  const LeastSquares fit(design);
  REQUIRE(fit.rank() == 7);
  CHECK(fit.left_out().empty());
  const std::vector<double> coefficients = fit.coefficients(employed);
  const double deviation = std::sqrt(fit.residual_squares(employed) / 9);
  CHECK(deviation == doctest::Approx(304.854073561965).epsilon(1e-9));
  double leverages = 0;
  for (std::size_t row = 0; row < 16; ++row) leverages += fit.leverage(row);
  CHECK(leverages == doctest::Approx(7).epsilon(1e-12));
  for (std::size_t i = 0; i < 7; ++i) {
    CAPTURE(i);
    std::array<double, 7> weights{};
    weights.at(i) = 1;
    CHECK(coefficients[i] == doctest::Approx(certified.at(i).coefficient).epsilon(1e-8));
    CHECK(deviation * fit.spread(weights) == doctest::Approx(certified.at(i).standard_error).epsilon(1e-8));
  }
}

TEST_CASE("least squares: a line through three points, reckoned by hand") {
  const LeastSquares fit(Matrix{2, {1, 0, 1, 1, 1, 2}});
  const std::array response{1.0, 2.0, 6.0};
  const std::vector<double> coefficients = fit.coefficients(response);
  CHECK(coefficients[0] == doctest::Approx(0.5));
  CHECK(coefficients[1] == doctest::Approx(2.5));
  CHECK(fit.residual_squares(response) == doctest::Approx(1.5));
  CHECK(fit.leverage(0) == doctest::Approx(5.0 / 6));
  CHECK(fit.leverage(1) == doctest::Approx(1.0 / 3));
  // (X'X)^-1 is (5/6, -1/2; -1/2, 1/2): the value of the line at 4 varies by 5/6 - 4 + 8.
  CHECK(fit.spread(std::array{1.0, 0.0}) == doctest::Approx(std::sqrt(5.0 / 6)));
  CHECK(fit.spread(std::array{1.0, 4.0}) == doctest::Approx(std::sqrt(29.0 / 6)));
}

TEST_CASE(
    "least squares: of columns that depend on each other the last is left out, and it is told on which") {
  // The fourth is twice the second minus the third; the fifth is 0.
  const LeastSquares fit(Matrix{5, {1, 1, 4, -2, 0,  //
                                    1, 2, 1, 3,  0,  //
                                    1, 5, 2, 8,  0,  //
                                    1, 7, 9, 5,  0}});
  CHECK(fit.kept() == std::vector<std::size_t>{0, 1, 2});
  REQUIRE(fit.left_out().size() == 2);
  const Dependence& fourth = fit.left_out()[0];
  CHECK(fourth.column == 3);
  REQUIRE(fourth.parts.size() == 2);
  CHECK(fourth.parts[0].column == 1);
  CHECK(fourth.parts[0].times == doctest::Approx(2));
  CHECK(fourth.parts[1].column == 2);
  CHECK(fourth.parts[1].times == doctest::Approx(-1));
  CHECK(fit.left_out()[1].column == 4);
  CHECK(fit.left_out()[1].parts.empty());
  // What is left is fitted as if the others had never been there.
  const LeastSquares without(Matrix{3, {1, 1, 4, 1, 2, 1, 1, 5, 2, 1, 7, 9}});
  const std::array response{1.0, 0.0, 3.0, 2.0};
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(fit.coefficients(response)[i] == doctest::Approx(without.coefficients(response)[i]));
}

TEST_CASE("least squares: units do not decide what is dependent") {
  const LeastSquares fit(Matrix{3, {1, 1e-9, 1e12, 1, 2e-9, 3e12, 1, 3e-9, 2e12, 1, 4e-9, 9e12}});
  CHECK(fit.rank() == 3);
  const std::array response{1 + 5 + 2.0, 1 + 10 + 6.0, 1 + 15 + 4.0, 1 + 20 + 18.0};
  CHECK(fit.coefficients(response)[1] == doctest::Approx(5e9));
  CHECK(fit.coefficients(response)[2] == doctest::Approx(2e-12));
}

TEST_CASE("least squares: more columns than rows") {
  const LeastSquares fit(Matrix{3, {1, 2, 3, 1, 5, 4}});
  CHECK(fit.rank() == 2);
  CHECK(fit.left_out().size() == 1);
  CHECK(fit.leverage(0) == doctest::Approx(1));
}

TEST_CASE("least squares: what is wrong with the call is told") {
  CHECK_THROWS_AS(LeastSquares(Matrix{}), std::invalid_argument);
  CHECK_THROWS_AS(LeastSquares(Matrix{2, {}}), std::invalid_argument);
  CHECK_THROWS_AS(LeastSquares(Matrix{1, {0, 0}}), std::invalid_argument);
  CHECK_THROWS_AS(LeastSquares(Matrix{1, {1, std::nan("")}}), std::invalid_argument);
  const LeastSquares fit(Matrix{1, {1, 1}});
  CHECK_THROWS_AS(fit.coefficients(std::array{1.0}), std::invalid_argument);
  CHECK_THROWS_AS(static_cast<void>(fit.spread(std::array{1.0, 1.0})), std::invalid_argument);
}
