// Users who share nothing but quotas run ahead of each other; nothing comes out differently. Where lives are recorded nobody
// does, so that one run can be held against the other.
#include "outlive/report.hpp"
#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

const std::string general = R"(
settings:
  identity_center: {background_sessions: {enabled: true, duration: 2d}}
  glue: {background_sessions: true, idle_timeout: 1h, dpu_quota: 60, start_up: 1m}
  sagemaker: {background_sessions: true, training_instance_quotas: {ml.g5.xlarge: 6}}
)";

const std::string people = R"(
populations:
  analysts:
    users: 90
    leaving: {at_day_end: 40%, after_last_work: 20%, forgotten: 25%, laptop_closed: 15%}
    leavers: {share: 30%, every: 9d, administrator: disable_user, within: {exponential: {mean: 2h}}}
    activities:
      explore:
        starts: {service: glue, worker_type: G.1X, workers: 3}
        per_day: {negative_binomial: {mean: 1.2, k: 5}}
        statements: {geometric: {mean: 6}}
        think: {exponential: {mean: 6m}}
        takes: {lognormal: {median: 2m, sigma: 1.6}, at_most: 12h}
        saves_results: 60%
        fails: 5%
        restarts_kernel: 10%
        forgets_to_stop: 40%
        comes_back: 70%
        retries: {at_most: 3, first_after: 1m, factor: 2}
      train:
        starts: {service: training, instance_type: ml.g5.xlarge, checkpoint_every: 1h}
        per_day: {poisson: {mean: 0.3}}
        takes: {lognormal: {median: 4h, sigma: 1}, at_most: 40h}
        checkpoints: 40%
        restarts: {share: 60%, after: 10m, at_most: 2}
        fails: 20%
)";

const std::string changes = R"(
timeline:
  - {at: 1d, admin: set, glue.queues_when_full: true}
  - {at: 58h, admin: set, glue.dpu_quota: 30}
  - {at: 62h, admin: set, glue.dpu_quota: 90}
  - {at: 62h, admin: set, identity_center.background_sessions.duration: 1d}
  - {at: 4d, admin: set, glue.queues_when_full: false}
  - {at: 132h, admin: set, glue.dpu_quota: none}
  - {at: 6d, admin: set, glue.dpu_quota: 45}
  - {at: 6d, admin: set, identity_center.token_exchange_rate: 1}
)";

/// Of so many users, each with a session of several statements at about the same time, some of them at the same instant.
std::string scripted(int users) {
  std::string names = "users: {";
  std::string lines = "timeline:\n";
  for (int i = 0; i < users; ++i) {
    const std::string user = "u" + std::to_string(i);
    const auto at = [&](int minute) {
      return "  - {at: " + std::to_string(minute) + "m, user: " + user + ", ";
    };
    names += (i == 0 ? "" : ", ") + user + ": {}";
    const int first = i * 7 % 60;
    lines += at(first) + "do: sign_in}\n";
    lines += at(first) + "do: start_session, id: s-" + user + ", service: glue, workers: 4}\n";
    for (int j = 0; j < 5; ++j)
      lines += at(first + 10 * j) + "do: run, session: s-" + user + ", job: j-" + user + "-" +
               std::to_string(j) + ", takes: " + std::to_string(1 + (i + j) % 17) + "m}\n";
    if (i % 3 == 0) lines += at(first + 70) + "do: sign_out}\n";
    if (i % 4 == 0) lines += at(first + 90) + "do: stop_session, session: s-" + user + "}\n";
  }
  lines +=
      "  - {at: 30m, admin: set, glue.queues_when_full: true}\n  - {at: 50m, admin: set, glue.dpu_quota: "
      "100}\n";
  return names + "}\n" + lines;
}

void check_same_in_order(const std::string& text, std::uint64_t shuffle = 0) {
  const Scenario scenario = scenario_of(text);
  const Results in_order = run(scenario, {.record_lives = true, .record_over_time = true});
  const Results ahead = run(scenario, {.record_over_time = true, .shuffle = shuffle});
  CHECK(in_order.totals.events > 50);
  CHECK(report_json(scenario, ahead) == report_json(scenario, in_order));
  CHECK(report_csv(scenario, ahead) == report_csv(scenario, in_order));
}

}  // namespace

TEST_CASE("run ahead: populations that are refused, wait, try again and see quotas change") {
  check_same_in_order(general + people + changes);
}

TEST_CASE("run ahead: under other readings of the documents") {
  for (const std::string assumption :
       {"work_is_bound_to: any_sign_in", "background_session_clock: from_work",
        "new_sign_in_saves_stopping_work: yes", "end_when_queries_complete: yes"}) {
    CAPTURE(assumption);
    check_same_in_order(general + people + changes + "assumptions: {" + assumption + "}\n");
  }
}

TEST_CASE("run ahead: lines of a scenario, however few users there are if the order of play is shuffled") {
  check_same_in_order(general + scripted(80));
  check_same_in_order(general + scripted(5), 1);
}

TEST_CASE("run ahead: lines and populations under one quota") {
  check_same_in_order(general + people + scripted(40));
}

}  // namespace outlive::testing
