// timeline.csv: its columns by hand, and that they come to the bill, exactly.
#include "sim/output/timeline_csv.hpp"

#include <string>
#include <vector>

#include "sim/text/number.hpp"
#include "tests/output/golden.hpp"
#include "tests/workload/play.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream stream(line);
  for (std::string field; std::getline(stream, field, ',');) fields.push_back(field);
  return fields;
}

const std::string two_sessions = R"(
settings: {glue: {background_sessions: true, start_up: 0s, dpu_quota: 20}}
users: {maria: {}, ana: {}}
timeline:
  - {at: 0m, user: maria, do: sign_in}
  - {at: 0m, user: ana, do: sign_in}
  - {at: 1m, user: maria, do: start_session, id: etl, service: glue, worker_type: G.1X, workers: 10}
  - {at: 90s, user: ana, do: start_session, id: fit, service: glue, worker_type: G.1X, workers: 10}
  - {at: 2m, user: ana, do: start_session, id: refused, service: glue, worker_type: G.1X, workers: 5}
  - {at: 3m, user: maria, session: etl, do: stop_session}
)";

}  // namespace

TEST_CASE("timeline csv: golden file of five minutes") {
  const Play play(two_sessions, {.horizon = "5m", .record_over_time = true});
  const std::string csv = output::timeline_csv(play.scenario, play.results);
  check_golden("timeline.csv", csv);
  const auto lines = lines_of(csv);
  REQUIRE(lines.size() == 6);
  const auto titles = fields_of(lines[0]);
  const auto column = [&](const std::string& title, std::size_t row) {
    for (std::size_t i = 0; i < titles.size(); ++i) {
      if (titles[i] == title) return fields_of(lines[row + 1]).at(i);
    }
    return "no column " + title;
  };
  // Two sessions of 10 DPU at 0.44 an hour: 4.40 an hour each.
  CHECK(column("start", 2) == "2026-03-02T09:02:00Z");
  CHECK(column("cost_idle_attended_usd", 1) == "0.11");
  CHECK(column("cost_idle_attended_usd", 2).starts_with("0.14666666"));
  CHECK(column("running_glue", 0) == "0");
  CHECK(column("running_glue", 1) == "2");
  CHECK(column("running_glue", 3) == "1");
  CHECK(column("glue.dpu_quota_mean", 1) == "15.000");
  CHECK(column("glue.dpu_quota_most", 2) == "20");
  CHECK(column("glue.dpu_quota_refused", 2) == "1");
}

TEST_CASE("timeline csv: the columns of money come to the bill, to the last nano-dollar") {
  const Play play(two_sessions, {.horizon = "10d", .record_over_time = true});
  const auto lines = lines_of(output::timeline_csv(play.scenario, play.results));
  REQUIRE(lines.size() == 241);
  Money sum;
  for (std::size_t row = 1; row < lines.size(); ++row) {
    const auto fields = fields_of(lines[row]);
    for (std::size_t i = 1; i <= bucket_count * attendance_count; ++i) {
      const auto amount = text::parse_decimal(fields[i], text::money_decimals);
      REQUIRE(amount.value);
      sum += Money::from_nanos(amount.value->scaled);
    }
  }
  CHECK(sum == play.results.totals.cost_of_all().total());
}

TEST_CASE(
    "timeline csv: a header alone where nothing was recorded, names that look like formulas are guarded") {
  Play play(two_sessions, {.horizon = "1h"});
  play.scenario.accounts = {{}, {"=evil", ""}};
  play.results.resources.at(0).name = "=evil.glue.dpu_quota";
  const auto lines = lines_of(output::timeline_csv(play.scenario, play.results));
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].find(",'=evil.glue.dpu_quota_mean,") != std::string::npos);
}
