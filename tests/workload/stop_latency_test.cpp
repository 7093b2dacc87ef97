// How long stops take: assumption B-3, its bounds for each service, and what may happen meanwhile.
#include <array>

#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

// Tim has no background sessions, Ula has them, for 2 h. Everything would work for ten hours.
const std::string tim_and_ula = R"(
users: {tim: {}, ula: {}}
settings: {glue: {background_sessions: false}, sagemaker: {background_sessions: false}}
timeline:
  - {at: 0h, user: tim, do: sign_in}
  - {at: 0h, user: ula, do: sign_in}
  - {at: 0h, user: tim, do: create_application, id: plain, auto_start: true}
  - {at: 0h, user: ula, do: create_application, id: with, auto_start: true, background_sessions: true}
  - {at: 0h, user: tim, do: launch_cluster, id: box, instance_type: m5.xlarge}
  - {at: 0h, user: ula, do: launch_cluster, id: box-with, instance_type: m5.xlarge, background_sessions: true}
  - {at: 0h, user: tim, do: start_session, id: glue, service: glue, workers: 1}
  - {at: 0h, user: tim, do: start_session, id: emrs, service: emr_serverless, application: plain, workers: 1}
  - {at: 0h, user: tim, do: start_session, id: emr, service: emr_ec2, cluster: box}
  - {at: 0h, session: glue, do: run, job: g, takes: 10h}
  - {at: 0h, session: emrs, do: run, job: s, takes: 10h}
  - {at: 0h, session: emr, do: run, job: e, takes: 10h}
  - {at: 0h, user: tim, do: start_training_job, id: train, instance_type: ml.m5.xlarge, takes: 10h}
  - {at: 0h, user: tim, do: start_processing_job, id: process, instance_type: ml.m5.xlarge, takes: 10h}
  - {at: 0h, user: tim, do: start_query, id: dashboard, service: quicksight, takes: 10h}
  - {at: 0h, admin: set, glue.background_sessions: true, sagemaker.background_sessions: true,
     identity_center.background_sessions.duration: 2h}
  - {at: 0h, user: ula, do: start_session, id: u-glue, service: glue, workers: 1}
  - {at: 0h, user: ula, do: start_session, id: u-emrs, service: emr_serverless, application: with, workers: 1}
  - {at: 0h, user: ula, do: start_session, id: u-emr, service: emr_ec2, cluster: box-with}
  - {at: 0h, session: u-glue, do: run, job: ug, takes: 10h}
  - {at: 0h, session: u-emrs, do: run, job: us, takes: 10h}
  - {at: 0h, session: u-emr, do: run, job: ue, takes: 10h}
  - {at: 0h, user: ula, do: start_training_job, id: u-train, instance_type: ml.m5.xlarge, takes: 10h}
  - {at: 0h, user: ula, do: start_processing_job, id: u-process, instance_type: ml.m5.xlarge, takes: 10h}
)";
const std::string leaves = tim_and_ula + "  - {at: 1h, user: tim, do: sign_out}\n";
const std::string revoked = leaves + "  - {at: 1h, admin: revoke, user: ula}\n";

constexpr std::array engines{"glue", "emrs", "emr"};
constexpr std::array engines_of_ula{"u-glue", "u-emrs", "u-emr"};
constexpr std::array jobs{"train", "process"};
constexpr std::array jobs_of_ula{"u-train", "u-process"};

TEST_CASE("B-3: without latency everything stops at the instant of the loss") {
  const Play play = play_with(leaves, "stop_latency", "none");
  for (const char* name : engines) CHECK(play.session(name).ended == Instant{1h});
  for (const char* name : jobs) CHECK(play.job(name).ended == Instant{1h});
  for (const char* name : engines_of_ula) CHECK(play.session(name).ended == Instant{2h});
  for (const char* name : jobs_of_ula) CHECK(play.job(name).ended == Instant{2h});
  CHECK(play.job("dashboard").ended == Instant{1h});
}

TEST_CASE("B-3 IDC-4 IDC-16: at the documented bounds each service stops as late as its page says") {
  const Play play = play_with(leaves, "stop_latency", bound);
  for (const char* name : engines) {
    CAPTURE(name);
    CHECK(play.session(name).ended == Instant{1h + 30min});
    CHECK(play.session(name).identity_lost == Instant{1h});
    CHECK(play.session(name).cause == Cause::signed_out);
  }
  for (const char* name : jobs) {
    CAPTURE(name);
    CHECK(play.fate(name) == "failed: signed_out SM-3 at 1h15m");
    CHECK(play.job(name).identity_lost == Instant{1h});
  }
  CHECK(play.fate("dashboard") == "stopped: signed_out IDC-4 at 1h30m");
  for (const char* name : engines_of_ula) {
    CAPTURE(name);
    CHECK(play.session(name).ended == Instant{2h + 5min});
    CHECK(play.session(name).cause == Cause::background_session_expired);
  }
  for (const char* name : jobs_of_ula) {
    CAPTURE(name);
    CHECK(play.fate(name) == "failed: background_session_expired SM-4 at 2h15m");
  }
  const Play after_revocation = play_with(revoked, "stop_latency", bound);
  for (const char* name : engines_of_ula) {
    CAPTURE(name);
    CHECK(after_revocation.session(name).ended == Instant{1h + 30min});
  }
  for (const char* name : jobs_of_ula) {
    CAPTURE(name);
    CHECK(after_revocation.fate(name) == "failed: background_session_revoked SM-4 at 1h15m");
  }
}

TEST_CASE("B-3: a sign-in that expires, or that an administrator ends, is like one that was signed out of") {
  const Play expires = play_with(tim_and_ula, "stop_latency", bound);
  const Play ended =
      play_with(tim_and_ula + "  - {at: 1h, admin: end_session, user: tim}\n", "stop_latency", bound);
  for (const char* name : engines) {
    CHECK(expires.session(name).ended == Instant{8h + 30min});
    CHECK(expires.session(name).cause == Cause::interactive_session_expired);
    CHECK(ended.session(name).ended == Instant{1h + 30min});
    CHECK(ended.session(name).cause == Cause::interactive_session_ended);
  }
  CHECK(expires.fate("train") == "failed: interactive_session_expired SM-3 at 8h15m");
}

TEST_CASE("B-3: at random each stop takes a phase of its own, inside the bound, and the same in every run") {
  const Play play = play_with(revoked, "stop_latency", "random");
  std::vector<Duration> late;
  for (const char* name : engines) late.push_back(play.session(name).ended - Instant{1h});
  for (const char* name : engines_of_ula) late.push_back(play.session(name).ended - Instant{1h});
  for (const char* name : jobs) late.push_back(2 * (play.job(name).ended - Instant{1h}));
  for (const char* name : jobs_of_ula) late.push_back(2 * (play.job(name).ended - Instant{1h}));
  for (std::size_t i = 0; i < late.size(); ++i) {
    CHECK(late[i] > 0ms);
    CHECK(late[i] <= 30min);
    for (std::size_t j = 0; j < i; ++j) CHECK(late[i] != late[j]);
  }
  CHECK(play_with(revoked, "stop_latency", "random").results.fingerprint == play.results.fingerprint);
  const Play other = play_with("seed: 2" + revoked, "stop_latency", "random");
  CHECK(other.session("glue").ended != play.session("glue").ended);
}

TEST_CASE("B-3: the phases of one user do not depend on what another does") {
  const Play with = play_with(revoked, "stop_latency", "random");
  const Play without =
      play_with(leaves + "  - {at: 1h, user: ula, do: start_session, id: more, service: glue, workers: 1}\n",
                "stop_latency", "random");
  CHECK(with.session("glue").ended == without.session("glue").ended);
  CHECK(with.job("train").ended == without.job("train").ended);
}

TEST_CASE("B-4: engine sessions stop at their next refresh, or at once, which training never does") {
  const Play refresh = play_with(leaves, "stop_of_engine_sessions", "at_refresh", {{"stop_latency", bound}});
  const Play at_once = play_with(leaves, "stop_of_engine_sessions", "at_once", {{"stop_latency", bound}});
  for (const char* name : engines) {
    CAPTURE(name);
    CHECK(refresh.session(name).ended == Instant{1h + 30min});
    CHECK(at_once.session(name).ended == Instant{1h});
  }
  for (const char* name : engines_of_ula) {
    CAPTURE(name);
    CHECK(refresh.session(name).ended == Instant{2h + 5min});
    CHECK(at_once.session(name).ended == Instant{2h});
  }
  CHECK(at_once.fate("train") == "failed: signed_out SM-3 at 1h15m");
  CHECK(at_once.fate("u-train") == "failed: background_session_expired SM-4 at 2h15m");
}

// Sessions of Glue that lose their sign-in at 1 h and stop at 1 h 30 min, unless something else comes first.
const std::string stopping = R"(
users: {tim: {}}
timeline:
  - {at: 0h, user: tim, do: sign_in}
  - {at: 0h, user: tim, do: start_session, id: plain, service: glue, workers: 1}
  - {at: 0h, session: plain, do: run, job: in-time, takes: 1h20m, saves_results: true}
  - {at: 0h, session: plain, do: run, job: cut-off, takes: 1h20m, saves_results: true}
  - {at: 0h, user: tim, do: start_session, id: exact, service: glue, workers: 1}
  - {at: 0h, session: exact, do: run, job: just, takes: 1h30m}
  - {at: 0h, user: tim, do: start_session, id: idles, service: glue, workers: 1, idle_timeout: 1h10m}
  - {at: 0h, user: tim, do: start_session, id: hard, service: glue, workers: 1, timeout: 1h30m}
  - {at: 0h, user: tim, do: start_session, id: harder, service: glue, workers: 1, timeout: 1h20m}
  - {at: 0h, user: tim, do: start_session, id: stopped, service: glue, workers: 1}
  - {at: 0h, user: tim, do: start_session, id: closed, service: glue, workers: 1}
  - {at: 1h, user: tim, do: sign_out}
  - {at: 1h5m, session: stopped, do: stop_session}
  - {at: 1h6m, session: closed, do: close_notebook}
  - {at: 1h10m, session: plain, do: run, job: new, takes: 1m}
  - {at: 1h15m, admin: disable_user, user: tim}
)";

TEST_CASE("B-3: until it stops, work goes on, is billed, completes, and ends by whatever comes first") {
  const Play play = play_with(stopping, "stop_latency", bound);
  CHECK(play.fate("in-time") == "completed at 1h20m");
  CHECK(play.job("in-time").survived);
  CHECK(play.fate("cut-off") == "stopped: signed_out GLUE-3 at 1h30m");
  CHECK(play.job("cut-off").worked == 10min);
  CHECK(play.session_cost("plain") == "0.66");
  CHECK(play.fate("just") == "completed at 1h30m");
  CHECK(play.job("just").unseen);  // nobody was there any more
  CHECK(play.session_end("exact") == "signed_out GLUE-3 at 1h30m");
  CHECK(play.session_end("idles") == "idle_timeout GLUE-5 at 1h10m");
  CHECK(play.session_end("hard") == "signed_out GLUE-3 at 1h30m");  // a sign-in's end before a hard limit
  CHECK(play.session_end("harder") == "session_timeout GLUE-6 at 1h20m");
  CHECK(play.session_end("stopped") == "stopped_by_user GLUE-7 at 1h5m");
  CHECK(play.session_end("closed") == "notebook_closed GLUE-3 at 1h6m");
  CHECK(play.fate("new") == "rejected: not_attached GLUE-4 at 1h10m");
  CHECK(play.session_end("plain") ==
        "signed_out GLUE-3 at 1h30m");  // not 1 h 45 min: it was stopping already
}

TEST_CASE("B-3 IDC-4: the application session of an app ends at its next refresh, the app does not") {
  const Play play(R"(
users: {tim: {}}
timeline:
  - {at: 0h, user: tim, do: sign_in}
  - {at: 0h, user: tim, do: open_app, id: lab}
  - {at: 1h, user: tim, do: sign_out}
)",
                  PlayOptions{.assumptions = {{"stop_latency", bound}}, .record_lives = true});
  std::size_t ended = 0;
  for (const LifeEvent& event : play.results.lives) {
    if (event.kind != "application session" || event.cause == Cause::none) continue;
    ++ended;
    CHECK(event.at == Instant{1h + 30min});
    CHECK(event.rule == Rule::idc_4);
  }
  CHECK(ended == 1);
  CHECK(play.host_end("lab") == "runs");
}

// Tim signs in again while his work is stopping; so does he who would come too late.
const std::string comes_back = tim_and_ula + R"(
  - {at: 1h, user: tim, do: sign_out}
  - {at: 1h, admin: revoke, user: ula}
  - {at: 1h10m, user: tim, do: sign_in, id: again}
  - {at: 1h10m, user: ula, do: sign_in}
  - {at: 1h12m, session: glue, do: run, job: more, takes: 1h, saves_results: true}
  - {at: 1h20m, user: tim, do: sign_out, from: again}
  - {at: 1h50m, user: tim, do: sign_in}
)";

TEST_CASE("B-18: a new sign-in does not save what is stopping, or does until it ends itself") {
  const std::string key = "new_sign_in_saves_stopping_work";
  const Play no = play_with(comes_back, key, "no", {{"stop_latency", bound}});
  for (const char* name : engines) CHECK(no.session(name).ended == Instant{1h + 30min});
  CHECK(no.job("train").ended == Instant{1h + 15min});
  CHECK(no.fate("more") == "rejected: not_attached GLUE-4 at 1h12m");
  const Play yes = play_with(comes_back, key, "yes", {{"stop_latency", bound}});
  for (const char* name : engines) {
    CAPTURE(name);
    CHECK(yes.session(name).ended == Instant{1h + 50min});  // 30 minutes after the second sign-out
    CHECK(yes.session(name).identity_lost == Instant{1h + 20min});
  }
  CHECK(yes.fate("train") == "failed: signed_out SM-3 at 1h35m");
  CHECK(yes.fate("more").substr(0, 19) == "stopped: signed_out");  // it could be run
  for (const char* name : engines_of_ula) {                        // it is no sign-in that these have lost
    CHECK(yes.session(name).ended == Instant{1h + 30min});
    CHECK(yes.session(name).cause == Cause::background_session_revoked);
  }
  const Play without_latency = play_with(comes_back, key, "yes");
  for (const char* name : engines) CHECK(without_latency.session(name).ended == Instant{1h});
}

TEST_CASE("B-18: work that was saved completes, with its identity") {
  const Play play(
      R"(
users: {tim: {}}
settings: {sagemaker: {background_sessions: false}}
timeline:
  - {at: 0h, user: tim, do: sign_in}
  - {at: 0h, user: tim, do: start_training_job, id: saved, instance_type: ml.m5.xlarge, takes: 3h}
  - {at: 1h, user: tim, do: sign_out}
  - {at: 1h15m, user: tim, do: sign_in}
)",
      PlayOptions{.assumptions = {{"stop_latency", bound}, {"new_sign_in_saves_stopping_work", "yes"}}});
  CHECK(play.fate("saved") == "failed: signed_out SM-3 at 1h15m");  // a stop comes before people act
  const Play sooner(
      R"(
users: {tim: {}}
settings: {sagemaker: {background_sessions: false}}
timeline:
  - {at: 0h, user: tim, do: sign_in}
  - {at: 0h, user: tim, do: start_training_job, id: saved, instance_type: ml.m5.xlarge, takes: 3h}
  - {at: 1h, user: tim, do: sign_out}
  - {at: 1h14m, user: tim, do: sign_in}
)",
      PlayOptions{.assumptions = {{"stop_latency", bound}, {"new_sign_in_saves_stopping_work", "yes"}}});
  CHECK(sooner.fate("saved") == "completed at 3h");
  CHECK(sooner.job("saved").identity_lost == never);
  CHECK(sooner.job("saved").survived);  // the sign-in that it was started from
}

}  // namespace
}  // namespace outlive::testing
