// Bills for other programs: charges, FOCUS 1.2, the Cost and Usage Report.
#include <map>
#include <set>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "sim/output/bill_words.hpp"
#include "sim/output/charges.hpp"
#include "sim/text/instant.hpp"
#include "tests/output/crowd_sample.hpp"
#include "tests/output/exported.hpp"
#include "tests/output/golden.hpp"
#include "tests/output/sample.hpp"
#include "tests/study/small_study.hpp"

using namespace outlive;
using namespace outlive::testing;
using output::Charge;

namespace {

std::int64_t unix_ms(const std::string& text) { return *text::parse_instant(text); }

std::vector<Charge> charges_of(const Scenario& scenario, const Results& results) {
  std::vector<Charge> all;
  output::for_each_charge(scenario, results, [&](const Charge& charge) { all.push_back(charge); });
  return all;
}

std::string total_of(const Results& results) {
  return text::format_money(results.totals.cost_of_all().total());
}

/// A crowd of six for two days, with a named user beside it.
Play play_crowd() {
  const std::string people = small_base.substr(small_base.find("settings:"));
  return Play(people +
                  "users: {maria: {}}\n"
                  "timeline:\n"
                  "  - {at: 0m, user: maria, do: sign_in}\n"
                  "  - {at: 5m, user: maria, do: start_session, id: etl, service: glue, workers: 3}\n",
              {.horizon = "40d"});
}

void check_focus(const Scenario& scenario, const Results& results) {
  const Folder folder;
  folder.write("focus.csv", focus_csv(scenario, results));
  const Ran ran = ask(folder, "focus_rules.py", "focus.csv " + total_of(results));
  CHECK_MESSAGE(ran.code == 0, ran.out, ran.err);
}

const std::string nobody = "users: {ana: {}}\ntimeline:\n  - {at: 0m, user: ana, do: sign_in}\n";

using Record = std::map<std::string, std::string>;

std::vector<Record> records_of(const std::string& csv) {
  const auto rows = rows_of(csv);
  std::vector<Record> records;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    REQUIRE(rows[i].size() == rows[0].size());
    Record record;
    for (std::size_t k = 0; k < rows[0].size(); ++k) record[rows[0][k]] = rows[i][k];
    records.push_back(record);
  }
  return records;
}

}  // namespace

TEST_CASE("charges: months of the calendar") {
  const auto check = [](const char* at, const char* begin, const char* end) {
    CAPTURE(at);
    const output::Period month = output::month_of(unix_ms(at));
    CHECK(text::format_instant(month.begin) == begin);
    CHECK(text::format_instant(month.end) == end);
  };
  check("2026-03-02T09:00:00Z", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z");
  check("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z");
  check("2028-02-29T23:59:59.999Z", "2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z");
  check("2026-12-31T12:00:00Z", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z");
  check("1969-12-31T23:59:59Z", "1969-12-01T00:00:00Z", "1970-01-01T00:00:00Z");
}

TEST_CASE("charges: a line that runs across months is cut where they end, and nothing is lost") {
  const Play play = play_all_kinds();
  const LineSpan etl = play.session("etl").lines;
  REQUIRE(etl.count == 1);
  Cells<std::int64_t> usage;
  Cells<Money> cost;
  std::map<std::int64_t, std::int64_t> by_month;
  for (const Charge& charge : charges_of(play.scenario, play.results)) {
    CHECK(charge.month.begin <= charge.time.begin);
    CHECK(charge.time.begin < charge.time.end);
    CHECK(charge.time.end <= charge.month.end);
    if (charge.line != etl.first) continue;
    CHECK(charge.apportioned);
    CHECK(charge.owner.session == 0);
    usage.at(charge.bucket, charge.attendance) += charge.usage;
    cost.at(charge.bucket, charge.attendance) += charge.cost;
    by_month[charge.month.begin] += charge.usage;
  }
  CHECK(usage.of == play.results.lines[etl.first].usage.of);
  CHECK(cost.of == play.results.line_costs[etl.first].of);
  // From 2 March, 9:05, for 60 days: 29 days 14:55, 30 days, 9:05 hours; times 3 DPU. Each cell loses less than 1 ms.
  const std::int64_t hour_ms = 3'600'000;
  REQUIRE(by_month.size() == 3);
  CHECK(std::abs(by_month[unix_ms("2026-03-01T00:00:00Z")] - 3 * (29 * 24 * hour_ms + 895 * hour_ms / 60)) <
        4);
  CHECK(std::abs(by_month[unix_ms("2026-04-01T00:00:00Z")] - 3 * 30 * 24 * hour_ms) < 4);
  CHECK(std::abs(by_month[unix_ms("2026-05-01T00:00:00Z")] - 3 * (545 * hour_ms / 60)) < 4);
}

TEST_CASE("charges: what populations used comes last, without owner, and all adds up") {
  const Play play = play_crowd();
  Money sum;
  std::size_t of_crowd = 0;
  for (const Charge& charge : charges_of(play.scenario, play.results)) {
    sum += charge.cost;
    if (charge.line == no_number) {
      ++of_crowd;
      CHECK(charge.owner.user == no_number);
      CHECK(charge.apportioned);
    } else {
      CHECK(of_crowd == 0);
    }
  }
  CHECK(of_crowd > 0);
  CHECK(sum == play.results.totals.cost_of_all().total());
}

TEST_CASE("bill words: units, quantities, services") {
  CHECK(output::focus_unit("DPU-hour") == "DPU-Hours");
  CHECK(output::focus_unit("instance-hour") == "Instance-Hours");
  CHECK(output::focus_unit("TB") == "TB");
  Sku hourly{};
  CHECK(output::quantity(3'600'000, hourly) == "1");
  CHECK(output::quantity(1'800'000, hourly) == "0.5");
  CHECK(output::quantity(1, hourly) == "0.000000277778");
  Sku scanned{};
  scanned.bytes_per_unit = 1'000'000'000'000;
  CHECK(output::quantity(3'500'000'000'000, scanned) == "3.5");
  CHECK(output::billed_service("glue.session.dpu").name == "AWS Glue");
  CHECK(output::billed_service("lambda.requests").name == "lambda");
  CHECK(output::billed_service("lambda.requests").subcategory == "Other (Other)");
  CHECK(output::instance_type_of("sagemaker.training.ml.g5.xlarge") == "ml.g5.xlarge");
  CHECK(output::instance_type_of("glue.session.dpu").empty());
  CHECK(output::region_name("eu-west-1") == "Europe (Ireland)");
  CHECK(output::region_name("mars-1") == "mars-1");
  // Every service of the built-in price book has a category of its own.
  for (const Sku& sku : scenario_of(nobody).prices.skus) {
    CAPTURE(sku.name);
    CHECK(output::billed_service(sku.name).category != "Other");
  }
}

TEST_CASE("focus and cur: golden files") {
  const Sample sample = make_sample();
  check_golden("focus.csv", focus_csv(sample.scenario, sample.results));
  check_golden("cur.csv", cur_csv(sample.scenario, sample.results));
}

TEST_CASE("focus: every row holds against the specification, and all add up to the run's cost" *
          doctest::test_suite("slow")) {
  if (!has_python(Folder())) return;
  const Play play = play_all_kinds();
  check_focus(play.scenario, play.results);
  const Play crowd = play_crowd();
  check_focus(crowd.scenario, crowd.results);
  const Sample sample = make_sample();
  check_focus(sample.scenario, sample.results);
  const Play nothing(nobody);
  check_focus(nothing.scenario, nothing.results);
}

TEST_CASE("focus: its checker finds what is wrong" * doctest::test_suite("slow")) {
  if (!has_python(Folder())) return;
  const Sample sample = make_sample();
  const std::string good = focus_csv(sample.scenario, sample.results);
  const auto found = [&](const std::string& part, const std::string& instead) {
    std::string bad = good;
    REQUIRE(has(bad, part));
    bad.replace(bad.find(part), part.size(), instead);
    const Folder folder;
    folder.write("focus.csv", bad);
    const Ran ran = ask(folder, "focus_rules.py", "focus.csv " + total_of(sample.results));
    CHECK(ran.code == 1);
    return ran.out;
  };
  CHECK(has(found("ChargeClass", "ChargeKlass"), "ChargeClass: missing"));
  CHECK(has(found("x_Bucket", "Bucket"), "Bucket: is no column of FOCUS 1.2"));
  CHECK(has(found("Usage-Based", "Daily"), "ChargeFrequency: 'Daily' is not allowed"));
  CHECK(has(found(",DPU-Hours,", ",dpu hours,"), "ConsumedUnit: 'dpu hours' is no unit"));
  CHECK(has(found("2026-03-02T09:05:00Z", "2026-02-02T09:05:00Z"), "does not lie in its billing period"));
  CHECK(has(found("2026-04-01T00:00:00Z", "2026-04-01"), "is no YYYY-MM-DDTHH:mm:ssZ"));
  CHECK(has(found(",3.666666667,", ",3.666666668,"), "differs, though"));
  CHECK(has(found("AWS Glue,Data Processing", "AWS Glue,Containers"), "is none of 'Analytics'"));
  CHECK(has(found("glue.session.dpu,session.dpu,,glue.session.dpu", ",session.dpu,,glue.session.dpu"),
            "SkuId: must not be null"));
}

TEST_CASE("focus: what it was spent on, and names that are data and no formulas") {
  const Play play = play_all_kinds();
  const auto records = records_of(focus_csv(play.scenario, play.results));
  std::set<std::string> types;
  bool of_app = false;
  for (const Record& record : records) {
    types.insert(record.at("ResourceType"));
    if (record.at("x_UserName") == "'=1+1") {
      of_app = true;
      CHECK(record.at("x_HostName") == "'@app");
      CHECK(nlohmann::json::parse(record.at("Tags"))["user"] == "=1+1");
      CHECK(nlohmann::json::parse(record.at("SkuPriceDetails"))["F_InstanceType"] == "ml.t3.medium");
    }
    CHECK(record.at("x_ScenarioName").starts_with("'=HYPERLINK"));
    CHECK_FALSE(has(record.at("x_ScenarioName"), "\n"));
  }
  CHECK(of_app);
  CHECK(types == std::set<std::string>{"AWS Glue interactive session", "Athena query",
                                       "SageMaker training job", "Studio app"});
}

TEST_CASE("focus and cur: a run that was stopped says so in every row") {
  Sample sample = make_sample();
  CHECK_FALSE(has(cur_csv(sample.scenario, sample.results), "user_incomplete"));
  sample.results.incomplete = true;
  for (const Record& record : records_of(focus_csv(sample.scenario, sample.results))) {
    CHECK(record.at("x_RunIsComplete") == "false");
  }
  for (const Record& record : records_of(cur_csv(sample.scenario, sample.results))) {
    CHECK(has(record.at("resource_tags"), R"("user_incomplete":"true")"));
  }
}

TEST_CASE("cur: documented names, maps in JSON, items of their own, and the same total") {
  const Play play = play_all_kinds();
  const auto rows = rows_of(cur_csv(play.scenario, play.results));
  for (const std::string& name : rows[0]) {
    CAPTURE(name);
    const bool prefixed = name.starts_with("bill_") || name.starts_with("identity_") ||
                          name.starts_with("line_item_") || name.starts_with("pricing_") ||
                          name.starts_with("product_") || name.starts_with("discount_");
    CHECK((prefixed || name == "cost_category" || name == "discount" || name == "product" ||
           name == "resource_tags"));
  }
  CHECK(std::is_sorted(rows[0].begin(), rows[0].end()));
  Money sum;
  std::set<std::string> items;
  const auto records = records_of(cur_csv(play.scenario, play.results));
  for (const Record& record : records) {
    sum += text::parse_money(record.at("line_item_unblended_cost") + " USD")->amount;
    items.insert(record.at("identity_line_item_id"));
    const auto tags = nlohmann::json::parse(record.at("resource_tags"));
    CHECK(tags["user_scenario"] == play.scenario.title);
    CHECK(tags.contains("user_bucket"));
    for (const char* map : {"cost_category", "discount", "product"})
      CHECK(nlohmann::json::parse(record.at(map)).is_object());
    CHECK(record.at("identity_time_interval") ==
          record.at("line_item_usage_start_date") + "/" + record.at("line_item_usage_end_date"));
  }
  CHECK(sum == play.results.totals.cost_of_all().total());
  CHECK(items.size() == records.size());
  CHECK(records.size() == charges_of(play.scenario, play.results).size());
}
