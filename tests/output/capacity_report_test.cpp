// How the reports tell of capacity.
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "outlive/report.hpp"
#include "sim/output/capacity.hpp"
#include "sim/text/table.hpp"
#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

const std::string full = R"(
settings:
  glue: {background_sessions: true, dpu_quota: 10, queues_when_full: true}
users: {ann: {}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: ann, do: start_session, id: a, service: glue, workers: 10}
  - {at: 1h, user: ann, do: start_session, id: b, service: glue, workers: 5}
  - {at: 1h, user: ann, do: start_session, id: c, service: glue, workers: 20}
  - {at: 3h, session: a, do: stop_session}
  - {at: 6h, session: b, do: stop_session}
)";

TEST_CASE("report: capacity is a table where somebody was refused or waited, and half of a limit was used") {
  const Play play(full, {.horizon = "1d"});
  const std::string text = report_text(play.scenario, play.results, {});
  CHECK(text.find("Capacity          limit  peak  mean  refused  queued  longest wait\n"
                  "  glue.dpu_quota     10    10   1.9        1       1            2h\n") !=
        std::string::npos);  // (3 x 10 + 3 x 5) / 24
  CHECK(report_markdown(play.scenario, play.results)
            .find("| glue.dpu\\_quota | 10 | 10 | 1.9 | 1 | 1 | 2h |\n") != std::string::npos);
  // Token exchanges were far from their 80 a second.
  CHECK(text.find("token exchanges") == std::string::npos);
  const Play calm(full, {.horizon = "1d", .settings = {{"glue.dpu_quota", "100"}}});
  CHECK(report_text(calm.scenario, calm.results, {}).find("Capacity") == std::string::npos);
}

TEST_CASE(
    "report: a limit that was changed is told from the least to the most, and a profile is of the most") {
  const auto told = [](const std::string& change) {
    std::string changed = full;
    changed.insert(changed.find("  - {at: 3h"), "  - {at: 2h, admin: set, glue.dpu_quota: " + change + "}\n");
    const Play play(changed, {.horizon = "1d"});
    return report_text(play.scenario, play.results, {});
  };
  const std::string raised = told("16");
  CHECK(raised.find("\n  glue.dpu_quota  10 to 16    15") != std::string::npos);
  CHECK(raised.find("| of 16 DPU\n") != std::string::npos);
  const std::string lifted = told("none");
  CHECK(lifted.find("\n  glue.dpu_quota  10 or none    15") != std::string::npos);
  CHECK(lifted.find("| of 15 DPU\n") != std::string::npos);  // the peak
}

TEST_CASE("report: JSON has every resource, and its use over time in equal stretches") {
  const Play play(full, {.horizon = "1d"});
  const auto all = nlohmann::json::parse(report_json(play.scenario, play.results))["resources"];
  REQUIRE(all.size() == 2);
  const auto& dpus = all[0];
  CHECK(dpus["name"] == "glue.dpu_quota");
  CHECK(dpus["unit"] == "DPU");
  CHECK(dpus["limit"] == 10);
  CHECK(dpus["requests"] == 3);
  CHECK(dpus["refusals"] == 1);
  CHECK(dpus["queued"] == 1);
  CHECK(dpus["abandoned"] == 0);
  CHECK(dpus["granted"] == 2);
  CHECK(dpus["waited_ms"] == 2 * 3'600'000);
  CHECK(dpus["longest_wait_ms"] == 2 * 3'600'000);
  CHECK(dpus["use_unit_ms"] == 45 * 3'600'000);
  CHECK(dpus["peak"] == 10);
  CHECK(dpus["peak_at"] == "2026-03-02T09:00:00Z");
  CHECK(dpus["peak_is_bound"] == false);
  const auto& use = dpus["use"];
  REQUIRE(use["interval_ms"] == 2 * 60'000);  // at most 1,000 points
  REQUIRE(use["mean_thousandths"].size() == 24 * 30);
  CHECK(use["mean_thousandths"][30] == 10'000);  // 10:00
  CHECK(use["most"][30] == 10);
  CHECK(use["refused"][30] == 1);
  CHECK(use["mean_thousandths"][5 * 30] == 5000);
  CHECK(use["most"][7 * 30] == 0);
  CHECK(all[1]["name"] == "identity_center.token_exchange_rate.glue");
}

TEST_CASE(
    "report: a peak of users who were simulated apart is told from what it certainly reached to its bound") {
  // Neither of the two was there when intervals met: both at once, or one after the other, is not known.
  const Play play(R"(
users: {ann: {}, bob: {}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: bob, do: sign_in}
  - {at: 1h, user: ann, do: start_session, id: a, service: glue, workers: 10}
  - {at: 1h0m6s, session: a, do: stop_session}
  - {at: 1h0m6s, user: bob, do: start_session, id: b, service: glue, workers: 4}
  - {at: 1h0m9s, session: b, do: stop_session}
)",
                  {.horizon = "1d"});
  CHECK(output::peak_text(play.results.resources.at(0)) == "5 to 14");  // (6 x 10 + 3 x 4) / 15 s is 4.8
  const auto all = nlohmann::json::parse(report_json(play.scenario, play.results))["resources"];
  CHECK(all[0]["peak"] == 14);
  CHECK(all[0]["peak_is_bound"] == true);
  CHECK(all[0]["peak_at_least"] == 5);
}

TEST_CASE("report: who waits is told over time, where anybody did") {
  const Play play(full, {.horizon = "1d"});  // b waits from 1h to 3h
  const auto all = nlohmann::json::parse(report_json(play.scenario, play.results))["resources"];
  const auto& dpus = all[0];
  CHECK(dpus["queue_ms"] == 2 * 3'600'000);
  const auto& use = dpus["use"];
  REQUIRE(use["most_queue"].size() == 24 * 30);
  CHECK(use["most_queue"][29] == 0);
  CHECK(use["most_queue"][30] == 1);
  CHECK(use["most_queue"][89] == 1);
  CHECK(use["most_queue"][90] == 0);
  CHECK(use["mean_queue_thousandths"][30] == 1000);
  CHECK_FALSE(all[1]["use"].contains("most_queue"));  // nobody waits for a token exchange
}

TEST_CASE("report: who gives up waiting waits no longer") {
  std::string impatient = full;
  impatient.replace(impatient.find("{at: 6h, session: b"), 19, "{at: 2h, session: b");
  const Play play(impatient, {.horizon = "1d"});
  const auto all = nlohmann::json::parse(report_json(play.scenario, play.results))["resources"];
  CHECK(all[0]["abandoned"] == 1);
  CHECK(all[0]["queue_ms"] == 3'600'000);
  CHECK(all[0]["use"]["most_queue"].back() == 0);
  const std::string text = report_text(play.scenario, play.results, {});
  CHECK(text.find("Capacity          limit  peak  mean  refused  queued  gave up  longest wait\n"
                  "  glue.dpu_quota     10    10   1.2        1       1        1            0s\n") !=
        std::string::npos);  // 3 x 10 / 24
  CHECK(report_markdown(play.scenario, play.results)
            .find("| glue.dpu\\_quota | 10 | 10 | 1.2 | 1 | 1 | 1 | 0s |\n") != std::string::npos);
}

TEST_CASE("report: a capacity table with everything in it has room on a screen of 80 columns") {
  Play play(full, {.horizon = "1d"});
  ResourceResult& widest = play.results.resources.at(0);
  widest.name = "research.sagemaker.training_instance_quotas.ml.g5.12xlarge";
  widest.limit = widest.most_limit = widest.peak = widest.peak_at_least = 12'000;
  widest.refusals = widest.queued = widest.abandoned = 123'456;
  widest.waits.add(Duration{28'507'247});
  const std::string text = report_text(play.scenario, play.results, {});
  const std::string table = text.substr(text.find("\nCapacity") + 1);
  CAPTURE(table);
  CHECK(text::widest_line(table.substr(0, table.find("\n\n"))) <= 80);
  CHECK(table.find("gave up") != std::string::npos);
}

TEST_CASE("report: the queue is drawn below the use, where anybody waited") {
  const Play play(full, {.horizon = "1d"});
  const output::Section section = output::capacity_section(play.scenario, play.results);
  REQUIRE(section.profiles.size() == 2);
  CHECK(section.profiles[0].scale == "of 10 DPU");
  CHECK(section.profiles[1].name == "  queue");
  CHECK(section.profiles[1].scale == "of 1 request");
  const std::vector<double>& queue = section.profiles[1].shares;  // b waits from 1h to 3h
  CHECK(queue.front() == 0);
  CHECK(queue[queue.size() * 2 / 24] == 1);
  CHECK(queue.back() == 0);
  const std::string text = report_text(play.scenario, play.results, {});
  CHECK(text.find("\n    queue         |") != std::string::npos);
  const Play refusing(full, {.horizon = "1d", .settings = {{"glue.queues_when_full", "false"}}});
  CHECK(output::capacity_section(refusing.scenario, refusing.results).profiles.size() == 1);
}

TEST_CASE("report: who is still waiting at the horizon has waited, and was not granted anything") {
  std::string for_ever = full;
  for_ever.erase(for_ever.find("  - {at: 3h"));
  const Play play(for_ever, {.horizon = "1d"});
  const auto all = nlohmann::json::parse(report_json(play.scenario, play.results))["resources"];
  CHECK(all[0]["waited_ms"] == 0);
  CHECK(all[0]["queue_ms"] == 23 * 3'600'000);
  CHECK(all[0]["use"]["most_queue"].back() == 1);
}

}  // namespace
}  // namespace outlive::testing
