// What happens at one instant, for each pair of classes, and what happens at the horizon (design section 2).
#include <doctest/doctest.h>

#include "tests/workload/play.hpp"
#include "tests/workload/scenario_builder.hpp"

namespace outlive::testing {
namespace {

/// A session with a statement from 1h to 11h, of a user who is signed in for as long as `signed_in`.
struct Tied : ScenarioBuilder {
  explicit Tied(Duration signed_in = days{90}) {
    start_with(Setting::interactive_session_duration, signed_in);
    sign_in(0h);
  }
  void start(const SessionOptions& options = {}) {
    session = start_session(1h, options);
    job = run(1h, session, 10h);
  }
  Number session = 0;
  Number job = 0;
};

TEST_CASE("ties: work that completes exactly when its background session expires has completed") {
  Tied builder;
  builder.start_with(Setting::background_session_duration, 10h);
  builder.start();
  Results results = builder.play();
  CHECK(results.jobs[builder.job].outcome == Outcome::completed);
  CHECK(results.sessions[builder.session].ended == at(11h));
  CHECK(results.sessions[builder.session].cause == Cause::background_session_expired);
  builder.start_with(Setting::background_session_duration, 10h - 1ms);
  results = builder.play();
  CHECK(results.jobs[builder.job].outcome == Outcome::stopped);
}

TEST_CASE("ties: work that completes exactly when the sign-in expires has completed, and is seen") {
  Tied builder(11h);
  builder.start_with(Setting::glue_background_sessions, 0);
  builder.start();
  const Results results = builder.play();
  CHECK(results.jobs[builder.job].outcome == Outcome::completed);
  CHECK_FALSE(results.jobs[builder.job].survived);
  CHECK_FALSE(results.jobs[builder.job].unseen);
  CHECK(results.sessions[builder.session].cause == Cause::interactive_session_expired);
}

TEST_CASE("ties: work that completes exactly at a hard limit has completed") {
  Tied builder;
  builder.start({.timeout = 10h});
  const Number training = builder.start_job(1h, 10h, {.max_runtime = 10h});
  const Results results = builder.play();
  CHECK(results.jobs[builder.job].outcome == Outcome::completed);
  CHECK(results.sessions[builder.session].cause == Cause::session_timeout);
  CHECK(results.jobs[training].outcome == Outcome::completed);
}

TEST_CASE("ties: work that completes exactly when people act has completed") {
  for (const Verb verb : {Verb::sign_out, Verb::stop_session, Verb::revoke, Verb::close_notebook}) {
    Tied builder;
    builder.start();
    if (verb == Verb::sign_out) builder.sign_out(11h);
    if (verb == Verb::stop_session) builder.stop_session(11h, builder.session);
    if (verb == Verb::revoke) builder.revoke_session(11h, builder.session);
    if (verb == Verb::close_notebook) builder.close_notebook(11h, builder.session);
    const Results results = builder.play();
    CHECK(results.jobs[builder.job].outcome == Outcome::completed);
    CHECK_FALSE(results.jobs[builder.job].unseen);
    CHECK_FALSE(results.jobs[builder.job].survived);
  }
}

TEST_CASE(
    "ties: a background session expires before the sign-in does, a hard limit or an idle timeout acts") {
  Tied builder(25h);
  builder.start_with(Setting::background_session_duration, 24h);
  builder.start_with(Setting::sagemaker_background_sessions, 0);
  builder.start({.idle_timeout = 14h, .timeout = 24h});  // all at 25h
  const Number bound = builder.start_job(1h, 50h, {.max_runtime = 24h});
  builder.start_with(Setting::sagemaker_background_sessions, 0);
  const Results results = builder.play();
  CHECK(results.sessions[builder.session].ended == at(25h));
  CHECK(results.sessions[builder.session].cause == Cause::background_session_expired);
  CHECK(results.jobs[bound].cause == Cause::interactive_session_expired);  // before MaxRuntime
  CHECK(results.jobs[bound].outcome == Outcome::failed);
}

TEST_CASE("ties: MaxRuntime equal to the background session counts as session loss (B-19)") {
  Tied builder;
  builder.start_with(Setting::background_session_duration, 10h);
  const Number job = builder.start_job(1h, 50h, {.max_runtime = 10h});
  CHECK(builder.play().jobs[job].cause == Cause::background_session_expired);
}

TEST_CASE("ties: the sign-in expires before a hard limit or an idle timeout acts") {
  for (const bool hard : {true, false}) {
    Tied builder(20h);
    builder.start_with(Setting::glue_background_sessions, 0);
    builder.start({.idle_timeout = hard ? Duration{days{9}} : Duration{9h},
                   .timeout = hard ? Duration{19h} : unlimited});
    const Results results = builder.play();
    CHECK(results.sessions[builder.session].ended == at(20h));
    CHECK(results.sessions[builder.session].cause == Cause::interactive_session_expired);
  }
}

TEST_CASE("ties: a hard limit acts before an idle timeout, and both before people") {
  Tied builder;
  builder.start({.idle_timeout = 9h, .timeout = 19h});
  builder.stop_session(20h, builder.session);
  const Number late = builder.run(20h, builder.session, 1h);
  Results results = builder.play();
  CHECK(results.sessions[builder.session].cause == Cause::session_timeout);
  CHECK(results.jobs[late].cause == Cause::session_ended);
  CHECK(results.ineffective.size() == 1);

  Tied idle;
  idle.start({.idle_timeout = 9h});
  const Number tied = idle.run(20h, idle.session, 1h);
  results = idle.play();
  CHECK(results.sessions[idle.session].cause == Cause::idle_timeout);
  CHECK(results.jobs[tied].outcome == Outcome::rejected);
}

TEST_CASE("ties: an expired sign-in cannot start anything at that instant, nor sign out") {
  Tied builder(8h);
  const Number session = builder.start_session(8h);
  builder.sign_out(8h);
  const Results results = builder.play();
  CHECK(results.sessions[session].cause == Cause::not_signed_in);
  CHECK(results.ineffective.size() == 1);
}

TEST_CASE("ties: what people do at one instant happens in the order of the lines") {
  Tied builder;
  const Number before = builder.start_session(1h);
  builder.set(1h, Setting::background_session_duration, 5h);
  const Number after_it = builder.start_session(1h);
  builder.sign_out(1h);
  const Number too_late = builder.start_session(1h);
  const Results results = builder.play();
  CHECK(results.sessions[before].background_duration == days{7});
  CHECK(results.sessions[after_it].background_duration == 5h);
  CHECK(results.sessions[too_late].cause == Cause::not_signed_in);
}

TEST_CASE("ties: a statement follows another at the instant in which that is done") {
  Tied builder;
  builder.start();
  const Number next = builder.run(11h, builder.session, 0s);
  const Number last = builder.run(11h, builder.session, 1h);
  const Results results = builder.play();
  CHECK(results.jobs[next].started == at(11h));
  CHECK(results.jobs[next].ended == at(11h));
  CHECK(results.jobs[last].started == at(11h));
}

TEST_CASE("horizon: what happens exactly at it still happens, what comes after it never does") {
  ScenarioBuilder builder(10h);
  builder.start_with(Setting::interactive_session_duration, 24h);
  builder.sign_in(0h);
  const Number session = builder.start_session(1h);
  const Number job = builder.run(1h, session, 9h);
  const Number at_horizon = builder.start_job(10h, 1h);
  const Number beyond = builder.start_job(10h + 1ms, 1h);
  const Results results = builder.play();
  CHECK(results.jobs[job].outcome == Outcome::completed);
  CHECK(results.jobs[job].ended == at(10h));
  CHECK(results.jobs[at_horizon].outcome == Outcome::running);
  CHECK(results.jobs[at_horizon].worked == 0h);
  CHECK(results.jobs[beyond].submitted == never);
  CHECK(results.totals.jobs_with(Outcome::running) == 1);
  CHECK(results.jobs[beyond].outcome == Outcome::rejected);
  CHECK(results.jobs[beyond].cause == Cause::horizon);
  CHECK(results.totals.jobs_with(Outcome::rejected) == 1);
}

TEST_CASE("horizon: what runs, waits, starts up or saves then is running, and its usage unfinished or idle") {
  ScenarioBuilder builder(10h);
  builder.start_with(Setting::interactive_session_duration, 24h);
  builder.sign_in(0h);
  const Number session = builder.start_session(1h);
  const Number done = builder.run(1h, session, 2h);
  const Number running = builder.run(4h, session, 100h);
  const Number waiting = builder.run(5h, session, 100h);
  const Number starting = builder.start_job(9h, 1h, {.start_up = 5h});
  const Number saving = builder.start_job(1h, 20h, {.max_runtime = 9h - 30s, .saves_in = 60s});
  const Results results = builder.play();
  CHECK(results.sessions[session].cause == Cause::horizon);
  CHECK(results.sessions[session].ended == never);
  CHECK(results.sessions[session].state == "READY");
  CHECK(results.jobs[done].outcome == Outcome::completed);
  for (const Number each : {running, waiting, starting, saving}) {
    CAPTURE(each);
    CHECK(results.jobs[each].outcome == Outcome::running);
    CHECK(results.jobs[each].cause == Cause::horizon);
    CHECK(results.jobs[each].ended == never);
  }
  CHECK(results.jobs[running].worked == 6h);
  CHECK(results.jobs[waiting].worked == 0h);
  CHECK(results.jobs[saving].state == "Stopping");
  CHECK(results.jobs[saving].worked == 9h);
  const Cells<std::int64_t>& glue = results.totals.usage[0];
  CHECK(glue.bucket(Bucket::useful) == Duration{2h}.count() * 10);
  CHECK(glue.bucket(Bucket::unfinished) == Duration{6h}.count() * 10);
  CHECK(glue.bucket(Bucket::idle) == Duration{1h}.count() * 10);
  CHECK(results.totals.usage[2].bucket(Bucket::unfinished) == Duration{9h}.count());
  CHECK(results.totals.sessions[static_cast<std::size_t>(Cause::horizon)] == 1);
}

TEST_CASE("SMUS-2: the end of the last query ends a session before a limit of the same instant does") {
  const Play play(R"(
users: {ana: {}}
settings: {glue: {background_sessions: true, timeout: 2h}, identity_center: {background_sessions: {enabled: true}}}
timeline:
  - {at: 0h, user: ana, do: sign_in}
  - {at: 0h, user: ana, do: start_session, id: last, service: glue}
  - {at: 0h, session: last, do: run, job: query, takes: 2h}
  - {at: 1h, user: ana, do: sign_out}
)",
                  PlayOptions{.assumptions = {{"end_when_queries_complete", "yes"}}});
  CHECK(play.fate("query") == "completed at 2h");
  CHECK(play.session_end("last") == "queries_complete SMUS-2 at 2h");
}

}  // namespace
}  // namespace outlive::testing
