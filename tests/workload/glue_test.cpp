// Glue interactive sessions, their statements and notebooks: rules GLUE-1 to GLUE-9.
#include <doctest/doctest.h>

#include "tests/workload/scenario_builder.hpp"

namespace outlive::testing {
namespace {

/// Somebody signed in all the time, with a session from the first minute on.
struct Signed : ScenarioBuilder {
  explicit Signed(Duration horizon = days{30}) : ScenarioBuilder(horizon) {
    start_with(Setting::interactive_session_duration, days{90});
    sign_in(0h);
  }
};

TEST_CASE("GLUE-1: PROVISIONING for the start-up time, then READY, statements wait for it") {
  Signed builder;
  builder.start_with(Setting::glue_start_up, 2min);
  const Number session = builder.start_session(1h);
  const Number job = builder.run(1h, session, 10min);
  const Number own = builder.start_session(1h, {.start_up = 5min});
  const Results results = builder.play();
  CHECK(results.sessions[session].ready == at(1h + 2min));
  CHECK(results.sessions[own].ready == at(1h + 5min));
  CHECK(results.jobs[job].started == at(1h + 2min));
  CHECK(results.jobs[job].ended == at(1h + 12min));
  CHECK(results.jobs[job].state == "AVAILABLE");
}

TEST_CASE(
    "GLUE-2: background sessions off at Identity Center, on at Glue: no session, no bill, its statements "
    "rejected") {
  Signed builder;
  builder.start_with(Setting::background_sessions_enabled, 0);
  const Number session = builder.start_session(1h);
  const Number job = builder.run(2h, session, 10min);
  const Results results = builder.play();
  CHECK(results.sessions[session].rejected());
  CHECK(results.sessions[session].cause == Cause::background_sessions_refused);
  CHECK(results.sessions[session].rule == Rule::glue_2);
  CHECK(results.jobs[job].outcome == Outcome::rejected);
  CHECK(results.jobs[job].cause == Cause::session_rejected);
  CHECK(results.lines.empty());
  CHECK(results.totals.sessions[static_cast<std::size_t>(Cause::background_sessions_refused)] == 1);
}

TEST_CASE(
    "GLUE-3: without a background session it ends with the sign-in: on sign-out, on expiry, by an "
    "administrator") {
  for (const Cause cause :
       {Cause::signed_out, Cause::interactive_session_expired, Cause::interactive_session_ended}) {
    ScenarioBuilder builder;
    builder.start_with(Setting::glue_background_sessions, 0);
    builder.sign_in(0h);
    const Number session = builder.start_session(1h);
    const Number job = builder.run(1h, session, 20h);
    if (cause == Cause::signed_out) builder.sign_out(3h);
    if (cause == Cause::interactive_session_ended) builder.end_interactive(3h);
    const Results results = builder.play();
    CHECK(results.sessions[session].cause == cause);
    CHECK(results.sessions[session].rule == Rule::glue_3);
    CHECK(results.sessions[session].state == "STOPPED");
    CHECK(results.jobs[job].outcome == Outcome::stopped);
    CHECK(results.jobs[job].cause == cause);
    CHECK(results.jobs[job].state == "CANCELLED");
  }
}

TEST_CASE(
    "GLUE-3: or with its notebook, closed or gone with its app, with a background session it is only "
    "detached") {
  for (const bool background : {false, true}) {
    for (const bool app_stops : {false, true}) {
      Signed builder;
      builder.start_with(Setting::glue_background_sessions, background ? 1 : 0);
      const Number app = builder.open_app(1h);
      const Number session = builder.start_session(2h, {.app = app});
      if (app_stops) {
        builder.restart_app(3h, app);
      } else {
        builder.close_notebook(3h, session);
      }
      const Number job = builder.run(4h, session, 1h, {.saves_results = true});
      const Results results = builder.play();
      if (background) {
        CHECK(results.sessions[session].cause == Cause::idle_timeout);
        CHECK(results.jobs[job].cause == Cause::not_attached);
      } else {
        CHECK(results.sessions[session].ended == at(3h));
        CHECK(results.sessions[session].cause == (app_stops ? Cause::app_stopped : Cause::notebook_closed));
        CHECK(results.jobs[job].cause == Cause::session_ended);
      }
    }
  }
}

TEST_CASE("GLUE-4: after sign-out results count only if they were saved, and nobody can attach again") {
  ScenarioBuilder builder;
  builder.sign_in(0h);
  const Number session = builder.start_session(1h);
  const Number seen = builder.run(1h, session, 30min);
  const Number unseen = builder.run(1h, session, 5h);
  const Number saved = builder.run(1h, session, 1h, {.saves_results = true});
  builder.sign_out(2h);
  const Results results = builder.play();
  CHECK_FALSE(results.jobs[seen].unseen);
  CHECK_FALSE(results.jobs[seen].survived);
  CHECK(results.jobs[unseen].unseen);
  CHECK(results.jobs[unseen].survived);
  CHECK(results.jobs[unseen].outcome == Outcome::completed);
  CHECK_FALSE(results.jobs[saved].unseen);
  CHECK(results.jobs[saved].survived);
  CHECK(results.totals.surviving_jobs == 2);
  CHECK(results.totals.unseen_jobs == 1);
  const Cells<std::int64_t>& usage = results.totals.usage[0];
  CHECK(usage.bucket(Bucket::useful) == Duration{90min}.count() * 10);
  CHECK(usage.bucket(Bucket::unseen) == Duration{5h}.count() * 10);
  CHECK(usage.bucket(Bucket::idle) == Duration{48h}.count() * 10);
}

TEST_CASE("GLUE-4: closing the notebook makes later results unseen though the user stays signed in") {
  Signed builder;
  const Number session = builder.start_session(1h);
  const Number job = builder.run(1h, session, 5h);
  builder.close_notebook(2h, session);
  const Results results = builder.play();
  CHECK(results.jobs[job].unseen);
  CHECK_FALSE(results.jobs[job].survived);
}

TEST_CASE("GLUE-5: the idle timeout counts from the end of the last statement, or from READY without any") {
  Signed builder;
  builder.start_with(Setting::glue_idle_timeout, 2h);
  builder.start_with(Setting::glue_start_up, 1min);
  const Number with = builder.start_session(1h);
  builder.run(2h, with, 3h);
  builder.run(6h + 59min, with, 1h);
  const Number without = builder.start_session(1h);
  const Number own = builder.start_session(1h, {.idle_timeout = 30min});
  const Results results = builder.play();
  CHECK(results.sessions[with].ended == at(9h + 59min));
  CHECK(results.sessions[with].state == "TIMEOUT");
  CHECK(results.sessions[with].rule == Rule::glue_5);
  CHECK(results.sessions[with].last_work == at(7h + 59min));
  CHECK(results.sessions[without].ended == at(3h + 1min));
  CHECK(results.sessions[own].ended == at(1h + 31min));
}

TEST_CASE("GLUE-6: the hard timeout counts from creation, start-up included, and is off by default") {
  Signed builder;
  builder.start_with(Setting::glue_start_up, 10min);
  const Number session = builder.start_session(1h, {.timeout = 2h});
  const Number job = builder.run(1h, session, 20h);
  const Number without = builder.start_session(1h);
  builder.run(1h, without, days{25});
  builder.start_with(Setting::background_session_duration, days{90});
  const Number never_ready = builder.start_session(1h, {.start_up = 3h, .timeout = 2h});
  const Results results = builder.play();
  CHECK(results.sessions[session].ended == at(3h));
  CHECK(results.sessions[session].cause == Cause::session_timeout);
  CHECK(results.sessions[session].state == "TIMEOUT");
  CHECK(results.jobs[job].worked == 1h + 50min);
  CHECK(results.sessions[without].cause == Cause::idle_timeout);
  CHECK(results.sessions[never_ready].ended == at(3h));
  CHECK(results.sessions[never_ready].lines.empty());
}

TEST_CASE("GLUE-7: stopping the session or restarting its kernel cancels what runs and waits") {
  for (const bool restarts : {false, true}) {
    Signed builder;
    const Number session = builder.start_session(1h);
    const Number running = builder.run(1h, session, 20h);
    const Number waiting = builder.run(1h, session, 20h);
    if (restarts) {
      builder.only_restart_kernel(2h, session);
    } else {
      builder.stop_session(2h, session);
    }
    const Number later = builder.run(3h, session, 1h);
    const Results results = builder.play();
    const Cause cause = restarts ? Cause::kernel_restarted : Cause::stopped_by_user;
    CHECK(results.sessions[session].cause == cause);
    CHECK(results.sessions[session].rule == Rule::glue_7);
    CHECK(results.sessions[session].state == "STOPPED");
    CHECK(results.jobs[running].cause == cause);
    CHECK(results.jobs[waiting].outcome == Outcome::stopped);
    CHECK(results.jobs[waiting].started == never);
    CHECK(results.jobs[later].cause == Cause::session_ended);
  }
}

TEST_CASE(
    "GLUE-7: a restarted kernel ends its background session, the next takes the settings of that moment") {
  ScenarioBuilder builder;
  builder.sign_in(0h);
  const Number old = builder.start_session(1h);
  builder.set(2h, Setting::background_session_duration, 24h);
  builder.set(2h, Setting::glue_idle_timeout, 3h);
  const Number next = builder.restart_kernel(2h, old);
  const Number job = builder.run(2h, next, 1h);
  builder.set(3h, Setting::glue_background_sessions, 0);
  const Number last = builder.restart_kernel(4h, next);
  builder.sign_out(5h);
  const Results results = builder.play(true);
  CHECK(results.sessions[old].ended == at(2h));
  CHECK(results.sessions[next].background_duration == 24h);
  CHECK(results.sessions[next].cause == Cause::kernel_restarted);
  CHECK(results.jobs[job].outcome == Outcome::completed);
  CHECK(results.sessions[last].identity == Identity::interactive_session);
  CHECK(results.sessions[last].ended == at(5h));
  CHECK(results.totals.background_sessions == 2);
  int finished = 0;
  for (const LifeEvent& event : results.lives) finished += event.state == "FINISHED" ? 1 : 0;
  CHECK(finished == 2);
}

TEST_CASE("GLUE-3 GLUE-7: a restarted kernel stays in its notebook, which still closes with its app") {
  Signed builder;
  builder.start_with(Setting::glue_background_sessions, 0);
  const Number app = builder.open_app(1h);
  const Number old = builder.start_session(2h, {.app = app});
  const Number next = builder.restart_kernel(3h, old);
  builder.stop_app(4h, app);
  const Results results = builder.play();
  CHECK(results.sessions[next].cause == Cause::app_stopped);
  CHECK(results.sessions[next].ended == at(4h));
}

TEST_CASE("GLUE-2 GLUE-7: a kernel restarted into a refusal leaves its notebook open for the next try") {
  Signed builder;
  const Number old = builder.start_session(1h);
  builder.set(2h, Setting::background_sessions_enabled, 0);
  const Number refused = builder.restart_kernel(2h, old);
  builder.set(3h, Setting::background_sessions_enabled, 1);
  const Number next = builder.restart_kernel(3h, refused);
  const Number job = builder.run(4h, next, 1h);
  const Results results = builder.play();
  CHECK(results.sessions[refused].rejected());
  CHECK(results.jobs[job].outcome == Outcome::completed);
  CHECK_FALSE(results.jobs[job].unseen);
  CHECK(results.ineffective.empty());  // a kernel can be restarted whatever became of its session
}

TEST_CASE("GLUE-8: expiry or revocation of the background session ends the session and its statements") {
  for (const bool revoked : {false, true}) {
    Signed builder;
    builder.start_with(Setting::background_session_duration, 24h);
    const Number session = builder.start_session(1h);
    const Number job = builder.run(1h, session, 100h);
    if (revoked) builder.revoke_session(5h, session);
    const Results results = builder.play();
    CHECK(results.sessions[session].rule == Rule::glue_8);
    CHECK(results.sessions[session].ended == at(revoked ? 5h : 25h));
    CHECK(results.jobs[job].rule == Rule::glue_8);
    CHECK(results.jobs[job].cause ==
          (revoked ? Cause::background_session_revoked : Cause::background_session_expired));
  }
}

TEST_CASE("GLUE-9: Glue's switch touches new sessions only, either way") {
  ScenarioBuilder builder;
  builder.sign_in(0h);
  const Number on = builder.start_session(1h);
  builder.set(2h, Setting::glue_background_sessions, 0);
  const Number off = builder.start_session(2h);
  builder.set(3h, Setting::glue_background_sessions, 1);
  builder.sign_out(4h);
  const Results results = builder.play();
  CHECK(results.sessions[on].cause == Cause::idle_timeout);
  CHECK(results.sessions[off].cause == Cause::signed_out);
}

TEST_CASE("statements: one at a time, in the order in which they came, a cancelled one gives up its place") {
  Signed builder;
  const Number session = builder.start_session(1h);
  const Number first = builder.run(1h, session, 1h);
  const Number cancelled = builder.run(1h, session, 1h);
  const Number third = builder.run(1h, session, 1h, {.fails = true});
  const Number fourth = builder.run(1h, session, 1h);
  builder.stop_job(90min, cancelled);
  const Results results = builder.play();
  CHECK(results.jobs[first].ended == at(2h));
  CHECK(results.jobs[cancelled].cause == Cause::stopped_by_user);
  CHECK(results.jobs[cancelled].started == never);
  CHECK(results.jobs[third].ended == at(3h));
  CHECK(results.jobs[third].state == "ERROR");
  CHECK(results.jobs[fourth].ended == at(4h));
  CHECK(results.totals.usage[0].bucket(Bucket::lost) == Duration{1h}.count() * 10);
  CHECK(results.sessions[session].worked == 3h);
}

TEST_CASE(
    "identity propagation off: a role-based session goes on after sign-out, reachable while its notebook is "
    "open") {
  for (const bool old_release : {false, true}) {
    ScenarioBuilder builder;
    builder.start_with(Setting::glue_identity_propagation, old_release ? 1 : 0);
    builder.sign_in(0h);
    const Number session =
        builder.start_session(1h, {.release = {old_release ? std::uint16_t{4} : std::uint16_t{5}, 0}});
    builder.sign_out(2h);
    const Number reached = builder.run(3h, session, 1h);
    builder.close_notebook(5h, session);
    const Number unreached = builder.run(6h, session, 1h);
    const Results results = builder.play();
    CHECK(results.sessions[session].identity == Identity::role);
    CHECK(results.sessions[session].cause == Cause::idle_timeout);
    CHECK(results.jobs[reached].outcome == Outcome::completed);
    CHECK_FALSE(results.jobs[reached].unseen);
    CHECK(results.jobs[unreached].cause == Cause::not_attached);
  }
}

TEST_CASE("apps: a session from an app that is not open is rejected, as a job is") {
  Signed builder;
  const Number app = builder.open_app(1h);
  builder.stop_app(2h, app);
  const Number session = builder.start_session(3h, {.app = app});
  const Number job = builder.start_job(3h, 1h, {.app = app});
  builder.stop_app(4h, app);
  const Results results = builder.play();
  CHECK(results.sessions[session].cause == Cause::not_attached);
  CHECK(results.jobs[job].cause == Cause::not_attached);
  CHECK(results.ineffective.size() == 1);
}

}  // namespace
}  // namespace outlive::testing
