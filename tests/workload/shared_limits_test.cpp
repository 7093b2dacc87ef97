// Who shares a limit, and what is told of those who do when the run is cut off.
#include <thread>

#include "sim/workload/estimate.hpp"
#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

const std::string rate_off =
    "settings: {identity_center: {background_sessions: {enabled: true}, token_exchange_rate: none}}\n";

std::string analysts(int users) {
  return "populations:\n  analysts:\n    users: " + std::to_string(users) + R"(
    activities:
      explore:
        starts: {service: glue, worker_type: G.1X, workers: 5}
        per_day: 3
        statements: 4
        think: 10m
        takes: 20m
)";
}

TEST_CASE(
    "shared limits: a rate that a file switches off at its start couples nobody, whatever the default is") {
  CHECK(workload::estimate(scenario_of(rate_off + analysts(50))).users_at_once == 0);
  const std::string later = "timeline: [{at: 1d, admin: set, identity_center.token_exchange_rate: 80}]\n";
  CHECK(workload::estimate(scenario_of(rate_off + later + analysts(50))).users_at_once == 50);
}

TEST_CASE("shared limits: a run that is cut off tells of nothing that a quota would not have allowed") {
  const Scenario scenario = scenario_of("settings: {glue: {dpu_quota: 20}}\n" + analysts(400));
  for (const unsigned share : {2u, 5u, 10u, 50u}) {
    Control control;
    std::jthread stopper([&](const std::stop_token& over) {
      while (!over.stop_requested() && control.done * 100 <= share * control.whole) std::this_thread::yield();
      control.stop = true;
    });
    const Results results = run(scenario, {.threads = 1, .control = &control});
    for (const ResourceResult& each : results.resources) {
      CAPTURE(results.done);
      if (each.limit != setting_none) CHECK(each.peak <= each.limit);
    }
  }
}

TEST_CASE("shared limits: the delay of a restart counts from when the restart was wanted") {
  const Play play(R"(
settings: {sagemaker: {start_up: 2m}}
populations:
  modellers:
    users: 20
    activities:
      train:
        starts: {service: training, instance_type: ml.m5.xlarge}
        per_day: 2
        takes: 3h
        fails: 60%
        restarts: {share: 100%, after: 30m, at_most: 3}
)");
  const ActivityResult& train = play.results.populations[0].activities[0];
  CHECK(train.restarts > 50);
  CHECK(train.delays.longest() == 2min);
}

TEST_CASE("shared limits: a kernel whose restart is throttled is a session refused, and tried again") {
  const Play play(
      "settings: {identity_center: {background_sessions: {enabled: true}, token_exchange_rate: 1},"
      " glue: {background_sessions: true}}\n" +
      analysts(200) + "        restarts_kernel: 60%\n" + "        retries: {at_most: 2, first_after: 1m}\n");
  const ActivityResult& explore = play.results.populations[0].activities[0];
  std::uint64_t refused = 0;
  for (const std::uint64_t count : explore.refusals) refused += count;
  CHECK(explore.restarts > 1000);
  CHECK(refused > 0);
  CHECK(refused == play.results.totals.sessions[static_cast<std::size_t>(Cause::throttled)]);
}

}  // namespace
}  // namespace outlive::testing
