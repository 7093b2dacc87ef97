// What of the work that outlives its sign-in is lost in the background: neither what breaks by itself nor what is stopped.
#include <doctest/doctest.h>

#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

TEST_CASE(
    "SM-4: lost in the background is what a limit ends after its sign-in, not what its user or its own error "
    "does") {
  const Play play(R"(
settings:
  identity_center: {background_sessions: {enabled: true, duration: 2d}}
  sagemaker: {training: {max_runtime: 10d}}
users: {ann: {}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: ann, do: start_training_job, id: expires, takes: 5d, instance_type: ml.m5.xlarge}
  - {at: 0h, user: ann, do: start_training_job, id: stopped, takes: 5d, instance_type: ml.m5.xlarge}
  - {at: 0h, user: ann, do: start_training_job, id: breaks, takes: 20h, fails: true, instance_type: ml.m5.xlarge}
  - {at: 0h, user: ann, do: start_training_job, id: survives, takes: 20h, instance_type: ml.m5.xlarge}
  - {at: 0h, user: ann, do: start_training_job, id: attended, takes: 5d, max_runtime: 30m, instance_type: ml.m5.xlarge}
  - {at: 1h, user: ann, do: sign_out}
  - {at: 10h, user: ann, do: sign_in}
  - {at: 11h, job: stopped, do: stop_job}
)");
  CHECK(play.job("expires").cause == Cause::background_session_expired);
  CHECK(play.job("expires").lost_in_background);
  CHECK(play.job("stopped").cause == Cause::stopped_by_user);
  CHECK_FALSE(play.job("stopped").lost_in_background);
  CHECK(play.job("breaks").cause == Cause::work_failed);
  CHECK_FALSE(play.job("breaks").lost_in_background);
  CHECK(play.job("survives").survived);
  CHECK_FALSE(play.job("survives").lost_in_background);
  CHECK(play.job("attended").cause == Cause::max_runtime);
  CHECK_FALSE(play.job("attended").lost_in_background);
  CHECK(play.results.totals.jobs_lost_in_background == 1);
}

TEST_CASE(
    "GLUE-7 GLUE-4: statements that a restarted kernel ends are not lost in the background, those out of its "
    "reach go on") {
  const Play play(R"(
settings: {glue: {background_sessions: true}}
users: {ann: {}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: ann, do: start_session, id: kept, service: glue}
  - {at: 0h, user: ann, do: start_session, id: revoked, service: glue}
  - {at: 0h, user: ann, do: start_session, id: out-of-reach, service: glue}
  - {at: 0h, session: kept, do: run, job: restarted, takes: 9h}
  - {at: 0h, session: revoked, do: run, job: lost, takes: 9h}
  - {at: 0h, session: out-of-reach, do: run, job: goes-on, takes: 9h}
  - {at: 1h, session: kept, do: restart_kernel}
  - {at: 1h, user: ann, do: sign_out}
  - {at: 2h, session: out-of-reach, do: restart_kernel}
  - {at: 3h, session: out-of-reach, do: stop_kernel}
  - {at: 2h, admin: revoke, session: revoked}
)");
  CHECK(play.job("goes-on").outcome == Outcome::completed);
  CHECK(play.results.ineffective.size() == 2);
  CHECK(play.job("restarted").cause == Cause::kernel_restarted);
  CHECK_FALSE(play.job("restarted").lost_in_background);
  CHECK(play.job("lost").cause == Cause::background_session_revoked);
  CHECK(play.job("lost").lost_in_background);
}

}  // namespace
}  // namespace outlive::testing
