// Study files: what they become, and what a user reads when one is wrong (tests/input/invalid-studies).
#include <doctest/doctest.h>

#include "outlive/load_study.hpp"
#include "sim/study/levels.hpp"
#include "tests/input/golden_messages.hpp"
#include "tests/study/small_study.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

const GoldenMessages golden(std::string(OUTLIVE_SOURCE_DIR) + "/tests/input/invalid-studies/");

/// A study of the small base with other lines than `small_study` has.
Study study_of(const Folder& folder, const std::string& lines, const StudyOptions& options = {}) {
  folder.write("base.yaml", small_base);
  folder.write("study.yaml", "outlive_study: 1\ntitle: case\nbase: base.yaml\n" + lines);
  LoadStudyResult loaded = load_study(folder.path("study.yaml"), options);
  std::string problems;
  for (const Diagnostic& problem : loaded.diagnostics.all()) problems += to_string(problem) + "\n";
  CHECK(problems == "");
  REQUIRE(loaded.study.has_value());
  return std::move(*loaded.study);
}

std::string levels_of(const Factor& factor) {
  std::string text;
  for (const Level& level : factor.levels) text += (text.empty() ? "" : " ") + level.text;
  return text;
}

const std::string idle = "factors: {idle: {key: glue.idle_timeout, levels: [1h, 8h]}}\n";

}  // namespace

TEST_CASE("each invalid study gets exactly its messages (golden)") {
  CHECK(golden.cases().size() >= 80);
  for (const std::string& name : golden.cases()) {
    CAPTURE(name);
    const LoadStudyResult result = load_study(golden.input(name));
    CHECK_FALSE(result.study.has_value());
    CHECK(result.diagnostics.has_errors());
    golden.check(name, result.diagnostics);
  }
}

TEST_CASE("every file of expected messages of studies has its case") {
  golden.check_that_each_expectation_has_its_case();
}

TEST_CASE("a base or a price book that cannot be read is told from one that makes no sense") {
  CHECK(load_study(golden.input("base-missing")).unreadable);
  CHECK(load_study(golden.input("level-prices-missing")).unreadable);
  CHECK_FALSE(load_study(golden.input("base-broken")).unreadable);
  CHECK(load_study(golden.input("no-such-study")).unreadable);
}

TEST_CASE("study: factors of levels, ranges in even and in growing steps, and pairs") {
  const Folder folder;
  const Study study =
      study_of(folder,
               "factors:\n"
               "  idle: {key: glue.idle_timeout, from: 1h, to: 9h, steps: 5}\n"
               "  quota: {key: glue.dpu_quota, from: 10, to: 1000, steps: 3, spacing: logarithmic}\n"
               "  both: {paired: {glue.timeout: [1d, 2d], assumptions.stop_latency: [none, random]}}\n"
               "responses: [cost.total]\n");
  REQUIRE(study.factors.size() == 3);
  CHECK(levels_of(study.factors[0]) == "1h 3h 5h 7h 9h");
  CHECK(study.factors[0].is_range);
  CHECK(study.factors[0].type == Factor::Type::duration);
  CHECK(levels_of(study.factors[1]) == "10 100 1000");
  CHECK(study.factors[1].logarithmic);
  CHECK(levels_of(study.factors[2]) == "1d/none 2d/random");
  CHECK(study.factors[2].keys == std::vector<std::string>{"glue.timeout", "assumptions.stop_latency"});
  CHECK(study.points.size() == 30);
}

TEST_CASE("study: everything else that it says") {
  const Folder folder;
  const Study study = study_of(
      folder, idle +
                  "set: {glue.dpu_quota: 40, assumptions.stop_latency: random}\n"
                  "responses:\n"
                  "  total: cost.total\n"
                  "  worst: {of: cost.total, quantile: 95%}\n"
                  "  cheap: {of: cost.total, at_most: 50 USD}\n"
                  "  waste: cost.idle.share\n"
                  "replications: 12\n"
                  "precision: {of: [total], within: 3%, at_most: 90}\n"
                  "confidence: 99%\n"
                  "seed: 77\n"
                  "warm_up: 6h\n"
                  "expect:\n"
                  "  - {response: total, at: {idle: 1h}, at_most: 90 USD}\n"
                  "  - {response: cheap, at_least: 99%}\n"
                  "  - {response: total, rises_with: idle}\n"
                  "  - {difference: total, at: {idle: 8h}, from: {idle: 1h}, between: [-1%, 20%]}\n"
                  "  - {difference: waste, at: {idle: 8h}, from: {idle: 1h}, at_least: -0.2}\n"
                  "recommend: {least: total, promises: {cheap: {at_least: 90%}}, indifference: 2%}\n");
  CHECK(study.settings.at(0).key == "glue.dpu_quota");
  CHECK(study.assumptions.at(0).key == "stop_latency");
  REQUIRE(study.responses.size() == 4);
  CHECK(study.responses[0].unit == Response::Unit::money);
  CHECK(study.responses[1].statistic == Response::Statistic::quantile);
  CHECK(study.responses[1].quantile == 0.95);
  CHECK(study.responses[2].statistic == Response::Statistic::share);
  CHECK(study.responses[2].unit == Response::Unit::share);
  CHECK(study.responses[3].unit == Response::Unit::share);
  CHECK(study.replications == 12);
  CHECK(study.precision->within == 0.03);
  CHECK(study.precision->at_most == 90);
  CHECK(study.confidence == 0.99);
  CHECK(study.scenario.seed == 77);
  CHECK(study.warm_up->length == std::chrono::hours{6});
  REQUIRE(study.expectations.size() == 5);
  CHECK(study.expectations[0].at.at(0).level == 0);
  CHECK(study.expectations[1].low.number == study::position_of(Factor::Type::number, "0.99").value() * 1e9);
  CHECK(study.expectations[2].kind == StudyExpectation::Kind::rises_with);
  CHECK(study.expectations[3].kind == StudyExpectation::Kind::difference);
  CHECK(study.expectations[3].relative);
  CHECK(study.expectations[3].comparison == Comparison::between);
  CHECK_FALSE(study.expectations[4].relative);
  REQUIRE(study.goal.has_value());
  CHECK(study.goal->least == 0);
  CHECK(study.goal->promises.at(0).response == 2);
  CHECK(study.goal->indifference == 0.02);
}

TEST_CASE("study: a scenario that the command line varies is a study, too") {
  const Folder folder;
  folder.write("base.yaml", small_base);
  const LoadStudyResult loaded =
      load_study(folder.path("base.yaml"),
                 {.variations = {{"identity_center.background_sessions.duration", {"4h", "1d"}},
                                 {"glue.idle_timeout", {"1h", "8h", "2h"}}},
                  .replications = 5});
  REQUIRE(loaded.study.has_value());
  CHECK(loaded.study->title == "A small crowd");
  CHECK(loaded.study->points.size() == 6);
  CHECK(loaded.study->replications == 5);
  CHECK(loaded.study->factors[0].name == "background_sessions.duration");
  CHECK(loaded.study->factors[1].name == "glue.idle_timeout");
  CHECK(loaded.study->responses.size() == 5);
}

TEST_CASE("study: two keys with the same last words are told apart by the whole key") {
  const Folder folder;
  folder.write("base.yaml", small_base);
  const LoadStudyResult loaded =
      load_study(folder.path("base.yaml"),
                 {.variations = {{"assumptions.stop_latency", {"none", "random"}},
                                 {"populations.staff.activities.explore.takes", {"5m", "9m"}},
                                 {"populations.staff.users", {"3", "4"}},
                                 {"sagemaker.training_instance_quotas.ml.g5.xlarge", {"1", "2"}}}});
  REQUIRE(loaded.study.has_value());
  CHECK(loaded.study->factors[1].name == "explore.takes");
  REQUIRE(loaded.study->factors.size() == 4);
  CHECK(loaded.study->factors[3].name == "training_instance_quotas.ml.g5.xlarge");
}

TEST_CASE("study: the plan is that of everything that decides a number, and of nothing else") {
  const Folder folder;
  const std::string lines = idle + "responses: [cost.total]\nreplications: 3\n";
  const std::string plan = study_of(folder, lines).plan;
  CHECK(plan.size() == 40);
  CHECK(study_of(folder, lines).plan == plan);
  CHECK(study_of(folder, lines + "expect: [{response: cost.total, at_most: 9 USD}]\n").plan != "");
  CHECK(study_of(folder, lines + "confidence: 90%\n").plan == plan);
  CHECK(study_of(folder, lines + "seed: 4\n").plan != plan);
  CHECK(study_of(folder, lines + "warm_up: 2h\n").plan != plan);
  CHECK(study_of(folder, lines + "set: {glue.dpu_quota: 9}\n").plan != plan);
  CHECK(study_of(folder, lines, {.replications = 4}).plan != plan);
  CHECK(study_of(folder, lines, {.settings = {{"glue.dpu_quota", "9"}}}).plan ==
        study_of(folder, lines + "set: {glue.dpu_quota: 9}\n").plan);
}
