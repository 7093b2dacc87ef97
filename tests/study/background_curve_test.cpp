#include "sim/study/background_curve.hpp"

#include <utility>
#include <vector>

#include "outlive/load.hpp"
#include "sim/study/point_estimates.hpp"
#include "tests/study/loaded_study.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

std::string jobs_of(const std::vector<std::string>& lengths) {
  std::string text =
      "outlive: 1\ntitle: How long must they last?\nstart: 2026-03-02T00:00:00Z\nhorizon: 40d\n"
      "settings: {sagemaker: {training: {max_runtime: 28d}}}\nusers: {ana: {}}\ntimeline:\n"
      "  - {at: 0m, user: ana, do: sign_in}\n";
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    text += "  - {at: 1m, user: ana, do: start_training_job, id: j" + std::to_string(i) +
            ", instance_type: ml.g5.xlarge, takes: " + lengths[i] + "}\n";
  }
  return text;
}

}  // namespace

TEST_CASE(
    "SM-4 IDC-16: one run says what background sessions of every duration would end, and each run agrees") {
  // A job that takes exactly as long as its background session completes.
  LoadedStudy sample(jobs_of({"1h", "1d", "30h", "7d", "8d"}),
                     "factors: {background: {key: identity_center.background_sessions.duration,\n"
                     "                       levels: [30m, 1h, 1d, 7d, 10d]}}\n"
                     "responses: [totals.jobs.cause.background_session_expired]\n");
  REQUIRE(study::foretell(sample.study(), {}));
  CHECK(sample.study().foretold == std::vector<std::uint64_t>{5, 4, 3, 1, 0});
  const Observations observations = sample.run();
  for (std::size_t point = 0; point < 5; ++point) {
    CAPTURE(point);
    CHECK(observations.row(point, 0)[0] == static_cast<double>(sample.study().foretold[point]));
  }
}

TEST_CASE("a shorter run foretells what it ended itself") {
  LoadedStudy sample(
      jobs_of({"1h", "1d", "30h", "7d", "8d"}),
      "factors: {background: {key: identity_center.background_sessions.duration, levels: [1h, 2d]}}\n"
      "responses: [cost.total]\n");
  REQUIRE(study::foretell(sample.study(), {}));
  CHECK(sample.study().foretold == std::vector<std::uint64_t>{4, 2});
}

TEST_CASE("nothing is foretold of several factors, or of populations") {
  LoadedStudy two(jobs_of({"1h"}),
                  "factors:\n"
                  "  background: {key: identity_center.background_sessions.duration, levels: [1h, 2d]}\n"
                  "  idle: {key: glue.idle_timeout, levels: [1h, 2h]}\n"
                  "responses: [cost.total]\n");
  REQUIRE(study::foretell(two.study(), {}));
  CHECK(two.study().foretold.empty());
  LoadedStudy crowd(
      trainers,
      "factors: {background: {key: identity_center.background_sessions.duration, levels: [1h, 2d]}}\n"
      "responses: [cost.total]\n");
  REQUIRE(study::foretell(crowd.study(), {}));
  CHECK(crowd.study().foretold.empty());
}

namespace {

using Steps = std::vector<std::pair<Duration, std::uint64_t>>;
using namespace std::chrono_literals;
using std::chrono::days;

Steps steps_of(const study::SurvivalCurve& curve) {
  Steps steps;
  for (const auto& step : curve.steps) steps.emplace_back(step.duration, step.lost);
  return steps;
}

Scenario loaded(const std::string& text) {
  LoadResult result = load_scenario_text(text, "case.yaml");
  REQUIRE(result.scenario.has_value());
  return std::move(*result.scenario);
}

Results with_needs(const std::vector<Duration>& needs) {
  Results results;
  for (const Duration need : needs) {
    JobResult job;
    job.outcome = Outcome::completed;
    job.background_since = Instant{1h};
    job.ended = job.background_since + need;
    results.jobs.push_back(job);
  }
  return results;
}

}  // namespace

TEST_CASE(
    "survival curve: a step at each need and one at the duration in force, exact for jobs of a script") {
  const Scenario scenario = loaded(jobs_of({"1h", "1d", "30h", "8d", "8d", "7d"}));
  const study::SurvivalCurve curve = study::survival_curve(scenario, run(scenario), days{5}, 500);
  CHECK(curve.jobs == 6);
  CHECK(curve.exact);
  CHECK(steps_of(curve) ==
        Steps{{0h, 6}, {1h, 5}, {24h, 4}, {30h, 3}, {days{5}, 3}, {days{7}, 2}, {days{8}, 0}});
  // A need that is the duration in force makes one step, and one behind all needs loses nobody.
  CHECK(study::survival_curve(scenario, run(scenario), 30h, 500).steps.size() == 6);
  CHECK(study::survival_curve(scenario, run(scenario), days{9}, 500).steps.back().lost == 0);
}

TEST_CASE("survival curve: what is left out counts from the next step on, never at the duration in force") {
  std::vector<Duration> needs;
  for (int i = 1; i <= 5000; ++i) needs.push_back(i * 7s);
  const Results results = with_needs(needs);
  const study::BackgroundCurve exact(results);
  const Duration current = 3210 * 7s + 1s;
  const study::SurvivalCurve curve = study::survival_curve({}, results, current, 100);
  CHECK(curve.steps.size() <= 101);
  CHECK(curve.steps.size() > 80);
  CHECK_FALSE(curve.exact);
  CHECK(curve.jobs == 5000);
  CHECK(curve.steps.front().lost == 5000);
  CHECK(curve.steps.back().lost == 0);
  bool told_current = false;
  for (std::size_t i = 0; i < curve.steps.size(); ++i) {
    CHECK(curve.steps[i].lost == exact.lost_at(curve.steps[i].duration));
    told_current = told_current || curve.steps[i].duration == current;
    if (i > 0) CHECK(curve.steps[i].duration > curve.steps[i - 1].duration);
  }
  CHECK(told_current);
}

TEST_CASE("survival curve: needs of populations are told up to 1/64 too long, beside those of a script") {
  Results results = with_needs({1h, 50h});
  for (const Duration need : {2h, 2h, 30h}) results.over_time.background_needs.add(need);
  const study::SurvivalCurve curve = study::survival_curve({}, results, 10h, 500);
  CHECK(curve.jobs == 5);
  CHECK_FALSE(curve.exact);
  CHECK(curve.note.find("1/64") != std::string::npos);
  const Steps steps = steps_of(curve);
  REQUIRE(steps.size() == 6);
  CHECK(steps[1] == std::pair<Duration, std::uint64_t>{1h, 4});
  CHECK(steps[2].second == 2);
  CHECK(steps[2].first >= 2h);
  CHECK(steps[2].first <= 2h + 7200s / 64);
  CHECK(steps[3] == std::pair<Duration, std::uint64_t>{10h, 2});
  CHECK(steps[4].first == 30h);  // none was longer
  CHECK(steps[5] == std::pair<Duration, std::uint64_t>{50h, 0});
  CHECK(study::survival_curve({}, {}, 10h, 500).steps.empty());
}

TEST_CASE("survival curve: shared limits, and work that is started again, make it inexact") {
  const Scenario scenario = loaded(jobs_of({"1h", "1d"}));
  Results results = run(scenario);
  CHECK(study::survival_curve(scenario, results, 10h, 500).exact);
  results.resources.emplace_back();
  results.resources[0].unit = "DPU";
  results.resources[0].limit = 8;
  const study::SurvivalCurve coupled = study::survival_curve(scenario, results, 10h, 500);
  CHECK_FALSE(coupled.exact);
  CHECK(coupled.note.find("shared") != std::string::npos);
  Scenario again = scenario;
  again.actions.push_back({.verb = Verb::restart_job});
  CHECK_FALSE(study::survival_curve(again, run(scenario), 10h, 500).exact);
}
