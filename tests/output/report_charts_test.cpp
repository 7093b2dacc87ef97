// The data of the charts: a golden document of the hand-made sample, small runs by hand, and its size for large ones.
#include "sim/output/report_charts.hpp"

#include <cmath>
#include <string>

#include "outlive/report.hpp"
#include "sim/output/life.hpp"
#include "tests/output/golden.hpp"
#include "tests/output/sample.hpp"
#include "tests/workload/play.hpp"

using namespace outlive;
using namespace outlive::testing;
using output::Json;

namespace {

// The sample with everything that can be recorded, in ten intervals of a day.
Sample recorded_sample() {
  Sample sample = make_sample();
  Results& results = sample.results;
  results.jobs[0].background_since = at(5 * outlive::testing::minute);
  results.jobs[1].background_since = at(6 * outlive::testing::minute);
  OverTime& over_time = results.over_time;
  over_time.interval = day;
  over_time.cost.resize(10);
  over_time.cost[0].at(Bucket::useful, Attendance::attended) = cent(440);
  over_time.cost[0].at(Bucket::useful, Attendance::background) = cent(8360);
  over_time.cost[1].at(Bucket::idle, Attendance::background) = Money::from_nanos(43'633'333'333);
  over_time.running = {
      {ServiceType::glue_session, {958, 250, 0, 0, 0, 0, 0, 0, 0, 0}, {1, 1, 0, 0, 0, 0, 0, 0, 0, 0}, false}};
  over_time.forgotten = {{.session = 0,
                          .created = at(5 * outlive::testing::minute),
                          .ended = at(30 * outlive::testing::hour),
                          .cause = Cause::background_session_revoked,
                          .idle = 10 * outlive::testing::hour,
                          .cost = Money::from_nanos(43'633'333'333)}};
  ResourceResult quota;
  quota.name = "glue.dpu_quota";
  quota.unit = "DPU";
  quota.limit = 20;
  quota.peak = quota.peak_at_least = 10;
  quota.interval = day;
  quota.mean_use = {9583, 2500, 0, 0, 0, 0, 0, 0, 0, 0};
  quota.most_use = {10, 10, 0, 0, 0, 0, 0, 0, 0, 0};
  quota.refused = {0, 3, 0, 0, 0, 0, 0, 0, 0, 0};
  results.resources = {quota};
  return sample;
}

Json charts_of(const Scenario& scenario, const Results& results) {
  Json report = Json::object();
  output::add_charts(report, scenario, results);
  return report;
}

Json charts_of(const Play& play) { return charts_of(play.scenario, play.results); }

const PlayOptions everything{.record_lives = true, .record_over_time = true};

/// "READY 300000-600000, ..." of the row of this id and kind.
std::string spans_of(const Json& report, const std::string& id, const std::string& kind) {
  for (const Json& row : report["timeline"]["rows"]) {
    if (row["id"] != id || row["kind"] != kind) continue;
    std::string all;
    for (const Json& span : row["spans"]) {
      const auto state = span[2].get<std::size_t>();
      all += (all.empty() ? "" : ", ") + report["timeline"]["states"].at(state).get<std::string>() + " " +
             text::format_duration(Duration{span[0].get<std::int64_t>()}) + "-" +
             text::format_duration(Duration{span[1].get<std::int64_t>()});
    }
    return all + ": " + row["ended_by"].get<std::string>();
  }
  return "no such row";
}

}  // namespace

TEST_CASE("report charts: golden file") {
  const Sample sample = recorded_sample();
  check_golden("report-charts.json", output::dump(charts_of(sample.scenario, sample.results)));
}

TEST_CASE("report charts: what was not recorded is absent, and not empty") {
  Sample sample = make_sample();
  sample.results.lives.clear();
  const Json report = charts_of(sample.scenario, sample.results);
  for (const char* key : {"cost_over_time", "capacity", "concurrency", "survival", "forgotten", "timeline",
                          "lives", "rules", "lives_hidden", "users_hidden", "capacity_hidden"}) {
    CAPTURE(key);
    CHECK_FALSE(report.contains(key));
  }
  CHECK(report["outcomes"].size() == 5);
  CHECK(report["users"].size() == 2);
}

TEST_CASE("report charts: the timeline of a small run, by hand, and lives as explain tells them") {
  const Play play(R"(
settings:
  identity_center: {background_sessions: {duration: 7d}}
  glue: {background_sessions: true, start_up: 1m}
users: {maria: {}}
timeline:
  - {at: 0m, user: maria, do: sign_in}
  - {at: 4m, user: maria, do: start_session, id: etl, service: glue, worker_type: G.1X, workers: 10}
  - {at: 10m, session: etl, do: run, job: backfill, takes: 2h, saves_results: true}
  - {at: 1h, user: maria, do: sign_out}
  - {at: 30h, admin: revoke, session: etl}
  - {at: 2d, user: maria, do: start_session, id: late, service: glue, worker_type: G.1X, workers: 10}
)",
                  everything);
  const Json report = charts_of(play);
  CHECK(spans_of(report, "etl", "session") ==
        "PROVISIONING 4m-5m, READY 5m-1d6h: background_session_revoked");
  CHECK(spans_of(report, "etl", "background session").ends_with("4m-1d6h: background_session_revoked"));
  CHECK(spans_of(report, "backfill", "job").starts_with("RUNNING 10m-2h10m: done"));
  CHECK(spans_of(report, "sign-in of maria", "sign_in").ends_with("0s-1h: signed_out"));
  CHECK(spans_of(report, "late", "session").ends_with("2d-2d: not_signed_in"));
  CHECK(report["timeline"]["hidden"] == 0);
  CHECK(report["timeline"]["rows"].size() == 5);
  CHECK_FALSE(report.contains("lives_hidden"));

  const auto subject = output::find_subject(play.scenario, play.results, "backfill");
  REQUIRE(subject);
  const auto life = output::life_of(*subject, play.results);
  REQUIRE(report["lives"]["backfill"].size() == life.size());
  for (std::size_t i = 0; i < life.size(); ++i) {
    const Json& told = report["lives"]["backfill"][i];
    CHECK(told[0] == life[i].at.time_since_epoch().count());
    CHECK(told[2] == life[i].state);
    CHECK(told[4] == id_of(life[i].rule));
    if (life[i].rule != Rule::none) CHECK(report["rules"].contains(std::string(id_of(life[i].rule))));
  }
  CHECK(report["lives"]["late"].size() == 1);
}

TEST_CASE("report charts: money over time comes to the bill") {
  const Play play(R"(
settings:
  glue: {background_sessions: true}
users: {maria: {}}
timeline:
  - {at: 0m, user: maria, do: sign_in}
  - {at: 5m, user: maria, do: start_session, id: etl, service: glue, worker_type: G.1X, workers: 7}
  - {at: 10m, session: etl, do: run, job: backfill, takes: 77m}
)",
                  everything);
  const Json report = charts_of(play);
  double sum = 0;
  for (const char* attendance : {"attended", "background"}) {
    CHECK(report["cost_over_time"][attendance].size() == bucket_count);
    for (const Json& bucket : report["cost_over_time"][attendance]) {
      CHECK(bucket.size() == 240);
      for (const Json& amount : bucket) sum += amount.get<double>();
    }
  }
  const double bill = static_cast<double>(play.results.totals.cost_of_all().total().nanos()) / 1e9;
  CHECK(bill > 1);
  CHECK(std::abs(sum - bill) < 1e-9);
  CHECK(report["concurrency"]["series"][0]["name"] == "AWS Glue interactive sessions");
  CHECK(report["forgotten"][0]["session"] == "etl");
}

TEST_CASE("report charts: however much there is, the report stays below its size and says what is hidden") {
  std::string text =
      "settings: {identity_center: {interactive_session: {duration: 24h}}, sagemaker: {background_sessions: "
      "true}}\nusers: {";
  for (int user = 0; user < 400; ++user)
    text += (user == 0 ? "" : ", ") + ("u" + std::to_string(user)) + ": {}";
  text += "}\ntimeline:\n";
  for (int user = 0; user < 400; ++user) {
    const std::string name = "u" + std::to_string(user);
    text += "  - {at: 0h, user: " + name + ", do: sign_in}\n";
    for (int number = 0; number < 20; ++number) {
      text += "  - {at: " + std::to_string((number + 1) * 60 + user % 60) + "m, user: " + name +
              ", do: start_training_job, id: j" + std::to_string(user) + "-" + std::to_string(number) +
              ", instance_type: ml.m5.xlarge, takes: " + std::to_string(1 + (user * 20 + number) % 1000) +
              "m}\n";
    }
  }
  const Play play(text, everything);
  CHECK(output::lives_fit(play.scenario));
  const Json report = charts_of(play);
  const std::string document = output::dump(report);
  CHECK(document.size() < 1'400'000);
  CHECK(document.size() > 700'000);  // what there is room for is told
  const auto rows = report["timeline"]["rows"].size();
  const auto hidden = report["timeline"]["hidden"].get<std::size_t>();
  CHECK(rows > 500);
  CHECK(rows + hidden == 400 + 8000 + 8000);  // sign-ins, jobs, their background sessions
  CHECK(report["lives"].size() > 100);
  CHECK(report["lives"].size() + report["lives_hidden"].get<std::size_t>() == 8000);
  CHECK(document == output::dump(charts_of(play)));
  // The dearest job of all is there.
  CHECK(report["timeline"]["rows"].dump().find("\"j49-19\"") != std::string::npos);
}

TEST_CASE("report charts: of populations, with the lives of some") {
  const Play play(R"(
settings: {glue: {dpu_quota: 100}}
populations:
  analysts:
    users: 30
    activities:
      explore:
        starts: {service: glue, worker_type: G.1X, workers: 5}
        per_day: {poisson: {mean: 1.5}}
        takes: {lognormal: {median: 40s, sigma: 2}}
        forgets_to_stop: 30%
)",
                  everything);
  CHECK(play.results.lives.empty());
  const Json report = charts_of(play);
  CHECK(report["timeline"]["note"].get<std::string>().starts_with("Of populations"));
  CHECK(report["timeline"]["rows"].size() > 50);
  const std::string id = report["timeline"]["rows"][1]["id"];
  CHECK(report["timeline"]["rows"][1]["user"].get<std::string>().starts_with("analysts "));
  CHECK(id.find(" #") != std::string::npos);
  CHECK(report["lives"].size() > 20);
  CHECK(report["forgotten"].size() > 5);
  CHECK(report["forgotten"][0]["session"] == "explore");
  CHECK(report["forgotten"][0]["user"].get<std::string>().starts_with("analysts "));
  CHECK(report["survival"]["exact"] == false);
  CHECK(report["survival"]["curve"][0][1] == report["survival"]["jobs"]);
  CHECK(report["capacity"][0]["name"] == "glue.dpu_quota");
  CHECK(report["capacity"][0]["limit"] == 100);
  CHECK(report["capacity"][0]["most"].size() <= 400);
}

TEST_CASE("report charts: hostile names are cut and written out") {
  Sample sample = recorded_sample();
  sample.scenario.sessions[0].name = std::string(5000, 'x') + "\x1b[31m";
  const std::string document = output::dump(charts_of(sample.scenario, sample.results));
  CHECK(document.find('\x1b') == std::string::npos);
  CHECK(document.find(std::string(200, 'x')) == std::string::npos);
}

TEST_CASE("lives fit up to 50,000 lifetimes") {
  Scenario scenario;
  scenario.jobs.resize(49'999);
  scenario.sessions.resize(1);
  CHECK(output::lives_fit(scenario));
  scenario.sign_ins.resize(1);
  CHECK_FALSE(output::lives_fit(scenario));
}
