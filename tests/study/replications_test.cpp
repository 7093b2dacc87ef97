// Means over replications, and quantities of populations.
#include "sim/study/replications.hpp"

#include <doctest/doctest.h>

#include "sim/study/quantities.hpp"
#include "tests/output/crowd_sample.hpp"
#include "tests/study/small_study.hpp"
#include "tests/workload/play.hpp"

using namespace outlive;
using namespace outlive::testing;

TEST_CASE("replications: mean, standard deviation and Student's interval") {
  const Observed response{.name = "x", .values = {4, 8, 6, 2, 10}};
  CHECK(response.mean() == doctest::Approx(6));
  CHECK(response.standard_deviation().value() == doctest::Approx(3.16227766));
  // t of 4 degrees of freedom at 97.5 % is 2.776445; the standard error is sqrt(2).
  CHECK(response.interval()->half_width() == doctest::Approx(3.926487));
  CHECK(response.interval()->lower == doctest::Approx(6 - 3.926487));
  CHECK_FALSE(Observed{.name = "x", .values = {4}}.interval());
}

TEST_CASE("replications: what one of them has none of is nothing in that one") {
  Sample sample = make_crowd_sample();
  study::Replications all{.wanted = 2, .count = 0, .responses = {}};
  Results without = sample.results;
  without.resources.clear();
  all.add(sample.scenario, without);
  all.add(sample.scenario, sample.results);
  CHECK(all.count == 2);
  for (const Observed& each : all.responses) {
    CAPTURE(each.name);
    CHECK(each.values.size() == 2);
    if (each.name == "resources.glue.dpu_quota.refusals") CHECK(each.mean() == doctest::Approx(3));
    if (each.name == "populations.analysts.activities.explore.wanted")
      CHECK(each.mean() == doctest::Approx(4));
  }
}

TEST_CASE("replications: each has random numbers of its own, and is the run of its number") {
  const Scenario scenario = scenario_of(some_analysts(3));
  std::vector<std::uint64_t> fingerprints;
  const auto keep = [&](const Results& results) { fingerprints.push_back(results.fingerprint); };
  const auto all = study::replicate(scenario, {.replication = 4}, 3, keep);
  CHECK(all.count == 3);
  REQUIRE(fingerprints.size() == 3);
  for (std::uint32_t number = 0; number < 3; ++number) {
    CHECK(fingerprints[number] == run(scenario, {.replication = 4 + number}).fingerprint);
  }
  CHECK(fingerprints[0] != fingerprints[1]);
  CHECK(fingerprints[1] != fingerprints[2]);
}

TEST_CASE("populations.NAME: every quantity, with the cost of each activity") {
  const Sample sample = make_crowd_sample();
  const auto read = [&](const std::string& key) {
    CAPTURE(key);
    const auto quantity = study::find_quantity(sample.scenario, key);
    REQUIRE(quantity);
    return quantity->read(sample.scenario, sample.results);
  };
  CHECK(read("populations.analysts.users").numerator == 300);
  CHECK(read("populations.analysts.leavers").numerator == 4);
  CHECK(read("populations.analysts.sign_ins").numerator == 1234);
  const std::string explore = "populations.analysts.activities.explore.";
  CHECK(read(explore + "started").numerator == 3);
  CHECK(read(explore + "refused").numerator == 6);
  CHECK(read(explore + "surviving").numerator == 2);
  CHECK(read(explore + "cost").money == cent(1250));
  CHECK(read(explore + "cost.idle").money == Money{});
  CHECK(read(explore + "p95_delay").ticks == hour.count());
  CHECK(read("totals.sessions").numerator == 3);
  for (const std::string& name : study::activity_quantities())
    CHECK(study::find_quantity(sample.scenario, explore + name));
  CHECK_FALSE(study::find_quantity(sample.scenario, "populations.analysts.activities.nothing.wanted"));
  CHECK(study::nearest_quantity(sample.scenario, "populations.analysts.user") ==
        "populations.analysts.users");
}
