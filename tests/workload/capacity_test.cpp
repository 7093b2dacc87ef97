// Capacity that runs out: who is refused, who waits, what ends those who wait, and what results say of it.
#include <algorithm>

#include <doctest/doctest.h>

#include "sim/workload/partition.hpp"
#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

std::size_t processes_of(const Scenario& scenario) {
  const workload::Inputs inputs = workload::inputs_of(scenario, {});
  return workload::partition(scenario, inputs, workload::SharedLimits::couple).processes.size();
}

const ResourceResult& resource(const Play& play, const std::string& name) {
  const auto& all = play.results.resources;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == name; });
  REQUIRE_MESSAGE(found != all.end(), "nothing was asked of ", name);
  return *found;
}

std::string when(Instant instant) {
  return instant == never ? "never" : text::format_duration(instant.time_since_epoch());
}

const std::string glue_of_ten = R"(
settings:
  glue: {background_sessions: true, dpu_quota: 10, queues_when_full: true}
users: {ann: {}, ben: {}, cid: {}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: ben, do: sign_in}
  - {at: 0h, user: cid, do: sign_in}
  - {at: 0h, user: ann, do: start_session, id: a, service: glue, workers: 10}
)";

TEST_CASE("GLUE-10: a kernel that is restarted gives its DPUs to whoever waits and stands behind them") {
  const Play play(glue_of_ten + R"(
  - {at: 10m, user: ben, do: start_session, id: b, service: glue, workers: 10}
  - {at: 1h, session: a, do: restart_kernel, id: again}
  - {at: 2h, session: b, do: stop_session}
)");
  CHECK(when(play.session("b").granted) == "1h");
  CHECK(when(play.session("again").created) == "1h");
  CHECK(when(play.session("again").granted) == "2h");
  CHECK(resource(play, "glue.dpu_quota").queued == 2);
  CHECK(resource(play, "glue.dpu_quota").requests == 3);
}

TEST_CASE("GLUE-10: at the horizon who waits has neither been granted anything nor given up") {
  const Play play(glue_of_ten + R"(
  - {at: 1h, user: ben, do: start_session, id: b, service: glue, workers: 1}
  - {at: 2h, session: b, do: run, job: late, takes: 1h}
)",
                  {.horizon = "5h"});
  CHECK(play.session("b").cause == Cause::horizon);
  CHECK(play.session("b").state == "PROVISIONING");
  CHECK(when(play.session("b").granted) == "never");
  CHECK(play.job("late").outcome == Outcome::running);
  CHECK(when(play.job("late").started) == "never");
  const ResourceResult& dpus = resource(play, "glue.dpu_quota");
  CHECK(dpus.queued == 1);
  CHECK(dpus.abandoned == 0);
  CHECK(dpus.waits.count() == 1);
  CHECK(static_cast<std::int64_t>(dpus.unit_ms) == 10 * 5 * 3'600'000);
  CHECK(play.session_cost("b") == "0.00");
}

TEST_CASE("GLUE-3: signing out ends a session that waits and depends on the sign-in") {
  const Play play(glue_of_ten + R"(
  - {at: 10m, admin: set, glue.background_sessions: false}
  - {at: 10m, user: ben, do: start_session, id: b, service: glue, workers: 5}
  - {at: 10m, user: cid, do: start_session, id: c, service: glue, workers: 5}
  - {at: 1h, user: ben, do: sign_out}
  - {at: 2h, session: c, do: close_notebook}
)");
  CHECK(play.session_end("b") == "signed_out GLUE-3 at 1h");
  CHECK(play.session_end("c") == "notebook_closed GLUE-3 at 2h");
  CHECK(resource(play, "glue.dpu_quota").abandoned == 2);
  CHECK(play.cost(Bucket::overhead) == "0.00");
}

TEST_CASE("GLUE-6: a session's own limit counts from its creation, though it waits") {
  const Play play(glue_of_ten + R"(
  - {at: 1h, user: ben, do: start_session, id: b, service: glue, workers: 5, timeout: 30m}
)");
  CHECK(play.session_end("b") == "session_timeout GLUE-6 at 1h30m");
}

TEST_CASE("GLUE-10: more than the quota itself is refused even where others wait") {
  const Play play(glue_of_ten + R"(
  - {at: 1h, user: ben, do: start_session, id: b, service: glue, workers: 11}
  - {at: 2h, user: ben, do: start_session, id: fits, service: glue, workers: 10}
)");
  CHECK(play.session_end("b") == "rejected: quota_exceeded GLUE-10 at 1h");
  CHECK_FALSE(play.session("fits").rejected());
  const ResourceResult& dpus = resource(play, "glue.dpu_quota");
  CHECK(dpus.refusals == 1);
  CHECK(dpus.refused.at(static_cast<std::size_t>(1h / dpus.interval)) == 1);
  CHECK(dpus.limit == 10);
}

TEST_CASE(
    "GLUE-10: switching the queue off refuses newcomers, and those who wait go on waiting before them") {
  const Play play(glue_of_ten + R"(
  - {at: 10m, user: ben, do: start_session, id: b, service: glue, workers: 10}
  - {at: 20m, admin: set, glue.queues_when_full: false}
  - {at: 30m, admin: set, glue.dpu_quota: 15}
  - {at: 40m, user: cid, do: start_session, id: c, service: glue, workers: 5}
  - {at: 1h, session: a, do: stop_session}
)");
  CHECK(play.session_end("c") ==
        "rejected: quota_exceeded GLUE-10 at 40m");  // there is room, but b was first
  CHECK(when(play.session("b").granted) == "1h");
}

TEST_CASE("GLUE-10: the quotas of sessions and of DPUs are waited for one after the other") {
  const Play play(glue_of_ten + R"(
  - {at: 0h, admin: set, glue.session_quota: 2}
  - {at: 10m, user: ben, do: start_session, id: b, service: glue, workers: 10}
  - {at: 20m, user: cid, do: start_session, id: c, service: glue, workers: 1}
  - {at: 1h, session: a, do: stop_session}
  - {at: 2h, session: b, do: stop_session}
)");
  CHECK(when(play.session("b").granted) == "1h");
  CHECK(when(play.session("c").granted) == "2h");
  CHECK(resource(play, "glue.session_quota").queued == 1);
  CHECK(resource(play, "glue.session_quota").waits.longest() == 40min);
  CHECK(resource(play, "glue.dpu_quota").waits.longest() == 1h);
}

TEST_CASE("B-9: billed from creation, what waits is billed from when it has its DPUs") {
  const Play play = play_with(glue_of_ten + R"(
  - {at: 0h, user: ben, do: start_session, id: b, service: glue, workers: 10, start_up: 30m}
  - {at: 1h, session: a, do: stop_session}
  - {at: 2h, session: b, do: stop_session}
)",
                              "glue_billing_starts", "at_creation");
  CHECK(play.session_cost("b") == "4.40");
}

// --- Training ---

const std::string one_gpu = R"(
settings:
  identity_center: {background_sessions: {duration: 1d}}
  sagemaker: {queues_when_full: true, start_up: 10m, training_instance_quotas: {ml.g5.xlarge: 1}}
users: {sue: {}, tom: {}}
timeline:
  - {at: 0h, user: sue, do: sign_in}
  - {at: 0h, user: tom, do: sign_in}
)";

TEST_CASE(
    "B-12: counted from the work, the background session of a job that waits begins with its instance") {
  const std::string text = one_gpu + R"(
  - {at: 0h, user: sue, do: start_training_job, id: holds, instance_type: ml.g5.xlarge, takes: 23h50m}
  - {at: 1h, user: tom, do: start_training_job, id: waits, instance_type: ml.g5.xlarge, takes: 20h}
  - {at: 1h, user: tom, do: start_training_job, id: too-long, instance_type: ml.g5.xlarge, takes: 30h, max_runtime: 2d}
)";
  const Play from_work = play_with(text, "background_session_clock", "from_work");
  CHECK(from_work.fate("waits") == "completed at 1d20h10m");
  CHECK(from_work.fate("too-long") == "failed: background_session_expired SM-4 at 2d20h20m");
  CHECK(when(from_work.job("too-long").background_since) == "1d20h20m");
  CHECK(Play(text).fate("waits") == "failed: background_session_expired SM-4 at 1d1h");
}

TEST_CASE("B-19: a tie of MaxRuntime and background session is one after a wait, too") {
  const std::string text = one_gpu + R"(
  - {at: 0h, user: sue, do: start_training_job, id: holds, instance_type: ml.g5.xlarge, takes: 3h50m}
  - {at: 0h, user: tom, do: start_training_job, id: waits, instance_type: ml.g5.xlarge, takes: 2d, max_runtime: 19h50m}
)";
  CHECK(Play(text).fate("waits") == "failed: background_session_expired SM-4 at 1d");
  CHECK(play_with(text, "max_runtime_tie_goes_to", "max_runtime").fate("waits") ==
        "stopped: max_runtime SM-5 at 1d");
}

TEST_CASE("SM-14: instances that are kept warm do not count, and who takes them over counts as before") {
  const Play play(one_gpu + R"(
  - {at: 0h, user: sue, do: start_training_job, id: first, instance_type: ml.g5.xlarge, takes: 50m, keep_alive: 1h}
  - {at: 1h10m, user: sue, do: start_training_job, id: warm, instance_type: ml.g5.xlarge, takes: 30m, keep_alive: 1h}
  - {at: 1h50m, user: tom, do: start_training_job, id: other, instance_type: ml.g5.xlarge, takes: 50m}
  - {at: 2h, user: sue, do: start_training_job, id: late, instance_type: ml.g5.xlarge, takes: 10m, keep_alive: 1h}
)");
  CHECK(play.fate("warm") == "completed at 1h40m");  // no start-up
  CHECK(play.fate("other") == "completed at 2h50m");
  // It waits for the quota and leaves the warm instances, which are billed until 2h40m.
  CHECK(when(play.job("late").granted) == "2h50m");
  CHECK(play.fate("late") == "completed at 3h10m");
  CHECK(play.job("warm").retained == 1h);
  CHECK(resource(play, "sagemaker.training_instance_quotas.ml.g5.xlarge").peak == 1);
}

TEST_CASE(
    "capacity: quotas of instance types come from the file, a line, or --set, and couple who wants the "
    "type") {
  const std::string text = R"(
users: {sue: {}, tom: {}}
timeline:
  - {at: 0h, user: sue, do: sign_in}
  - {at: 0h, user: tom, do: sign_in}
  - {at: 0h, user: sue, do: start_training_job, id: first, instance_type: ml.m5.xlarge, takes: 1h}
  - {at: 0h, user: tom, do: start_training_job, id: second, instance_type: ml.m5.xlarge, takes: 1h}
)";
  const Play open(text);
  CHECK(processes_of(open.scenario) == 2);
  const ResourceResult& unlimited_one = resource(open, "sagemaker.training_instance_quotas.ml.m5.xlarge");
  CHECK(unlimited_one.limit == setting_none);
  CHECK(unlimited_one.peak == 2);
  CHECK_FALSE(unlimited_one.peak_is_bound());  // both ran when intervals met
  const Play limited(text, {.settings = {{"sagemaker.training_instance_quotas", "{ml.m5.xlarge: 1}"}}});
  CHECK(processes_of(limited.scenario) == 1);
  CHECK(limited.fate("second") == "rejected: quota_exceeded at 0s");
  const ResourceResult& limited_one = resource(limited, "sagemaker.training_instance_quotas.ml.m5.xlarge");
  CHECK(limited_one.limit == 1);
  CHECK(limited_one.peak == 1);
  CHECK_FALSE(limited_one.peak_is_bound());
}

// --- EMR ---

const std::string application = R"(
settings:
  emr_serverless: {queues_when_full: true, idle_timeout: 10h}
users: {eli: {}, ops: {}}
timeline:
  - {at: 0h, user: eli, do: sign_in}
  - {at: 0h, user: ops, do: sign_in}
)";

TEST_CASE("EMRS-8: the session beyond an application's limit waits, and ends with the application") {
  const Play play(application + R"(
  - {at: 0h, user: eli, do: create_application, id: app, auto_start: true}
  - {at: 0h, admin: set, emr_serverless.sessions_per_application: 1}
  - {at: 0h, user: eli, do: start_session, id: one, service: emr_serverless, application: app}
  - {at: 1h, user: ops, do: start_session, id: two, service: emr_serverless, application: app}
  - {at: 2h, user: ops, do: start_session, id: three, service: emr_serverless, application: app}
  - {at: 3h, session: one, do: stop_session}
  - {at: 4h, application: app, do: stop_application}
)");
  CHECK(when(play.session("two").granted) == "3h");
  CHECK(play.session_end("three") == "application_stopped at 4h");
  CHECK(when(play.session("three").granted) == "never");
  const ResourceResult& sessions = resource(play, "applications.app.sessions");
  CHECK(sessions.peak == 1);
  CHECK(sessions.abandoned == 1);
  CHECK(sessions.waits.longest() == 2h);
}

TEST_CASE("EMRS-7: pre-initialised workers that are given back go to whoever waits") {
  const Play play(application + R"(
  - {at: 0h, user: eli, do: create_application, id: app, maximum_vcpu: 12, initial_capacity: {workers: 3}}
  - {at: 0h, user: eli, application: app, do: start_application}
  - {at: 0h, user: eli, do: start_session, id: one, service: emr_serverless, application: app}
  - {at: 1h, user: ops, do: start_session, id: two, service: emr_serverless, application: app}
  - {at: 2h, session: one, do: stop_session}
  - {at: 3h, session: two, do: stop_session}
)");
  CHECK(when(play.session("two").granted) == "2h");
  CHECK(play.session_cost("two") == "0.00");  // its application pays for them
  CHECK(resource(play, "applications.app.vcpu").peak == 12);
}

TEST_CASE("EMRS-9: an application does not wait for its initial capacity, and does not overtake who waits") {
  const Play play(application + R"(
  - {at: 0h, admin: set, emr_serverless.vcpu_quota: 16}
  - {at: 0h, user: eli, do: create_application, id: app, auto_stop: none}
  - {at: 0h, user: eli, do: create_application, id: warm, initial_capacity: {workers: 1}, auto_start: true}
  - {at: 0h, user: eli, application: app, do: start_application}
  - {at: 0h, user: eli, do: start_session, id: one, service: emr_serverless, application: app}
  - {at: 1h, user: eli, do: start_session, id: two, service: emr_serverless, application: app}
  - {at: 2h, user: ops, do: start_session, id: three, service: emr_serverless, application: warm}
)");
  CHECK(play.host("warm").lives == 0);
  CHECK(play.session_end("three") == "rejected: quota_exceeded EMRS-9 at 2h");
  CHECK(resource(play, "emr_serverless.vcpu_quota").refusals == 1);
  CHECK(resource(play, "emr_serverless.vcpu_quota").queued == 1);
}

TEST_CASE("capacity: a cluster without vCPUs of its own lets everybody in and tells nothing") {
  const Play play(R"(
users: {carl: {}}
timeline:
  - {at: 0h, user: carl, do: sign_in}
  - {at: 0h, user: carl, do: launch_cluster, id: lab, instance_type: r5.4xlarge}
  - {at: 0h, user: carl, do: start_session, id: big, service: emr_ec2, cluster: lab, vcpu: 5000}
)");
  CHECK_FALSE(play.session("big").rejected());
  CHECK(play.results.resources.size() <= 1);  // token exchanges
}

TEST_CASE("IDC-17: token exchanges are a resource that is full for a second") {
  const Play play(R"(
settings:
  identity_center: {token_exchange_rate: 2}
  glue: {background_sessions: true}
users: {ann: {}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 10s, user: ann, do: start_session, id: a, service: glue}
  - {at: 10500ms, user: ann, do: start_session, id: b, service: glue}
  - {at: 10900ms, user: ann, do: start_session, id: c, service: glue}
  - {at: 11s, user: ann, do: start_session, id: d, service: glue}
)");
  CHECK(play.session_end("c") == "rejected: throttled IDC-17 at 10s900ms");
  const ResourceResult& exchanges = resource(play, "identity_center.token_exchange_rate.glue");
  CHECK(exchanges.requests == 4);
  CHECK(exchanges.refusals == 1);
  CHECK(exchanges.peak == 2);
  CHECK(when(exchanges.peak_at) == "10s");
  CHECK(static_cast<std::int64_t>(exchanges.unit_ms) == 3000);
}

// --- What the reference found ---

TEST_CASE("B-14: ending a sign-in ends no background session of a job from an earlier one") {
  const Play play = play_with(R"(
users: {u1: {}}
timeline:
  - {at: 0m, user: u1, do: sign_in, id: s2}
  - {at: 4h, user: u1, do: start_training_job, id: t, instance_type: ml.m5.xlarge, takes: 20h}
  - {at: 8h, user: u1, do: sign_in, id: s23}
  - {at: 12h, admin: end_session, user: u1}
)",
                              "ending_sign_in_ends_background_sessions", "yes");
  CHECK(play.fate("t") == "completed at 1d");  // s2 had ended by itself at 8 h, and s23 has its place
}

TEST_CASE("DATA-2: what was granted in an earlier line of the instant counts for a job that begins at once") {
  const Play play(R"(
access:
  lake_formation: {databases: {db: {tables: {t: {columns: {a: {}}}}}}}
users: {u0: {groups: [analysts]}}
timeline:
  - {at: 5h, user: u0, do: sign_in}
  - {at: 6h, admin: grant, group: analysts, location: "s3://bank/"}
  - {at: 6h, user: u0, do: start_training_job, id: t, instance_type: ml.m5.xlarge, takes: 1h,
     reads: {locations: ["s3://bank/raw/"]}}
)");
  CHECK(play.fate("t") == "completed at 7h");
}

TEST_CASE("B-8: with `no`, a statement that begins as another ends keeps its session active") {
  const Play play = play_with(R"(
users: {u0: {}}
timeline:
  - {at: 0h, user: u0, do: launch_cluster, id: k, instance_type: r5.4xlarge, background_sessions: true}
  - {at: 0h, user: u0, do: sign_in}
  - {at: 0h, user: u0, do: start_session, id: c, service: emr_ec2, cluster: k}
  - {at: 0h, session: c, do: run, job: one, takes: 5h}
  - {at: 1h, session: c, do: run, job: two, takes: 7h}
)",
                              "livy_skips_busy_sessions", "no");
  CHECK(play.fate("two") == "completed at 12h");
  CHECK(play.session_end("c") == "idle_timeout EMR-2 at 20h");
}

TEST_CASE("B-5: a disabled user's idle session ends by that, not because its queries are complete") {
  const Play play = play_with(R"(
settings:
  glue: {background_sessions: true}
users: {u0: {}}
timeline:
  - {at: 0h, user: u0, do: sign_in}
  - {at: 0h, user: u0, do: start_session, id: c, service: glue}
  - {at: 2h, admin: disable_user, user: u0}
)",
                              "end_when_queries_complete", "yes");
  CHECK(play.session_end("c") == "user_disabled IDC-13 at 2h");
}

}  // namespace
}  // namespace outlive::testing
