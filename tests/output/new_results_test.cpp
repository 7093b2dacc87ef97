// Hosts, credentials and acts against people, in every report.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "outlive/report.hpp"
#include "tests/output/audit_sample.hpp"
#include "tests/output/golden.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

// The larger sample, with what its hosts cost and what the revocation of etl came to.
Sample full_sample() {
  Sample sample = make_audit_sample();
  Results& results = sample.results;
  Cells<std::int64_t> usage;
  usage.at(Bucket::idle, Attendance::attended) = Duration{3 * hour}.count();
  results.lines.push_back({.sku = 2, .units = 1, .from = at({}), .until = at(3 * hour), .usage = usage});
  Cells<Money> cost;
  cost.at(Bucket::idle, Attendance::attended) = cent(15);
  results.line_costs.push_back(cost);
  results.hosts[0].lines = {{2, 1}};
  results.totals.usage.push_back(usage);
  results.totals.cost.push_back(cost);
  results.sessions[0].identity_lost = at(30 * hour);
  results.sessions[0].ended = at(30 * hour + 15 * minute);
  const auto event = [&](Duration when, std::string_view state, Cause cause, Rule rule) {
    results.lives.push_back({.at = at(when),
                             .kind = "Studio app",
                             .state = state,
                             .cause = cause,
                             .rule = rule,
                             .user = 0,
                             .host = 0});
  };
  event(minute, "Pending", Cause::none, Rule::none);
  event(2 * minute, "InService", Cause::none, Rule::none);
  event(3 * hour, "Deleted", Cause::app_idle_shutdown, Rule::sm_12);
  return sample;
}

}  // namespace

TEST_CASE("new results: golden files") {
  const Sample sample = full_sample();
  check_golden("report-estate.txt", report_text(sample.scenario, sample.results, {}));
  check_golden("report-estate.md", report_markdown(sample.scenario, sample.results));
  for (const char* name : {"lab", "read", "cluster"}) {
    const auto story = explain(sample.scenario, sample.results, name, {});
    REQUIRE(story);
    check_golden("explain-" + std::string(name) + ".txt", *story);
  }
}

TEST_CASE("explain: a session or job comes before a host of its name, which has a name of its own") {
  Sample sample = full_sample();
  sample.scenario.hosts[0].name = "etl";
  CHECK(explain(sample.scenario, sample.results, "etl", {})->starts_with("etl: AWS Glue"));
  CHECK(explain(sample.scenario, sample.results, "hosts.etl", {})->starts_with("etl: Studio app of maria"));
  CHECK_FALSE(explain(sample.scenario, sample.results, "hosts.", {}));
}

TEST_CASE("json: hosts, acts against people, credentials") {
  const Sample sample = full_sample();
  const auto json = nlohmann::ordered_json::parse(report_json(sample.scenario, sample.results));
  const auto& lab = json["hosts"][0];
  CHECK(lab["name"] == "lab");
  CHECK(lab["type"] == "studio_app");
  CHECK(lab["ended_by"] == "app_idle_shutdown");
  CHECK(lab["rule"] == "SM-12");
  CHECK(lab["lives"] == 2);
  CHECK(lab["up_ms"] == (2 * hour + 59 * minute).count());
  CHECK(lab["cost"]["total_usd"] == "0.15");
  CHECK(json["hosts"][1]["cost"].is_null());
  CHECK(json["hosts"][2]["created"].is_null());
  CHECK(json["sessions"][0]["identity_lost"] == "2026-03-03T15:00:00Z");
  CHECK(json["jobs"][5]["columns"] == nlohmann::ordered_json({"bank.accounts.id", "bank.accounts.city"}));
  CHECK(json["jobs"][5]["credentials_until"] == "2026-03-02T10:06:00Z");
  CHECK(json["jobs"][0]["columns"].is_null());
  const auto& act = json["offboarding"][0];
  CHECK(act["line"] == 80);
  CHECK(act["act"] == "revoke");
  CHECK(act["users"] == nlohmann::ordered_json::array({"maria"}));
  CHECK(act["sessions"] == 1);
  CHECK(act["takes_ms"] == (15 * minute).count());
  CHECK(act["last_credential"].is_null());
  const Sample plain = make_sample();
  const auto nothing = nlohmann::ordered_json::parse(report_json(plain.scenario, plain.results));
  CHECK(nothing["hosts"].empty());
  CHECK(nothing["offboarding"].empty());
}

TEST_CASE("csv: what a job saw, and until when") {
  const Sample sample = full_sample();
  const auto lines = lines_of(report_csv(sample.scenario, sample.results));
  CHECK(lines[0].find(",continued_by,identity_lost,credentials_until,columns,cost_usd") != std::string::npos);
  CHECK(lines[6].find(",2026-03-02T10:06:00Z,bank.accounts.id;bank.accounts.city,") != std::string::npos);
}

TEST_CASE("reports: without hosts that cost or acts against people they say nothing of them") {
  const Sample sample = make_sample();
  CHECK(report_text(sample.scenario, sample.results, {}).find("Acts against people") == std::string::npos);
  CHECK(report_text(sample.scenario, sample.results, {}).find("Hosts in") == std::string::npos);
  CHECK(report_markdown(sample.scenario, sample.results).find("Acts against") == std::string::npos);
}
