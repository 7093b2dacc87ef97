#include <cmath>
#include <cstdint>
#include <vector>

#include <boost/math/distributions/geometric.hpp>
#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <doctest/doctest.h>

#include "outlive/distribution.hpp"
#include "tests/engine/goodness.hpp"

using namespace outlive;

namespace {

using Family = CountDistribution::Family;

constexpr double smallest_u = 0x1p-53;
constexpr double largest_u = 1 - 0x1p-53;

CountDistribution atoms(std::vector<double> values, std::vector<double> shares) {
  CountDistribution result{Family::atoms};
  result.values = std::move(values);
  result.shares = std::move(shares);
  return result;
}

using Policy = boost::math::policies::policy<
    boost::math::policies::discrete_quantile<boost::math::policies::integer_round_up>>;
using ExactPoisson = boost::math::poisson_distribution<double, Policy>;
using ExactNegativeBinomial = boost::math::negative_binomial_distribution<double, Policy>;

ExactNegativeBinomial exact_negative_binomial(double mean, double dispersion) {
  return {dispersion, dispersion / (mean + dispersion)};
}

/// Counts from `first` on, joined into bins of a fiftieth of all or more.
template <class Probability>
void check_fit(const std::vector<double>& values, double first, Probability probability) {
  std::vector<double> edges;
  std::vector<double> probabilities;
  double sum = 0;
  double bin = 0;
  for (double count = first; sum < 0.98; count += 1) {
    bin += probability(count);
    sum += probability(count);
    if (bin < 0.02 || sum >= 0.98) continue;
    edges.push_back(count + 0.5);
    probabilities.push_back(bin);
    bin = 0;
  }
  double joined = 0;
  for (const double each : probabilities) joined += each;
  probabilities.push_back(1 - joined);
  CHECK(goodness::by_chance(goodness::chi_square_p(values, edges, probabilities)));
}

template <class Exact>
void check_family(const CountDistribution& distribution, const Exact& exact, double shift = 0) {
  CAPTURE(distribution.a);
  const auto values = goodness::sample([&](double u) { return quantile(distribution, u); });
  check_fit(values, shift, [&](double count) { return boost::math::pdf(exact, count - shift); });
  CHECK(std::abs(goodness::z_of_mean(values, mean_of(distribution))) <= 4);
  CHECK(mean_of(distribution) == doctest::Approx(boost::math::mean(exact) + shift));
  CHECK(std::abs(goodness::z_of_variance(values, boost::math::variance(exact),
                                         boost::math::kurtosis_excess(exact))) <= 4);
}

}  // namespace

TEST_CASE("each family of counts fits its law, its mean and its variance") {
  SUBCASE("poisson") {
    for (const double mean : {0.3, 2.0, 40.0}) check_family({Family::poisson, mean}, ExactPoisson(mean));
  }
  SUBCASE("negative binomial") {
    for (const double mean : {0.3, 2.0, 40.0}) {
      check_family({Family::negative_binomial, mean, 5}, exact_negative_binomial(mean, 5));
    }
    check_family({Family::negative_binomial, 2, 0.5}, exact_negative_binomial(2, 0.5));
  }
  SUBCASE("geometric") {
    for (const double mean : {1.5, 12.0}) {
      check_family({Family::geometric, mean}, boost::math::geometric(1 / mean), 1);
    }
  }
}

TEST_CASE("a negative binomial count has the variance of its mean plus its mean squared over k") {
  for (const double k : {1.0, 5.0, 50.0}) {
    CAPTURE(k);
    const double variance = 2 + 4 / k;
    const auto values =
        goodness::sample([&](double u) { return quantile({Family::negative_binomial, 2, k}, u); });
    const double kurtosis_excess = 6 / k + 1 / variance;
    CHECK(std::abs(goodness::z_of_variance(values, variance, kurtosis_excess)) <= 4);
  }
}

TEST_CASE("counts are the exact quantiles, also where the probability of none is no number any more") {
  for (const double mean : {0.01, 2.0, 650.0, 699.5, 700.0, 1234.5, 20'000.0}) {
    CAPTURE(mean);
    int wrong = 0;
    for (int i = 1; i < 100; ++i) {
      const double u = i / 100.0 + 1e-4;
      const auto poisson = static_cast<double>(quantile(CountDistribution{Family::poisson, mean}, u));
      wrong += poisson != boost::math::quantile(ExactPoisson(mean), u);
      for (const double k : {5.0, 500.0}) {
        const auto found = static_cast<double>(quantile({Family::negative_binomial, mean, k}, u));
        wrong += found != boost::math::quantile(exact_negative_binomial(mean, k), u);
      }
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("counts grow with their number, and end") {
  const std::vector<CountDistribution> all{{Family::poisson, 2},
                                           {Family::poisson, 699.9},
                                           {Family::poisson, 5000},
                                           {Family::negative_binomial, 2, 5},
                                           {Family::negative_binomial, 900, 400},
                                           {Family::negative_binomial, 3, 0.01},
                                           {Family::geometric, 12},
                                           {Family::uniform, 1, 6},
                                           atoms({1, 2, 4, 8, 16}, {.832, .853, .887, .988, 1})};
  for (const CountDistribution& each : all) {
    CAPTURE(static_cast<int>(each.family));
    CAPTURE(each.a);
    std::uint64_t before = quantile(each, smallest_u);
    bool grows = true;
    for (int i = 1; i < 500; ++i) {
      const std::uint64_t count = quantile(each, i / 500.0);
      grows = grows && count >= before;
      before = count;
    }
    CHECK(grows);
    CHECK(quantile(each, largest_u) >= before);
    CHECK(quantile(each, largest_u) < 50 * (1 + static_cast<std::uint64_t>(mean_of(each))) + 10'000);
  }
}

TEST_CASE("a weight multiplies the mean of a Poisson or negative binomial count, and leaves others alone") {
  for (int i = 1; i < 200; ++i) {
    const double u = i / 200.0;
    CHECK(quantile({Family::poisson, 2}, u, 3.5) == quantile(CountDistribution{Family::poisson, 7}, u));
    CHECK(quantile({Family::negative_binomial, 2, 5}, u, 3.5) ==
          quantile(CountDistribution{Family::negative_binomial, 7, 5}, u));
    CHECK(quantile({Family::geometric, 2}, u, 3.5) == quantile(CountDistribution{Family::geometric, 2}, u));
    CHECK(quantile({Family::fixed, 2}, u, 3.5) == 2);
    CHECK(quantile({Family::uniform, 1, 6}, u, 3.5) == quantile(CountDistribution{Family::uniform, 1, 6}, u));
    CHECK(quantile(atoms({1, 3}, {0.5, 1}), u, 3.5) == (u < 0.5 ? 1 : 3));
  }
}

TEST_CASE("known counts") {
  const CountDistribution die{Family::uniform, 1, 6};
  CHECK(quantile(die, smallest_u) == 1);
  CHECK(quantile(die, 1.0 / 6 - 1e-12) == 1);
  CHECK(quantile(die, 1.0 / 6 + 1e-12) == 2);
  CHECK(quantile(die, largest_u) == 6);
  CHECK(mean_of(die) == 3.5);
  const CountDistribution gpus = atoms({1, 2, 4, 8, 16}, {.832, .853, .887, .988, 1});
  CHECK(quantile(gpus, 0.8319) == 1);
  CHECK(quantile(gpus, 0.832) == 2);
  CHECK(quantile(gpus, largest_u) == 16);
  CHECK(mean_of(gpus) == doctest::Approx(.832 + 2 * .021 + 4 * .034 + 8 * .101 + 16 * .012));
  CHECK(quantile({Family::poisson, 2}, 0.1353) == 0);  // e^-2 = 0.135335
  CHECK(quantile({Family::poisson, 2}, 0.1354) == 1);
  CHECK(quantile({Family::negative_binomial, 2, 5}, 0.1859) == 0);  // (1 + 2/5)^-5 = 0.185934
  CHECK(quantile({Family::negative_binomial, 2, 5}, 0.1860) == 1);
  CHECK(quantile({Family::geometric, 4}, 0.249) == 1);
  CHECK(quantile({Family::geometric, 4}, 0.251) == 2);
  CHECK(quantile({Family::poisson, 0}, largest_u) == 0);
  CHECK(quantile({Family::negative_binomial, 2, 5}, largest_u, 0) == 0);
  CHECK(quantile({Family::geometric, 1}, largest_u) == 1);
  CHECK(quantile({Family::fixed, 3}, 0.5) == 3);
}
