// Durations drawn from known distributions are recovered; what does not fit is told.
#include "sim/study/duration_fit.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "sim/engine/random_stream.hpp"

using namespace outlive;
using study::DurationFamily;
using study::DurationFit;

namespace {

constexpr double hour = 3'600'000;

Distribution of(Distribution::Family family, double a, double b) {
  Distribution made;
  made.family = family;
  made.a = a;
  made.b = b;
  return made;
}

std::vector<double> drawn(const Distribution& distribution, std::size_t count, std::uint64_t seed) {
  engine::RandomStream random(seed, 0, 0, 1);
  std::vector<double> values(count);
  for (double& value : values) value = quantile(distribution, random.uniform());
  return values;
}

study::DurationFits fits_of(const Distribution& truth, std::size_t count = 5000, std::uint64_t seed = 7,
                            std::size_t bootstraps = 0) {
  return study::fit_durations(drawn(truth, count, seed),
                              {.least_ms = 1, .bootstraps = bootstraps, .seed = 3});
}

DurationFit fit_of(const study::DurationFits& fits, DurationFamily family) {
  const auto found = std::find_if(fits.tried.begin(), fits.tried.end(),
                                  [&](const DurationFit& each) { return each.family == family; });
  REQUIRE(found != fits.tried.end());
  return *found;
}

/// Within four standard errors of a parameter whose error is `spread` over the root of the count.
bool near(double found, double truth, double spread, std::size_t count = 5000) {
  return std::abs(found - truth) <= 4 * spread / std::sqrt(static_cast<double>(count));
}

}  // namespace

TEST_CASE("fit: parameters of each family are recovered within four standard errors") {
  const double mu = std::log(hour);
  const DurationFit lognormal =
      fit_of(fits_of(of(Distribution::Family::lognormal, mu, 1.5)), DurationFamily::lognormal);
  CHECK(near(lognormal.a, mu, 1.5));
  CHECK(near(lognormal.b, 1.5, 1.5 / std::sqrt(2)));
  const DurationFit exponential =
      fit_of(fits_of(of(Distribution::Family::exponential, hour, 0)), DurationFamily::exponential);
  CHECK(near(exponential.a / hour, 1, 1));
  const DurationFit weibull =
      fit_of(fits_of(of(Distribution::Family::weibull, 0.7, hour)), DurationFamily::weibull);
  CHECK(near(weibull.a, 0.7, 0.7 * 0.78));        // Johnson, Kotz, Balakrishnan: var(k) = 0.608 k^2 / n
  CHECK(near(weibull.b / hour, 1, 1.053 / 0.7));  // var(scale) = 1.109 scale^2 / (k^2 n)
  const DurationFit pareto =
      fit_of(fits_of(of(Distribution::Family::pareto, 1.3, hour)), DurationFamily::pareto);
  CHECK(near(pareto.a, 1.3, 1.3));
  CHECK(pareto.b / hour == doctest::Approx(1).epsilon(0.01));
}

TEST_CASE("fit: the family that data were drawn from has the lowest AIC, or one that contains it nearly so") {
  const auto best = [](const Distribution& truth) { return fits_of(truth).tried.front().family; };
  CHECK(best(of(Distribution::Family::lognormal, std::log(hour), 1.5)) == DurationFamily::lognormal);
  CHECK(best(of(Distribution::Family::weibull, 0.6, hour)) == DurationFamily::weibull);
  CHECK(best(of(Distribution::Family::pareto, 1.3, hour)) == DurationFamily::pareto);
  const study::DurationFits exponential = fits_of(of(Distribution::Family::exponential, hour, 0));
  CHECK(exponential.tried.front().aic >= fit_of(exponential, DurationFamily::exponential).aic - 4);
}

TEST_CASE("fit: a heavy tail behind a lognormal body is found where it begins") {
  Distribution truth;
  truth.family = Distribution::Family::mixture;
  truth.shares = {0.9, 1};
  truth.parts = {truncated(of(Distribution::Family::lognormal, std::log(hour), 1), 0, 4 * hour),
                 truncated(of(Distribution::Family::pareto, 0.9, 4 * hour), 4 * hour, 2000 * hour)};
  const study::DurationFits fits = fits_of(truth, 10'000);
  const DurationFit& best = fits.tried.front();
  const bool spliced =
      best.family == DurationFamily::lognormal_pareto || best.family == DurationFamily::lognormal_lognormal;
  CHECK(spliced);
  const DurationFit pareto = fit_of(fits, DurationFamily::lognormal_pareto);
  CHECK(pareto.tail_share == doctest::Approx(0.1).epsilon(0.3));
  CHECK(pareto.tail_a == doctest::Approx(0.9).epsilon(0.15));
  CHECK(best.distance < 0.015);
  CHECK(fit_of(fits, DurationFamily::lognormal).distance > 0.02);
}

TEST_CASE("fit: the bootstrap's p is spread over 0 to 1 for the true family and small for a wrong one" *
          doctest::test_suite("slow")) {
  const Distribution truth = of(Distribution::Family::lognormal, std::log(hour), 1.2);
  std::size_t small = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const study::DurationFits fits = fits_of(truth, 200, seed, 39);
    if (fit_of(fits, DurationFamily::lognormal).p_value <= 0.1) ++small;
    CHECK(fit_of(fits, DurationFamily::exponential).p_value <= 0.05);
  }
  CHECK(small <= 7);  // of 20 at one in ten: more than 7 has a probability of 0.0004
}

TEST_CASE("fit: the same data and seed give the same bits, data that never vary and too few are no ground") {
  const Distribution truth = of(Distribution::Family::lognormal, std::log(hour), 1.2);
  CHECK(fits_of(truth, 300, 1, 19).tried.front().p_value == fits_of(truth, 300, 1, 19).tried.front().p_value);
  CHECK_THROWS_AS(study::fit_durations(std::vector<double>(9, hour), {}), std::invalid_argument);
  const study::DurationFits constant = study::fit_durations(std::vector<double>(50, hour), {.bootstraps = 0});
  for (const DurationFit& each : constant.tried) CHECK(std::isfinite(each.aic));
  const study::DurationFits zeros =
      study::fit_durations(std::vector<double>(50, 0), {.least_ms = 500, .bootstraps = 0});
  CHECK(zeros.raised == 50);
}

TEST_CASE("fit: the distance of Kolmogorov and Smirnov, by hand") {
  const Distribution uniform = of(Distribution::Family::uniform, 0, 1);
  CHECK(study::kolmogorov_smirnov({0.5}, uniform) == doctest::Approx(0.5));
  CHECK(study::kolmogorov_smirnov({0.1, 0.9}, uniform) == doctest::Approx(0.4));
  CHECK(study::kolmogorov_smirnov({0.2, 0.2, 0.2, 0.2}, uniform) ==
        doctest::Approx(0.8));  // one step of four
}
