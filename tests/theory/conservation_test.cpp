// What goes in comes out: identities that hold to the last unit and millisecond.
#include <array>
#include <numeric>

#include "tests/theory/classical.hpp"

namespace outlive::theory {
namespace {

template <std::size_t n>
std::uint64_t sum(const std::array<std::uint64_t, n>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

/// Customers come on one day, and then enough days pass for all to be served.
Results drained(const std::string& settings, const std::string& activity,
                const std::string& leaving = "forgotten") {
  LoadResult loaded = load_scenario_text(R"(
outlive: 1
title: conservation
start: 2026-03-02T00:00:00Z
horizon: 7d
settings:
)" + settings + R"(
populations:
  customers:
    users: 10
    leaving: {)" + leaving + R"(: 100%}
    week: {days: [monday], hours: {from: 8h, to: 20h}}
    activities:
      come:
        starts: {service: training, instance_type: ml.m5.xlarge, instances: 2}
        per_day: {poisson: {mean: 20}}
        takes: {exponential: {mean: 1h}}
)" + activity,
                                         "conservation.yaml");
  std::string messages;
  for (const Diagnostic& problem : loaded.diagnostics.all()) messages += to_string(problem) + "\n";
  REQUIRE_MESSAGE(loaded.scenario.has_value(), messages);
  return run(*loaded.scenario);
}

const ActivityResult& activity_of(const Results& results) {
  return results.populations.at(0).activities.at(0);
}

Int128 used_ms(const Results& results) {
  Int128 sum = 0;
  for (const auto& sku : results.totals.usage) {
    for (std::size_t bucket = 0; bucket < sku.of.size(); ++bucket) {
      if (static_cast<Bucket>(bucket) == Bucket::overhead) continue;
      for (const std::int64_t cell : sku.of[bucket]) sum += cell;
    }
  }
  return sum;
}

}  // namespace

TEST_CASE("theory, conservation: whoever waits is served, and time in service is what was used and billed") {
  const Results results = drained(R"(
  sagemaker:
    trusted_identity_propagation: false
    queues_when_full: true
    training_instance_quotas: {ml.m5.xlarge: 10}
)",
                                  "");
  const ResourceResult& servers = servers_of(results);
  const ActivityResult& activity = activity_of(results);
  CHECK(servers.queued > 0);
  CHECK(servers.refusals == 0);
  CHECK(servers.abandoned == 0);
  CHECK(servers.requests == activity.wanted);
  CHECK(servers.waits.count() == servers.requests);
  CHECK(activity.delays.count() == servers.requests);
  CHECK(activity.delays.sum() == servers.waits.sum());
  CHECK(activity.lengths.count() == servers.requests);
  // Little's law: what is in service, integrated over time, is all time in service. Each has two instances.
  CHECK(servers.unit_ms == 2 * activity.lengths.sum());
  CHECK(servers.unit_ms == used_ms(results));
  CHECK(servers.peak == 10);
  CHECK(results.totals.jobs_with(Outcome::completed) == activity.wanted);
}

TEST_CASE("theory, conservation: whoever is refused tries again or gives up, and each attempt is a request") {
  const Results results = drained(R"(
  sagemaker:
    trusted_identity_propagation: false
    training_instance_quotas: {ml.m5.xlarge: 10}
)",
                                  "        retries: {at_most: 3, first_after: 5m, factor: 2}\n");
  const ResourceResult& servers = servers_of(results);
  const ActivityResult& activity = activity_of(results);
  CHECK(servers.refusals > 0);
  CHECK(servers.requests == activity.attempts);
  CHECK(servers.refusals == sum(activity.refusals));
  CHECK(servers.requests == servers.refusals + servers.waits.count());
  CHECK(activity.wanted >= activity.given_up + servers.waits.count());
  CHECK(activity.attempts <= 4 * activity.wanted);
  CHECK(servers.unit_ms == 2 * activity.lengths.sum());
  CHECK(std::accumulate(servers.refused.begin(), servers.refused.end(), std::uint64_t{0}) ==
        servers.refusals);
}

TEST_CASE("theory, conservation: whoever signs out leaves the queue, and was neither refused nor served") {
  const Results results = drained(R"(
  sagemaker:
    background_sessions: false
    queues_when_full: true
    training_instance_quotas: {ml.m5.xlarge: 4}
)",
                                  "", "at_day_end");
  const ResourceResult& servers = servers_of(results);
  const ActivityResult& activity = activity_of(results);
  CHECK(servers.abandoned > 0);
  CHECK(servers.refusals == 0);
  CHECK(servers.requests == servers.waits.count() + servers.abandoned);
  CHECK(activity.delays.count() == servers.waits.count());
  CHECK(servers.unit_ms == 2 * activity.lengths.sum());
  CHECK(servers.unit_ms == used_ms(results));
}

TEST_CASE("theory, conservation: at the horizon some still wait, and what they use until then counts") {
  const Scenario scenario = scenario_of({.offered = 8, .servers = "4", .queues = true, .horizon = "2d"});
  const Results results = run(scenario);
  const ResourceResult& servers = servers_of(results);
  const ActivityResult& activity = activity_of(results);
  std::uint64_t still = 0;  // waiting, or at work
  for (const auto& outcome : activity.jobs) still += outcome[static_cast<std::size_t>(Cause::horizon)];
  CHECK(still > 4);
  CHECK(servers.requests == activity.wanted);
  CHECK(servers.waits.count() + still - 4 == servers.requests);  // all four were busy then
  CHECK(servers.unit_ms == used_ms(results));
  CHECK(servers.unit_ms == activity.lengths.sum());
}

}  // namespace outlive::theory
