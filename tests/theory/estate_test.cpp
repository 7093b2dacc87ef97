// What becomes of jobs and sessions, and what they cost, against closed forms: survival is the distribution of work at the
// background session's end, cost is the mean of work up to that, idle time is the mean of a gap up to the timeout.
#include <cstdint>

#include "sim/self_test/estates.hpp"
#include "sim/study/sample.hpp"
#include "tests/theory/classical.hpp"
#include "tests/theory/coverage.hpp"

namespace outlive::theory {
namespace {

using self_test::Billing;
using self_test::charged;
using self_test::completed_share;
using self_test::mean_cost;
using self_test::mean_length;
using self_test::Monday;
using self_test::price_of;
using self_test::surviving_share;
using self_test::WorkTime;

constexpr std::uint32_t replications = 20;
constexpr Billing by_second{.grain = 1.0 / 3600, .minimum = 0};
constexpr Billing minute_at_least{.grain = 1.0 / 3600, .minimum = 1.0 / 60};

struct Law {
  std::string name;
  std::string takes;
  WorkTime work;
};

/// Hours of work: many of about that length, or a few that are far longer.
std::vector<Law> laws_of_work() {
  return {{"exponential", "{exponential: {mean: 4h}}", WorkTime::exponential(4)},
          {"lognormal", "{lognormal: {median: 2h, sigma: 1.5}}", WorkTime::lognormal(2, 1.5)}};
}

}  // namespace

TEST_CASE(
    "theory, estates: a training job outlives its user as often as it fits into its background session") {
  std::uint64_t seed = 1;
  for (const Law& law : laws_of_work()) {
    const Scenario scenario = scenario_of(Monday{.seed = seed++, .takes = law.takes});
    const auto all = replicate(scenario, replications);
    const double rate = price_of(scenario, "sagemaker.training.ml.m5.xlarge");
    agrees("training completes in 6h of background, " + law.name, completed_share(all),
           1 - law.work.longer_than(6));
    agrees("training completes after the sign-out, " + law.name, surviving_share(all),
           self_test::outlives_sign_out(law.work, 2, 3, 6));
    agrees("cost of a training job, USD, " + law.name, mean_cost(all),
           rate * charged(law.work, 6, by_second));
    agrees("lost to the end of the background session, USD a job, " + law.name, mean_cost(all, Bucket::lost),
           rate * 6 * law.work.longer_than(6));
    rejects("training completes in 6h, as if the background session lasted 9h, " + law.name,
            completed_share(all), 1 - law.work.longer_than(9));
    rejects("cost of a training job, as if nothing ended it, USD, " + law.name, mean_cost(all),
            rate * law.work.up_to(96));
  }
}

TEST_CASE("theory, estates: what counts is what is left of the background session when work begins") {
  std::uint64_t seed = 11;
  for (const Law& law : laws_of_work()) {
    const auto all = replicate(
        scenario_of(Monday{.seed = seed++,
                           .starts = "{service: training, instance_type: ml.m5.xlarge, start_up: 90m}",
                           .takes = law.takes}),
        replications);
    agrees("training completes with 4.5h of background left, " + law.name, completed_share(all),
           1 - law.work.longer_than(4.5));
    rejects("training completes with 4.5h left, as if start-up did not count, " + law.name,
            completed_share(all), 1 - law.work.longer_than(6));
  }
}

TEST_CASE("theory, estates: without background sessions a job completes if it ends before the sign-out") {
  std::uint64_t seed = 21;
  for (const Law& law : laws_of_work()) {
    const auto all =
        replicate(scenario_of(Monday{.seed = seed++, .background_sessions = "false", .takes = law.takes}),
                  replications);
    agrees("training completes before the sign-out, " + law.name, completed_share(all),
           1 - self_test::outlives_sign_out(law.work, 2, 3, 1e9));
    rejects("training completes before the sign-out, as if it had 6h, " + law.name, completed_share(all),
            1 - law.work.longer_than(6));
  }
}

TEST_CASE(
    "theory, estates: a forgotten Glue session idles until its timeout or its background session ends") {
  std::uint64_t seed = 31;
  for (const Law& law : laws_of_work()) {
    for (const double timeout : {0.5, 2.0}) {
      const std::string minutes = std::to_string(static_cast<int>(timeout * 60)) + "m";
      const std::string name = law.name + ", timeout " + minutes;
      const Scenario scenario = scenario_of(Monday{.seed = seed++,
                                                   .idle_timeout = minutes,
                                                   .starts = "{service: glue, worker_type: G.1X, workers: 5}",
                                                   .takes = law.takes,
                                                   .more = "        forgets_to_stop: 100%\n"});
      const auto all = replicate(scenario, replications);
      const double rate = 5 * price_of(scenario, "glue.session.dpu");
      const double length = self_test::forgotten_length(law.work, timeout, 6);
      agrees("statement completes in 6h of background, " + name, completed_share(all),
             1 - law.work.longer_than(6));
      agrees("length of a forgotten session, h, " + name, mean_length(all), length);
      agrees("idle cost of a forgotten session, USD, " + name, mean_cost(all, Bucket::idle),
             rate * (length - law.work.up_to(6)));
      agrees("cost of a forgotten session, USD, " + name, mean_cost(all),
             rate * charged(law.work, 6, minute_at_least, timeout));
      rejects("idle cost, as if the timeout were always reached, USD, " + name, mean_cost(all, Bucket::idle),
              rate * timeout);
    }
  }
}

TEST_CASE("theory, estates: short Glue jobs are charged a minute at least, and whole seconds") {
  const Scenario scenario =
      scenario_of(Monday{.seed = 41,
                         .starts = "{service: glue_job, worker_type: G.1X, workers: 10}",
                         .takes = "{exponential: {mean: 40s}}"});
  const auto all = replicate(scenario, replications);
  const double rate = 10 * price_of(scenario, "glue.job.dpu");
  const WorkTime work = WorkTime::exponential(40.0 / 3600);
  agrees("cost of a Glue job of 40s, USD", mean_cost(all), rate * charged(work, 2, minute_at_least));
  agrees("overhead of the minimum and of rounding, USD", mean_cost(all, Bucket::overhead),
         rate * (charged(work, 2, minute_at_least) - 40.0 / 3600));
  rejects("cost of a Glue job of 40s, as if there were no minimum, USD", mean_cost(all),
          rate * charged(work, 2, by_second));
}

TEST_CASE("theory, estates: time is rounded up to whole seconds") {
  const Scenario scenario = scenario_of(Monday{.seed = 42, .takes = "{exponential: {mean: 800ms}}"});
  const auto all = replicate(scenario, replications);
  const double rate = price_of(scenario, "sagemaker.training.ml.m5.xlarge");
  const WorkTime work = WorkTime::exponential(0.8 / 3600);
  agrees("cost of a training job of 0.8s, USD", mean_cost(all), rate * charged(work, 2, by_second));
  rejects("cost of a training job of 0.8s, as if by the millisecond, USD", mean_cost(all),
          rate * charged(work, 2, {.grain = 0.001 / 3600}));
}

// A gap follows each statement: after the last one it is the time until the user stops the session.
TEST_CASE("theory, estates: exponential gaps against an idle timeout") {
  std::uint64_t seed = 51;
  for (const int minutes : {10, 20, 30, 60}) {
    const double timeout = minutes / 60.0;
    const double gap = 20 / 60.0;
    for (const int gaps : {1, 5}) {
      const std::string name = std::to_string(gaps) + (gaps == 1 ? " gap, " : " gaps, ") + "timeout " +
                               std::to_string(minutes) + "m";
      const Scenario scenario = scenario_of(Monday{.seed = seed++,
                                                   .background = "7d",
                                                   .idle_timeout = std::to_string(minutes) + "m",
                                                   .starts = "{service: glue, worker_type: G.1X, workers: 5}",
                                                   .takes = "1m",
                                                   .more = "        statements: " + std::to_string(gaps) +
                                                           "\n        think: {exponential: {mean: 20m}}\n",
                                                   .leaves_at = "20h",
                                                   .leaving = "forgotten"});
      const auto all = replicate(scenario, replications);
      const double rate = 5 * price_of(scenario, "glue.session.dpu");
      agrees("session ended by its idle timeout, " + name, self_test::ended_by_idle_timeout(all),
             1 - self_test::all_gaps_survived(gaps, gap, timeout));
      agrees("idle cost of a session, USD, " + name, mean_cost(all, Bucket::idle),
             rate * self_test::idle_in_gaps(gaps, gap, timeout));
      rejects("idle cost of a session, as if every gap reached the timeout, USD, " + name,
              mean_cost(all, Bucket::idle), rate * gaps * timeout);
    }
  }
}

// 1000 macro-replications of a small estate, whose mean cost is known: users times a mean of one job a day times the mean
// charge of a job.
TEST_CASE("theory, coverage: intervals of the mean cost of an estate hold the truth as often as they say" *
          doctest::test_suite("slow")) {
  const Scenario scenario = scenario_of(Monday{.seed = 61, .users = 40});
  const double truth = 40 * price_of(scenario, "sagemaker.training.ml.m5.xlarge") *
                       charged(WorkTime::exponential(4), 6, by_second);
  Frequency student("cost of an estate, Student's interval over 5 replications");
  Frequency normal("the same, with the normal quantile");
  for (std::uint32_t experiment = 0; experiment < 1000; ++experiment) {
    study::Moments moments;
    for (std::uint32_t i = 0; i < 5; ++i) {
      const Results results = run(scenario, {.replication = experiment * 5 + i, .threads = 1});
      const Money cost = self_test::activity_of(results).cost.total();
      moments.add(static_cast<double>(cost.nanos()) / nanos_per_dollar);
    }
    student.add(study::estimate_of(moments, 0.95).interval, truth);
    const double half = 1.959964 * *moments.standard_error();
    normal.add(Interval{moments.mean - half, moments.mean + half}, truth);
  }
  student.check_is(0.95);
  normal.check_is_surely_below(0.95);  // with 5 replications it holds the truth in 0.878
}

}  // namespace outlive::theory
