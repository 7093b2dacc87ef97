#include "sim/engine/elementary.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>

#include <doctest/doctest.h>

#include "sim/engine/mix.hpp"
#include "sim/engine/random_stream.hpp"

namespace {

namespace elementary = outlive::elementary;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The largest relative error of `function` against `exact`, at `spread` of numbers between `low` and `high`.
template <class Function, class Exact, class Spread>
double worst_error(Function function, Exact exact, Spread spread, double low, double high) {
  outlive::engine::RandomStream random(11, 0, 0, 0);
  long double worst = 0;
  for (int i = 0; i < 20'000; ++i) {
    const double x = spread(low + (high - low) * random.uniform());
    const long double wanted = exact(static_cast<long double>(x));
    const long double found = static_cast<long double>(function(x));
    worst = std::max(worst, std::abs((found - wanted) / wanted));
  }
  return static_cast<double>(worst);
}

double itself(double x) { return x; }
double power_of_e(double x) { return std::exp(x); }

long double log_of(long double x) { return std::log(x); }
long double log1p_of(long double x) { return std::log1p(x); }
long double exp_of(long double x) { return std::exp(x); }
long double expm1_of(long double x) { return std::expm1(x); }
long double below(long double x) { return std::erfc(-x / std::numbers::sqrt2_v<long double>) / 2; }

/// Newton's method from what is to be tested, on the side where the probability is small.
long double exact_normal_quantile(long double p) {
  const bool low = p < 0.5L;
  const long double wanted = low ? p : 1 - p;
  const double start = elementary::normal_quantile(static_cast<double>(p));
  long double x = low ? start : -start;
  for (int i = 0; i < 3; ++i) {
    const long double density = std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi_v<long double>);
    x -= (below(x) - wanted) / density;
  }
  return low ? x : -x;
}

constexpr double ulp = 0x1p-52;

}  // namespace

TEST_CASE("the logarithm is right to the last bit but one, from the smallest to the largest numbers") {
  CHECK(worst_error(elementary::log, log_of, power_of_e, -708, 709) < 0.75 * ulp);
  CHECK(worst_error(elementary::log, log_of, itself, 0, 1) < 0.75 * ulp);
  CHECK(worst_error(elementary::log, log_of, itself, 0.7, 1.5) < 0.75 * ulp);
  CHECK(worst_error(elementary::log, log_of, itself, 1 - 1e-6, 1 + 1e-6) < 0.75 * ulp);
  CHECK(worst_error(elementary::log1p, log1p_of, power_of_e, -40, 40) < 2 * ulp);
  CHECK(worst_error(elementary::log1p, log1p_of, itself, -0.999, 0) < 2 * ulp);
}

TEST_CASE("the exponential is right to the last bit but one, from the smallest to the largest numbers") {
  CHECK(worst_error(elementary::exp, exp_of, itself, -708.3, 709.7) < 0.75 * ulp);
  CHECK(worst_error(elementary::exp, exp_of, itself, -1, 1) < 0.75 * ulp);
  CHECK(worst_error(elementary::exp, exp_of, itself, 708, 709.78) < 0.75 * ulp);
  CHECK(worst_error(elementary::expm1, expm1_of, itself, -2, 2) < 2 * ulp);
  CHECK(worst_error(elementary::expm1, expm1_of, power_of_e, -40, 6) < 2 * ulp);
}

TEST_CASE("a power is as right as its logarithm is small") {
  const auto cube = [](double x) { return elementary::pow(x, 3); };
  const auto exact_cube = [](long double x) { return x * x * x; };
  CHECK(worst_error(cube, exact_cube, itself, 0.01, 100) < 16 * ulp);
  const auto root = [](double x) { return elementary::pow(x, 0.5); };
  const auto exact_root = [](long double x) { return std::sqrt(x); };
  CHECK(worst_error(root, exact_root, itself, 0, 40) < 4 * ulp);
  CHECK(elementary::pow(0, 2) == 0);
  CHECK(elementary::pow(1, 17) == 1);
}

TEST_CASE("the normal distribution and its inverse are right to a few last bits, far out as well") {
  CHECK(worst_error(elementary::normal_probability, below, itself, -37, 0) < 5 * ulp);
  CHECK(worst_error(elementary::normal_probability, below, itself, -2, 9) < 5 * ulp);
  CHECK(worst_error(elementary::normal_quantile, exact_normal_quantile, itself, 0, 1) < 5 * ulp);
  CHECK(worst_error(elementary::normal_quantile, exact_normal_quantile, power_of_e, -690, -1) < 5 * ulp);
  const auto near_one = [](double x) { return 1 - std::exp(x); };
  CHECK(worst_error(elementary::normal_quantile, exact_normal_quantile, near_one, -36, -1) < 5 * ulp);
}

TEST_CASE("known values of the elementary functions") {
  CHECK(elementary::log(1) == 0);
  CHECK(elementary::exp(0) == 1);
  CHECK(std::abs(elementary::exp(1) - std::numbers::e) <= 2 * ulp);
  CHECK(elementary::log(10) == std::numbers::ln10);
  CHECK(elementary::normal_quantile(0.5) == 0);
  CHECK(std::abs(elementary::normal_quantile(0.975) - 1.959963984540054) <= 2 * ulp);
  CHECK(elementary::normal_quantile(0.25) == -elementary::normal_quantile(0.75));
  CHECK(elementary::normal_probability(0) == 0.5);
  CHECK(std::abs(elementary::normal_probability(1) - 0.84134474606854293) < ulp);
  CHECK(std::abs(elementary::normal_density(0) - 0.39894228040143268) < ulp);
}

TEST_CASE("at the ends of their range the elementary functions have limits") {
  constexpr double smallest = std::numeric_limits<double>::denorm_min();
  CHECK(elementary::log(0) == -infinity);
  CHECK(elementary::log(infinity) == infinity);
  CHECK(std::isnan(elementary::log(-1)));
  CHECK(std::isnan(elementary::log(std::nan(""))));
  CHECK(std::abs(elementary::log(smallest) - std::log(smallest)) < 745 * ulp);
  CHECK(elementary::exp(710) == infinity);
  CHECK(elementary::exp(infinity) == infinity);
  CHECK(elementary::exp(-746) == 0);
  CHECK(elementary::exp(-infinity) == 0);
  CHECK(elementary::exp(-745) == std::exp(-745.0));
  CHECK(elementary::exp(-720) == std::exp(-720.0));
  CHECK(std::isnan(elementary::exp(std::nan(""))));
  CHECK(elementary::normal_quantile(0) == -infinity);
  CHECK(elementary::normal_quantile(1) == infinity);
  CHECK(elementary::normal_probability(-infinity) == 0);
  CHECK(elementary::normal_probability(infinity) == 1);
  CHECK(elementary::normal_probability(-40) == 0);
  CHECK(std::isnan(elementary::normal_probability(std::nan(""))));
}

// Of every compiler, optimisation and processor: what this number pins is the promise of the header.
TEST_CASE("the bits of the elementary functions are pinned") {
  outlive::engine::RandomStream random(2026, 0, 0, 0);
  std::uint64_t hash = 0;
  const auto add = [&](double x) { hash = outlive::engine::mix(hash ^ std::bit_cast<std::uint64_t>(x)); };
  for (int i = 0; i < 1000; ++i) {
    const double u = random.uniform();
    add(elementary::log(u));
    add(elementary::exp(40 * u - 20));
    add(elementary::pow(u, 0.7));
    add(elementary::log1p(-u));
    add(elementary::expm1(u - 0.5));
    add(elementary::normal_quantile(u));
    add(elementary::normal_probability(16 * u - 8));
  }
  CHECK(hash == 0x4bc6dda2b3cc99f2);
}
