// Applications and Livy sessions of EMR Serverless. A worker of 4 vCPU and 16 GB costs 0.302952 USD an hour.
#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

// Applications with background sessions (`main`) and without (`plain`), never stopping by themselves.
const std::string signed_in = R"(
users: {eli: {}, ops: {}}
timeline:
  - {at: 0h, user: eli, do: sign_in}
  - {at: 0h, user: ops, do: sign_in}
)";
const std::string started = signed_in + R"(
  - {at: 0h, user: eli, do: create_application, id: main, background_sessions: true, auto_stop: none}
  - {at: 0h, user: eli, application: main, do: start_application}
  - {at: 0h, user: eli, do: create_application, id: plain, auto_stop: none}
  - {at: 0h, user: eli, application: plain, do: start_application}
)";

TEST_CASE("EMRS-1: an application that asks for background sessions while they are off is refused") {
  const Play play(signed_in + R"(
  - {at: 0h, user: eli, do: create_application, id: before, background_sessions: true}
  - {at: 1h, admin: set, identity_center.background_sessions.enabled: false}
  - {at: 1h, user: eli, do: create_application, id: asks, background_sessions: true}
  - {at: 1h, user: eli, do: create_application, id: asks-not, auto_start: true}
  - {at: 1h, user: eli, application: asks, do: start_application}
  - {at: 1h, user: eli, do: start_session, id: in-asks, service: emr_serverless, application: asks}
  - {at: 1h, session: in-asks, do: run, job: cell, takes: 1h}
  - {at: 2h, user: eli, application: asks-not, do: update_application, background_sessions: true}
  - {at: 3h, admin: set, identity_center.background_sessions.enabled: true}
  - {at: 3h, user: eli, do: start_session, id: unchanged, service: emr_serverless, application: asks-not, workers: 1}
  - {at: 4h, user: eli, application: asks-not, do: update_application, background_sessions: true}
  - {at: 4h, user: eli, do: start_session, id: changed, service: emr_serverless, application: asks-not, workers: 1}
)");
  CHECK(play.host("asks").cause == Cause::background_sessions_refused);
  CHECK(play.host("asks").rule == Rule::emrs_1);
  CHECK(play.host("asks").lives == 0);
  CHECK(play.host("before").state == "CREATED");
  CHECK(play.session_end("in-asks") == "rejected: background_sessions_refused EMRS-1 at 1h");
  CHECK(play.fate("cell") == "rejected: session_rejected EMRS-1 at 1h");
  CHECK(play.session_cost("in-asks") == "0.00");
  CHECK(play.identity_of_session("unchanged") == "interactive_session");
  CHECK(play.identity_of_session("changed") == "background_session");
  CHECK(play.ineffective() ==
        "1h: the application was never created\n"
        "2h: background sessions are off at Identity Center, so the update was refused [EMRS-1]\n");
}

const std::string switched_off_later = started + R"(
  - {at: 0h, user: eli, do: start_session, id: before, service: emr_serverless, application: main, idle_timeout: 5h}
  - {at: 1h, admin: set, identity_center.background_sessions.enabled: false}
  - {at: 1h, user: eli, do: start_session, id: in-main, service: emr_serverless, application: main, idle_timeout: 5h}
  - {at: 1h, user: eli, do: start_session, id: in-plain, service: emr_serverless, application: plain, idle_timeout: 5h}
  - {at: 2h, user: eli, do: sign_out}
)";

TEST_CASE(
    "B-11: switched off later, an application that asks uses the standard flow, or refuses new sessions") {
  const std::string key = "application_flag_without_identity_center";
  for (const std::string option : {"standard_flow", "refuses"}) {
    CAPTURE(option);
    const Play play = play_with(switched_off_later, key, option);
    CHECK(play.session_end("before") == "idle_timeout EMRS-2 at 5h");
    CHECK(play.session_end("in-plain") == "signed_out EMRS-5 at 2h");
    CHECK(play.session_end("in-main") == (option == "refuses"
                                              ? "rejected: background_sessions_refused EMRS-1 at 1h"
                                              : "signed_out EMRS-5 at 2h"));
  }
}

TEST_CASE(
    "EMRS-2: a session without a statement for an hour, or its ttl, is deleted and billed from idle on") {
  const Play play(started + R"(
  - {at: 0h, user: eli, do: start_session, id: unused, service: emr_serverless, application: main, workers: 1,
     start_up: 5m}
  - {at: 0h, user: eli, do: start_session, id: used, service: emr_serverless, application: main, workers: 1}
  - {at: 0h, user: eli, do: start_session, id: ttl, service: emr_serverless, application: main, workers: 1,
     idle_timeout: 30m}
  - {at: 50m, session: used, do: run, job: first, takes: 2h}
  - {at: 1h, session: used, do: run, job: waits, takes: 1h}
  - {at: 1h, admin: set, emr_serverless.idle_timeout: 2h}
  - {at: 1h5m, session: unused, do: run, job: late, takes: 1m}
  - {at: 5h, user: eli, do: start_session, id: later, service: emr_serverless, application: main, workers: 1}
)");
  CHECK(play.session_end("unused") == "idle_timeout EMRS-2 at 1h5m");  // the same instant as the statement
  CHECK(play.fate("late") == "rejected: session_ended EMRS-2 at 1h5m");
  CHECK(play.session_cost("unused") == "0.302952");
  CHECK(play.session_end("ttl") == "idle_timeout EMRS-2 at 30m");
  CHECK(play.session_cost("ttl") == "0.151476");
  CHECK(play.fate("waits") == "completed at 3h50m");
  CHECK(play.session_end("used") == "idle_timeout EMRS-2 at 4h50m");
  CHECK(play.session_end("later") == "idle_timeout EMRS-2 at 7h");
}

TEST_CASE("EMRS-2: three meters, of which storage counts above 20 GB, and a minute at least") {
  const Play play(started + R"(
  - {at: 0h, user: eli, do: start_session, id: disk, service: emr_serverless, application: main, workers: 2,
     storage_gb: 120}
  - {at: 0h, user: eli, do: start_session, id: blink, service: emr_serverless, application: main, workers: 1}
  - {at: 10s, session: blink, do: stop_session}
)");
  CHECK(play.session("disk").lines.count == 3);
  CHECK(play.session_cost("disk") == "0.628104");  // 2 x (0.302952 + 100 x 0.000111)
  CHECK(play.session("blink").lines.count == 2);
  CHECK(play.session_cost("blink") == "0.0050492");  // 3,508,267 + 1,540,933 nano-dollars
}

TEST_CASE(
    "EMRS-2: a statement that waited for its session to start makes it busy, and its idle time begin later") {
  const std::string text = started + R"(
  - {at: 0h, user: eli, do: start_session, id: slow, service: emr_serverless, application: main, workers: 1,
     start_up: 30m}
  - {at: 0h, session: slow, do: run, job: waits, takes: 2h}
)";
  const Play half_way(text, PlayOptions{.horizon = "1h"});
  CHECK(half_way.session("slow").state == "busy");
  const Play play(text);
  CHECK(play.fate("waits") == "completed at 2h30m");
  CHECK(play.session_end("slow") == "idle_timeout EMRS-2 at 3h30m");
}

TEST_CASE("EMRS-3: a session ends 24 h after its creation, even if it is busy") {
  const Play play(started + R"(
  - {at: 0h, user: eli, do: start_session, id: busy, service: emr_serverless, application: main, workers: 1}
  - {at: 0h, user: eli, do: start_session, id: slow, service: emr_serverless, application: main, workers: 1,
     start_up: 2h}
  - {at: 0h, user: eli, do: start_session, id: exact, service: emr_serverless, application: main, workers: 1}
  - {at: 0h, session: busy, do: run, job: b, takes: 30h}
  - {at: 0h, session: slow, do: run, job: s, takes: 30h}
  - {at: 0h, session: exact, do: run, job: e, takes: 24h, saves_results: true}
)");
  CHECK(play.session_end("busy") == "session_timeout EMRS-3 at 1d");
  CHECK(play.fate("b") == "stopped: session_timeout EMRS-3 at 1d");
  CHECK(play.job("b").needs.hard_limit == 30h);
  CHECK(play.session_cost("busy") == "7.270848");
  CHECK(play.session_end("slow") == "session_timeout EMRS-3 at 1d");
  CHECK(play.job("s").worked == 22h);
  CHECK(play.fate("e") == "completed at 1d");  // work that completes comes first
  CHECK(play.session_end("exact") == "session_timeout EMRS-3 at 1d");
}

TEST_CASE("EMRS-3 EMRS-4: the cap ends nothing that ended before, and gives way to the background session") {
  const Play play(started + R"(
  - {at: 0h, admin: set, identity_center.background_sessions.duration: 24h}
  - {at: 0h, user: eli, do: start_session, id: both, service: emr_serverless, application: main, workers: 1}
  - {at: 0h, session: both, do: run, job: b, takes: 30h}
  - {at: 0h, user: eli, do: start_session, id: idle, service: emr_serverless, application: main, workers: 1,
     idle_timeout: 24h}
  - {at: 1h, user: eli, do: start_session, id: idles-first, service: emr_serverless, application: main, workers: 1,
     idle_timeout: 23h}
)");
  CHECK(play.session_end("both") == "background_session_expired EMRS-4 at 1d");
  CHECK(play.session_end("idle") == "background_session_expired EMRS-4 at 1d");
  CHECK(play.session_end("idles-first") == "idle_timeout EMRS-2 at 1d");
}

TEST_CASE(
    "EMRS-4: expiry, revocation, and whatever ends the kernel, end a session with a background session") {
  const Play play(started + R"(
  - {at: 0h, admin: set, identity_center.background_sessions.duration: 6h}
  - {at: 0h, user: eli, do: start_session, id: expires, service: emr_serverless, application: main, workers: 1}
  - {at: 0h, user: eli, do: start_session, id: revoked, service: emr_serverless, application: main, workers: 1}
  - {at: 0h, user: eli, do: start_session, id: stopped, service: emr_serverless, application: main, workers: 1}
  - {at: 0h, user: eli, do: start_session, id: killed, service: emr_serverless, application: main, workers: 1}
  - {at: 0h, user: eli, do: start_session, id: closed, service: emr_serverless, application: main, workers: 1}
  - {at: 0h, user: eli, do: start_session, id: bound, service: emr_serverless, application: plain, workers: 1}
  - {at: 0h, session: expires, do: run, job: e, takes: 10h}
  - {at: 0h, session: bound, do: run, job: b, takes: 4h}
  - {at: 20m, session: stopped, do: stop_session}
  - {at: 20m, session: killed, do: stop_kernel}
  - {at: 20m, session: closed, do: close_notebook}
  - {at: 30m, admin: revoke, session: revoked}
  - {at: 30m, admin: revoke, session: bound}
)");
  CHECK(play.session_end("expires") == "background_session_expired EMRS-4 at 6h");
  CHECK(play.fate("e") == "stopped: background_session_expired EMRS-4 at 6h");
  CHECK(play.job("e").needs.background_session == 10h);
  CHECK(play.session("expires").state == "dead");
  CHECK(play.session_end("revoked") == "background_session_revoked EMRS-4 at 30m");
  CHECK(play.session_end("stopped") == "stopped_by_user EMRS-4 at 20m");
  CHECK(play.session("killed").rule == Rule::emrs_4);
  CHECK(play.session("killed").ended == Instant{20min});
  CHECK(play.session_end("closed") == "idle_timeout EMRS-2 at 1h");  // only detached
  CHECK(play.session_end("bound") == "idle_timeout EMRS-2 at 5h");
  CHECK(play.ineffective() == "30m: there was no background session to revoke\n");
}

TEST_CASE("EMRS-5: without a background session a session ends with its sign-in or its notebook") {
  const Play play(started + R"(
  - {at: 0h, user: eli, do: start_session, id: bound, service: emr_serverless, application: plain, workers: 1}
  - {at: 0h, user: ops, do: start_session, id: expires, service: emr_serverless, application: plain, workers: 1}
  - {at: 0h, user: eli, do: start_session, id: closed, service: emr_serverless, application: plain, workers: 1}
  - {at: 0h, user: eli, do: start_session, id: free, service: emr_serverless, application: main, workers: 1}
  - {at: 0h, session: bound, do: run, job: b, takes: 10h}
  - {at: 0h, session: expires, do: run, job: e, takes: 10h}
  - {at: 0h, session: free, do: run, job: f, takes: 10h, saves_results: true}
  - {at: 30m, session: closed, do: close_notebook}
  - {at: 2h, user: eli, do: sign_out}
)");
  CHECK(play.session_end("bound") == "signed_out EMRS-5 at 2h");
  CHECK(play.fate("b") == "stopped: signed_out EMRS-5 at 2h");
  CHECK(play.session_end("expires") == "interactive_session_expired EMRS-5 at 8h");
  CHECK(play.session_end("closed") == "notebook_closed EMRS-5 at 30m");
  CHECK(play.fate("f") == "completed at 10h");
  CHECK(play.session_end("free") == "idle_timeout EMRS-2 at 11h");
}

TEST_CASE("EMRS-5: a release before 7.8 propagates no identity, and neither does a switched-off service") {
  const Play play(started + R"(
  - {at: 0h, user: eli, do: create_application, id: old, release: "7.7", auto_start: true, background_sessions: true}
  - {at: 0h, user: eli, do: start_session, id: in-old, service: emr_serverless, application: old, workers: 1}
  - {at: 0h, admin: set, emr_serverless.trusted_identity_propagation: false}
  - {at: 0h, user: eli, do: start_session, id: off, service: emr_serverless, application: main, workers: 1}
  - {at: 30m, user: eli, do: sign_out}
)");
  for (const char* name : {"in-old", "off"}) {
    CHECK(play.identity_of_session(name) == "role");
    CHECK(play.session_end(name) == "idle_timeout EMRS-2 at 1h");
  }
}

TEST_CASE("EMRS-6: an application without a session for 15 minutes stops") {
  const Play play(signed_in + R"(
  - {at: 0h, user: eli, do: create_application, id: unused}
  - {at: 0h, user: eli, application: unused, do: start_application}
  - {at: 0h, user: eli, do: create_application, id: used}
  - {at: 0h, user: eli, application: used, do: start_application}
  - {at: 0h, user: eli, do: create_application, id: never, auto_stop: none}
  - {at: 0h, user: eli, application: never, do: start_application}
  - {at: 0h, user: eli, do: create_application, id: updated}
  - {at: 0h, user: eli, application: updated, do: start_application}
  - {at: 0h, user: eli, do: create_application, id: alone}
  - {at: 10m, user: ops, application: updated, do: update_application, auto_stop: 30m}
  - {at: 0h, user: eli, do: create_application, id: shortened, auto_stop: 1h}
  - {at: 0h, user: eli, application: shortened, do: start_application}
  - {at: 30m, user: ops, application: shortened, do: update_application, auto_stop: 10m}
  - {at: 14m59s, user: eli, do: start_session, id: s, service: emr_serverless, application: used, workers: 1}
  - {at: 15m, user: eli, do: start_session, id: late, service: emr_serverless, application: unused, workers: 1}
)");
  CHECK(play.host_end("unused") == "idle_timeout EMRS-6 at 15m");
  CHECK(play.host("unused").state == "STOPPED");
  CHECK(play.session_end("late") == "rejected: not_started at 15m");  // it had stopped at that instant
  CHECK(play.session_end("s") == "idle_timeout EMRS-2 at 1h14m59s");  // an idle session is a session
  CHECK(play.host_end("used") == "idle_timeout EMRS-6 at 1h29m59s");
  CHECK(play.host_end("never") == "runs");
  CHECK(play.host_end("updated") == "idle_timeout EMRS-6 at 30m");    // idle since the start
  CHECK(play.host_end("shortened") == "idle_timeout EMRS-6 at 30m");  // idle for longer than that already
  CHECK(play.host("alone").state == "CREATED");
}

TEST_CASE("B-22: auto-stop after 15 or after 30 minutes, where neither settings nor line say") {
  const std::string text = signed_in + R"(
  - {at: 0h, user: eli, do: create_application, id: app}
  - {at: 0h, user: eli, application: app, do: start_application}
  - {at: 0h, user: eli, do: create_application, id: own, auto_stop: 5m}
  - {at: 0h, user: eli, application: own, do: start_application}
)";
  CHECK(play_with(text, "emr_serverless_auto_stop", "15m").host_end("app") == "idle_timeout EMRS-6 at 15m");
  const Play later = play_with(text, "emr_serverless_auto_stop", "30m");
  CHECK(later.host_end("app") == "idle_timeout EMRS-6 at 30m");
  CHECK(later.host_end("own") == "idle_timeout EMRS-6 at 5m");
  const Play set(text, PlayOptions{.assumptions = {{"emr_serverless_auto_stop", "30m"}},
                                   .settings = {{"emr_serverless.auto_stop", "10m"}}});
  CHECK(set.host_end("app") == "idle_timeout EMRS-6 at 10m");
}

TEST_CASE("EMRS-7: pre-initialised workers are billed from start to stop, and used free of charge") {
  const Play play(signed_in + R"(
  - {at: 0h, user: eli, do: create_application, id: warm, initial_capacity: {workers: 2}, auto_stop: none}
  - {at: 1h, user: eli, application: warm, do: start_application}
  - {at: 1h, user: eli, do: start_session, id: three, service: emr_serverless, application: warm}
  - {at: 1h, user: eli, do: start_session, id: none-left, service: emr_serverless, application: warm, workers: 1}
  - {at: 1h, user: eli, do: start_session, id: larger, service: emr_serverless, application: warm, workers: 1, vcpu: 8,
     memory_gb: 32}
  - {at: 2h30m, user: eli, do: start_session, id: again, service: emr_serverless, application: warm, workers: 2}
  - {at: 4h, user: eli, application: warm, do: stop_application}
)");
  CHECK(play.session_end("three") == "idle_timeout EMRS-2 at 2h");
  CHECK(play.session_cost("three") == "0.302952");  // the third worker
  CHECK(play.session_cost("none-left") == "0.302952");
  CHECK(play.session_cost("larger") == "0.605904");
  CHECK(play.session_cost("again") == "0.00");  // they are back
  CHECK(play.host_cost("warm") == "1.817712");  // 2 x 3 h
  CHECK(play.host("warm").up == 3h);
}

TEST_CASE("EMRS-8: an application holds 25 sessions, and the next is rejected") {
  std::string text = started;
  for (int i = 1; i <= 26; ++i) {
    text += "  - {at: 0h, user: eli, do: start_session, id: s" + std::to_string(i) +
            ", service: emr_serverless, application: main, workers: 1}\n";
  }
  text += R"(
  - {at: 0h, user: eli, do: start_session, id: elsewhere, service: emr_serverless, application: plain, workers: 1}
  - {at: 30m, session: s1, do: stop_session}
  - {at: 30m, user: ops, do: start_session, id: place, service: emr_serverless, application: main, workers: 1}
  - {at: 30m, user: ops, do: start_session, id: full, service: emr_serverless, application: main, workers: 1}
  - {at: 1h, user: ops, do: start_session, id: same-instant, service: emr_serverless, application: main, workers: 1}
)";
  const Play play(text);
  CHECK(play.identity_of_session("s25") == "background_session");
  CHECK(play.session_end("s26") == "rejected: quota_exceeded EMRS-8 at 0s");
  CHECK(play.session_cost("s26") == "0.00");
  CHECK(play.identity_of_session("elsewhere") == "interactive_session");
  CHECK(play.identity_of_session("place") == "background_session");
  CHECK(play.session_end("full") == "rejected: quota_exceeded EMRS-8 at 30m");
  CHECK(play.identity_of_session("same-instant") ==
        "background_session");  // the others timed out just before
  const Play fewer(text, PlayOptions{.settings = {{"emr_serverless.sessions_per_application", "2"}}});
  CHECK(fewer.session_end("s3") == "rejected: quota_exceeded EMRS-8 at 0s");
}

TEST_CASE("EMRS-9: workers beyond the application's maximum do not start") {
  const Play play(signed_in + R"(
  - {at: 0h, user: eli, do: create_application, id: app, maximum_vcpu: 12, auto_stop: none}
  - {at: 0h, user: eli, application: app, do: start_application}
  - {at: 0h, user: eli, do: start_session, id: fits, service: emr_serverless, application: app}
  - {at: 0h, user: eli, do: start_session, id: over, service: emr_serverless, application: app, workers: 1, vcpu: 1,
     memory_gb: 2}
  - {at: 1h, user: ops, do: start_session, id: later, service: emr_serverless, application: app}
  - {at: 0h, user: eli, do: create_application, id: warm, maximum_vcpu: 12, initial_capacity: {workers: 2},
     auto_stop: none}
  - {at: 0h, user: eli, application: warm, do: start_application}
  - {at: 0h, user: eli, do: start_session, id: one-more, service: emr_serverless, application: warm}
  - {at: 0h, user: eli, do: start_session, id: too-many, service: emr_serverless, application: warm, workers: 1}
  - {at: 0h, user: eli, do: create_application, id: impossible, maximum_vcpu: 4, initial_capacity: {workers: 2}}
  - {at: 0h, user: eli, application: impossible, do: start_application}
)");
  CHECK(play.identity_of_session("fits") == "interactive_session");
  CHECK(play.session_end("over") == "rejected: quota_exceeded EMRS-9 at 0s");
  CHECK(play.session_end("later") == "idle_timeout EMRS-2 at 2h");  // in the place that was freed just then
  CHECK(play.session_end("one-more") == "idle_timeout EMRS-2 at 1h");  // two that are there, and one
  CHECK(play.session_end("too-many") == "rejected: quota_exceeded EMRS-9 at 0s");
  CHECK(play.host("impossible").state == "CREATED");
  CHECK(play.ineffective() ==
        "0s: its initial capacity exceeds the quota or its maximum, so it did not start [EMRS-9]\n");
}

TEST_CASE("EMRS-9: the quota of the account is shared by all users and applications") {
  const std::string text = started + R"(
  - {at: 0h, user: ops, do: create_application, id: warm, initial_capacity: {workers: 1}, auto_stop: none}
  - {at: 0h, user: eli, do: start_session, id: three, service: emr_serverless, application: main}
  - {at: 0h, user: ops, do: start_session, id: one, service: emr_serverless, application: plain, workers: 1}
  - {at: 0h, user: eli, do: start_session, id: over, service: emr_serverless, application: main, workers: 1}
  - {at: 0h, user: ops, application: warm, do: start_application}
  - {at: 30m, admin: set, emr_serverless.vcpu_quota: 20}
  - {at: 30m, user: ops, application: warm, do: start_application}
  - {at: 30m, user: eli, do: start_session, id: still-over, service: emr_serverless, application: main, workers: 1}
)";
  const Play play(text, PlayOptions{.settings = {{"emr_serverless.vcpu_quota", "16"}}});
  CHECK(play.session_end("one") == "idle_timeout EMRS-2 at 1h");
  CHECK(play.session_end("over") == "rejected: quota_exceeded EMRS-9 at 0s");
  CHECK(play.host("warm").created == Instant{});
  CHECK(play.host("warm").lives == 1);
  CHECK(play.host("warm").up == days{10} - 30min);
  CHECK(play.session_end("still-over") == "rejected: quota_exceeded EMRS-9 at 30m");
}

TEST_CASE("EMRS-10: capacity can be changed only while the application is not started") {
  const Play play(signed_in + R"(
  - {at: 0h, user: eli, do: create_application, id: app, auto_stop: none}
  - {at: 0h, user: ops, application: app, do: update_application, maximum_vcpu: 4}
  - {at: 0h, user: eli, application: app, do: start_application}
  - {at: 0h, user: eli, do: start_session, id: over, service: emr_serverless, application: app, workers: 2}
  - {at: 1h, user: ops, application: app, do: update_application, maximum_vcpu: 100}
  - {at: 1h, user: ops, application: app, do: update_application, initial_capacity: {workers: 5}}
  - {at: 1h, user: ops, application: app, do: update_application, background_sessions: true}
  - {at: 1h, user: eli, do: start_session, id: still-over, service: emr_serverless, application: app, workers: 2}
  - {at: 1h, user: eli, do: start_session, id: fits, service: emr_serverless, application: app, workers: 1}
  - {at: 3h, user: ops, application: app, do: stop_application}
  - {at: 3h, user: ops, application: app, do: update_application, maximum_vcpu: none, initial_capacity: {workers: 5}}
  - {at: 4h, user: eli, application: app, do: start_application}
  - {at: 4h, user: eli, do: start_session, id: later, service: emr_serverless, application: app, workers: 2}
  - {at: 6h, user: eli, application: app, do: stop_application}
)");
  CHECK(play.session_end("over") == "rejected: quota_exceeded EMRS-9 at 0s");
  CHECK(play.session_end("still-over") == "rejected: quota_exceeded EMRS-9 at 1h");
  CHECK(play.identity_of_session("fits") == "background_session");  // this can be changed at any time
  CHECK(play.session_cost("later") == "0.00");
  CHECK(play.host_cost("app") == "3.02952");  // 5 x 2 h
  CHECK(play.ineffective() ==
        "1h: the capacity of an application that is started cannot be changed [EMRS-10]\n"
        "1h: the capacity of an application that is started cannot be changed [EMRS-10]\n");
}

TEST_CASE("EMR Serverless: a session starts an application that may start by itself, and no other") {
  const Play play(signed_in + R"(
  - {at: 0h, user: eli, do: create_application, id: by-hand}
  - {at: 0h, user: eli, do: create_application, id: by-itself, auto_start: true}
  - {at: 0h, user: eli, do: start_session, id: refused, service: emr_serverless, application: by-hand, workers: 1}
  - {at: 0h, user: eli, do: start_session, id: one, service: emr_serverless, application: by-itself, workers: 1}
  - {at: 30m, user: ops, application: by-itself, do: stop_application}
  - {at: 40m, user: eli, do: start_session, id: two, service: emr_serverless, application: by-itself, workers: 1}
)");
  CHECK(play.session_end("refused") == "rejected: not_started at 0s");
  CHECK(play.session_end("one") == "application_stopped at 30m");
  CHECK(play.session("one").state == "killed");
  CHECK(play.session_end("two") == "idle_timeout EMRS-2 at 1h40m");
  CHECK(play.host("by-itself").lives == 2);
  CHECK(play.host_end("by-itself") == "idle_timeout EMRS-6 at 1h55m");
}

}  // namespace
}  // namespace outlive::testing
