// The summary as OpenMetrics.
#include <doctest/doctest.h>

#include "tests/output/crowd_sample.hpp"
#include "tests/output/exported.hpp"
#include "tests/output/golden.hpp"
#include "tests/output/sample.hpp"

using namespace outlive;
using namespace outlive::testing;

TEST_CASE("openmetrics: golden files") {
  const Sample sample = make_sample();
  check_golden("metrics.txt", openmetrics_text(sample.scenario, sample.results));
  const Sample crowd = make_crowd_sample();
  check_golden("metrics-population.txt", openmetrics_text(crowd.scenario, crowd.results));
}

TEST_CASE("openmetrics: a strict reader takes it, whatever names and titles hold") {
  const Folder folder;
  if (!has_python(folder)) return;
  Sample crowd = make_crowd_sample();
  crowd.scenario.title = "a \"quote\", a \\ and\na line\x1b";
  crowd.scenario.populations[0].name = "x\"} 1\n# EOF";
  const Play play = play_all_kinds();
  const Sample sample = make_sample();
  const auto check = [&](const Scenario& scenario, const Results& results) {
    folder.write("metrics.txt", openmetrics_text(scenario, results));
    const Ran ran = ask(folder, "openmetrics_rules.py", "metrics.txt");
    CHECK_MESSAGE(ran.code == 0, ran.out, ran.err);
  };
  check(crowd.scenario, crowd.results);
  check(play.scenario, play.results);
  check(sample.scenario, sample.results);
  check({}, {});
}

TEST_CASE("openmetrics: its reader finds what is wrong" * doctest::test_suite("slow")) {
  const Folder folder;
  if (!has_python(folder)) return;
  const Sample sample = make_sample();
  const std::string good = openmetrics_text(sample.scenario, sample.results);
  const auto found = [&](const std::string& part, const std::string& instead) {
    std::string bad = good;
    REQUIRE(has(bad, part));
    bad.replace(bad.find(part), part.size(), instead);
    folder.write("metrics.txt", bad);
    const Ran ran = ask(folder, "openmetrics_rules.py", "metrics.txt");
    CHECK(ran.code == 1);
    return ran.out;
  };
  CHECK(has(found("# EOF\n", ""), "does not end in # EOF"));
  CHECK(has(found("outlive_jobs_total{", "outlive_jobs{"), "is no sample of the counter"));
  CHECK(has(found("# UNIT outlive_cost_usd usd", "# UNIT outlive_cost_usd eur"), "does not end in its unit"));
  CHECK(has(found("seed=\"7\"", "seed=\"7"), "is neither metadata nor a sample"));
  CHECK(
      has(found("outlive_events_total", "outlive_incomplete"), "is no sample of the counter outlive_events"));
}
