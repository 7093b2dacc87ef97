#include "outlive/report.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "sim/text/sanitize.hpp"
#include "tests/output/golden.hpp"
#include "tests/output/sample.hpp"

using namespace outlive;
using namespace outlive::testing;

TEST_CASE("reports: golden files") {
  const Sample sample = make_sample();
  check_golden("report.txt", report_text(sample.scenario, sample.results, {}));
  check_golden("report-ascii.txt", report_text(sample.scenario, sample.results, {.unicode = false}));
  check_golden("report.md", report_markdown(sample.scenario, sample.results));
  check_golden("report.json", report_json(sample.scenario, sample.results));
  check_golden("report.csv", report_csv(sample.scenario, sample.results));
}

TEST_CASE("explain and show: golden files") {
  const Sample sample = make_sample();
  for (const char* name : {"etl", "backfill", "train", "endless"}) {
    const auto story = explain(sample.scenario, sample.results, name, {});
    REQUIRE(story);
    check_golden("explain-" + std::string(name) + ".txt", *story);
  }
  check_golden("show.yaml", show(sample.scenario));
}

TEST_CASE("explain knows no stranger") {
  const Sample sample = make_sample();
  CHECK_FALSE(explain(sample.scenario, sample.results, "backfil", {}));
  CHECK_FALSE(explain(sample.scenario, sample.results, "", {}));  // a row of a trace has no name
}

TEST_CASE("a text report is one screen of the width asked for") {
  const Sample sample = make_sample();
  const auto lines = lines_of(report_text(sample.scenario, sample.results, {}));
  CHECK(lines.size() <= 45);
  for (const std::string& line : lines) {
    CAPTURE(line);
    CHECK(text::width_of(line) <= 80);
  }
}

TEST_CASE("the ASCII report is ASCII and without colour holds no escape") {
  Sample sample = make_sample();
  sample.scenario.sessions[0].name = "\x1b[2J\x1b[31mred";
  const std::string text = report_text(sample.scenario, sample.results, {.unicode = false});
  for (const char c : text) {
    CHECK((c == '\n' || (c >= ' ' && c <= '~')));
  }
  const std::string colored = report_text(sample.scenario, sample.results, {.color = true});
  CHECK(colored.find("\x1b[1m") != std::string::npos);
  CHECK(colored.find("\x1b[2J") == std::string::npos);
}

TEST_CASE("a report of nothing says so") {
  Scenario scenario;
  scenario.title = "Nobody came";
  scenario.domains = {""};
  const std::string text = report_text(scenario, {}, {});
  CHECK(text.find("\n0 jobs.\n") != std::string::npos);
  CHECK(text.find("nothing was billed") != std::string::npos);
  CHECK(nlohmann::json::parse(report_json(scenario, {}))["jobs"].empty());
  CHECK(lines_of(report_csv(scenario, {})).size() == 1);
  CHECK(report_markdown(scenario, {}).find("Nobody came") != std::string::npos);
}

TEST_CASE("long lists are cut and say by how much") {
  Sample sample = make_sample();
  const JobSpec spec = sample.scenario.jobs[1];
  const JobResult result = sample.results.jobs[1];
  for (int i = 0; i < 20; ++i) {
    sample.scenario.jobs.push_back(spec);
    sample.scenario.jobs.back().name = "train-" + std::to_string(i);
    sample.results.jobs.push_back(result);
    sample.results.jobs.back().needs.background_session += Duration{i} * 3'600'000;
  }
  const std::string text = report_text(sample.scenario, sample.results, {.width = 120});
  CHECK(text.find("identity_center.background_sessions.duration: 21 jobs, 9d21h would have done for all") !=
        std::string::npos);
  CHECK(text.find("and 13 more: jobs.csv of -o FOLDER") != std::string::npos);  // 8 of them shown
  CHECK(text.find("train-19") != std::string::npos);                            // the neediest is shown
  CHECK(text.find("train-0 ") == std::string::npos);
}

TEST_CASE("csv: a formula in a name is disarmed, quotes and commas are doubled and quoted") {
  Sample sample = make_sample();
  sample.scenario.jobs[0].name = "a,\"b\"\nc";
  sample.scenario.jobs[1].name = "+1";
  const std::string csv = report_csv(sample.scenario, sample.results);
  CHECK(csv.find("\"a,\"\"b\"\"\nc\",maria,etl") != std::string::npos);
  CHECK(csv.find("\n'+1,maria,") != std::string::npos);
  CHECK(csv.find(",'=cmd|") != std::string::npos);
}

TEST_CASE("json: money is exact and adds up, units stand in keys") {
  const Sample sample = make_sample();
  const auto json = nlohmann::ordered_json::parse(report_json(sample.scenario, sample.results));
  CHECK(json["schema_version"] == 1);
  CHECK(json["fingerprint"] == "0123456789abcdef");
  CHECK(json["cost"]["all"]["total_usd"] == "151.793333333");
  CHECK(json["jobs"][1]["needs_background_session_ms"] == 784'800'000);
  CHECK(json["jobs"][0]["cost"].is_null());
  CHECK(json["jobs"][4]["ended"].is_null());
  CHECK(json["settings"]["glue.timeout_ms"].is_null());
  CHECK(json["settings"]["identity_center.background_sessions.duration_ms"] == 604'800'000);
  CHECK(json["traces"][0]["total_resource_ms"] == 691'200'000);
}

TEST_CASE("markdown: names cannot act as markup") {
  Sample sample = make_sample();
  sample.scenario.title = "<img src=x> | *bold*";
  const std::string text = report_markdown(sample.scenario, sample.results);
  CHECK(text.find("## &lt;img src=x\\> \\| \\*bold\\*") != std::string::npos);
}
