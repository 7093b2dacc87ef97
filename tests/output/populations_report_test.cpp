// Reports of populations, of finite resources over time, of runs that were stopped, and of several replications.
#include <algorithm>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "outlive/report.hpp"
#include "sim/output/page.hpp"
#include "sim/output/populations.hpp"
#include "sim/output/replications_report.hpp"
#include "sim/output/run_document.hpp"
#include "sim/text/duration.hpp"
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

TEST_CASE("populations: a typical duration is told in so many digits as are true") {
  const auto told = [](std::int64_t ms) { return output::rough(Duration{ms}); };
  CHECK(told(0) == "0s");
  CHECK(told(63) == "63ms");
  CHECK(told(121'500) == "2m2s");
  CHECK(told(713'000) == "11m50s");
  CHECK(told(3'932'000) == "1h6m");  // 1h5m32s
  CHECK(told(223 * 3'600'000LL) == "9d8h");
  CHECK(told(400 * 86'400'000LL + 1) == "400d");
  for (std::int64_t ms = 64; ms < 40'000'000; ms += 997) {
    const auto read = text::parse_duration(told(ms));
    REQUIRE(read);
    CHECK(std::abs(read->count() - ms) <= ms / 128 + 1);
  }
}

TEST_CASE("populations: why attempts were refused is told by cause, the most frequent first") {
  Sample sample = make_crowd_sample();
  CHECK(output::refusals_line(sample.results) == "attempts refused: 6 quota_exceeded");
  auto& train = sample.results.populations[0].activities[1].refusals;
  train[static_cast<std::size_t>(Cause::not_attached)] = 1'200;
  train[static_cast<std::size_t>(Cause::quota_exceeded)] = 1;
  const std::string told = "attempts refused: 1,200 not_attached, 7 quota_exceeded";
  CHECK(output::refusals_line(sample.results) == told);
  CHECK(report_text(sample.scenario, sample.results, {}).find("\n  " + told + "\n") != std::string::npos);
  CHECK(report_markdown(sample.scenario, sample.results).find("- attempts refused: 1,200 not") !=
        std::string::npos);
  const auto json = nlohmann::ordered_json::parse(report_json(sample.scenario, sample.results));
  const auto& by_cause = json["populations"][0]["activities"][1]["refusals_by_cause"];
  CHECK(by_cause[0]["cause"] == "not_attached");
  CHECK(by_cause[0]["attempts"] == 1'200);
  for (ActivityResult& activity : sample.results.populations[0].activities) activity.refusals = {};
  CHECK(output::refusals_line(sample.results).empty());
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
    CHECK(section.title.ends_with(", replication 1 of 20") != section.id.ends_with("replications"));
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

TEST_CASE("replications: peak, use, refusals and waits of what is scarce have intervals") {
  Sample sample = make_crowd_sample();
  ResourceResult& quota = sample.results.resources.front();
  const Duration span = sample.scenario.horizon.time_since_epoch();
  quota.unit_ms = Int128{2} * span.count();
  quota.queued = 1;
  quota.waits.add(10 * minute);
  study::Replications all{.wanted = 2, .count = 0, .responses = {}};
  all.add(sample.scenario, sample.results);
  quota.unit_ms = Int128{4} * span.count();
  quota.refusals = 8;
  quota.peak = 6;
  quota.peak_at_least = 5;  // of users who were simulated apart
  quota.waits = {};
  quota.waits.add(20 * minute);
  all.add(sample.scenario, sample.results);
  const output::Document document = output::run_document(sample.scenario, sample.results, &all);
  const auto section = std::find_if(document.sections.begin(), document.sections.end(),
                                    [](const auto& each) { return each.id == "capacity-replications"; });
  REQUIRE(section != document.sections.end());
  CHECK(section->title == "Capacity, 95 % over 2 replications");
  // t of one degree of freedom at 97.5 % is 12.7062, the standard error half of the difference.
  const std::vector<std::vector<std::string>> rows{
      {"glue.dpu_quota", "peak", "6.5 ± 19.1 to 7.0 ± 12.7", "2.1 to 1.4"},
      {"glue.dpu_quota", "mean_use", "3.0 ± 12.7", "1.4"},
      {"glue.dpu_quota", "refusals", "7.0 ± 12.7", "1.4"},
      {"glue.dpu_quota", "refusal_share", "77.78 % ± 141.18 %", "15.71 %"},
      {"glue.dpu_quota", "queued", "1.0 ± 0.0", "0.0"},
      {"glue.dpu_quota", "mean_wait", "15m ± 1h3m30s", "7m5s"}};
  REQUIRE(section->rows.size() == rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    CHECK(text::join(section->rows[i], "; ") == text::join(rows[i], "; "));
  const auto json = nlohmann::ordered_json::parse(
      output::report_json(sample.scenario, sample.results, &all, {}))["replications"]["responses"];
  CHECK(json["resources.glue.dpu_quota.mean_wait"]["unit"] == "ms");
  CHECK(json["resources.glue.dpu_quota.mean_wait"]["mean"] == 900'000);
  CHECK(json["resources.glue.dpu_quota.peak"]["mean"] == 7);
  CHECK(json["resources.glue.dpu_quota.peak"]["mean_at_least"] == 6.5);
  CHECK_FALSE(json["resources.glue.dpu_quota.queued"].contains("mean_at_least"));
  CHECK(json["resources.glue.dpu_quota.mean_use"]["values"] == std::vector<double>{2, 4});
}

TEST_CASE("replications: a resource that nobody missed has no interval where it has no place in the table") {
  Sample sample = make_crowd_sample();
  ResourceResult& quota = sample.results.resources.front();
  quota.refusals = 0;
  quota.peak = 3;
  const auto ids = [&](const study::Replications& all) {
    std::string found;
    for (const auto& each : output::run_document(sample.scenario, sample.results, &all).sections)
      found += each.id + " ";
    return found;
  };
  study::Replications all = replications_of(sample, 2, 2);
  CHECK(ids(all).find("capacity") == std::string::npos);
  Results later = sample.results;  // only a later one refused something
  later.resources.front().refusals = 1;
  all.add(sample.scenario, later);
  CHECK(ids(all).find("capacity-replications ") != std::string::npos);
}

TEST_CASE("replications: fewer than were wanted are incomplete, in every format") {
  Sample sample = make_crowd_sample();
  const study::Replications three = replications_of(sample, 20, 3);
  const std::string line = "INCOMPLETE: stopped after 3 of 20 replications";
  CHECK(output::report_text(sample.scenario, sample.results, &three, {}).starts_with(line + "\n"));
  CHECK(output::report_markdown(sample.scenario, sample.results, &three).find("**" + line) !=
        std::string::npos);
  const auto document = output::document_json(output::run_document(sample.scenario, sample.results, &three));
  CHECK(document["warnings"] == std::vector<std::string>{line});
  const auto json =
      nlohmann::ordered_json::parse(output::summary_json(sample.scenario, sample.results, &three, {}));
  CHECK(json["incomplete"] == true);
  CHECK(json["done_share"] == doctest::Approx(0.15));
  const study::Replications all = replications_of(sample, 3, 3);
  CHECK_FALSE(output::is_incomplete(sample.results, &all));

  sample.results.incomplete = true;  // the first was cut off
  sample.results.done = 0.439;
  const study::Replications none = replications_of(sample, 20, 0);
  CHECK(output::incomplete_line(sample.results, &none) ==
        "INCOMPLETE: stopped after 43 % of replication 1 of 20");
  CHECK(output::share_done(sample.results, &none) == doctest::Approx(0.439 / 20));
}

TEST_CASE("needed quotas: those that were found, those that were not and why, and that none is needed") {
  output::NeededQuotas needed{.share = 0.01, .quotas = {}};
  CHECK(output::needed_quotas_section(needed).sentences.front() == "as it is: no quota needs to be larger");
  needed.quotas = {{.resource = "a",
                    .found = true,
                    .why_not = {},
                    .quota = 1200,
                    .refused = 0.00474,
                    .refused_below = 0.0104,
                    .runs = 9},
                   {.resource = "b", .why_not = "its limit is no setting"}};
  const output::Section section = output::needed_quotas_section(needed);
  CHECK(section.title == "Refused or kept waiting at most 1.00 % of the requests, retries included");
  CHECK(section.rows == std::vector<std::vector<std::string>>{{"a", "1,200", "0.47 %", "1.04 %"}});
  CHECK(section.items == std::vector<std::string>{"b: not searched, its limit is no setting"});
  const output::Json json = output::needed_quotas_json(needed);
  CHECK(json["quotas"][0]["quota"] == 1200);
  CHECK(json["quotas"][1]["quota"] == nullptr);
  CHECK(json["quotas"][1]["why_not"] == "its limit is no setting");
}

TEST_CASE("sparklines: blank for nothing, a sign for anything, full for all") {
  const std::vector<double> shares{0, 0.001, 0.5, 1, 2};
  CHECK(text::sparkline(shares, false) == " .=##");
  CHECK(text::sparkline(shares, true) == " ▁▄██");
}
