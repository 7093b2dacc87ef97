// What must hold for any scenario: needs are exact, bills add up, and how the work is divided does not show.
#include <doctest/doctest.h>

#include "tests/workload/drawn_crowd.hpp"
#include "tests/workload/over_time.hpp"

namespace outlive::testing {
namespace {

TEST_CASE("property: the cells of every bill add up, over lines, buckets and attendance") {
  for (unsigned seed = 0; seed < 150; ++seed) {
    CAPTURE(seed);
    const Results results = outlive::run(Crowd(seed, 3).build({}).scenario(), {.record_over_time = true});
    check_adds_up_over_time(results);
    std::vector<Cells<std::int64_t>> usage(4);
    Money cost;
    for (std::size_t i = 0; i < results.lines.size(); ++i) {
      const UsageLine& line = results.lines[i];
      usage[line.sku] += line.usage;
      cost += results.line_costs[i].total();
      for (const auto& bucket : line.usage.of) {
        for (const std::int64_t cell : bucket) CHECK(cell >= 0);
      }
      const std::int64_t held = (line.until - line.from).count() * line.units;
      CHECK(line.usage.total() - line.usage.bucket(Bucket::overhead) == held);
    }
    for (std::size_t sku = 0; sku < usage.size(); ++sku) CHECK(usage[sku].of == results.totals.usage[sku].of);
    CHECK(cost == results.totals.cost_of_all().total());
    std::uint64_t jobs = 0;
    for (std::size_t i = 0; i < outcome_count; ++i) jobs += results.totals.jobs_with(static_cast<Outcome>(i));
    CHECK(jobs == results.jobs.size());
  }
}

TEST_CASE("property: the same scenario gives the same results") {
  for (unsigned seed = 0; seed < 20; ++seed) {
    const Results first = Crowd(seed, 3).build({}).play();
    const Results second = Crowd(seed, 3).build({}).play(true);
    CHECK(first.fingerprint == second.fingerprint);
    CHECK(first.totals.cost_of_all().of == second.totals.cost_of_all().of);
    CHECK(first.lives.empty());
    CHECK_FALSE(second.lives.empty());
  }
}

TEST_CASE(
    "property: a quota that never binds couples nobody, though it puts all users into one logical process") {
  for (unsigned seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    const Results apart = Crowd(seed, 5).build({}).play();
    const Results together = Crowd(seed, 5).build({.quota = 1'000'000}).play();
    CHECK(apart.fingerprint == together.fingerprint);
    CHECK(apart.totals.events == together.totals.events);
    CHECK(apart.totals.jobs == together.totals.jobs);
    CHECK(apart.totals.sessions == together.totals.sessions);
    CHECK(apart.totals.cost_of_all().of == together.totals.cost_of_all().of);
    for (std::size_t i = 0; i < apart.sessions.size(); ++i) {
      CHECK(apart.sessions[i].ended == together.sessions[i].ended);
      CHECK(apart.sessions[i].cause == together.sessions[i].cause);
      const Number line = apart.sessions[i].lines.first;
      if (line == no_number) continue;
      CHECK(apart.lines[line].usage.of == together.lines[together.sessions[i].lines.first].usage.of);
      CHECK(apart.line_costs[line].of == together.line_costs[together.sessions[i].lines.first].of);
    }
    for (std::size_t i = 0; i < apart.jobs.size(); ++i) {
      CHECK(apart.jobs[i].ended == together.jobs[i].ended);
      CHECK(apart.jobs[i].cause == together.jobs[i].cause);
      CHECK(apart.jobs[i].unseen == together.jobs[i].unseen);
    }
    const Results bound = Crowd(seed, 5).build({.quota = 1}).play();
    CHECK(bound.fingerprint != together.fingerprint);
  }
}

/// The limits that a job needs, over those in force.
Limits raised(Limits limits, const Needs& needs) {
  if (needs.background_session > 0ms) limits.background = needs.background_session;
  if (needs.interactive_session > 0ms) limits.interactive = needs.interactive_session;
  return limits;
}

// A longer life of one session never ends the work of another here, so the limit that a job needs is all that
// it needs.
TEST_CASE("property: with the limits that it needed a job completes, with a millisecond less it does not" *
          doctest::test_suite("slow")) {
  int tried = 0;
  for (unsigned seed = 0; seed < 120; ++seed) {
    CAPTURE(seed);
    const bool hard = seed % 3 == 0;
    const Limits limits{.background = 30h,
                        .interactive = 9h,
                        .glue_timeout = hard ? Duration{14h} : unlimited,
                        .max_runtime = seed % 2 == 0 ? Duration{10h} : days{20}};
    Crowd crowd(seed, 2);
    crowd.with_people = false;
    const ScenarioBuilder builder = crowd.build(limits);
    const Results results = builder.play();
    const Scenario scenario = builder.scenario();
    for (Number number = 0; number < results.jobs.size(); ++number) {
      const JobResult& job = results.jobs[number];
      if (!is_limit(job.cause)) continue;
      CAPTURE(number);
      const bool training = scenario.jobs[number].session == no_number;
      const auto play_with = [&](Limits changed, Duration hard_limit) {
        ScenarioBuilder again = builder;
        again.start_with(Setting::background_session_duration, changed.background);
        again.start_with(Setting::interactive_session_duration, changed.interactive);
        if (hard_limit > 0ms && training) {
          again.start_with(Setting::sagemaker_training_max_runtime, hard_limit);
          again.start_with(Setting::sagemaker_processing_max_runtime, hard_limit);
        } else if (hard_limit > 0ms) {
          again.start_with(Setting::glue_timeout, hard_limit);
        }
        Scenario longer = again.scenario();
        longer.horizon = Instant{days{400}};
        return run(longer).jobs[number].outcome;
      };
      const Limits enough = raised(limits, job.needs);
      const Work& work = scenario.works[training ? scenario.jobs[number].work
                                                 : scenario.sessions[scenario.jobs[number].session].work];
      const bool breaks =
          std::any_of(scenario.actions.begin(), scenario.actions.end(), [&](const Action& action) {
            return action.fails && action.subject == number &&
                   (action.verb == Verb::run || action.verb == Verb::start_job);
          });
      if (breaks) {  // no limit would have helped
        CHECK(job.needs.background_session == 0ms);
        CHECK(job.needs.hard_limit == 0ms);
        continue;
      }
      REQUIRE(work.limits[static_cast<std::size_t>(Limit::hard_limit)] == from_settings);
      CHECK(play_with(enough, job.needs.hard_limit) == Outcome::completed);
      ++tried;
      if (job.needs.background_session > 0ms) {
        Limits less = enough;
        less.background -= 1ms;
        CHECK(play_with(less, job.needs.hard_limit) != Outcome::completed);
      }
      if (job.needs.interactive_session > 0ms) {
        Limits less = enough;
        less.interactive -= 1ms;
        CHECK(play_with(less, job.needs.hard_limit) != Outcome::completed);
      }
      if (job.needs.hard_limit > 0ms)
        CHECK(play_with(enough, job.needs.hard_limit - 1ms) != Outcome::completed);
    }
  }
  CHECK(tried > 150);
}

TEST_CASE("needs: of a training job beyond thirty days, and of one that was killed while it started") {
  ScenarioBuilder builder(days{90});
  builder.start_with(Setting::background_session_duration, days{90});
  builder.sign_in(0h);
  const Number long_one = builder.start_job(0h, days{27}, {.start_up = days{5}, .max_runtime = days{28}});
  builder.set(1h, Setting::background_session_duration, 2h);
  const Number starting = builder.start_job(1h, 10h, {.start_up = 3h, .max_runtime = 9h});
  const Results results = builder.play();
  CHECK(results.jobs[long_one].cause == Cause::total_runtime);
  CHECK(results.jobs[long_one].needs.total_runtime == days{32});
  CHECK(results.jobs[long_one].needs.background_session == 0h);
  CHECK(results.jobs[starting].cause == Cause::background_session_expired);
  CHECK(results.jobs[starting].needs.background_session == 13h);
  CHECK(results.jobs[starting].needs.hard_limit == 10h);
}

TEST_CASE(
    "needs: statements of one session would have run one after the other, one cancelled earlier does not "
    "count") {
  ScenarioBuilder builder;
  builder.start_with(Setting::background_session_duration, 5h);
  builder.sign_in(0h);
  const Number session = builder.start_session(0h, {.start_up = 6h});
  const Number cancelled = builder.run(0h, session, 100h);
  const Number first = builder.run(1h, session, 3h);
  const Number second = builder.run(2h, session, 4h);
  builder.stop_job(3h, cancelled);
  const Results results = builder.play();
  CHECK(results.jobs[first].needs.background_session == 9h);
  CHECK(results.jobs[second].needs.background_session == 13h);
  CHECK(results.jobs[cancelled].needs.background_session == 0h);
}

TEST_CASE("attendance: time is attended while the user is signed in anywhere, however sign-ins overlap") {
  ScenarioBuilder builder;
  const Number first = builder.sign_in(0h);
  const Number session = builder.start_session(1h);
  builder.run(1h, session, 10h, {.saves_results = true});
  const Number second = builder.sign_in(2h);
  builder.sign_out(3h, 0, first);
  builder.sign_out(5h, 0, second);
  builder.sign_in(7h);
  builder.sign_out(8h);
  const Cells<std::int64_t> usage = builder.play().totals.usage[0];
  CHECK(usage.at(Bucket::useful, Attendance::attended) == Duration{4h + 1h}.count() * 10);
  CHECK(usage.at(Bucket::useful, Attendance::background) == Duration{5h}.count() * 10);
}

}  // namespace
}  // namespace outlive::testing
