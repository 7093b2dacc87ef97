// What Glue's capacity allows and costs, and the jobs that no user session touches: rules GLUE-10 to GLUE-12.
#include <doctest/doctest.h>

#include "tests/workload/scenario_builder.hpp"

namespace outlive::testing {
namespace {

std::int64_t nanos(Money money) { return static_cast<std::int64_t>(money.nanos()); }

/// Somebody signed in all the time, with a session from the first minute on.
struct Signed : ScenarioBuilder {
  explicit Signed(Duration horizon = days{30}) : ScenarioBuilder(horizon) {
    start_with(Setting::interactive_session_duration, days{90});
    sign_in(0h);
  }
};

TEST_CASE(
    "GLUE-10: more DPUs than the quota: no session, what ended has made room, exactly as much as it held") {
  Signed builder;
  builder.start_with(Setting::glue_dpu_quota, 25);
  const Number first = builder.start_session(1h);
  const Number second = builder.start_session(1h);
  const Number third = builder.start_session(1h);  // 30 would be more than 25
  const Number fits = builder.start_session(1h, {.units = 5});
  builder.stop_session(2h, first);
  const Number fourth = builder.start_session(2h);
  const Number job = builder.start_job(2h, 1h, {.service = ServiceType::glue_job});
  builder.set(3h, Setting::glue_dpu_quota, 26);
  const Number another = builder.start_job(4h, 1h, {.service = ServiceType::glue_job});
  const Results results = builder.play();
  CHECK(results.sessions[second].cause == Cause::idle_timeout);
  CHECK(results.sessions[third].cause == Cause::quota_exceeded);
  CHECK(results.sessions[third].rule == Rule::glue_10);
  CHECK(results.sessions[third].rejected());
  CHECK(results.sessions[fits].cause == Cause::idle_timeout);
  CHECK(results.sessions[fourth].cause == Cause::idle_timeout);
  CHECK(results.jobs[job].cause == Cause::quota_exceeded);
  CHECK(results.jobs[another].outcome == Outcome::completed);
}

TEST_CASE(
    "GLUE-10: DPUs of all users count, and what times out at an instant has made room for what people start "
    "then") {
  ScenarioBuilder builder(days{30}, 2);
  builder.start_with(Setting::glue_dpu_quota, 10);
  builder.start_with(Setting::glue_idle_timeout, 1h);
  builder.sign_in(0h, 1);
  builder.sign_in(0h, 0);
  const Number first = builder.start_session(1h, {.user = 1});
  const Number early = builder.start_session(2h - 1ms, {.user = 0});
  const Number exact = builder.start_session(2h, {.user = 0});
  const Results results = builder.play();
  CHECK(results.sessions[first].ended == at(2h));
  CHECK(results.sessions[early].cause == Cause::quota_exceeded);
  CHECK(results.sessions[exact].cause == Cause::idle_timeout);
}

TEST_CASE(
    "GLUE-11: Glue jobs go on after sign-out without any session of the user, only their own timeout ends "
    "them") {
  ScenarioBuilder builder;
  builder.sign_in(0h);
  const Number job = builder.start_job(1h, 20h, {.service = ServiceType::glue_job});
  const Number slow = builder.start_job(1h, 60h, {.service = ServiceType::glue_job});
  const Number stream = builder.start_job(1h, 600h, {.service = ServiceType::glue_streaming_job});
  const Number broken = builder.start_job(1h, 2h, {.service = ServiceType::glue_job, .fails = true});
  builder.sign_out(2h);
  builder.revoke_all(3h);
  const Results results = builder.play();
  CHECK(results.jobs[job].outcome == Outcome::completed);
  CHECK(results.jobs[job].identity == Identity::role);
  CHECK(results.jobs[slow].ended == at(49h));
  CHECK(results.jobs[slow].state == "TIMEOUT");
  CHECK(results.jobs[slow].cause == Cause::max_runtime);
  CHECK(results.jobs[stream].outcome == Outcome::completed);
  CHECK(results.jobs[broken].outcome == Outcome::failed);
  CHECK(results.jobs[broken].cause == Cause::work_failed);
  CHECK(results.totals.background_sessions == 0);
}

TEST_CASE("GLUE-12: READY is billed per DPU and second with a minute at least, start-up is free") {
  Signed builder;
  builder.start_with(Setting::glue_start_up, 5min);
  const Number session = builder.start_session(1h, {.units = 5});
  builder.stop_session(1h + 5min + 24min, session);
  const Results results = builder.play();
  CHECK(nanos(results.totals.cost_of_all().total()) == 880'000'000);

  Signed brief;
  const Number short_lived = brief.start_session(1h, {.units = 6});
  brief.stop_session(1h + 500ms, short_lived);
  const Cells<Money> cost = brief.play().totals.cost_of_all();
  CHECK(nanos(cost.total()) == 44'000'000);                   // a minute of 6 DPUs
  CHECK(nanos(cost.bucket(Bucket::overhead)) == 43'633'333);  // all but half a second

  Signed default_session;  // five DPUs forgotten for the default idle timeout
  default_session.start_session(1h, {.units = 5});
  CHECK(nanos(default_session.play().totals.cost_of_all().total()) == 105'600'000'000);
}

}  // namespace
}  // namespace outlive::testing
