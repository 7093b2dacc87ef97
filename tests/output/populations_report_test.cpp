// Reports of populations, of finite resources over time, of runs that were stopped, and of several replications.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "outlive/report.hpp"
#include "sim/output/page.hpp"
#include "sim/output/replications_report.hpp"
#include "sim/output/run_document.hpp"
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

namespace {

/// Of so many that were wanted, all of them alike.
study::Replications replications_of(const Sample& sample, std::uint32_t wanted, std::uint32_t count) {
  study::Replications all{.wanted = wanted, .count = 0, .responses = {}};
  for (std::uint32_t i = 0; i < count; ++i) all.add(sample.scenario, sample.results);
  return all;
}

}  // namespace

TEST_CASE("replications: whatever is of the first alone says so, in every format") {
  const Sample sample = make_crowd_sample();
  const study::Replications all = replications_of(sample, 20, 20);
  const output::Document document = output::run_document(sample.scenario, sample.results, &all);
  for (const output::Section& section : document.sections) {
    CAPTURE(section.title);
    CHECK(section.title.ends_with(", replication 1 of 20") == (section.id != "replications"));
  }
  const std::string text = output::report_text(sample.scenario, sample.results, &all, {});
  CHECK(text.find("\nReplication 1 of 20: 300 users, 8 jobs") != std::string::npos);
  CHECK(text.find("\nCapacity, replication 1 of 20\n  resource  ") != std::string::npos);
  for (const std::string& line : lines_of(text)) {
    CAPTURE(line);
    CHECK(text::width_of(line) <= 80);
  }
  const std::string markdown = output::report_markdown(sample.scenario, sample.results, &all);
  CHECK(markdown.find("**Replication 1 of 20: 300 users") != std::string::npos);
  CHECK(markdown.find("### Capacity, replication 1 of 20\n") != std::string::npos);
  const output::Json json = output::document_json(document);
  CHECK(json["replication"] == "replication 1 of 20");
  CHECK(output::report_page(json.dump()).find(">Capacity, replication 1 of 20</h2>") != std::string::npos);
  CHECK(report_text(sample.scenario, sample.results, {}).find("replication 1") == std::string::npos);
}

TEST_CASE("sparklines: blank for nothing, a sign for anything, full for all") {
  const std::vector<double> shares{0, 0.001, 0.5, 1, 2};
  CHECK(text::sparkline(shares, false) == " .=##");
  CHECK(text::sparkline(shares, true) == " ▁▄██");
}
