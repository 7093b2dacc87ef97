#include "sim/study/demand.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "outlive/load.hpp"
#include "outlive/run.hpp"
#include "sim/study/sample.hpp"

using namespace outlive;
using namespace std::chrono_literals;

namespace {

/// Leavers, growth, weights, weekends and a horizon in the middle of a day: everything that the closed form must know of.
constexpr const char* estate = R"(outlive: 1
title: What do they set out to do?
start: 2026-03-02T07:00:00Z
horizon: 20d7h30m
populations:
  analysts:
    users: {start: 40, growth: 30%, every: 10d}
    week: {zone: Europe/Berlin, other_days: 30%}
    activity: {lognormal: {sigma: 0.8}}
    leavers: {share: 20%, every: 10d, administrator: disable_user, within: {exponential: {mean: 1d}}}
    activities:
      explore:
        starts: {service: glue, workers: 2}
        per_day: {negative_binomial: {mean: 0.8, k: 5}}
        statements: {geometric: {mean: 2}}
        takes: {exponential: {mean: 1m}}
      train:
        starts: {service: training, instance_type: ml.g5.xlarge}
        per_day: {poisson: {mean: 0.3}}
        batch: {geometric: {mean: 1.5}}
        takes: {lognormal: {median: 2h, sigma: 1.5}, at_most: 10d}
)";

Scenario load() {
  auto loaded = load_scenario_text(estate, "estate.yaml");
  for (const Diagnostic& problem : loaded.diagnostics.all()) MESSAGE(to_string(problem));
  REQUIRE(loaded.scenario);
  return std::move(*loaded.scenario);
}

}  // namespace

TEST_CASE("what users set out to do is known without simulating it") {
  const Scenario scenario = load();
  for (std::uint32_t replication = 0; replication < 3; ++replication) {
    const Results results = run(scenario, {.replication = replication});
    const auto drawn = study::drawn_demand(scenario, replication, 1h);
    const auto& activities = results.populations.at(0).activities;
    REQUIRE(drawn.size() == 2);
    CHECK(drawn[0].name == "analysts.explore");
    CHECK(drawn[0].wanted == static_cast<double>(activities[0].wanted));
    CHECK(drawn[1].wanted == static_cast<double>(activities[1].wanted));
    CHECK(drawn[1].beyond < drawn[1].wanted);
    CHECK(drawn[1].capped <= drawn[1].wanted * 3'600'000);
    CHECK(drawn[1].capped >= drawn[1].beyond * 3'600'000);
  }
}

TEST_CASE("the closed form of what users set out to do is the mean of what is drawn") {
  const Scenario scenario = load();
  const auto expected = study::expected_demand(scenario, 3h);
  std::vector<std::vector<double>> values(4);
  for (std::uint32_t replication = 0; replication < 300; ++replication) {
    const auto drawn = study::drawn_demand(scenario, replication, 3h);
    values[0].push_back(drawn[0].wanted);
    values[1].push_back(drawn[1].wanted);
    values[2].push_back(drawn[1].capped);
    values[3].push_back(drawn[1].beyond);
  }
  const std::vector<double> means{expected[0].wanted, expected[1].wanted, expected[1].capped,
                                  expected[1].beyond};
  for (std::size_t i = 0; i < means.size(); ++i) {
    const study::Moments moments = study::moments_of(values[i]);
    const double z = (moments.mean - means[i]) / *moments.standard_error();
    CAPTURE(i);
    CAPTURE(means[i]);
    CAPTURE(moments.mean);
    CHECK(std::abs(z) <= 4);
    CHECK(*moments.standard_error() < 0.05 * means[i]);  // else anything would pass
  }
}

TEST_CASE("the closed form knows that the share of an hour that the clocks skip goes to the others") {
  const auto loaded = load_scenario_text(R"(outlive: 1
title: New York goes from 2:00 to 3:00
start: 2026-03-08T00:00:00-05:00
horizon: 30h
populations:
  p:
    users: 2000
    week: {zone: America/New_York, days: [sunday], hours: {from: 1h, to: 4h}}
    activities:
      a: {starts: {service: training, instance_type: ml.m5.xlarge}, per_day: {poisson: {mean: 2}}, takes: 1m}
)",
                                         "spring.yaml");
  REQUIRE(loaded.scenario);
  CHECK(study::expected_demand(*loaded.scenario, 1h)[0].wanted == doctest::Approx(4000));
  const double drawn = study::drawn_demand(*loaded.scenario, 0, 1h)[0].wanted;
  CHECK(std::abs(drawn - 4000) < 4 * std::sqrt(4000));
}

TEST_CASE("the closed form knows that geometric counts follow neither volume nor activity") {
  const auto loaded = load_scenario_text(R"(outlive: 1
title: A Saturday
start: 2026-03-07T00:00:00Z
horizon: 1d
populations:
  p:
    users: 2000
    activity: {lognormal: {sigma: 0.5}}
    week: {other_days: 10%}
    activities:
      a: {starts: {service: training, instance_type: ml.m5.xlarge}, per_day: {geometric: {mean: 2}}, takes: 1m}
)",
                                         "saturday.yaml");
  REQUIRE(loaded.scenario);
  CHECK(study::expected_demand(*loaded.scenario, 1h)[0].wanted == doctest::Approx(4000));
  // The variance of a geometric count of mean 2 is 2.
  CHECK(std::abs(study::drawn_demand(*loaded.scenario, 0, 1h)[0].wanted - 4000) < 4 * std::sqrt(4000));
}
