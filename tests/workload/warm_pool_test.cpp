// Waiting for instances and keeping them: MaxPendingTime and warm pools of training jobs.
#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

// ml.m5.xlarge costs 0.23 an hour.
const std::string wanda = R"(
users: {wanda: {}, will: {}}
settings: {sagemaker: {start_up: 10m}}
timeline:
  - {at: 0m, user: wanda, do: sign_in}
  - {at: 0m, user: will, do: sign_in}
)";

TEST_CASE("SM-14: instances stay for the keep-alive after their job and are billed as idle") {
  const Play play(wanda + R"(
  - {at: 0m, user: wanda, do: start_training_job, id: one, instance_type: ml.m5.xlarge, takes: 1h, keep_alive: 30m}
  - {at: 0m, user: wanda, do: start_training_job, id: plain, instance_type: ml.m5.xlarge, takes: 1h}
)");
  CHECK(play.fate("one") == "completed at 1h10m");
  CHECK(play.job_cost("one") == "0.23");
  CHECK(play.job("one").retained == 30min);
  CHECK(play.results.cost_of(play.job("one").retained_lines).bucket(Bucket::idle).nanos() == 115'000'000);
  CHECK(play.job("plain").retained == 0min);
  CHECK(play.job("plain").retained_lines.empty());
  CHECK(play.cost() == "0.575");
  CHECK(play.cost(Bucket::idle) == "0.115");
  CHECK(play.cost(Bucket::useful) == "0.46");
}

TEST_CASE(
    "SM-14: a matching job that comes in time starts at once and keeps the pool for as long as it says") {
  const Play play(wanda + R"(
  - {at: 0m, user: wanda, do: start_training_job, id: one, instance_type: ml.m5.xlarge, takes: 1h, keep_alive: 30m}
  - {at: 1h30m, user: wanda, do: start_training_job, id: two, instance_type: ml.m5.xlarge, takes: 1h, keep_alive: 5m}
  - {at: 2h35m, user: wanda, do: start_training_job, id: late, instance_type: ml.m5.xlarge, takes: 1h, keep_alive: 5m}
)");
  CHECK(play.job("two").started == Instant{1h + 30min});
  CHECK(play.fate("two") == "completed at 2h30m");
  CHECK(play.job("one").retained == 20min);
  CHECK(play.job("two").retained == 5min);  // its own keep-alive, not that of the first
  // At the instant at which the keep-alive is over, the pool is gone before anybody acts.
  CHECK(play.job("late").started == Instant{2h + 45min});
}

TEST_CASE("SM-14: of two pools a job takes the one that has been idle for longest") {
  const Play play(wanda + R"(
  - {at: 0m, user: wanda, do: start_training_job, id: long, instance_type: ml.m5.xlarge, takes: 30m, keep_alive: 20m}
  - {at: 0m, user: wanda, do: start_training_job, id: short, instance_type: ml.m5.xlarge, takes: 15m, keep_alive: 20m}
  - {at: 40m, user: wanda, do: start_training_job, id: next, instance_type: ml.m5.xlarge, takes: 1h, keep_alive: 15m}
)");
  CHECK(play.job("next").started == Instant{40min});
  CHECK(play.job("short").retained == 15min);  // idle since 25m, ten minutes of start-up and its work
  CHECK(play.job("long").retained == 20min);   // idle since this moment
}

TEST_CASE("SM-14: no other job finds the instances: of another kind, number or user, without a keep-alive") {
  const Play play(wanda + R"(
  - {at: 0m, user: wanda, do: start_training_job, id: one, instance_type: ml.m5.xlarge, takes: 1h, keep_alive: 1h}
  - {at: 1h, user: wanda, do: start_training_job, id: busy, instance_type: ml.m5.xlarge, takes: 1h, keep_alive: 1h}
  - {at: 1h20m, user: wanda, do: start_training_job, id: kind, instance_type: ml.m5.large, takes: 1h, keep_alive: 1h}
  - {at: 1h20m, user: wanda, do: start_training_job, id: more, instance_type: ml.m5.xlarge, instances: 2, takes: 1h,
     keep_alive: 1h}
  - {at: 1h20m, user: wanda, do: start_training_job, id: asks-not, instance_type: ml.m5.xlarge, takes: 1h}
  - {at: 1h20m, user: will, do: start_training_job, id: wills, instance_type: ml.m5.xlarge, takes: 1h, keep_alive: 1h}
  - {at: 1h20m, user: wanda, do: start_training_job, id: finds, instance_type: ml.m5.xlarge, takes: 1h, keep_alive: 1h}
  - {at: 1h20m, user: wanda, do: start_training_job, id: second, instance_type: ml.m5.xlarge, takes: 1h, keep_alive: 1h}
)");
  CHECK(play.job("busy").started == Instant{1h + 10min});  // while the first still used its own
  for (const char* waits : {"kind", "more", "asks-not", "wills", "second"}) {
    CAPTURE(waits);
    CHECK(play.job(waits).started == Instant{1h + 30min});
  }
  CHECK(play.job("finds").started == Instant{1h + 20min});
  CHECK(play.job("one").retained == 10min);
}

TEST_CASE("SM-14: they stay after a stop, an error and a loss of identity, not if they never came") {
  const Play play(wanda + R"(
  - {at: 0m, user: wanda, do: start_training_job, id: stopped, instance_type: ml.m5.large, takes: 5h, keep_alive: 1h}
  - {at: 0m, user: wanda, do: start_training_job, id: broken, instance_type: ml.m5.xlarge, takes: 1h, keep_alive: 1h,
     fails: true}
  - {at: 0m, user: wanda, do: start_training_job, id: revoked, instance_type: ml.m5.4xlarge, takes: 5h, keep_alive: 1h}
  - {at: 0m, user: wanda, do: start_training_job, id: waiting, instance_type: ml.g5.xlarge, takes: 5h, keep_alive: 1h}
  - {at: 5m, job: waiting, do: stop_job}
  - {at: 6m, user: wanda, do: start_training_job, id: next, instance_type: ml.g5.xlarge, takes: 5h}
  - {at: 1h10m, job: stopped, do: stop_job}
  - {at: 1h10m, admin: revoke, job: revoked}
)");
  CHECK(play.fate("stopped") == "stopped: stopped_by_user SM-1 at 1h10m");
  CHECK(play.fate("broken") == "failed: work_failed SM-1 at 1h10m");
  CHECK(play.fate("revoked") == "failed: background_session_revoked SM-4 at 1h10m");
  for (const char* kept : {"stopped", "broken", "revoked"}) {
    CAPTURE(kept);
    CHECK(play.job(kept).retained == 1h);
  }
  CHECK(play.job("waiting").started == never);
  CHECK(play.job("waiting").retained == 0min);
  CHECK(play.job("waiting").retained_lines.empty());
  CHECK(play.cost(Bucket::idle) == "1.267");  // 0.115 + 0.23 + 0.922
}

TEST_CASE("SM-14: a pool still warm at the horizon is billed up to it") {
  const Play play(wanda + R"(
  - {at: 0m, user: wanda, do: start_training_job, id: one, instance_type: ml.m5.xlarge, takes: 1h, keep_alive: 1h}
)",
                  PlayOptions{.horizon = "1h40m"});
  CHECK(play.job("one").retained == 30min);
  CHECK(play.cost() == "0.345");
}

TEST_CASE("SM-14: what a population keeps warm is billed as what a script does") {
  const std::string one = R"(
populations:
  p:
    users: 1
    week: {days: [monday], hours: {from: 9h, to: 10h}, leaves_at: 20h}
    activities:
      train: {starts: {service: training, instance_type: ml.m5.xlarge, keep_alive: 1h)";
  const Play alone(one + "}, per_day: 1, takes: 2h}\n");  // on two Mondays
  CHECK(alone.cost() == "1.38");
  CHECK(alone.cost(Bucket::idle) == "0.46");
  CHECK(alone.results.populations[0].activities[0].cost.total().nanos() == 1'380'000'000);
  // Stopped after each of its three hours, and taken up while its instances are warm: idle for two half hours and an hour.
  const Play again(one +
                       ", max_runtime: 1h, checkpoint_every: 1h}, per_day: 1, takes: 3h,"
                       " restarts: {share: 100%, after: 30m, at_most: 5}}\n",
                   {.horizon = "5d"});
  CHECK(again.cost() == "1.15");
  CHECK(again.cost(Bucket::idle) == "0.46");
}

const std::string long_chain = R"(
users: {wanda: {}}
settings:
  identity_center: {interactive_session: {duration: 60d}, background_sessions: {duration: 60d}}
  sagemaker: {training: {max_runtime: 28d}}
timeline:
  - {at: 0m, user: wanda, do: sign_in}
)";

TEST_CASE("SM-14: a chain lasts 28 days at most, however long the keep-alive") {
  const Play play(long_chain + R"(
  - {at: 0m, user: wanda, do: start_training_job, id: one, instance_type: ml.m5.xlarge, takes: 20d, keep_alive: 1h}
  - {at: 20d, user: wanda, do: start_training_job, id: two, instance_type: ml.m5.xlarge, takes: 7d23h30m, keep_alive: 1h}
  - {at: 0m, user: wanda, do: start_training_job, id: other, instance_type: ml.m5.large, takes: 27d22h, keep_alive: 1h}
)",
                  PlayOptions{.horizon = "40d"});
  CHECK(play.fate("two") == "completed at 27d23h30m");
  CHECK(play.job("one").retained == 0min);
  CHECK(play.job("two").retained == 30min);
  CHECK(play.job("other").retained == 1h);
}

TEST_CASE("SM-14: a job that ends after 28 days leaves nothing warm") {
  const Play play(long_chain + R"(
  - {at: 0m, user: wanda, do: start_training_job, id: one, instance_type: ml.m5.xlarge, takes: 27d12h, keep_alive: 1h,
     start_up: 1d}
  - {at: 28d12h, user: wanda, do: start_training_job, id: next, instance_type: ml.m5.xlarge, takes: 1h, keep_alive: 1h,
     start_up: 1h}
)",
                  PlayOptions{.horizon = "40d"});
  CHECK(play.fate("one") == "completed at 28d12h");
  CHECK(play.job("one").retained == 0min);
  CHECK(play.fate("next") == "completed at 28d14h");
  CHECK(play.cost() == "152.26");  // 661 h of work and one kept, x 0.23
}

TEST_CASE("SM-15: a job is stopped when it has waited for its MaxPendingTime, and costs nothing") {
  const Play play(wanda + R"(
  - {at: 0m, user: wanda, do: start_training_job, id: waits, instance_type: ml.g5.xlarge, takes: 1h, start_up: 1h,
     max_pending: 30m}
  - {at: 0m, user: wanda, do: start_training_job, id: just, instance_type: ml.g5.xlarge, takes: 1h, start_up: 30m,
     max_pending: 30m}
  - {at: 0m, user: wanda, do: start_training_job, id: runs-long, instance_type: ml.g5.xlarge, takes: 5h,
     max_pending: 30m}
  - {at: 0m, user: wanda, do: start_training_job, id: patient, instance_type: ml.g5.xlarge, takes: 1h, start_up: 2d}
  - {at: 45m, job: waits, do: restart_job, id: again}
)");
  CHECK(play.fate("waits") == "stopped: max_pending_time SM-15 at 30m");
  CHECK(play.job("waits").state == "Stopped");
  CHECK(play.job("waits").started == never);
  CHECK(play.job_cost("waits") == "0.00");
  CHECK(play.fate("just") == "completed at 1h30m");  // at one instant the instances come first
  CHECK(play.fate("runs-long") == "completed at 5h10m");
  CHECK(play.fate("patient") == "completed at 2d1h");
  CHECK(play.fate("again") == "stopped: max_pending_time SM-15 at 1h15m");
  CHECK(play.cost() == "9.856");  // 7 h x 1.408
}

TEST_CASE("SM-15 SM-4: of a wait and a background session that end at one instant the latter is the cause") {
  const Play play(R"(
users: {wanda: {}}
settings: {identity_center: {background_sessions: {duration: 30m}}}
timeline:
  - {at: 0m, user: wanda, do: sign_in}
  - {at: 0m, user: wanda, do: start_training_job, id: waits, instance_type: ml.g5.xlarge, takes: 1h, start_up: 1h,
     max_pending: 30m}
)");
  CHECK(play.fate("waits") == "failed: background_session_expired SM-4 at 30m");
}

}  // namespace
}  // namespace outlive::testing
