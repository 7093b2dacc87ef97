// The order in which independent users are played, and the blocks they are played in, show in no result.
#include "sim/workload/play_order.hpp"

#include <algorithm>
#include <numeric>

#include "outlive/audit.hpp"
#include "outlive/exports.hpp"
#include "outlive/report.hpp"
#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

/// Four users who share nothing and do the same at the same moments, so that only their order tells their rows apart, and
/// one line of an administrator that is about them all.
std::string four_alike() {
  std::string text =
      "users: {ann: {groups: [g]}, bob: {groups: [g]}, cat: {groups: [g]}, dan: {groups: [g]}}\n";
  text += "assignments: {glue: {groups: [g]}}\ntimeline:\n";
  for (const std::string user : {"ann", "bob", "cat", "dan"}) {
    text += "  - {at: 0h, user: " + user + ", do: sign_in}\n";
    text += "  - {at: 0h, user: " + user + ", do: start_session, id: s-" + user + ", service: glue}\n";
    text += "  - {at: 0h, session: s-" + user + ", do: run, job: j-" + user + ", takes: 1h}\n";
    text += "  - {at: 0h, user: " + user + ", do: start_training_job, id: t-" + user +
            ", instance_type: ml.m5.xlarge, takes: 1h, keep_alive: 1h}\n";
    text += "  - {at: 0h, user: " + user + ", do: launch_cluster, id: c-" + user +
            ", instance_type: m5.xlarge}\n";
    text += "  - {at: 2h, user: " + user + ", do: sign_out}\n";
    text += "  - {at: 3h, user: " + user + ", do: sign_out}\n";  // without effect
  }
  return text + "  - {at: 4h, admin: remove_assignment, service: glue, group: g}\n";
}

std::string crowd(int users) {
  return R"(
populations:
  people:
    users: )" +
         std::to_string(users) + R"(
    leaving: {at_day_end: 70%, forgotten: 30%}
    activities:
      explore:
        starts: {service: glue, workers: 2}
        per_day: {poisson: {mean: 1}}
        statements: {geometric: {mean: 3}}
        think: {exponential: {mean: 4m}}
        takes: {exponential: {mean: 1m}}
)";
}

/// All that is told of a run, in the order in which it is told.
std::string told(const Scenario& scenario, const RunOptions& options) {
  const Results results = run(scenario, options);
  std::string all = report_json(scenario, results) + audit_json(scenario, results);
  for (const LifeEvent& event : results.lives)
    all += std::to_string(event.user) + " " + std::string(event.state) + "\n";
  for (const UsageLine& line : results.lines)
    all += std::to_string(line.sku) + " " + std::to_string(line.until.time_since_epoch().count()) + "\n";
  return all;
}

}  // namespace

TEST_CASE("order of play: a shuffle keeps what there is, differs by its number, and 0 shuffles nothing") {
  std::vector<int> in_order(100);
  std::iota(in_order.begin(), in_order.end(), 0);
  const auto shuffled = [&](std::uint64_t seed) {
    std::vector<int> things = in_order;
    workload::Shuffle shuffle(seed);
    shuffle(things);
    return things;
  };
  CHECK(shuffled(0) == in_order);
  CHECK(shuffled(1) != in_order);
  CHECK(shuffled(1) == shuffled(1));
  CHECK(shuffled(1) != shuffled(2));
  std::vector<int> sorted = shuffled(1);
  std::sort(sorted.begin(), sorted.end());
  CHECK(sorted == in_order);
  workload::Shuffle blocks(3);
  bool differ = false;
  for (int i = 0; i < 100; ++i) {
    const Number block = blocks.block(64);
    CHECK(block >= 1);
    CHECK(block <= 64);
    differ = differ || block != 64;
  }
  CHECK(differ);
  CHECK(workload::Shuffle(0).block(64) == 64);
}

TEST_CASE("order of play: users of a timeline, alike to the millisecond, keep their rows in any order") {
  const Scenario scenario = scenario_of(four_alike());
  const std::string in_order = told(scenario, {.record_lives = true});
  for (std::uint64_t shuffle = 1; shuffle <= 10; ++shuffle) {
    CAPTURE(shuffle);
    CHECK(told(scenario, {.record_lives = true, .shuffle = shuffle}) == in_order);
  }
}

TEST_CASE("order of play: users of a population, in other blocks and on several threads") {
  for (const std::string settings : {"", "settings: {glue: {dpu_quota: 100}}\n"}) {
    const Scenario scenario = scenario_of(settings + four_alike() + crowd(150));
    const std::string in_order = told(scenario, {.record_over_time = true, .threads = 1});
    for (std::uint64_t shuffle = 1; shuffle <= 4; ++shuffle) {
      CAPTURE(shuffle);
      const auto threads = static_cast<unsigned>(shuffle);
      CHECK(told(scenario, {.record_over_time = true, .threads = threads, .shuffle = shuffle}) == in_order);
    }
  }
}

// So that the tests above can fail: rows that are not put back are in another order.
TEST_CASE("order of play: what was played in another order is put back, with the lines that rows point to") {
  workload::Records records;
  for (const SkuNumber sku : {2U, 0U, 1U, 1U}) records.lines.emplace_back().sku = sku;
  for (const Number user : {2U, 0U, 0U, 1U}) records.lives.emplace_back().user = user;
  records.line_costs.resize(4);
  records.sessions.resize(3);
  records.sessions[0].lines = {1, 1};
  records.sessions[1].lines = {2, 2};
  records.sessions[2].lines = {0, 1};
  const std::vector<workload::Begun> played{{2, 0, 0, 0}, {0, 1, 0, 1}, {1, 2, 0, 3}};
  workload::put_back_in_order(records, played);
  const auto sku = [&](Number session) { return records.lines[records.sessions[session].lines.first].sku; };
  CHECK(records.lines[0].sku == 0);
  CHECK(records.lines[3].sku == 2);
  CHECK(sku(0) == 0);
  CHECK(sku(1) == 1);
  CHECK(sku(2) == 2);
  CHECK(records.lives[0].user == 0);
  CHECK(records.lives[2].user == 1);
  CHECK(records.lives[3].user == 2);
}

}  // namespace outlive::testing
