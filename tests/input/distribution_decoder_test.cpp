// Every way to write a distribution, and what becomes of it.
#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "sim/workload/presets.hpp"
#include "tests/input/population_cases.hpp"

using namespace outlive;
using namespace outlive::testing;
using doctest::Approx;
using Family = Distribution::Family;
using Count = CountDistribution::Family;

namespace {

Distribution takes(const std::string& written) {
  return activity("starts: {service: glue}\n        per_day: 1\n        takes: " + written).takes;
}
CountDistribution per_day(const std::string& written) {
  return activity("starts: {service: glue}\n        takes: 1m\n        per_day: " + written).per_day;
}

void check(const Distribution& found, Family family, double a, double b = 0) {
  CHECK(found.family == family);
  CHECK(found.a == Approx(a).epsilon(1e-12));
  CHECK(found.b == Approx(b).epsilon(1e-12));
}
void check(const CountDistribution& found, Count family, double a, double b = 0) {
  CHECK(found.family == family);
  CHECK(found.a == a);
  CHECK(found.b == b);
}

}  // namespace

TEST_CASE("durations: families are in milliseconds") {
  check(takes("5m"), Family::fixed, 300'000);
  check(takes("{fixed: 90s}"), Family::fixed, 90'000);
  check(takes("{uniform: {from: 1m, to: 5m}}"), Family::uniform, 60'000, 300'000);
  check(takes("{exponential: {mean: 10m}}"), Family::exponential, 600'000);
  check(takes("{normal: {mean: 1h, sd: 5m}}"), Family::normal, 3'600'000, 300'000);
  check(takes("{weibull: {shape: 0.7, scale: 1h}}"), Family::weibull, 0.7, 3'600'000);
  check(takes("{pareto: {shape: 1.5, least: 10m}}"), Family::pareto, 1.5, 600'000);
}

TEST_CASE("durations: a lognormal by its median, or by mu of seconds") {
  check(takes("{lognormal: {median: 12m, sigma: 1.4}}"), Family::lognormal, std::log(720'000.0), 1.4);
  check(takes("{lognormal: {mu: 6.5, sigma: 1.4}}"), Family::lognormal, 6.5 + std::log(1000.0), 1.4);
  const Distribution by_median = takes("{lognormal: {median: 1000s, sigma: 0.5}}");
  const Distribution by_mu = takes("{lognormal: {mu: 6.907755279, sigma: 0.5}}");
  CHECK(quantile(by_median, 0.9) == Approx(quantile(by_mu, 0.9)).epsilon(1e-8));
}

TEST_CASE("durations: limits leave a part of the distribution, and do not bend it") {
  const Distribution whole = takes("{exponential: {mean: 10m}}");
  const Distribution part = takes("{exponential: {mean: 10m}, at_least: 5m, at_most: 20m}");
  CHECK(probability_up_to(part, 300'000) == Approx(0));
  CHECK(probability_up_to(part, 1'200'000) == Approx(1));
  const double below = probability_up_to(whole, 300'000);
  const double inside = probability_up_to(whole, 1'200'000) - below;
  CHECK(probability_up_to(part, 600'000) == Approx((probability_up_to(whole, 600'000) - below) / inside));
  // Without a lower limit nothing is left out below, not even what is negative.
  CHECK(probability_up_to(takes("{normal: {mean: 1m, sd: 1h}, at_most: 2h}"), 0) > 0.4);
}

TEST_CASE("durations: a mixture is one of its parts, with limits of their own") {
  const Distribution mixed = takes(
      "{mixture: [{share: 71.1%, lognormal: {median: 1h, sigma: 1.4}, at_most: 12h}, {share: 0.289, fixed: "
      "2h}]}");
  CHECK(mixed.family == Family::mixture);
  REQUIRE(mixed.shares.size() == 2);
  CHECK(mixed.shares[0] == 0.711);
  CHECK(mixed.shares[1] == 1);
  CHECK(mixed.parts[0].family == Family::lognormal);
  CHECK(probability_up_to(mixed.parts[0], 43'200'000) == Approx(1));
  check(mixed.parts[1], Family::fixed, 7'200'000);
}

TEST_CASE("durations: limits of a whole mixture, and mixtures in mixtures") {
  const Distribution cut =
      takes("{mixture: [{share: 50%, fixed: 1h}, {share: 50%, fixed: 3h}], at_most: 2h}");
  CHECK(probability_up_to(cut, 3'600'000) == 1);
  const Distribution deep = takes(
      "{mixture: [{share: 50%, fixed: 1h}, {share: 50%, mixture: [{share: 10%, fixed: 2h}, {share: 90%, "
      "fixed: "
      "3h}]}]}");
  CHECK(probability_up_to(deep, 7'200'000) == Approx(0.55));
}

TEST_CASE("durations: a body up to a point and a tail beyond it") {
  const Distribution spliced = takes(
      "{spliced: {at: 12h, tail_share: 7%, body: {lognormal: {median: 2h, sigma: 1.4}}, tail: {lognormal: "
      "{median: "
      "3h, sigma: 1.5}, at_most: 20d}}}");
  constexpr double at = 43'200'000;
  CHECK(probability_up_to(spliced, at) == Approx(0.93));
  CHECK(probability_up_to(spliced, 20.0 * 86'400'000) == Approx(1));
  CHECK(quantile(spliced, 0.5) < at);
  CHECK(quantile(spliced, 0.95) > at);
}

TEST_CASE("durations: presets by name") {
  for (const std::string_view name : workload::duration_preset_names()) {
    const Distribution preset = takes("{preset: " + std::string(name) + "}");
    CHECK(quantile(preset, 0.7) == quantile(*workload::duration_preset(name), 0.7));
  }
  const Distribution cut = takes("{preset: gpu_training_2021, at_most: 1d}");
  CHECK(probability_up_to(cut, 86'400'000) == Approx(1));
}

TEST_CASE("durations: as measured, from a file beside the scenario") {
  const std::string folder = std::string(OUTLIVE_SOURCE_DIR) + "/tests/input/invalid/";
  const LoadResult result = load_scenario_text(
      head_of_populations +
          population("starts: {service: glue}\n        per_day: 1\n        takes: {empirical: "
                     "{file: files/durations.csv, column: duration, unit: min}, at_least: 60m}"),
      folder + "case.yaml");
  REQUIRE_MESSAGE(result.scenario.has_value(), messages_of(result));
  const Distribution measured = result.scenario->populations.at(0).activities.at(0).takes;
  CHECK(measured.family == Family::empirical);
  CHECK(measured.values == std::vector<double>{3'600'000, 216'000'000});  // 1.5 min is cut off
}

TEST_CASE("counts: families") {
  check(per_day("3"), Count::fixed, 3);
  check(per_day("{fixed: 0}"), Count::fixed, 0);
  check(per_day("{poisson: {mean: 0.3}}"), Count::poisson, 0.3);
  check(per_day("{negative_binomial: {mean: 2.0, k: 5}}"), Count::negative_binomial, 2, 5);
  check(per_day("{geometric: {mean: 3}}"), Count::geometric, 3);
  check(per_day("{uniform: {from: 1, to: 6}}"), Count::uniform, 1, 6);
}

TEST_CASE("counts: atoms add up exactly") {
  const CountDistribution gpus = per_day(
      "{atoms: [{share: 83.2%, value: 1}, {share: 2.1%, value: 2}, {share: 3.4%, value: 4}, {share: 0.113, "
      "value: 8}]}");
  CHECK(gpus.family == Count::atoms);
  CHECK(gpus.values == std::vector<double>{1, 2, 4, 8});
  CHECK(gpus.shares == std::vector<double>{0.832, 0.853, 0.887, 1});
  // Tenths are no binary fractions, and add up all the same.
  std::string tenths;
  for (int i = 0; i < 10; ++i)
    tenths += (i > 0 ? ", " : "") + ("{share: 0.1, value: " + std::to_string(i) + "}");
  CHECK(per_day("{atoms: [" + tenths + "]}").shares.back() == 1);
}

TEST_CASE("weights of users have mean 1") {
  const Scenario scenario =
      loaded_population("starts: {service: glue}\n        per_day: 1\n        takes: 1m",
                        "    activity: {lognormal: {sigma: 1.9}}\n");
  CHECK(mean_of(scenario.populations.at(0).activity) == Approx(1));
  CHECK(scenario.populations.at(0).activity.b == 1.9);
}
