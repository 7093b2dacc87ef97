// Who changes whose work: nobody who shares nothing. Threads, order, other users and other settings do not show in what
// chance decides, and dividing the work does not show in any sum.
#include <numeric>

#include "sim/workload/partition.hpp"
#include "sim/workload/play.hpp"
#include "tests/workload/play.hpp"
#include "tests/workload/together.hpp"

namespace outlive::testing {
namespace {

using workload::Inputs;
using workload::Members;
using workload::Partition;
using workload::Records;
using workload::SharedLimits;

const std::string background =
    "settings: {identity_center: {background_sessions: {enabled: true, duration: 2d}}}\n";

const std::string explore = R"(
      explore:
        starts: {service: glue, worker_type: G.1X, workers: 5}
        per_day: {negative_binomial: {mean: 2.0, k: 5}}
        statements: {geometric: {mean: 6}}
        think: {exponential: {mean: 4m}}
        takes: {lognormal: {median: 40s, sigma: 2}}
        saves_results: 60%
        restarts_kernel: 2%
        forgets_to_stop: 30%
        retries: {at_most: 5, first_after: 1m, factor: 2}
)";
const std::string train = R"(
      train:
        starts: {service: training, instance_type: ml.m5.xlarge, checkpoint_every: 1h}
        per_day: {poisson: {mean: 0.3}}
        batch: {geometric: {mean: 1.5}}
        takes: {preset: gpu_training_2021}
        checkpoints: 40%
        restarts: {share: 50%, after: 10m, at_most: 3}
        fails: 3%
)";

/// Runs to its end whoever is at work meanwhile.
const std::string simple_training = R"(
      train:
        starts: {service: training, instance_type: ml.m5.xlarge}
        per_day: {poisson: {mean: 0.3}}
        batch: {geometric: {mean: 1.5}}
        takes: {preset: gpu_training_2021}
        fails: 3%
)";
const std::string alone_from_people =
    "settings: {sagemaker: {trusted_identity_propagation: false, training: {max_runtime: 28d}}}\n";

std::string people(const std::string& name, int users, const std::string& activities) {
  return "  " + name + ":\n    users: " + std::to_string(users) + R"(
    activity: {lognormal: {sigma: 1}}
    leaving: {at_day_end: 55%, after_last_work: 20%, forgotten: 15%, laptop_closed: 10%}
    leavers: {share: 10%, every: 30d, administrator: disable_user, within: {exponential: {mean: 1d}}}
    activities:
)" + activities;
}

std::string analysts(int users) { return "populations:\n" + people("analysts", users, explore + train); }

void check_same(const ActivityResult& a, const ActivityResult& b) {
  CHECK(a.wanted == b.wanted);
  CHECK(a.attempts == b.attempts);
  CHECK(a.refusals == b.refusals);
  CHECK(a.given_up == b.given_up);
  CHECK(a.restarts == b.restarts);
  CHECK(a.jobs == b.jobs);
  CHECK(a.sessions == b.sessions);
  CHECK(a.surviving_jobs == b.surviving_jobs);
  CHECK(a.unseen_jobs == b.unseen_jobs);
  CHECK(a.cost.of == b.cost.of);
  CHECK(a.delays == b.delays);
  CHECK(a.lengths == b.lengths);
}

/// Whatever depends on chance and not on who is signed in when.
void check_same_work(const ActivityResult& a, const ActivityResult& b) {
  CHECK(a.wanted == b.wanted);
  CHECK(a.attempts == b.attempts);
  CHECK(a.jobs == b.jobs);
  CHECK(a.delays == b.delays);
  CHECK(a.lengths == b.lengths);
  CHECK(a.cost.total() == b.cost.total());
}

void check_same(const PopulationResult& a, const PopulationResult& b) {
  CHECK(a.users == b.users);
  CHECK(a.leavers == b.leavers);
  CHECK(a.sign_ins == b.sign_ins);
  REQUIRE(a.activities.size() == b.activities.size());
  for (std::size_t i = 0; i < a.activities.size(); ++i) check_same(a.activities[i], b.activities[i]);
}

void check_same(const Results& a, const Results& b) {
  CHECK(a.fingerprint == b.fingerprint);
  CHECK(a.totals.events == b.totals.events);
  CHECK(a.totals.cost_of_all().of == b.totals.cost_of_all().of);
  CHECK(a.totals.jobs == b.totals.jobs);
  CHECK(a.totals.sessions == b.totals.sessions);
  for (std::size_t i = 0; i < a.populations.size(); ++i) check_same(a.populations[i], b.populations[i]);
  REQUIRE(a.resources.size() == b.resources.size());
  for (std::size_t i = 0; i < a.resources.size(); ++i) {
    CAPTURE(a.resources[i].name);
    CHECK(a.resources[i].requests == b.resources[i].requests);
    CHECK(a.resources[i].refusals == b.resources[i].refusals);
    CHECK(a.resources[i].waits == b.resources[i].waits);
    CHECK(a.resources[i].unit_ms == b.resources[i].unit_ms);
    CHECK(a.resources[i].mean_use == b.resources[i].mean_use);
    CHECK(a.resources[i].peak == b.resources[i].peak);
    CHECK(a.resources[i].most_use == b.resources[i].most_use);
  }
}

/// Plays the parts of a partition.
Records play_parts(const Scenario& scenario, const Inputs& inputs, const Partition& parts,
                   unsigned threads = 1) {
  Records records;
  records.sessions.resize(scenario.sessions.size());
  records.jobs.resize(scenario.jobs.size());
  records.sign_ins.resize(scenario.sign_ins.size());
  records.hosts.resize(scenario.hosts.size());
  records.make_room(inputs);
  CHECK(workload::play(inputs, parts, threads, records).done == 1);
  return records;
}

Records play_parts(const Scenario& scenario, const std::vector<Members>& alone) {
  const Inputs inputs = workload::inputs_of(scenario, {});
  return play_parts(scenario, inputs, {.processes = {}, .alone = alone, .is_tentative = false});
}

/// What does not depend on who is a process with whom.
void check_same_sums(const Records& a, const Records& b) {
  CHECK(a.totals.cost_of_all().of == b.totals.cost_of_all().of);
  CHECK(a.totals.jobs == b.totals.jobs);
  CHECK(a.totals.sessions == b.totals.sessions);
  REQUIRE(a.activities.size() == b.activities.size());
  for (std::size_t i = 0; i < a.activities.size(); ++i) check_same(a.activities[i], b.activities[i]);
  CHECK(a.fingerprint.value() == b.fingerprint.value());
}

const ActivityResult& activity(const Play& play, std::size_t number, std::size_t population = 0) {
  return play.results.populations.at(population).activities.at(number);
}

TEST_CASE("population: results are the same for any number of threads") {
  const std::string scripted = R"(
users: {ann: {}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: ann, do: start_session, id: s, service: glue, workers: 5}
  - {at: 1h, session: s, do: run, job: j, takes: 1h}
)";
  for (const char* quota : {"", "  glue: {dpu_quota: 100}\n"}) {
    CAPTURE(quota);
    const std::string settings = quota[0] == 0 ? "" : "settings:\n" + std::string(quota);
    const Scenario scenario = scenario_of(settings + analysts(150) + scripted);
    const Results one = run(scenario, {.threads = 1});
    CHECK(one.populations[0].activities[0].wanted > 500);
    check_same(one, run(scenario, {.threads = 2}));
    check_same(one, run(scenario, {.threads = 5}));
  }
}

TEST_CASE("population: results are the same in any order of users") {
  const Scenario scenario = scenario_of(background + analysts(60));
  const Records in_order = play_parts(scenario, {{0, 0, 60}});
  check_same_sums(in_order, play_parts(scenario, {{0, 40, 20}, {0, 0, 7}, {0, 7, 33}}));
}

TEST_CASE("population: users who are added change nothing for those who are there") {
  const Scenario fewer = scenario_of(background + analysts(20));
  const Scenario more = scenario_of(background + analysts(30));
  check_same_sums(play_parts(fewer, {{0, 0, 20}}), play_parts(more, {{0, 0, 20}}));
}

TEST_CASE("population: another population, or another activity, changes nothing for the others") {
  const Play alone(background + analysts(40));
  const Play behind(background + "populations:\n" + people("others", 7, train) +
                    people("analysts", 40, explore + train));
  check_same(alone.results.populations[0], behind.results.populations[1]);

  // Who does more comes and leaves at other times, but does what was wanted before.
  const auto with = [](const std::string& activities) {
    return Play(alone_from_people + "populations:\n" + people("analysts", 40, activities));
  };
  const Play one = with(simple_training);
  const Play after = with(explore + simple_training);
  CHECK(activity(one, 0).wanted > 50);
  check_same_work(activity(one, 0), activity(after, 1));
}

TEST_CASE("population: settings change neither what is wanted nor how long it takes") {
  const auto with = [](std::vector<Override> settings) {
    return Play(alone_from_people + "populations:\n" + people("analysts", 60, explore + simple_training),
                PlayOptions{.settings = std::move(settings)});
  };
  const Play usual = with({});
  for (const Play& other :
       {with({{"glue.idle_timeout", "10m"}}), with({{"glue.timeout", "1h"}}),
        with({{"identity_center.background_sessions.duration", "8h"}}),
        with({{"identity_center.interactive_session.duration", "1h"}}), with({{"glue.start_up", "5m"}})}) {
    CHECK(activity(usual, 0).wanted == activity(other, 0).wanted);
    check_same_work(activity(usual, 1), activity(other, 1));
  }
  CHECK(activity(with({{"glue.idle_timeout", "10m"}}), 0).sessions != activity(usual, 0).sessions);
}

TEST_CASE("population: another replication is another sample, and the first is that of a plain run") {
  const Scenario scenario = scenario_of(background + analysts(40));
  const Results first = run(scenario);
  const Results again = run(scenario, {.replication = 0});
  const Results second = run(scenario, {.replication = 1});
  check_same(first, again);
  CHECK(first.fingerprint != second.fingerprint);
  CHECK(first.populations[0].activities[0].wanted != second.populations[0].activities[0].wanted);
}

TEST_CASE("population: a limit that is never reached leaves the same sums, apart or together") {
  const Scenario scenario = scenario_of("settings: {glue: {dpu_quota: 100000}}\n" + analysts(60));
  const Inputs inputs = workload::inputs_of(scenario, {});
  const Partition apart = workload::partition(scenario, inputs, SharedLimits::may_not_bind);
  const Partition together = workload::partition(scenario, inputs, SharedLimits::couple);
  CHECK(apart.is_tentative);
  CHECK(apart.alone.size() == 1);
  CHECK(together.alone.empty());
  REQUIRE(together.processes.size() == 1);
  const Records of_apart = play_parts(scenario, inputs, apart, 2);
  const Records of_all = play_parts(scenario, inputs, together, 2);
  check_same_sums(of_apart, of_all);
  const workload::Intervals intervals = workload::Intervals(scenario.horizon).in_parts();
  for (std::size_t i = 0; i < of_all.resources.size(); ++i) {
    const workload::ResourceUse& a = of_apart.resources[i];
    const workload::ResourceUse& b = of_all.resources[i];
    CHECK(a.requests == b.requests);
    CHECK(a.use.unit_ms() == b.use.unit_ms());
    CHECK(a.use.mean_use(intervals) == b.use.mean_use(intervals));
    CHECK(a.use.peak(intervals).units >= b.use.peak(intervals).units);
    CHECK(a.use.peak(intervals).at_least <= b.use.peak(intervals).units);
  }
}

/// So many scripted users, each of whom runs a statement in the morning.
std::string scripted(int users) {
  std::string names = "users: {";
  std::string sign_ins, sessions, statements;
  for (int i = 0; i < users; ++i) {
    const std::string number = std::to_string(i);
    names += "u" + number + ": {}, ";
    sign_ins += "  - {at: 0m, user: u" + number + ", do: sign_in}\n";
    sessions +=
        "  - {at: 1m, user: u" + number + ", do: start_session, id: s" + number + ", service: glue}\n";
    statements += "  - {at: 20m, session: s" + number + ", do: run, job: j" + number + ", takes: 1h}\n";
  }
  return names + "}\ntimeline:\n" + sign_ins + sessions + statements;
}

// Beyond so many slots the events to come are looked into, to fetch what they will touch: look_ahead.cpp.
TEST_CASE("population: a process too large for the caches gives what its users give apart") {
  const Play apart(background + scripted(1200) + "populations:\n" + people("analysts", 4200, explore),
                   {.horizon = "26h"});
  REQUIRE(apart.scenario.populations[0].most_users > engine::EventList::most_in_tournament);
  check_same_apart_and_together(apart.scenario, apart.results);
}

TEST_CASE("population: a limit that is reached couples all who draw on it, and is never passed") {
  const Play free(analysts(100));
  const Play limited("settings: {glue: {dpu_quota: 60}}\n" + analysts(100));
  const auto dpus = [](const Play& play) {
    for (const ResourceResult& each : play.results.resources) {
      if (each.name == "glue.dpu_quota") return each;
    }
    FAIL("nobody drew on the quota");
    return ResourceResult{};
  };
  CHECK(dpus(free).processes > 1);
  CHECK(dpus(free).peak > 60);
  const ResourceResult quota = dpus(limited);
  CHECK(quota.processes == 1);
  CHECK_FALSE(quota.peak_is_bound());
  CHECK(quota.refusals > 0);
  CHECK(quota.peak == 60);
  for (const std::int64_t most : quota.most_use) CHECK(most <= 60);
  const ActivityResult& sessions = activity(limited, 0);
  CHECK(sessions.wanted == activity(free, 0).wanted);
  CHECK(sessions.refusals[static_cast<std::size_t>(Cause::quota_exceeded)] == quota.refusals);
  CHECK(sessions.attempts + sessions.restarts == quota.requests);  // a kernel gives back and asks anew
}

// Two sessions of one user that waited for a cluster begin to work at one instant: whose its time is must not depend on
// which rows were free, and so on users who have nothing to do with it.
TEST_CASE("population: the time of a cluster is shared alike whoever else is in the logical process") {
  const Scenario scenario = scenario_of(R"(
seed: 30
users: {ann: {}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: ann, do: launch_cluster, id: box, instance_type: m5.xlarge, vcpu: 4}
populations:
  guests:
    users: 30
    week: {other_days: 100%}
    activities:
      query:
        starts: {service: emr_ec2, cluster: box}
        per_day: 4
        statements: 6
        think: 10m
        takes: 10m
        fails: 20%
        restarts_kernel: 30%
  others:
    users: 7
    activities:
      explore:
        starts: {service: glue, workers: 3}
        per_day: 3
        statements: 6
        think: 20m
        takes: 10m
)");
  check_same_apart_and_together(scenario, run(scenario));
}

TEST_CASE("population: whoever leaves after the last work waits for it until midnight, and no longer") {
  const auto surviving_of = [](const std::string& takes) {
    const Play play(background + R"(
populations:
  waiters:
    users: 40
    week: {hours: {from: 9h, to: 10h}, leaves_at: 17h}
    leaving: {after_last_work: 100%}
    activities:
      explore:
        starts: {service: glue, worker_type: G.1X, workers: 2}
        per_day: 1
        think: 1m
        takes: )" + takes +
                        "\n",
                    {.horizon = "4d",
                     .settings = {{"identity_center.interactive_session.duration", "90d"},
                                  {"glue.background_sessions", "true"}}});
    const ActivityResult& found = play.results.populations.at(0).activities.at(0);
    CHECK(found.wanted > 0);
    return std::pair{found.surviving_jobs, play.results.totals.jobs_with(Outcome::completed)};
  };
  const auto [none, before_midnight] = surviving_of("10h");
  CHECK(none == 0);
  CHECK(before_midnight > 0);
  const auto [all, behind_midnight] = surviving_of("20h");
  CHECK(all == behind_midnight);
  CHECK(behind_midnight > 0);
}

TEST_CASE("population: accounts have quotas of their own") {
  const Play apart("settings: {sagemaker: {training_instance_quotas: {ml.m5.xlarge: 3}}}\npopulations:\n" +
                   people("first", 30, train) +
                   "  second:\n    account: other\n    users: 30\n    activities:\n" + train);
  std::string names;
  for (const ResourceResult& each : apart.results.resources) {
    if (each.limit != 3) continue;
    names += each.name + "\n";
    CHECK(each.peak == 3);
  }
  CHECK(names ==
        "sagemaker.training_instance_quotas.ml.m5.xlarge\n"
        "other.sagemaker.training_instance_quotas.ml.m5.xlarge\n");
  const Play first("settings: {sagemaker: {training_instance_quotas: {ml.m5.xlarge: 3}}}\npopulations:\n" +
                   people("first", 30, train));
  check_same(first.results.populations[0], apart.results.populations[0]);
}

}  // namespace
}  // namespace outlive::testing
