// Interactive and background sessions: rules IDC-1 to IDC-12 and IDC-16.
#include <doctest/doctest.h>

#include "tests/workload/scenario_builder.hpp"

namespace outlive::testing {
namespace {

TEST_CASE("IDC-1: a sign-in expires after its duration, or the directory's cap if that is shorter") {
  ScenarioBuilder plain;
  const Number sign_in = plain.sign_in(1h);
  Results results = plain.play();
  CHECK(results.sign_ins[sign_in].ended == at(9h));
  CHECK(results.sign_ins[sign_in].cause == Cause::interactive_session_expired);
  plain.start_with(Setting::interactive_session_directory_cap, 3h);
  CHECK(plain.play().sign_ins[sign_in].ended == at(4h));
  plain.start_with(Setting::interactive_session_directory_cap, 10h);
  CHECK(plain.play().sign_ins[sign_in].ended == at(9h));
}

TEST_CASE("IDC-1: nothing starts without a sign-in") {
  ScenarioBuilder builder;
  const Number session = builder.start_session(0h);
  const Number job = builder.start_job(0h, 1h);
  const Number early = builder.run(1min, session, 1h);
  builder.sign_in(1h);
  const Results results = builder.play();
  CHECK(results.sessions[session].cause == Cause::not_signed_in);
  CHECK(results.sessions[session].rejected());
  CHECK(results.jobs[job].outcome == Outcome::rejected);
  CHECK(results.jobs[job].cause == Cause::not_signed_in);
  CHECK(results.jobs[early].cause == Cause::session_rejected);
  CHECK(results.totals.cost_of_all().total().nanos() == 0);
}

TEST_CASE("IDC-2: a changed interactive duration holds for new sign-ins only") {
  ScenarioBuilder builder;
  const Number before = builder.sign_in(0h);
  builder.set(1h, Setting::interactive_session_duration, 2h);
  const Number after_it = builder.sign_in(1h);
  const Results results = builder.play();
  CHECK(results.sign_ins[before].ended == at(8h));
  CHECK(results.sign_ins[after_it].ended == at(3h));
}

TEST_CASE(
    "IDC-3 IDC-4: an app's session begins with the app and ends with the sign-in, the app itself stays") {
  ScenarioBuilder builder;
  builder.sign_in(0h);
  builder.open_app(1h);
  builder.sign_out(2h);
  std::vector<std::pair<Instant, std::string_view>> story;
  bool deleted = false;
  for (const LifeEvent& event : builder.play(true).lives) {
    if (event.kind == "application session") story.emplace_back(event.at, event.state);
    deleted = deleted || event.state == "Deleted";
  }
  CHECK(story == std::vector<std::pair<Instant, std::string_view>>{{at(1h), "ACTIVE"}, {at(2h), "ENDED"}});
  CHECK_FALSE(deleted);
}

TEST_CASE("IDC-5 GLUE-4: neither sign-out nor expiry of the sign-in ends a background session") {
  for (const bool signs_out : {true, false}) {
    ScenarioBuilder builder;
    const Number sign_in = builder.sign_in(0h);
    const Number session = builder.start_session(5min);
    const Number job = builder.run(10min, session, 20h, {.saves_results = true});
    if (signs_out) builder.sign_out(1h);
    const Results results = builder.play();
    CHECK(results.sign_ins[sign_in].ended == at(signs_out ? 1h : 8h));
    CHECK(results.jobs[job].outcome == Outcome::completed);
    CHECK(results.jobs[job].survived);
    CHECK_FALSE(results.jobs[job].unseen);
    CHECK(results.sessions[session].cause == Cause::idle_timeout);
    CHECK(results.sessions[session].ended == at(10min + 20h + 48h));
  }
}

TEST_CASE("IDC-6 IDC-16: the background session's duration is fixed when the work starts, and ends it") {
  ScenarioBuilder builder;
  builder.start_with(Setting::background_session_duration, 24h);
  builder.sign_in(0h);
  const Number session = builder.start_session(1h);
  const Number job = builder.run(2h, session, 100h);
  const Results results = builder.play();
  CHECK(results.sessions[session].ended == at(25h));
  CHECK(results.sessions[session].background_duration == 24h);
  CHECK(results.jobs[job].cause == Cause::background_session_expired);
  CHECK(results.jobs[job].worked == 23h);
  CHECK(results.totals.background_sessions == 1);
}

TEST_CASE(
    "IDC-7: what a schedule starts needs no sign-in, has no background session and runs its statements") {
  ScenarioBuilder builder;
  const Number session = builder.start_session(0h, {.scheduled = true});
  const Number job = builder.run(1h, session, 3h, {.saves_results = true});
  const Number lost = builder.run(5h, session, 1h);
  const Number training = builder.start_job(0h, 10h, {.scheduled = true});
  const Results results = builder.play();
  CHECK(results.sessions[session].identity == Identity::role);
  CHECK(results.jobs[job].outcome == Outcome::completed);
  CHECK_FALSE(results.jobs[job].unseen);
  CHECK(results.jobs[lost].unseen);  // nobody is there to see it
  CHECK(results.jobs[training].outcome == Outcome::completed);
  CHECK(results.jobs[training].identity == Identity::role);
  CHECK(results.totals.background_sessions == 0);
}

TEST_CASE("IDC-8: a changed background duration leaves running sessions their old expiry") {
  for (const Duration changed : {Duration{12h}, Duration{days{20}}}) {
    ScenarioBuilder builder;
    builder.start_with(Setting::background_session_duration, 24h);
    builder.sign_in(0h);
    const Number before = builder.start_session(1h);
    builder.run(1h, before, days{25});
    builder.set(2h, Setting::background_session_duration, changed);
    const Number after_it = builder.start_session(2h);
    builder.run(2h, after_it, days{25});
    const Results results = builder.play();
    CHECK(results.sessions[before].ended == at(25h));
    CHECK(results.sessions[after_it].ended == at(2h + changed));
  }
}

TEST_CASE("IDC-9: disabling background sessions at the instance leaves running ones alone") {
  ScenarioBuilder builder;
  builder.sign_in(0h);
  const Number before = builder.start_session(1h);
  const Number job = builder.run(1h, before, 20h, {.saves_results = true});
  builder.set(2h, Setting::background_sessions_enabled, 0);
  const Number training = builder.start_job(3h, 20h);
  const Results results = builder.play();
  CHECK(results.jobs[job].outcome == Outcome::completed);
  CHECK(results.jobs[training].cause == Cause::interactive_session_expired);
}

TEST_CASE(
    "IDC-10: disabling them for one application leaves its running ones, and other applications, alone") {
  ScenarioBuilder builder;
  builder.sign_in(0h);
  const Number before = builder.start_job(1h, 20h);
  builder.set(2h, Setting::sagemaker_background_sessions, 0);
  const Number after_it = builder.start_job(2h, 20h);
  const Number glue = builder.start_session(2h);
  const Results results = builder.play();
  CHECK(results.jobs[before].outcome == Outcome::completed);
  CHECK(results.jobs[after_it].outcome == Outcome::failed);
  CHECK(results.jobs[after_it].rule == Rule::sm_3);
  CHECK(results.sessions[glue].identity == Identity::background_session);
}

TEST_CASE("IDC-11: an administrator ends one background session, and that work alone") {
  ScenarioBuilder builder;
  builder.sign_in(0h);
  const Number session = builder.start_session(1h);
  const Number statement = builder.run(1h, session, 20h);
  const Number other = builder.start_session(1h);
  const Number training = builder.start_job(1h, 20h);
  const Number other_training = builder.start_job(1h, 20h);
  builder.revoke_session(2h, session);
  builder.revoke_job(3h, training);
  const Results results = builder.play();
  CHECK(results.sessions[session].ended == at(2h));
  CHECK(results.sessions[session].cause == Cause::background_session_revoked);
  CHECK(results.jobs[statement].outcome == Outcome::stopped);
  CHECK(results.sessions[other].cause == Cause::idle_timeout);
  CHECK(results.jobs[training].outcome == Outcome::failed);
  CHECK(results.jobs[training].ended == at(3h));
  CHECK(results.jobs[other_training].outcome == Outcome::completed);
}

TEST_CASE("IDC-11: or all of a user's, and of nobody else") {
  ScenarioBuilder builder(days{30}, 2);
  std::vector<Number> sessions;
  for (const Number user : {0u, 1u}) {
    builder.sign_in(0h, user);
    sessions.push_back(builder.start_session(1h, {.user = user}));
    sessions.push_back(builder.start_session(1h, {.user = user}));
  }
  const Number job = builder.start_job(1h, 20h);
  builder.revoke_all(2h);
  builder.revoke_all(2h);
  const Results results = builder.play();
  CHECK(results.sessions[sessions[0]].ended == at(2h));
  CHECK(results.sessions[sessions[1]].ended == at(2h));
  CHECK(results.jobs[job].cause == Cause::background_session_revoked);
  CHECK(results.sessions[sessions[2]].cause == Cause::idle_timeout);
  REQUIRE(results.ineffective.size() == 1);  // the second time there is nothing left
}

TEST_CASE("IDC-11: to revoke what has none, has ended or never started is noted as having no effect") {
  ScenarioBuilder builder;
  builder.sign_in(0h);
  const Number session = builder.start_session(1h);
  const Number role = builder.start_session(1h, {.release = {4, 0}});
  const Number later = builder.start_session(5h);
  builder.stop_session(2h, session);
  builder.revoke_session(3h, session);
  builder.revoke_session(3h, role);
  builder.revoke_session(3h, later);
  const Results results = builder.play();
  CHECK(results.ineffective.size() == 3);
  CHECK(results.sessions[session].cause == Cause::stopped_by_user);
  CHECK(results.sessions[role].cause == Cause::idle_timeout);
  CHECK(results.sessions[later].cause == Cause::idle_timeout);
}

TEST_CASE(
    "IDC-12: an administrator ending interactive sessions works like a sign-out, and spares background "
    "sessions") {
  ScenarioBuilder builder;
  builder.start_with(Setting::sagemaker_background_sessions, 0);
  const Number first = builder.sign_in(0h);
  const Number second = builder.sign_in(1h);
  const Number session = builder.start_session(2h, {.from = first});
  const Number training = builder.start_job(2h, 20h, {.from = second});
  builder.end_interactive(3h);
  const Results results = builder.play();
  CHECK(results.sign_ins[first].cause == Cause::interactive_session_ended);
  CHECK(results.sign_ins[second].ended == at(3h));
  CHECK(results.sessions[session].cause == Cause::idle_timeout);
  CHECK(results.jobs[training].outcome == Outcome::failed);
  CHECK(results.jobs[training].cause == Cause::interactive_session_ended);
}

TEST_CASE("IDC-4 GLUE-3: of several sign-ins only the one that it was started from counts for the work") {
  ScenarioBuilder builder;
  builder.start_with(Setting::glue_background_sessions, 0);
  const Number laptop = builder.sign_in(0h);
  const Number desktop = builder.sign_in(1h);
  const Number on_laptop = builder.start_session(2h, {.from = laptop});
  const Number on_desktop = builder.start_session(2h, {.from = desktop});
  const Number on_latest = builder.start_session(2h);
  builder.sign_out(3h, 0, desktop);
  builder.sign_out(4h);  // the one that is open
  const Results results = builder.play();
  CHECK(results.sessions[on_laptop].ended == at(4h));
  CHECK(results.sessions[on_desktop].ended == at(3h));
  CHECK(results.sessions[on_latest].ended == at(3h));
  CHECK(results.sessions[on_laptop].cause == Cause::signed_out);
  CHECK(results.sign_ins[laptop].ended == at(4h));
}

TEST_CASE("sign-ins: whichever of several ended, the newest that is open is meant") {
  ScenarioBuilder builder;
  builder.start_with(Setting::glue_background_sessions, 0);
  const Number a = builder.sign_in(0h);
  const Number b = builder.sign_in(0h);
  const Number c = builder.sign_in(0h);
  builder.sign_out(1h, 0, c);
  builder.sign_out(2h, 0, a);
  const Number d = builder.sign_in(3h);
  builder.sign_out(4h, 0, d);
  const Number session = builder.start_session(5h);  // from b
  builder.sign_out(6h);
  builder.sign_out(7h);
  const Results results = builder.play();
  CHECK(results.sign_ins[b].ended == at(6h));
  CHECK(results.sessions[session].ended == at(6h));
  CHECK(results.ineffective.size() == 1);
  CHECK(results.ineffective.front().at == at(7h));
}

TEST_CASE("sign-ins: a named one that has ended cannot start anything, though another is open") {
  ScenarioBuilder builder;
  const Number gone = builder.sign_in(0h);
  builder.sign_in(0h);
  builder.sign_out(1h, 0, gone);
  const Number session = builder.start_session(2h, {.from = gone});
  CHECK(builder.play().sessions[session].cause == Cause::not_signed_in);
}

TEST_CASE("sign-ins: signing in again does not give back what the old sign-in could reach") {
  ScenarioBuilder builder;
  builder.sign_in(0h);
  const Number session = builder.start_session(1h);
  builder.sign_out(2h);
  builder.sign_in(3h);
  const Number job = builder.run(4h, session, 1h, {.saves_results = true});
  const Results results = builder.play();
  CHECK(results.jobs[job].cause == Cause::not_attached);
  CHECK(results.jobs[job].rule == Rule::glue_4);
}

}  // namespace
}  // namespace outlive::testing
