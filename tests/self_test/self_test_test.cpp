// A self-test that a broken engine passes is worth nothing: it is fed what a right engine must contradict.
#include "sim/self_test/self_test.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "outlive/load.hpp"
#include "sim/self_test/known_scenarios.hpp"
#include "sim/self_test/parts.hpp"
#include "sim/self_test/reference_cases.hpp"
#include "sim/self_test/report.hpp"
#include "tests/output/golden.hpp"

namespace outlive::testing {
namespace {

using self_test::Bench;
using self_test::Part;

/// The first so many of the recorded answers.
std::string some_answers(std::size_t count) {
  std::string text(self_test::embedded_records().answers);
  std::size_t at = 0;
  for (std::size_t i = 0; i < count; ++i) at = text.find("\n=== seed ", at + 1);
  return text.substr(0, at + 1);
}

Part held_against(const std::string& answers) {
  const self_test::Options options;
  Bench bench(options, 1);
  return self_test::second_implementation(answers, bench);
}

Part deterministic(const std::string& fingerprints) {
  const self_test::Options options;
  Bench bench(options, 1);
  return self_test::determinism(fingerprints, bench);
}

/// With the first `before` that comes after `from` replaced.
std::string replaced(std::string text, const std::string& from, const std::string& before,
                     const std::string& after) {
  const std::size_t at = text.find(before, text.find(from));
  REQUIRE(at != std::string::npos);
  return text.replace(at, before.size(), after);
}

}  // namespace

TEST_CASE("self-test: the engine gives all recorded answers of the reference") {
  const std::string answers(self_test::embedded_records().answers);
  CHECK(answers.size() < 400'000);
  const auto cases = self_test::reference_cases(answers);
  CHECK(cases.size() == 100);
  CHECK(self_test::count_cases(answers) == 100);
  const Part part = held_against(answers);
  CHECK_MESSAGE(part.passed(), (part.faults.empty() ? "" : part.faults.front()));
  CHECK(part.shown.starts_with("100 random scenarios with "));
}

TEST_CASE("self-test: a wrong answer is a fault, told with its seed and both lines") {
  const std::string right = some_answers(3);
  CHECK(held_against(right).passed());
  const auto cases = self_test::reference_cases(right);
  REQUIRE(cases.size() == 3);
  const std::string line = cases[1].answers.front();
  const std::string name = line.substr(0, line.find(' ', line.find(' ') + 1));
  for (const std::string& wrong : {line + "1", name + " * * * * * *", std::string("job nobody done")}) {
    CAPTURE(wrong);
    const Part part = held_against(replaced(right, "=== seed " + cases[1].seed, line, wrong));
    CHECK_FALSE(part.passed());
    CHECK(part.faults.front().starts_with("seed " + cases[1].seed + ": wanted '" + wrong + "', found '"));
  }
  const std::string& bill = cases[2].answers.back();
  const Part dearer = held_against(replaced(right, "=== seed " + cases[2].seed, bill, bill + "9"));
  REQUIRE(dearer.faults.size() == 1);
  CHECK(dearer.faults[0] == "seed " + cases[2].seed + ": wanted '" + bill + "9', found '" + bill + "'");
}

TEST_CASE("self-test: something that only one of the two has is a fault") {
  using Lines = std::vector<std::string>;
  const Lines both{"session s idle", "job j completed", "bill 1 2"};
  CHECK(self_test::differences(both, both).empty());
  CHECK(self_test::differences({"session s *", "job j completed", "bill 1 2"}, both).empty());
  CHECK(self_test::differences({"session s idle", "bill 1 2"}, both) ==
        Lines{"wanted nothing, found 'job j completed'"});
  CHECK(self_test::differences(both, {"session s idle", "bill 1 2"}) ==
        Lines{"wanted 'job j completed', found 'nothing'"});
  CHECK(self_test::differences({"session s idle"}, {"session s *"}).size() == 1);  // a star is for the wanted
}

TEST_CASE("self-test: recorded answers that are none are a fault, not a pass") {
  CHECK_FALSE(held_against("").passed());
  CHECK_FALSE(held_against("seed 1\n").passed());
  CHECK_FALSE(held_against("=== seed 1\noutlive: 1\n").passed());
  CHECK_FALSE(held_against("=== seed 1\noutlive: 1\n--- answers\nbill 0 0\n").passed());  // refused
}

TEST_CASE(
    "self-test: an invariant that a run broke fails the part that is about them, and nothing else does") {
  const self_test::Options options;
  Bench bench(options, 1);
  CHECK(self_test::invariants(bench).passed());
  CHECK(self_test::invariants(bench).shown.starts_with("The engine checked its books after each of 0 runs"));
  bench.note_broken("seed 7: costs do not add up");
  CHECK(self_test::invariants(bench).faults == std::vector<std::string>{"seed 7: costs do not add up"});
}

// OUTLIVE_UPDATE_GOLDEN=1 records them anew; a change says that results of scenarios that were there have changed.
TEST_CASE("self-test: recorded fingerprints are those of this engine") {
  check_committed("sim/self_test/fingerprints.txt", self_test::fingerprints_now());
}

TEST_CASE(
    "self-test: known scenarios are the same however the work is divided, and a wrong fingerprint is a "
    "fault" *
    doctest::test_suite("slow")) {
  const std::string right(self_test::embedded_records().fingerprints);
  const Part part = deterministic(right);
  CHECK_MESSAGE(part.passed(), (part.faults.empty() ? "" : part.faults.front()));
  std::string wrong = replaced(right, "forgotten-session ", "forgotten-session ", "forgotten-session 0");
  wrong = replaced(wrong, "what-will", "what-will-the-quarter-cost", "something-else");
  const Part faulty = deterministic(wrong);
  REQUIRE(faulty.faults.size() == 2);
  CHECK(faulty.faults[0].starts_with("forgotten-session: fingerprint "));
  CHECK(faulty.faults[1].ends_with(", recorded none"));
}

TEST_CASE("self-test: known scenarios do something, and one of them shares a quota that binds") {
  bool refuses = false;
  bool has_crowd = false;
  for (const auto& known : self_test::known_scenarios()) {
    CAPTURE(known.name);
    const Results results = run(known.load());
    CHECK(results.totals.events > 5);
    has_crowd = has_crowd || results.totals.events > 10'000;
    for (const ResourceResult& resource : results.resources) refuses = refuses || resource.refusals > 0;
  }
  CHECK(refuses);
  CHECK(has_crowd);
}

namespace {

self_test::Report sample(bool passed) {
  self_test::Report report;
  report.parts = {{.name = "closed forms", .shown = "2 quantities were estimated.", .faults = {}},
                  {.name = "determinism", .shown = "1 scenario ran.", .faults = {}}};
  report.closed_forms = {{"share", 0.5, 0.01, 0.51, -1.96}, {"cost, USD", 2, 0.25, 2, 0}};
  if (!passed) report.parts[1].faults = std::vector<std::string>(12, "not the same");
  return report;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE(
    "self-test: the report has a verdict for each part, one screen of faults at most, and the numbers") {
  const std::string good = report_text(sample(true), {.width = 100}, false);
  CHECK(contains(good, "PASS  closed forms\n      2 quantities were estimated.\n"));
  CHECK(contains(good, "      share        0.50000  0.01000  0.51000  -1.96\n"));
  CHECK(good.ends_with("\nAll 2 parts passed.\n"));
  CHECK_FALSE(contains(report_text(sample(true), {}, true), "0.51000"));
  const std::string bad = report_text(sample(false), {}, false);
  CHECK(contains(bad, "FAIL  determinism\n      1 scenario ran.\n      not the same\n"));
  CHECK(contains(bad, "      and 2 more\n"));
  CHECK(bad.ends_with("\n1 of 2 parts failed: do not rely on this build on this machine.\n"));
  self_test::Report stopped = sample(true);
  stopped.interrupted = true;
  CHECK_FALSE(stopped.passed());
  CHECK(report_text(stopped, {}, false).ends_with("Interrupted: nothing failed so far.\n"));
}

TEST_CASE("self-test: the same as JSON, with all faults") {
  const auto good = nlohmann::json::parse(report_json(sample(true)));
  CHECK(good["passed"] == true);
  CHECK(good["closed_forms"][0]["z"] == -1.96);
  CHECK(good["closed_forms"][0]["holds"] == true);
  const auto bad = nlohmann::json::parse(report_json(sample(false)));
  CHECK(bad["passed"] == false);
  CHECK(bad["parts"][1]["faults"].size() == 12);
}

}  // namespace outlive::testing
