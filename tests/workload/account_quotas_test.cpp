// Quotas of single accounts and regions: who is refused, who is coupled with whom, and that nobody minds the others.
#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "outlive/quota_search.hpp"
#include "sim/workload/partition.hpp"
#include "tests/workload/play.hpp"
#include "tests/workload/together.hpp"

namespace outlive::testing {
namespace {

const std::string three_users =
    "users:\n"
    "  ann: {account: research, region: west}\n"
    "  ben: {account: research, region: east}\n"
    "  cat: {}\n"
    "timeline:\n"
    "  - {at: 0h, user: ann, do: sign_in}\n"
    "  - {at: 0h, user: ben, do: sign_in}\n"
    "  - {at: 0h, user: cat, do: sign_in}\n";

std::string sessions_of(int workers) {
  std::string lines;
  for (const std::string user : {"ann", "ben", "cat"}) {
    lines += "  - {at: 1h, user: " + user + ", do: start_session, id: s-" + user +
             ", service: glue, workers: " + std::to_string(workers) + "}\n";
  }
  return lines;
}

/// Who was refused of the sessions, such as "ann cat".
std::string refused(const Play& play) {
  std::string names;
  for (std::size_t i = 0; i < play.results.sessions.size(); ++i) {
    if (play.results.sessions[i].cause != Cause::quota_exceeded) continue;
    names += (names.empty() ? "" : " ") + play.scenario.users[play.scenario.sessions[i].user].name;
  }
  return names;
}

const ResourceResult* resource(const Results& results, const std::string& name) {
  const auto found = std::find_if(results.resources.begin(), results.resources.end(),
                                  [&](const ResourceResult& each) { return each.name == name; });
  return found == results.resources.end() ? nullptr : &*found;
}

std::size_t processes_of(const Play& play) {
  check_same_apart_and_together(play.scenario, play.results);
  const workload::Inputs inputs = workload::inputs_of(play.scenario, {});
  return workload::partition(play.scenario, inputs, workload::SharedLimits::couple).processes.size();
}

TEST_CASE("GLUE-10: each account and region has its own quota, and its own value of it") {
  const Play play(
      "settings: {glue: {dpu_quota: 10}, quotas: [{account: research, region: west, glue.dpu_quota: 5}]}\n" +
      three_users + sessions_of(10));
  CHECK(refused(play) == "ann");
  REQUIRE(resource(play.results, "research.west.glue.dpu_quota") != nullptr);
  CHECK(resource(play.results, "research.west.glue.dpu_quota")->limit == 5);
  CHECK(resource(play.results, "research.west.glue.dpu_quota")->refusals == 1);
  CHECK(resource(play.results, "research.east.glue.dpu_quota")->limit == 10);
  CHECK(resource(play.results, "glue.dpu_quota")->peak == 10);
}

TEST_CASE("GLUE-10: a quota of an account that changes admits those who come later, and those who wait") {
  const std::string own = "quotas: [{region: west, glue.dpu_quota: 5}]}\n";
  const std::string later = "  - {at: 2h, admin: set, region: west, glue.dpu_quota: 10}\n";
  const Play refusing("settings: {" + own + three_users + sessions_of(10) + later +
                      "  - {at: 3h, user: ann, do: start_session, id: again, service: glue, workers: 10}\n");
  CHECK(refused(refusing) == "ann");
  CHECK(refusing.session("again").cause != Cause::quota_exceeded);
  const ResourceResult* of_west = resource(refusing.results, "research.west.glue.dpu_quota");
  REQUIRE(of_west != nullptr);
  CHECK(of_west->limit == 5);
  CHECK(of_west->most_limit == 10);

  const Play waiting("settings: {glue: {queues_when_full: true}, " + own + three_users +
                     "  - {at: 30m, user: ann, do: start_session, id: first, service: glue, workers: 3}\n"
                     "  - {at: 1h, user: ann, do: start_session, id: next, service: glue, workers: 3}\n" +
                     later);
  CHECK(waiting.session("next").granted == Instant{std::chrono::hours{2}});
}

TEST_CASE("EMRS-9: vCPUs, and instances of a type, are counted by account and region") {
  const Play play(
      "settings:\n"
      "  quotas:\n"
      "    - {account: research, region: east, emr_serverless.vcpu_quota: 4}\n"
      "    - {region: west, sagemaker: {training_instance_quotas: {ml.m5.xlarge: 0}}}\n" +
      three_users +
      "  - {at: 0h, user: ann, do: create_application, id: a, auto_start: true}\n"
      "  - {at: 0h, user: ben, do: create_application, id: b, auto_start: true}\n"
      "  - {at: 1h, user: ann, do: start_session, id: s-a, service: emr_serverless, application: a}\n"
      "  - {at: 1h, user: ben, do: start_session, id: s-b, service: emr_serverless, application: b}\n"
      "  - {at: 1h, user: ann, do: start_training_job, id: t-a, instance_type: ml.m5.xlarge, takes: 1h}\n"
      "  - {at: 1h, user: ben, do: start_training_job, id: t-b, instance_type: ml.m5.xlarge, takes: 1h}\n");
  CHECK(refused(play) == "ben");
  CHECK(play.job("t-a").cause == Cause::quota_exceeded);
  CHECK(play.job("t-b").outcome == Outcome::completed);
}

TEST_CASE("IDC-17: each account has its own rate of token exchanges") {
  const std::string settings =
      "settings: {glue: {background_sessions: true}, quotas: [{region: west, "
      "identity_center.token_exchange_rate: 1}]}\n";
  const Play play(settings + three_users +
                  "  - {at: 1h, user: ann, do: start_session, id: one, service: glue}\n"
                  "  - {at: 1h, user: ann, do: start_session, id: two, service: glue}\n"
                  "  - {at: 1h, user: ben, do: start_session, id: three, service: glue}\n"
                  "  - {at: 1h, user: ben, do: start_session, id: four, service: glue}\n");
  CHECK(play.session("two").cause == Cause::throttled);
  CHECK(play.session("four").cause != Cause::throttled);
  const ResourceResult* rate =
      resource(play.results, "research.west.identity_center.token_exchange_rate.glue");
  REQUIRE(rate != nullptr);
  CHECK(rate->limit == 1);
}

TEST_CASE("partition: a limit that one account has couples nobody of another") {
  const std::string more =
      "  - {at: 0h, user: dan, do: sign_in}\n"
      "  - {at: 1h, user: dan, do: start_session, id: s-dan, service: glue, workers: 2}\n";
  std::string users = three_users;
  users.insert(users.find("timeline"), "  dan: {account: research, region: west}\n");
  const auto processes = [&](const std::string& settings) {
    return processes_of(Play("settings: {" + settings + "}\n" + users + sessions_of(2) + more));
  };
  CHECK(processes("") == 4);
  CHECK(processes("glue: {dpu_quota: 100}") == 3);
  CHECK(processes("quotas: [{region: east, glue.dpu_quota: 100}]") == 4);
  CHECK(processes("quotas: [{region: west, glue.dpu_quota: 100}]") == 3);
  CHECK(processes("glue: {dpu_quota: 100}, quotas: [{region: west, glue.dpu_quota: none}]") == 4);
  CHECK(processes("quotas: [{region: east, identity_center.token_exchange_rate: 1}]") == 4);
  CHECK(processes("quotas: [{region: west, identity_center.token_exchange_rate: 1}]") == 3);
}

const std::string train =
    "      train: {starts: {service: training, instance_type: ml.m5.xlarge}, per_day: 2, takes: "
    "{exponential: {mean: 5h}}, retries: {at_most: 3, first_after: 30m}}\n";

std::string people(const std::string& name, const std::string& where) {
  return "  " + name + ":\n    users: 20\n" + where + "    activities:\n" + train;
}

std::string limit(int most) {
  return "sagemaker: {training_instance_quotas: {ml.m5.xlarge: " + std::to_string(most) + "}}";
}

TEST_CASE("accounts: two with quotas of their own come to what each comes to in a scenario of its own") {
  for (const auto& [of_first, of_second] : {std::pair{2, 5}, std::pair{6, 1}, std::pair{3, 1000}}) {
    CAPTURE(of_first);
    const std::string first = people("first", "    account: research\n    region: west\n");
    const std::string second = people("second", "    account: research\n    region: east\n");
    const Play both("settings: {quotas: [{region: west, " + limit(of_first) + "}, {region: east, " +
                    limit(of_second) + "}]}\npopulations:\n" + first + second);
    const Play one("settings: {" + limit(of_first) + "}\npopulations:\n" + first);
    const Play other("settings: {" + limit(of_second) + "}\npopulations:\n" + second);
    CHECK(both.results.totals.events == one.results.totals.events + other.results.totals.events);
    const std::vector<const Play*> alone{&one, &other};
    for (std::size_t i = 0; i < alone.size(); ++i) {
      const ActivityResult& a = both.results.populations.at(i).activities.at(0);
      const ActivityResult& b = alone[i]->results.populations.at(0).activities.at(0);
      CHECK(a.refusals == b.refusals);
      CHECK(a.given_up == b.given_up);
      CHECK(a.jobs == b.jobs);
      CHECK(a.cost.of == b.cost.of);
      CHECK(a.delays == b.delays);
      for (const ResourceResult& each : alone[i]->results.resources) {
        CAPTURE(each.name);
        const ResourceResult* same = resource(both.results, each.name);
        REQUIRE(same != nullptr);
        CHECK(same->limit == each.limit);
        CHECK(same->refusals == each.refusals);
        CHECK(same->requests == each.requests);
        CHECK(same->unit_ms == each.unit_ms);
        CHECK(same->mean_use == each.mean_use);
        // Where nobody is refused, users are simulated apart who are together beside others who are.
        CHECK(same->peak <= each.peak);
        CHECK(same->peak_at_least >= each.peak_at_least);
      }
    }
  }
}

TEST_CASE("accounts: users of one without a limit stay apart whatever befalls another") {
  const std::string first = people("first", "    region: west\n");
  const std::string second = people("second", "    region: east\n");
  const Play play("settings: {identity_center: {token_exchange_rate: none}, quotas: [{region: west, " +
                  limit(1) + "}]}\npopulations:\n" + first + second);
  const workload::Inputs inputs = workload::inputs_of(play.scenario, {});
  const workload::Partition parts =
      workload::partition(play.scenario, inputs, workload::SharedLimits::couple);
  CHECK(parts.processes.size() == 1);
  REQUIRE(parts.alone.size() == 1);
  CHECK(parts.alone[0].population == 1);
  const ResourceResult* limited =
      resource(play.results, "west.sagemaker.training_instance_quotas.ml.m5.xlarge");
  REQUIRE(limited != nullptr);
  CHECK(limited->refusals > 0);
  CHECK(limited->peak == 1);
}

TEST_CASE("quota search: the quota of an account by itself, general or its own") {
  const std::string text = three_users + sessions_of(10);
  const Play own("settings: {glue: {dpu_quota: 4}, quotas: [{region: west, glue.dpu_quota: 3}]}\n" + text);
  const auto needed = find_needed_quotas(own.scenario, own.results, 0);
  REQUIRE(needed.size() == 3);
  for (const NeededQuota& each : needed) {
    CAPTURE(each.resource);
    CHECK(each.found);
    CHECK(each.quota == 10);
    CHECK(each.refused_below == 1);
  }
  const Play changing("settings: {glue: {dpu_quota: 4}}\n" + text +
                      "  - {at: 2h, admin: set, region: west, glue.dpu_quota: 5}\n");
  const auto searched = find_needed_quotas(changing.scenario, changing.results, 0);
  REQUIRE(searched.size() == 3);
  CHECK(searched[0].found);
  CHECK_FALSE(searched[1].found);
  CHECK(searched[1].resource == "research.west.glue.dpu_quota");
  CHECK(searched[1].why_not == "its limit changes in the course of the study");
  CHECK(searched[2].found);
}

}  // namespace
}  // namespace outlive::testing
