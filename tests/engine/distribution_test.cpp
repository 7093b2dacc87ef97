#include "outlive/distribution.hpp"

#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/pareto.hpp>
#include <boost/math/distributions/uniform.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <doctest/doctest.h>

#include "sim/engine/mix.hpp"
#include "tests/engine/goodness.hpp"

using namespace outlive;

namespace {

using Family = Distribution::Family;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double smallest_u = 0x1p-53;
constexpr double largest_u = 1 - 0x1p-53;

struct Case {
  const char* name;
  Distribution distribution;
};

Distribution mixture(std::vector<double> shares, std::vector<Distribution> parts) {
  Distribution result{Family::mixture};
  result.shares = std::move(shares);
  result.parts = std::move(parts);
  return result;
}

Distribution empirical(std::vector<double> values) {
  Distribution result{Family::empirical};
  result.values = std::move(values);
  return result;
}

const Distribution uniform{Family::uniform, 60'000, 300'000};
const Distribution exponential{Family::exponential, 240'000};
const Distribution lognormal{Family::lognormal, 10.5, 0.5};
const Distribution normal{Family::normal, 3'600'000, 300'000};
const Distribution weibull{Family::weibull, 0.7, 3'600'000};
const Distribution pareto{Family::pareto, 5, 600'000};

/// All that truncation narrows by an interval of probabilities.
std::vector<Case> continuous() {
  return {{"uniform", uniform},
          {"exponential", exponential},
          {"lognormal", lognormal},
          {"lognormal, wide", {Family::lognormal, 20, 3.138}},
          {"normal", normal},
          {"weibull", weibull},
          {"weibull, steep", {Family::weibull, 4, 1000}},
          {"pareto", pareto},
          {"pareto without a mean", {Family::pareto, 0.8, 600'000}},
          {"exponential, cut", truncated(exponential, 60'000, 600'000)},
          {"lognormal, above", truncated(lognormal, 60'000, infinity)},
          {"normal, cut", truncated(normal, 3'000'000, 3'700'000)},
          {"weibull, cut", truncated(weibull, 600'000, 86'400'000)},
          {"pareto, cut", truncated({Family::pareto, 0.8, 600'000}, 700'000, 86'400'000)},
          {"uniform, cut", truncated(uniform, 100'000, 200'000)}};
}

std::vector<double> draw(const Distribution& distribution) {
  return goodness::sample([&](double u) { return quantile(distribution, u); });
}

template <class Exact>
void check_family(const Distribution& distribution, const Exact& exact) {
  const std::vector<double> values = draw(distribution);
  const auto edges = goodness::fifty_bins([&](double p) { return boost::math::quantile(exact, p); });
  CHECK(goodness::by_chance(goodness::chi_square_p(values, edges)));
  CHECK(std::abs(goodness::z_of_mean(values, boost::math::mean(exact))) <= 4);
  CHECK(std::abs(goodness::z_of_variance(values, boost::math::variance(exact),
                                         boost::math::kurtosis_excess(exact))) <= 4);
  CHECK(mean_of(distribution) == doctest::Approx(boost::math::mean(exact)).epsilon(1e-12));
}

/// The same, of what is left between two values.
template <class Exact>
void check_truncated(const Distribution& distribution, const Exact& exact, double at_least, double at_most) {
  const std::vector<double> values = draw(truncated(distribution, at_least, at_most));
  const double from = boost::math::cdf(exact, at_least);
  const double until = boost::math::cdf(exact, at_most);
  const auto edges =
      goodness::fifty_bins([&](double p) { return boost::math::quantile(exact, from + p * (until - from)); });
  CHECK(goodness::by_chance(goodness::chi_square_p(values, edges)));
  CHECK(std::abs(goodness::z_of_mean(values, mean_of(truncated(distribution, at_least, at_most)))) <= 4);
}

}  // namespace

TEST_CASE("each family of durations fits its law in fifty bins, its mean and its variance") {
  SUBCASE("uniform") { check_family(uniform, boost::math::uniform(60'000, 300'000)); }
  SUBCASE("exponential") { check_family(exponential, boost::math::exponential(1.0 / 240'000)); }
  SUBCASE("lognormal") { check_family(lognormal, boost::math::lognormal(10.5, 0.5)); }
  SUBCASE("normal") { check_family(normal, boost::math::normal(3'600'000, 300'000)); }
  SUBCASE("weibull") { check_family(weibull, boost::math::weibull(0.7, 3'600'000)); }
  SUBCASE("pareto") { check_family(pareto, boost::math::pareto(600'000, 5)); }
}

TEST_CASE("truncation leaves the conditional law") {
  SUBCASE("uniform") { check_truncated(uniform, boost::math::uniform(60'000, 300'000), 7e4, 1e5); }
  SUBCASE("exponential") { check_truncated(exponential, boost::math::exponential(1.0 / 240'000), 3e5, 9e5); }
  SUBCASE("lognormal, deep in its tail") {
    check_truncated({Family::lognormal, 16.1, 1.5}, boost::math::lognormal(16.1, 1.5), 4.32e7, 1.728e9);
  }
  SUBCASE("normal") { check_truncated(normal, boost::math::normal(3'600'000, 300'000), 3e6, 3.5e6); }
  SUBCASE("weibull") { check_truncated(weibull, boost::math::weibull(0.7, 3'600'000), 6e5, 4.32e7); }
  SUBCASE("pareto") {
    check_truncated({Family::pareto, 0.8, 600'000}, boost::math::pareto(600'000, 0.8), 1e6, 8.64e7);
    check_truncated({Family::pareto, 1, 600'000}, boost::math::pareto(600'000, 1), 1e6, 8.64e7);
  }
}

TEST_CASE("a mixture has the law of its parts, by one uniform number") {
  const Distribution mixed = mixture({0.3, 0.5, 1}, {exponential, lognormal, normal});
  const auto cumulative = [](double value) {
    return 0.3 * boost::math::cdf(boost::math::exponential(1.0 / 240'000), value) +
           0.2 * boost::math::cdf(boost::math::lognormal(10.5, 0.5), value) +
           0.5 * boost::math::cdf(boost::math::normal(3'600'000, 300'000), value);
  };
  const auto edges = goodness::fifty_bins([&](double p) {
    double low = 0;
    double high = 1e8;
    for (int i = 0; i < 60; ++i) (cumulative((low + high) / 2) < p ? low : high) = (low + high) / 2;
    return high;
  });
  const std::vector<double> values = draw(mixed);
  CHECK(goodness::by_chance(goodness::chi_square_p(values, edges)));
  CHECK(std::abs(goodness::z_of_mean(values, mean_of(mixed))) <= 4);
  for (const double value : {1e3, 1e5, 1e6, 3.6e6, 5e6}) {
    CHECK(probability_up_to(mixed, value) == doctest::Approx(cumulative(value)).epsilon(1e-13));
  }
}

TEST_CASE("an empirical distribution gives each of its values as often") {
  const Distribution four = empirical({10, 20, 20, 50});
  CHECK(quantile(four, smallest_u) == 10);
  CHECK(quantile(four, 0.2499999) == 10);
  CHECK(quantile(four, 0.25) == 20);
  CHECK(quantile(four, 0.75) == 50);
  CHECK(quantile(four, largest_u) == 50);
  CHECK(mean_of(four) == 25);
  CHECK(probability_up_to(four, 9) == 0);
  CHECK(probability_up_to(four, 20) == 0.75);
  CHECK(probability_up_to(four, 50) == 1);
  CHECK(truncated(four, 15, 20).values == std::vector<double>{20, 20});
}

TEST_CASE("a quantile grows with its number, and is the inverse of the probability") {
  for (const Case& each : continuous()) {
    CAPTURE(each.name);
    bool grows = true;
    double worst = 0;
    double before = -infinity;
    for (int i = 0; i <= 5000; ++i) {
      const double u = i == 0 ? smallest_u : i == 5000 ? largest_u : i / 5000.0;
      const double value = quantile(each.distribution, u);
      grows = grows && value > before;
      before = value;
      worst = std::max(worst, std::abs(probability_up_to(each.distribution, value) - u));
    }
    CHECK(grows);
    CHECK(worst < 1e-14);
  }
}

TEST_CASE("the quantiles of the smallest and the largest uniform number are finite") {
  for (const Case& each : continuous()) {
    CAPTURE(each.name);
    CHECK(std::isfinite(quantile(each.distribution, smallest_u)));
    CHECK(std::isfinite(quantile(each.distribution, largest_u)));
    const Distribution mixed = mixture({0.5, 1}, {each.distribution, each.distribution});
    for (const double u : {smallest_u, 0.5 - 0x1p-53, 0.5, largest_u})
      CHECK(std::isfinite(quantile(mixed, u)));
  }
  CHECK(quantile(exponential, smallest_u) > 0);
  CHECK(quantile(exponential, largest_u) == doctest::Approx(240'000 * 36.7368005696771));
}

TEST_CASE("what is truncated never leaves its bounds, however narrow they are") {
  for (const Distribution& whole : {uniform, exponential, lognormal, normal, weibull, pareto}) {
    for (const double p : {1e-12, 0.001, 0.3, 0.97, 1 - 1e-9}) {
      for (const double width : {1e-13, 1e-6, 0.02}) {
        const double at_least = quantile(whole, p);
        const double at_most = quantile(whole, std::min(p + width, largest_u));
        if (!(at_least < at_most)) continue;
        const Distribution part = truncated(truncated(whole, at_least, infinity), -infinity, at_most);
        bool inside = true;
        for (const double u : {smallest_u, 1e-9, 0.1, 0.5, 0.9, 1 - 1e-9, largest_u}) {
          const double value = quantile(part, u);
          inside = inside && value >= at_least && value <= at_most;
        }
        CHECK(inside);
        CHECK(probability_up_to(part, at_most) == 1);
        CHECK(probability_up_to(part, std::nextafter(at_least, -infinity)) == 0);
      }
    }
  }
}

TEST_CASE("a truncated mixture truncates each part, and weighs it by what is left of it") {
  const Distribution mixed = mixture(
      {0.4, 0.6, 0.9, 1},
      {{Family::uniform, 0, 100}, {Family::fixed, 30}, {Family::uniform, 50, 150}, {Family::fixed, 200}});
  const Distribution part = truncated(mixed, 25, 100);  // leaves .4 * .75, .2, .3 * .5 and nothing
  REQUIRE(part.parts.size() == 3);
  CHECK(part.shares[0] == doctest::Approx(0.30 / 0.65));
  CHECK(part.shares[1] == doctest::Approx(0.50 / 0.65));
  CHECK(part.shares[2] == 1);
  CHECK(quantile(part, smallest_u) == doctest::Approx(25));
  CHECK(quantile(part, 0.5) == 30);
  CHECK(quantile(part, largest_u) == doctest::Approx(100));
  CHECK(mean_of(part) == doctest::Approx((0.30 * 62.5 + 0.20 * 30 + 0.15 * 75) / 0.65));
  for (const double value : {25.0, 29.0, 30.0, 60.0, 99.0, 100.0}) {
    const double conditional = (probability_up_to(mixed, value) - 0.1) / 0.65;
    CHECK(probability_up_to(part, value) == doctest::Approx(conditional));
  }
}

TEST_CASE("a truncation that leaves nothing is refused") {
  CHECK_THROWS_AS(truncated(uniform, 300'001, 400'000), std::invalid_argument);
  CHECK_THROWS_AS(truncated(exponential, 10, 5), std::invalid_argument);
  CHECK_THROWS_AS(truncated(exponential, -10, -5), std::invalid_argument);
  CHECK_THROWS_AS(truncated({Family::fixed, 7}, 8, 9), std::invalid_argument);
  CHECK_THROWS_AS(truncated(empirical({1, 2, 5}), 3, 4), std::invalid_argument);
  CHECK_THROWS_AS(truncated(mixture({0.5, 1}, {{Family::fixed, 7}, {Family::fixed, 9}}), 8, 8.5),
                  std::invalid_argument);
  CHECK(quantile(truncated({Family::fixed, 7}, 7, 9), 0.5) == 7);
}

TEST_CASE("a distribution of a single value is that value, cut or not") {
  for (const Distribution& lone : {Distribution{Family::uniform, 50, 50}, Distribution{Family::normal, 50, 0},
                                   Distribution{Family::fixed, 50}}) {
    CHECK(quantile(lone, 0.3) == 50);
    CHECK(mean_of(lone) == 50);
    CHECK(quantile(truncated(lone, 50, 50), largest_u) == 50);
    CHECK_THROWS_AS(truncated(lone, 51, 60), std::invalid_argument);
    CHECK(probability_up_to(lone, 49) == 0);
    CHECK(probability_up_to(lone, 50) == 1);
  }
}

TEST_CASE("known values of distributions") {
  CHECK(quantile(exponential, 0.5) == doctest::Approx(240'000 * 0.693147180559945309));
  CHECK(quantile({Family::lognormal, 0, 1}, 0.975) == doctest::Approx(std::exp(1.959963984540054)));
  CHECK(quantile({Family::normal, 10, 2}, 0.975) == doctest::Approx(10 + 2 * 1.959963984540054));
  CHECK(quantile({Family::weibull, 2, 100}, 0.5) == doctest::Approx(83.25546111576977));
  CHECK(quantile({Family::pareto, 1.5, 10}, 0.75) == doctest::Approx(25.198420997897464));
  CHECK(mean_of({Family::lognormal, 0, 1}) == doctest::Approx(std::exp(0.5)));
  CHECK(mean_of({Family::pareto, 1, 10}) == infinity);
  CHECK(mean_of(mixture({0.5, 1}, {exponential, {Family::pareto, 0.9, 10}})) == infinity);
}

TEST_CASE("a duration is whole milliseconds, at least one, and no more than a century") {
  CHECK(duration_of(-5) == Duration{1});
  CHECK(duration_of(0.2) == Duration{1});
  CHECK(duration_of(std::nan("")) == Duration{1});
  CHECK(duration_of(1.4) == Duration{1});
  CHECK(duration_of(1.6) == Duration{2});
  CHECK(duration_of(3'600'000) == std::chrono::hours{1});
  CHECK(duration_of(infinity) == std::chrono::hours{876'600});
}

// What the header promises of every machine.
TEST_CASE("the bits of quantiles are pinned") {
  engine::RandomStream random(4, 0, 0, 0);
  std::uint64_t hash = 0;
  for (int i = 0; i < 200; ++i) {
    const double u = random.uniform();
    for (const Case& each : continuous()) {
      hash = engine::mix(hash ^ std::bit_cast<std::uint64_t>(quantile(each.distribution, u)));
    }
  }
  CHECK(hash == 0xdd6d215d82842dec);
}
