// Reports of populations, of finite resources over time, of runs that were stopped, and of several replications.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "outlive/report.hpp"
#include "sim/output/replications_report.hpp"
#include "sim/text/sanitize.hpp"
#include "sim/text/table.hpp"
#include "tests/output/crowd_sample.hpp"
#include "tests/output/golden.hpp"

using namespace outlive;
using namespace outlive::testing;

TEST_CASE("populations: golden files") {
  const Sample sample = make_crowd_sample();
  check_golden("report-population.txt", report_text(sample.scenario, sample.results, {}));
  check_golden("report-population.md", report_markdown(sample.scenario, sample.results));
  check_golden("report-population.json", report_json(sample.scenario, sample.results));
  check_golden("report-population.csv", report_csv(sample.scenario, sample.results));
}

TEST_CASE("populations: a report without scripted users counts theirs, and is as wide as asked for") {
  const Sample sample = make_crowd_sample();
  const std::string text = report_text(sample.scenario, sample.results, {});
  CHECK(text.find("300 users, 8 jobs") != std::string::npos);
  CHECK(text.find("2 surviving: completed after") != std::string::npos);
  for (const std::string& line : lines_of(text)) {
    CAPTURE(line);
    CHECK(text::width_of(line) <= 80);
  }
  const auto json = nlohmann::ordered_json::parse(report_json(sample.scenario, sample.results));
  CHECK(json["totals"]["users"] == 300);
  CHECK(json["totals"]["jobs"] == 8);
  CHECK(json["resources"][0]["use"]["most"].size() == 10);
  CHECK(json["resources"][0]["use"]["interval_ms"] == day.count());
}

TEST_CASE("an incomplete run says so first, in every format") {
  Sample sample = make_crowd_sample();
  sample.results.incomplete = true;
  sample.results.done = 0.439;
  CHECK(report_text(sample.scenario, sample.results, {})
            .starts_with("INCOMPLETE: stopped after 43 % of the work\n"));
  CHECK(report_markdown(sample.scenario, sample.results).find("**INCOMPLETE") != std::string::npos);
  CHECK(nlohmann::ordered_json::parse(report_json(sample.scenario, sample.results))["incomplete"] == true);
  CHECK(lines_of(report_csv(sample.scenario, sample.results)).back().ends_with(",true"));
}

TEST_CASE("sparklines: blank for nothing, a sign for anything, full for all") {
  const std::vector<double> shares{0, 0.001, 0.5, 1, 2};
  CHECK(text::sparkline(shares, false) == " .=##");
  CHECK(text::sparkline(shares, true) == " ▁▄██");
}
