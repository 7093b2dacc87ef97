// Which quota would have been enough: by hand, where each step of a quota lets in one more.
#include "outlive/quota_search.hpp"

#include "tests/workload/play.hpp"

namespace outlive::testing {
namespace {

const std::string three_of_five = R"(
users: {ann: {}, bob: {}, cat: {}}
timeline:
  - {at: 0h, user: ann, do: sign_in}
  - {at: 0h, user: bob, do: sign_in}
  - {at: 0h, user: cat, do: sign_in}
  - {at: 1h, user: ann, do: start_session, id: a, service: glue, workers: 5}
  - {at: 1h, user: bob, do: start_session, id: b, service: glue, workers: 5}
  - {at: 1h, user: cat, do: start_session, id: c, service: glue, workers: 5}
)";

TEST_CASE("quota search: the least quota that refuses nobody, and what one unit less would refuse") {
  const Play play(three_of_five, {.settings = {{"glue.dpu_quota", "7"}}});
  const auto needed = find_needed_quotas(play.scenario, play.results, 0);
  REQUIRE(needed.size() == 1);
  CHECK(needed[0].resource == "glue.dpu_quota");
  CHECK(needed[0].found);
  CHECK(needed[0].quota == 15);
  CHECK(needed[0].refused == 0);
  CHECK(needed[0].refused_below == doctest::Approx(1.0 / 3));
}

TEST_CASE("quota search: a share that may be refused needs less") {
  const Play play(three_of_five, {.settings = {{"glue.dpu_quota", "7"}}});
  const auto needed = find_needed_quotas(play.scenario, play.results, 0.4);
  REQUIRE(needed.size() == 1);
  CHECK(needed[0].quota == 10);
  CHECK(needed[0].refused == doctest::Approx(1.0 / 3));
  CHECK(needed[0].refused_below == doctest::Approx(2.0 / 3));
}

TEST_CASE("quota search: nothing is searched where enough is granted, or the quota changes meanwhile") {
  const Play enough(three_of_five, {.settings = {{"glue.dpu_quota", "15"}}});
  CHECK(find_needed_quotas(enough.scenario, enough.results, 0).empty());
  const Play changing("settings: {glue: {dpu_quota: 7}}" + three_of_five +
                      "  - {at: 2h, admin: set, glue.dpu_quota: 8}\n");
  const auto needed = find_needed_quotas(changing.scenario, changing.results, 0);
  REQUIRE(needed.size() == 1);
  CHECK_FALSE(needed[0].found);
  CHECK(needed[0].why_not == "its limit changes in the course of the study");
}

TEST_CASE("quota search: of several replications the share is over the requests of all of them") {
  const Scenario scenario = scenario_of(R"(
populations:
  analysts:
    users: 12
    activities:
      explore:
        starts: {service: glue, workers: 5}
        per_day: 2
        statements: 3
        takes: {exponential: {mean: 20m}}
settings: {glue: {background_sessions: true, dpu_quota: 10}}
)");
  std::vector<ResourceRequests> asked;
  for (const std::uint32_t number : {0U, 1U, 2U}) add_requests(run(scenario, {.replication = number}), asked);
  std::vector<std::size_t> counted;
  const auto needed =
      find_needed_quotas(scenario, asked, 3, 0.2, {}, [&](std::size_t runs) { counted.push_back(runs); });
  REQUIRE(needed.size() == 1);
  CHECK(needed[0].runs == counted.size());
  CHECK(needed[0].runs % 3 == 0);
  const auto share_with = [&](SettingValue quota) {
    Scenario changed = scenario;
    changed.settings.set(Setting::glue_dpu_quota, set_by_override, quota);
    std::vector<ResourceRequests> all;
    for (const std::uint32_t number : {0U, 1U, 2U}) add_requests(run(changed, {.replication = number}), all);
    return all.front().share_missed();
  };
  CHECK(needed[0].refused == share_with(needed[0].quota));
  CHECK(needed[0].refused <= 0.2);
  CHECK(needed[0].refused_below == share_with(needed[0].quota - 1));
  CHECK(needed[0].refused_below > 0.2);
}

}  // namespace
}  // namespace outlive::testing
