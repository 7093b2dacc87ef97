// Work of traces: anchors of background sessions, one per job or one per user.
#include <doctest/doctest.h>

#include "tests/workload/scenario_builder.hpp"

namespace outlive::testing {
namespace {

TEST_CASE("traces: a job needs no sign-in and is killed by its background session, waiting or running") {
  ScenarioBuilder builder;
  builder.start_with(Setting::background_session_duration, 10h);
  const Number done = builder.trace_job(1h, 2h, 8h, 4, Anchor::submission);
  const Number running = builder.trace_job(1h, 2h, 9h, 4, Anchor::submission);
  const Number waiting = builder.trace_job(1h, 11h, 9h, 4, Anchor::submission);
  const Results results = builder.play();
  CHECK(results.jobs[done].outcome == Outcome::completed);
  CHECK(results.jobs[running].outcome == Outcome::failed);
  CHECK(results.jobs[running].worked == 8h);
  CHECK(results.jobs[running].cause == Cause::background_session_expired);
  CHECK(results.jobs[waiting].started == never);
  const TraceResult& trace = results.traces.front();
  CHECK(trace.jobs == 3);
  CHECK(trace.survived == 1);
  CHECK(trace.killed == 2);
  CHECK(trace.ties_at_limit == 1);
  CHECK(trace.background_sessions == 3);
  CHECK(trace.forgone_resource_ms == Duration{1h + 9h}.count() * 4);
  CHECK(trace.wasted_resource_ms == Duration{8h}.count() * 4);
  CHECK(trace.peak_resources == 8);
  CHECK(trace.peak_running_at == at(3h));
}

TEST_CASE("traces: one background session per user ends all of its jobs, and the next job begins a new one") {
  ScenarioBuilder builder(days{30}, 2);
  builder.start_with(Setting::background_session_duration, 10h);
  const Number first = builder.trace_job(1h, 0h, 20h, 1, Anchor::user);
  const Number second = builder.trace_job(5h, 0h, 20h, 1, Anchor::user);
  const Number done = builder.trace_job(5h, 0h, 6h, 1, Anchor::user);
  const Number tied = builder.trace_job(11h, 0h, 4h, 1, Anchor::user);
  const Number other = builder.trace_job(5h, 0h, 10h, 1, Anchor::user, 1);
  const Results results = builder.play();
  CHECK(results.jobs[first].ended == at(11h));
  CHECK(results.jobs[second].ended == at(11h));
  CHECK(results.jobs[second].background_since == at(1h));
  CHECK(results.jobs[second].needs.background_session == 24h);
  CHECK(results.jobs[done].outcome == Outcome::completed);
  CHECK(results.jobs[tied].background_since == at(11h));
  CHECK(results.jobs[tied].outcome == Outcome::completed);
  CHECK(results.jobs[other].outcome == Outcome::completed);
  CHECK(results.traces.front().background_sessions == 3);
  CHECK(results.totals.background_sessions == 3);
}

TEST_CASE("traces: revoking all of a user's sessions kills its jobs on the shared one") {
  ScenarioBuilder builder;
  const Number first = builder.trace_job(1h, 0h, 20h, 1, Anchor::user);
  const Number second = builder.trace_job(2h, 0h, 20h, 1, Anchor::user);
  builder.revoke_all(3h);
  const Number later = builder.trace_job(4h, 0h, 1h, 1, Anchor::user);
  const Results results = builder.play();
  CHECK(results.jobs[first].cause == Cause::background_session_revoked);
  CHECK(results.jobs[second].ended == at(3h));
  CHECK(results.jobs[later].outcome == Outcome::completed);
  CHECK(results.jobs[later].background_since == at(4h));
}

}  // namespace
}  // namespace outlive::testing
