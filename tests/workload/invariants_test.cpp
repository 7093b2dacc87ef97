// The invariants of every run: each of them notices when it is broken.
#include "sim/workload/invariants.hpp"

#include <functional>
#include <stdexcept>

#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

/// A bit of everything that invariants speak of.
const std::string estate = R"(
users: {eva: {}}
settings:
  glue: {dpu_quota: 12, queues_when_full: true}
  identity_center: {background_sessions: {enabled: true, duration: 2d}}
timeline:
  - {at: 0h, user: eva, do: sign_in}
  - {at: 0h, user: eva, do: open_app, id: studio, type: jupyterlab, instance_type: ml.t3.medium}
  - {at: 0h, user: eva, do: start_session, id: glue, service: glue}
  - {at: 1h, session: glue, do: run, job: cell, takes: 30m}
  - {at: 2h, user: eva, do: start_training_job, id: train, instance_type: ml.m5.xlarge, takes: 3h, checkpoint_every: 1h}
  - {at: 4h, user: eva, do: sign_out}
populations:
  staff:
    users: 6
    leaving: {forgotten: 100%}
    activities:
      explore:
        starts: {service: glue, workers: 5}
        per_day: 2
        statements: {geometric: {mean: 3}}
        think: {exponential: {mean: 5m}}
        takes: {exponential: {mean: 20m}}
)";

struct Breakage {
  const char* says;
  std::function<void(Results&)> what;
};

TEST_CASE("invariants: hold of a run, and each of them notices when it is broken") {
  const Play play(estate, {.record_over_time = true});
  CHECK_NOTHROW(workload::check_invariants(play.scenario, play.results));
  constexpr auto rejected = static_cast<std::size_t>(Outcome::rejected);
  const Breakage breakages[] = {
      {"a sign-in ends before it begins",
       [](Results& r) { r.sign_ins[0].ended = r.sign_ins[0].started - 1ms; }},
      {"session 'glue': its instants are out of order",
       [](Results& r) { r.sessions[0].ready = r.sessions[0].created - 1ms; }},
      {"session 'glue': its instants are out of order",
       [](Results& r) { r.sessions[0].ended = Instant{days{99}}; }},
      {"session 'glue': it is billed for other time than it lived",
       [](Results& r) { r.lines[r.sessions[0].lines.first].until -= 1ms; }},
      {"job 'train': its instants are out of order",
       [](Results& r) { r.jobs[1].started = r.jobs[1].ended + 1ms; }},
      {"job 'train': it worked for other time than from its start to its end",
       [](Results& r) { r.jobs[1].worked += 1ms; }},
      {"job 'train': its checkpoint holds more than was worked",
       [](Results& r) { r.jobs[1].kept = r.jobs[1].worked + 1ms; }},
      {"job 'train': it survived and did not complete",
       [](Results& r) { r.jobs[1].outcome = Outcome::failed; }},
      {"statement 'cell': it works while its session does not live",
       [](Results& r) { r.sessions[0].ready = r.jobs[0].started + 1ms; }},
      {"host 'studio': its instants are out of order",
       [](Results& r) { r.hosts[0].ended = r.hosts[0].created - 1ms; }},
      {"host 'studio': it was up for longer than the run", [](Results& r) { r.hosts[0].up = days{99}; }},
      {"a usage line has no price", [](Results& r) { r.line_costs.pop_back(); }},
      {"a usage line ends before it begins", [](Results& r) { r.lines.back().from = Instant{days{99}}; }},
      {"lines and populations do not add up to the bill",
       [](Results& r) { r.line_costs[0].at(Bucket::idle, Attendance::attended) += Money::from_nanos(1); }},
      {"lines and populations do not add up to the bill",
       [](Results& r) {
         r.populations[0].activities[0].cost.at(Bucket::idle, Attendance::attended) += Money::from_nanos(1);
       }},
      {"the cost of all intervals does not add up to the bill",
       [](Results& r) {
         r.over_time.cost[0].at(Bucket::idle, Attendance::attended) += Money::from_nanos(1);
       }},
      {"jobs were lost, or counted twice",
       [](Results& r) { ++r.totals.jobs[static_cast<std::size_t>(Outcome::completed)][0]; }},
      {"sessions or refusals were lost, or counted twice", [](Results& r) { ++r.totals.jobs[rejected][0]; }},
      {"sessions or refusals were lost, or counted twice", [](Results& r) { --r.totals.sessions[0]; }},
      {"resource 'glue.dpu_quota': requests were lost", [](Results& r) { r.resources[0].refusals += 1000; }},
      {"resource 'glue.dpu_quota': more was in use than its peak allows",
       [](Results& r) { r.resources[0].peak = 0; }},
      {"resource 'glue.dpu_quota': more was in use on average than at most",
       [](Results& r) { r.resources[0].mean_use[0] = 13'000; }},
      {"more was started or given up than wanted",
       [](Results& r) { r.populations[0].activities[0].given_up = 1'000'000; }},
      {"more was refused than asked for",
       [](Results& r) { r.populations[0].activities[0].refusals[0] += 1'000'000; }},
  };
  for (const Breakage& breakage : breakages) {
    CAPTURE(breakage.says);
    Results broken = play.results;
    breakage.what(broken);
    const std::string message = std::string("broken invariant: ") + breakage.says;
    CHECK_THROWS_WITH_AS(workload::check_invariants(play.scenario, broken), message.c_str(),
                         std::logic_error);
  }
}

TEST_CASE("B-9: sessions of populations that wait for capacity are billed once, from when they have it") {
  const auto bill = [](const char* from) {
    return Play(estate, PlayOptions{.assumptions = {{"glue_billing_starts", from}},
                                    .settings = {{"glue.start_up", "10m"}}})
        .results;
  };
  const Results at_ready = bill("at_ready");
  const Results at_creation = bill("at_creation");
  CHECK(at_ready.resources[0].queued > 0);
  CHECK(at_creation.resources[0].queued > 0);
  CHECK(at_ready.totals.cost_of_all().bucket(Bucket::overhead) <
        at_creation.totals.cost_of_all().bucket(Bucket::overhead));
  CHECK(at_creation.lines.size() == at_ready.lines.size());  // those of populations are not kept
}

}  // namespace
}  // namespace outlive::testing
