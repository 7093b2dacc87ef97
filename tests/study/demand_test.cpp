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

Scenario load(const std::string& text = estate) {
  auto loaded = load_scenario_text(text, "estate.yaml");
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

namespace {

/// Two thousand users with one activity that all of them do twice on average, on the one day that there is.
Scenario one_day(const std::string& start, const std::string& habits, const std::string& count) {
  return load("outlive: 1\ntitle: one day\nstart: " + start +
              "\nhorizon: 23h\npopulations:\n  p:\n    users: 2000\n" + habits +
              "    activities:\n      a: {starts: {service: training, instance_type: ml.m5.xlarge}, takes: "
              "1m, per_day: {" +
              count + ": {mean: 2}}}\n");
}

/// Of both counts the variance is 2.
void check_two_of_each(const Scenario& scenario) {
  CHECK(study::expected_demand(scenario, 1h)[0].wanted == doctest::Approx(4000));
  CHECK(std::abs(study::drawn_demand(scenario, 0, 1h)[0].wanted - 4000) < 4 * std::sqrt(4000));
}

}  // namespace

TEST_CASE("the closed form knows that the share of an hour that the clocks skip goes to the others") {
  check_two_of_each(one_day("2026-03-08T00:00:00-05:00",
                            "    week: {zone: America/New_York, days: [sunday], hours: {from: 1h, to: 4h}}\n",
                            "poisson"));
}

TEST_CASE("the closed form knows that geometric counts follow neither volume nor activity") {
  check_two_of_each(one_day("2026-03-07T00:00:00Z",
                            "    activity: {lognormal: {sigma: 0.5}}\n    week: {other_days: 10%}\n",
                            "geometric"));
}
