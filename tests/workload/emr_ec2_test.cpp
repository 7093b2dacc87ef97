// Clusters and Livy sessions of EMR on EC2. An instance m5.xlarge costs 0.24 USD an hour with what EMR adds.
#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

const std::string signed_in = R"(
users: {carl: {}, ops: {}}
timeline:
  - {at: 0h, user: carl, do: sign_in}
)";
const std::string launched = signed_in + R"(
  - {at: 0h, user: carl, do: launch_cluster, id: with, instance_type: m5.xlarge, background_sessions: true}
  - {at: 0h, user: carl, do: launch_cluster, id: without, instance_type: m5.xlarge}
)";

TEST_CASE("EMR-1: off at Identity Center but on at the cluster is no error, and the session ends at logout") {
  const Play play(launched + R"(
  - {at: 0h, user: carl, do: start_session, id: before, service: emr_ec2, cluster: with}
  - {at: 30m, admin: set, identity_center.background_sessions.enabled: false}
  - {at: 30m, user: carl, do: launch_cluster, id: later, instance_type: m5.xlarge, background_sessions: true}
  - {at: 30m, user: carl, do: start_session, id: after, service: emr_ec2, cluster: with}
  - {at: 30m, user: carl, do: start_session, id: in-later, service: emr_ec2, cluster: later}
  - {at: 2h, user: carl, do: sign_out}
)");
  CHECK(play.session_end("before") == "idle_timeout EMR-2 at 8h");
  CHECK(play.identity_of_session("after") == "interactive_session");
  CHECK(play.session_end("after") == "signed_out EMR-3 at 2h");
  CHECK(play.session_end("in-later") == "signed_out EMR-3 at 2h");
  CHECK(play.ineffective().empty());
}

TEST_CASE("EMR-1: the rule of a session that still runs says by which cell it is bound to the sign-in") {
  const Play play(launched + R"(
  - {at: 0h, user: carl, do: start_session, id: other-cell, service: emr_ec2, cluster: without}
  - {at: 0h, admin: set, identity_center.background_sessions.enabled: false}
  - {at: 0h, user: carl, do: start_session, id: off-true, service: emr_ec2, cluster: with}
)",
                  PlayOptions{.horizon = "1h"});
  CHECK(play.session("off-true").rule == Rule::emr_1);
  CHECK(play.session("other-cell").rule == Rule::emr_3);
}

TEST_CASE("EMR-2: a session without statements for 8 hours ends, however long it worked before") {
  const Play play(launched + R"(
  - {at: 0h, user: carl, do: start_session, id: unused, service: emr_ec2, cluster: with, start_up: 5m}
  - {at: 0h, user: carl, do: start_session, id: used, service: emr_ec2, cluster: with}
  - {at: 1h, session: used, do: run, job: long, takes: 20h, saves_results: true}
  - {at: 2h, session: used, do: run, job: queued, takes: 10h, saves_results: true}
  - {at: 2h, admin: set, emr_ec2.idle_timeout: 1h}
)");
  CHECK(play.session_end("unused") == "idle_timeout EMR-2 at 8h5m");
  CHECK(play.fate("queued") ==
        "completed at 1d7h");  // there is no hard limit, and the sign-in expired at 8 h
  CHECK(play.session_end("used") == "idle_timeout EMR-2 at 1d15h");
  CHECK(play.session_cost("used") == "0.00");  // the cluster is billed
}

const std::string long_statement = launched + R"(
  - {at: 0h, user: carl, do: start_session, id: long, service: emr_ec2, cluster: with}
  - {at: 0h, user: carl, do: start_session, id: short, service: emr_ec2, cluster: with}
  - {at: 0h, user: carl, do: start_session, id: exact, service: emr_ec2, cluster: with}
  - {at: 0h, user: carl, do: start_session, id: unused, service: emr_ec2, cluster: with}
  - {at: 1h, session: long, do: run, job: twenty, takes: 20h, saves_results: true}
  - {at: 1h, session: short, do: run, job: seven, takes: 7h, saves_results: true}
  - {at: 1h, session: exact, do: run, job: eight, takes: 8h, saves_results: true}
)";

TEST_CASE("B-8: Livy leaves busy sessions alone, or counts from the beginning of their last statement") {
  const Play skips = play_with(long_statement, "livy_skips_busy_sessions", "yes");
  CHECK(skips.fate("twenty") == "completed at 21h");
  CHECK(skips.session_end("long") == "idle_timeout EMR-2 at 1d5h");
  CHECK(skips.session_end("unused") == "idle_timeout EMR-2 at 8h");
  const Play counts = play_with(long_statement, "livy_skips_busy_sessions", "no");
  CHECK(counts.session_end("long") == "idle_timeout EMR-2 at 9h");
  CHECK(counts.fate("twenty") == "stopped: idle_timeout EMR-2 at 9h");
  CHECK(counts.fate("seven") == "completed at 8h");
  CHECK(counts.session_end("short") == "idle_timeout EMR-2 at 16h");
  CHECK(counts.fate("eight") == "completed at 9h");  // work that completes comes first
  CHECK(counts.session_end("exact") == "idle_timeout EMR-2 at 17h");
  CHECK(counts.session_end("unused") == "idle_timeout EMR-2 at 8h");
}

TEST_CASE("EMR-3: without a background session a session ends with its sign-in or its notebook") {
  const Play play(launched + R"(
  - {at: 0h, user: ops, do: sign_in}
  - {at: 0h, user: carl, do: start_session, id: bound, service: emr_ec2, cluster: without}
  - {at: 0h, user: carl, do: start_session, id: closed, service: emr_ec2, cluster: without}
  - {at: 0h, user: ops, do: start_session, id: expires, service: emr_ec2, cluster: without}
  - {at: 0h, user: carl, do: start_session, id: free, service: emr_ec2, cluster: with}
  - {at: 0h, session: bound, do: run, job: b, takes: 5h}
  - {at: 0h, session: expires, do: run, job: e, takes: 20h}
  - {at: 30m, session: closed, do: close_notebook}
  - {at: 30m, session: free, do: close_notebook}
  - {at: 1h, user: carl, do: sign_out}
)");
  CHECK(play.session_end("bound") == "signed_out EMR-3 at 1h");
  CHECK(play.fate("b") == "stopped: signed_out EMR-3 at 1h");
  CHECK(play.session_end("closed") == "notebook_closed EMR-3 at 30m");
  CHECK(play.session_end("expires") == "interactive_session_expired EMR-3 at 8h");
  CHECK(play.session_end("free") == "idle_timeout EMR-2 at 8h");
}

TEST_CASE(
    "EMR-4: expiry, revocation, and whatever ends the kernel, end a session with a background session") {
  const Play play(launched + R"(
  - {at: 0h, admin: set, identity_center.background_sessions.duration: 6h}
  - {at: 0h, user: carl, do: start_session, id: expires, service: emr_ec2, cluster: with}
  - {at: 0h, user: carl, do: start_session, id: revoked, service: emr_ec2, cluster: with}
  - {at: 0h, user: carl, do: start_session, id: stopped, service: emr_ec2, cluster: with}
  - {at: 0h, user: carl, do: start_session, id: restarted, service: emr_ec2, cluster: with}
  - {at: 0h, user: carl, do: start_session, id: bound, service: emr_ec2, cluster: without}
  - {at: 30m, admin: revoke, session: revoked}
  - {at: 30m, admin: revoke, session: bound}
  - {at: 40m, session: stopped, do: stop_session}
  - {at: 50m, session: restarted, do: restart_kernel, id: next}
)");
  CHECK(play.session_end("expires") == "background_session_expired EMR-4 at 6h");
  CHECK(play.session_end("revoked") == "background_session_revoked EMR-4 at 30m");
  CHECK(play.session_end("stopped") == "stopped_by_user EMR-4 at 40m");
  CHECK(play.session_end("restarted") == "kernel_restarted EMR-4 at 50m");
  CHECK(play.session_end("next") == "background_session_expired EMR-4 at 6h50m");
  CHECK(play.session_end("bound") == "interactive_session_expired EMR-3 at 8h");  // before its idle timeout
}

TEST_CASE("EMR-5: an idle cluster terminates after an hour, billed from its launch") {
  const Play play(signed_in + R"(
  - {at: 0h, user: carl, do: launch_cluster, id: plain, instance_type: m5.xlarge}
  - {at: 0h, user: carl, do: launch_cluster, id: slow, instance_type: m5.xlarge, instances: 1, start_up: 10m}
  - {at: 0h, user: carl, do: launch_cluster, id: own, instance_type: m5.xlarge, instances: 1, idle_timeout: 30m}
  - {at: 0h, user: carl, do: launch_cluster, id: kept, instance_type: m5.xlarge, instances: 1, idle_timeout: none}
  - {at: 5m, user: carl, do: start_session, id: too-early, service: emr_ec2, cluster: slow}
  - {at: 15m, admin: set, emr_ec2.cluster_idle_timeout: 7d}
  - {at: 1h, user: carl, do: start_session, id: too-late, service: emr_ec2, cluster: plain}
)");
  CHECK(play.host_end("plain") == "idle_timeout EMR-5 at 1h");
  CHECK(play.host("plain").state == "TERMINATED");
  CHECK(play.host_cost("plain") == "0.72");  // 3 instances
  CHECK(play.host_end("slow") == "idle_timeout EMR-5 at 1h10m");
  CHECK(play.host_cost("slow") == "0.28");
  CHECK(play.cost(Bucket::overhead) == "0.04");  // its start-up
  CHECK(play.host_end("own") == "idle_timeout EMR-5 at 30m");
  CHECK(play.host_end("kept") == "runs");
  CHECK(play.host_cost("kept") == "57.60");
  CHECK(play.session_end("too-early") == "rejected: not_started at 5m");
  CHECK(play.session_end("too-late").substr(0, 8) == "rejected");  // it had terminated at that instant
}

TEST_CASE("EMR-5: a cluster that is terminated ends its sessions, and is billed a minute at least") {
  const Play play(launched + R"(
  - {at: 0h, user: carl, do: launch_cluster, id: blink, instance_type: m5.xlarge, instances: 1}
  - {at: 10s, user: ops, cluster: blink, do: terminate_cluster}
  - {at: 0h, user: carl, do: start_session, id: nb, service: emr_ec2, cluster: with}
  - {at: 0h, session: nb, do: run, job: cell, takes: 5h}
  - {at: 2h, user: ops, cluster: with, do: terminate_cluster}
  - {at: 3h, user: ops, cluster: with, do: terminate_cluster}
)");
  CHECK(play.host_end("blink") == "cluster_terminated at 10s");
  CHECK(play.host_cost("blink") == "0.004");
  CHECK(play.host_end("with") == "cluster_terminated at 2h");
  CHECK(play.host_cost("with") == "1.44");
  CHECK(play.session_end("nb") == "cluster_terminated at 2h");
  CHECK(play.session("nb").state == "killed");
  CHECK(play.fate("cell") == "stopped: cluster_terminated at 2h");
  CHECK(play.cost(Bucket::lost) == "1.44");
  CHECK(play.ineffective() == "3h: it was not running\n");
}

TEST_CASE("EMR-6: a cluster with an open session is not idle, whether the session works or not") {
  const Play play(launched + R"(
  - {at: 30m, user: carl, do: start_session, id: forgotten, service: emr_ec2, cluster: with}
  - {at: 30m, user: carl, do: start_session, id: tidy, service: emr_ec2, cluster: without}
  - {at: 50m, session: tidy, do: stop_session}
)");
  CHECK(play.session_end("forgotten") == "idle_timeout EMR-2 at 8h30m");
  CHECK(play.host_end("with") == "idle_timeout EMR-5 at 9h30m");
  CHECK(play.host_cost("with") == "6.84");  // 9.5 h x 0.72
  CHECK(play.host_end("without") == "idle_timeout EMR-5 at 1h50m");
  CHECK(play.cost(Bucket::idle) == "8.16");
}

TEST_CASE(
    "EMR-7: clusters before 7.11, or self-made without the bootstrap script, know no background sessions") {
  const Play play(signed_in + R"(
  - {at: 0h, user: carl, do: launch_cluster, id: c-7-11, instance_type: m5.xlarge, background_sessions: true}
  - {at: 0h, user: carl, do: launch_cluster, id: c-7-10, instance_type: m5.xlarge, background_sessions: true,
     release: "7.10"}
  - {at: 0h, user: carl, do: launch_cluster, id: c-8-0, instance_type: m5.xlarge, background_sessions: true,
     release: "8.0"}
  - {at: 0h, user: carl, do: launch_cluster, id: c-6-14, instance_type: m5.xlarge, background_sessions: true,
     release: "6.14"}
  - {at: 0h, user: carl, do: launch_cluster, id: c-6-15, instance_type: m5.xlarge, background_sessions: true,
     release: "6.15"}
  - {at: 0h, user: carl, do: launch_cluster, id: made, instance_type: m5.xlarge, background_sessions: true,
     unified_studio: false}
  - {at: 0h, user: carl, do: launch_cluster, id: scripted, instance_type: m5.xlarge, background_sessions: true,
     unified_studio: false, bootstrap: true}
  - {at: 0h, user: carl, do: start_session, id: in-7-11, service: emr_ec2, cluster: c-7-11}
  - {at: 0h, user: carl, do: start_session, id: in-7-10, service: emr_ec2, cluster: c-7-10}
  - {at: 0h, user: carl, do: start_session, id: in-8-0, service: emr_ec2, cluster: c-8-0}
  - {at: 0h, user: carl, do: start_session, id: in-6-14, service: emr_ec2, cluster: c-6-14}
  - {at: 0h, user: carl, do: start_session, id: in-6-15, service: emr_ec2, cluster: c-6-15}
  - {at: 0h, user: carl, do: start_session, id: in-made, service: emr_ec2, cluster: made}
  - {at: 0h, user: carl, do: start_session, id: in-scripted, service: emr_ec2, cluster: scripted}
  - {at: 1h, user: carl, do: sign_out}
)");
  for (const char* name : {"in-7-11", "in-8-0", "in-scripted"}) {
    CAPTURE(name);
    CHECK(play.identity_of_session(name) == "background_session");
    CHECK(play.session_end(name) == "idle_timeout EMR-2 at 8h");
  }
  for (const char* name : {"in-7-10", "in-6-15", "in-made"}) {
    CAPTURE(name);
    CHECK(play.identity_of_session(name) == "interactive_session");
    CHECK(play.session_end(name) == "signed_out EMR-3 at 1h");
  }
  CHECK(play.identity_of_session("in-6-14") == "role");
  CHECK(play.session_end("in-6-14") == "idle_timeout EMR-2 at 8h");
}

}  // namespace
}  // namespace outlive::testing
