// What a run records over time: by hand for small scenarios, and for any scenario the same sums as the bill, whatever the
// number of threads.
#include "tests/workload/over_time.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "sim/workload/recording.hpp"
#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

using workload::Intervals;
using workload::UsageSeries;

OverTime recorded(const Scenario& scenario, unsigned threads = 1) {
  return run(scenario, {.record_over_time = true, .threads = threads}).over_time;
}

/// Exact amounts of one cell by interval, those of nothing left out: "0:0.44 3:1.76".
std::string amounts(const OverTime& over_time, Bucket bucket, Attendance attendance) {
  std::string all;
  for (std::size_t i = 0; i < over_time.cost.size(); ++i) {
    const Money money = over_time.cost[i].at(bucket, attendance);
    if (money != Money{})
      all += (all.empty() ? "" : " ") + std::to_string(i) + ":" + text::format_money(money);
  }
  return all;
}

std::string attended(const OverTime& over_time, Bucket bucket) {
  return amounts(over_time, bucket, Attendance::attended);
}
std::string background(const OverTime& over_time, Bucket bucket) {
  return amounts(over_time, bucket, Attendance::background);
}

TEST_CASE("reported intervals: of a round length, at most 400, made up of those in which use is known") {
  const auto length = [](Duration horizon) {
    const Intervals intervals = workload::reported_intervals(Instant{horizon});
    CHECK(intervals.count() <= 400);
    CHECK((intervals.count() > 90 || horizon <= 90min));
    return intervals.length;
  };
  CHECK(length(1h) == 1min);
  CHECK(length(400min) == 1min);
  CHECK(length(400min + 1ms) == 2min);
  CHECK(length(days{10}) == 1h);
  CHECK(length(days{30}) == 2h);
  CHECK(length(days{90}) == 8h);  // of 16 minutes each, of which 6 hours are not made up
  CHECK(length(days{92}) == 6h);  // of no number of 17 minutes
  CHECK(length(days{365}) == days{1});
  CHECK(length(days{3650}) == days{10});
  CHECK(workload::reported_intervals(Instant{}).count() == 0);
  CHECK(Intervals(Instant{days{90}}).length == 16min);
  CHECK(Intervals(Instant{days{92}}).length == 17min);
}

TEST_CASE("usage series: a stretch over several intervals, a moment, and usage taken back, by hand") {
  const Intervals intervals(10min, Instant{45min});
  UsageSeries series;
  const UsageSeries::Place place{2, Bucket::idle, Attendance::background};
  series.add(intervals, place, Instant{5min}, Instant{42min}, 3);
  series.add(intervals, place, Instant{12min}, Instant{18min}, -1);
  series.add(intervals, place, Instant{20min}, Instant{20min}, 7);  // no time
  series.add(intervals, place, Instant{45min}, 11);                 // charged at the horizon
  const auto usage = series.usage(intervals, 2);
  REQUIRE(usage.size() == 5);
  std::vector<std::int64_t> minutes;
  for (const auto& cells : usage) minutes.push_back(cells.at(Bucket::idle, Attendance::background));
  const std::int64_t minute = 60'000;
  CHECK(minutes ==
        std::vector<std::int64_t>{15 * minute, 24 * minute, 30 * minute, 30 * minute, 6 * minute + 11});
  CHECK(series.usage(intervals, 1).empty());
  CHECK(series.usage(intervals, 3).empty());
}

// G.1X with 10 workers is 10 DPU at 0.44 an hour: 4.40 an hour.
const std::string maria = R"(
settings:
  identity_center: {background_sessions: {duration: 7d}}
  glue: {background_sessions: true, start_up: 0s}
users: {maria: {}}
timeline:
  - {at: 0m, user: maria, do: sign_in}
  - {at: 30m, user: maria, do: start_session, id: etl, service: glue, worker_type: G.1X, workers: 10}
)";

TEST_CASE("over time: work and idle time lie where they were, attended until the sign-out and not after it") {
  const Scenario scenario = scenario_of(maria + R"(
  - {at: 1h, session: etl, do: run, job: backfill, takes: 90m, saves_results: true}
  - {at: 105m, user: maria, do: sign_out}
  - {at: 4h15m, admin: revoke, session: etl}
)");
  const OverTime over_time = recorded(scenario);
  CHECK(over_time.interval == 1h);
  CHECK(over_time.cost.size() == 240);
  // Idle from 0:30 to 1:00 and from 2:30 to 4:15; at work from 1:00 to 2:30; signed in until 1:45.
  CHECK(attended(over_time, Bucket::idle) == "0:2.20");
  CHECK(attended(over_time, Bucket::useful) == "1:3.30");
  CHECK(background(over_time, Bucket::useful) == "1:1.10 2:2.20");
  CHECK(background(over_time, Bucket::idle) == "2:2.20 3:4.40 4:1.10");
  REQUIRE(over_time.running.size() == 1);
  CHECK(over_time.running[0].service == ServiceType::glue_session);
  CHECK_FALSE(over_time.running[0].most_is_bound);
  const auto& most = over_time.running[0].most;
  const auto& mean = over_time.running[0].mean;
  CHECK(std::vector<std::int64_t>(most.begin(), most.begin() + 6) ==
        std::vector<std::int64_t>{1, 1, 1, 1, 1, 0});
  CHECK(std::vector<std::int64_t>(mean.begin(), mean.begin() + 6) ==
        std::vector<std::int64_t>{500, 1000, 1000, 1000, 250, 0});
  REQUIRE(over_time.forgotten.size() == 1);
  CHECK(over_time.forgotten[0].session == 0);
  CHECK(over_time.forgotten[0].idle == 2h + 15min);
  CHECK(text::format_money(over_time.forgotten[0].cost) == "9.90");
  CHECK(over_time.forgotten[0].cause == Cause::background_session_revoked);
}

TEST_CASE("over time: a minimum charge lies where the billing ended, what lasts to the horizon, up to it") {
  const Scenario scenario = scenario_of(maria + R"(
  - {at: 30m, user: maria, do: start_session, id: short, service: glue, worker_type: G.1X, workers: 10}
  - {at: 30m30s, user: maria, session: short, do: stop_session}
)",
                                        {.horizon = "2h15m"});
  const OverTime over_time = recorded(scenario);
  CHECK(over_time.interval == 1min);
  CHECK(over_time.cost.size() == 135);
  // Half a minute of idle time, and as much for the minimum of a minute; of a rest that both have the first gets it.
  CHECK(attended(over_time, Bucket::overhead) == "30:0.036666666");
  CHECK(over_time.cost[29].total() == Money{});
  CHECK(text::format_money(over_time.cost[134].at(Bucket::idle, Attendance::attended), 4) == "0.0733");
  check_adds_up_over_time(run(scenario, {.record_over_time = true}));
}

TEST_CASE("over time: work that a checkpoint saved has the fate of the job that went on from it") {
  const Play play(R"(
settings: {sagemaker: {start_up: 0s, background_sessions: false}}
users: {maria: {}}
timeline:
  - {at: 0m, user: maria, do: sign_in}
  - {at: 0m, user: maria, do: start_training_job, id: one, instance_type: ml.m5.xlarge, takes: 6h, checkpoint_every: 1h}
  - {at: 150m, user: maria, do: sign_out}
  - {at: 4h, user: maria, do: sign_in}
  - {at: 4h, user: maria, do: restart_job, id: two, job: one}
)");
  const OverTime over_time = recorded(play.scenario);
  // 0.23 an hour: two hours saved, half an hour lost, and the other four hours.
  CHECK(attended(over_time, Bucket::useful) == "0:0.23 1:0.23 4:0.23 5:0.23 6:0.23 7:0.23");
  CHECK(attended(over_time, Bucket::lost) == "2:0.115");
  REQUIRE(over_time.running.size() == 1);
  CHECK(over_time.running[0].most[2] == 1);
  CHECK(over_time.running[0].most[3] == 0);
}

/// People who forget sessions and whose jobs go on from checkpoints, with a script beside them.
const std::string crowd = R"(
seed: 7
users: {ann: {}}
timeline:
  - {at: 0m, user: ann, do: sign_in}
  - {at: 5m, user: ann, do: start_session, id: own, service: glue, worker_type: G.1X, workers: 10}
  - {at: 10m, session: own, do: run, job: work, takes: 20h}
populations:
  analysts:
    users: 60
    leaving: {at_day_end: 55%, after_last_work: 20%, forgotten: 15%, laptop_closed: 10%}
    activities:
      explore:
        starts: {service: glue, worker_type: G.1X, workers: 5}
        per_day: {poisson: {mean: 1.5}}
        statements: {geometric: {mean: 6}}
        think: {exponential: {mean: 4m}}
        takes: {lognormal: {median: 40s, sigma: 2}}
        restarts_kernel: 2%
        forgets_to_stop: 30%
      train:
        starts: {service: training, instance_type: ml.m5.xlarge, checkpoint_every: 1h}
        per_day: {poisson: {mean: 0.3}}
        takes: {lognormal: {median: 9h, sigma: 1}}
        checkpoints: 40%
        restarts: {share: 50%, after: 10m, at_most: 3}
)";
const std::string crowd_settings = R"(
settings:
  identity_center: {interactive_session: {duration: 8h}, background_sessions: {enabled: true, duration: 1d}}
  glue: {background_sessions: true, idle_timeout: 6h, QUOTA}
  sagemaker: {background_sessions: true}
)";

std::string crowd_with(const std::string& quota) {
  std::string settings = crowd_settings;
  return settings.replace(settings.find("QUOTA"), 5, quota) + crowd;
}

void check_same(const OverTime& a, const OverTime& b) {
  CHECK(a.interval == b.interval);
  REQUIRE(a.cost.size() == b.cost.size());
  bool same = true;
  for (std::size_t i = 0; i < a.cost.size(); ++i) same = same && a.cost[i].of == b.cost[i].of;
  CHECK(same);
  REQUIRE(a.running.size() == b.running.size());
  for (std::size_t i = 0; i < a.running.size(); ++i) {
    CHECK(a.running[i].mean == b.running[i].mean);
    CHECK(a.running[i].most == b.running[i].most);
    CHECK(a.running[i].most_is_bound == b.running[i].most_is_bound);
  }
  REQUIRE(a.forgotten.size() == b.forgotten.size());
  for (std::size_t i = 0; i < a.forgotten.size(); ++i) {
    CHECK(a.forgotten[i].cost == b.forgotten[i].cost);
    CHECK(a.forgotten[i].member == b.forgotten[i].member);
    CHECK(a.forgotten[i].created == b.forgotten[i].created);
  }
  CHECK(a.background_needs == b.background_needs);
}

TEST_CASE("over time: of populations, apart or in one process: adds up, the same for any number of threads") {
  for (const char* quota : {"timeout: none", "dpu_quota: 100000", "dpu_quota: 60"}) {
    CAPTURE(quota);
    const Scenario scenario = scenario_of(crowd_with(quota));
    const Results one = run(scenario, {.record_over_time = true, .threads = 1});
    check_adds_up_over_time(one);
    check_same(one.over_time, recorded(scenario, 2));
    check_same(one.over_time, recorded(scenario, 5));
    CHECK(one.over_time.background_needs.count() > 20);
    CHECK(one.over_time.forgotten.size() == most_forgotten);
    const auto dearer = [](const ForgottenSession& a, const ForgottenSession& b) { return a.cost > b.cost; };
    CHECK(std::is_sorted(one.over_time.forgotten.begin(), one.over_time.forgotten.end(), dearer));
  }
}

TEST_CASE("over time: what is recorded changes nothing, and nothing is recorded that was not asked for") {
  const Scenario scenario = scenario_of(crowd_with("dpu_quota: 60"));
  const Results plain = run(scenario);
  const Results with = run(scenario, {.record_over_time = true});
  CHECK(plain.fingerprint == with.fingerprint);
  CHECK(plain.totals.events == with.totals.events);
  CHECK(plain.totals.cost_of_all().of == with.totals.cost_of_all().of);
  CHECK_FALSE(plain.over_time.recorded());
  CHECK(plain.over_time.cost.empty());
  CHECK(plain.over_time.forgotten.empty());
}

TEST_CASE("over time: the dearest forgotten sessions of a population are those of a list of all") {
  // A few people, so that all of their sessions that were ever idle are among the dearest.
  const Scenario scenario = scenario_of(R"(
seed: 3
populations:
  few:
    users: 3
    activities:
      explore:
        starts: {service: glue, worker_type: G.1X, workers: 5}
        per_day: {fixed: 1}
        statements: {fixed: 2}
        think: {fixed: 10m}
        takes: {fixed: 20m}
        forgets_to_stop: 100%
)",
                                        {.horizon = "3d"});
  const Results results = run(scenario, {.record_over_time = true});
  Money cost;
  for (const ForgottenSession& each : results.over_time.forgotten) {
    CHECK(each.population == 0);
    CHECK(each.member < 3);
    CHECK(each.activity == 0);
    CHECK(each.session == no_number);
    CHECK(each.idle > 0ms);
    cost += each.cost;
  }
  CHECK(results.over_time.forgotten.size() > 3);
  CHECK(cost == results.totals.cost_of_all().bucket(Bucket::idle));
}

TEST_CASE("over time: of the dearest sessions as many are kept as are told, whichever comes first") {
  workload::DearestForgotten forwards;
  workload::DearestForgotten backwards;
  const auto session = [](Number member) {
    return ForgottenSession{.population = 0, .member = member, .cost = Money::from_nanos(member / 3)};
  };
  for (Number member = 0; member < 300; ++member) {
    forwards.add(session(member));
    backwards.add(session(299 - member));
  }
  REQUIRE(forwards.sessions().size() == most_forgotten);
  REQUIRE(backwards.sessions().size() == most_forgotten);
  for (std::size_t i = 0; i < most_forgotten; ++i)
    CHECK(forwards.sessions()[i].member == backwards.sessions()[i].member);
  // Of those that cost the same the lowest number comes first.
  CHECK(forwards.sessions()[0].member == 297);
  CHECK(forwards.sessions()[49].member == 250);
}

}  // namespace
}  // namespace outlive::testing
