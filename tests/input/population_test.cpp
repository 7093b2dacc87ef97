// Users described by habit: what the section `populations:` becomes.
#include <array>
#include <chrono>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/input/population_cases.hpp"

using namespace outlive;
using namespace outlive::testing;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

const Population& only(const Scenario& scenario) {
  REQUIRE(scenario.populations.size() == 1);
  return scenario.populations[0];
}

std::uint32_t most_users(const std::string& users, const std::string& horizon = "28d") {
  std::string head = head_of_populations;
  head.replace(head.find("28d"), 3, horizon);
  return only(loaded_text(head + population(simple_activity, "    users: " + users + "\n"))).most_users;
}

}  // namespace

TEST_CASE("populations: what is not said") {
  const Scenario scenario = loaded_population(simple_activity);
  const Population& analysts = only(scenario);
  CHECK(analysts.name == "analysts");
  CHECK(analysts.users == 10);
  CHECK(analysts.most_users == 10);
  CHECK(analysts.growth == 0);
  CHECK(analysts.account == 0);
  CHECK(scenario.accounts == std::vector<Account>{{}});
  CHECK(analysts.domain == general_domain);
  CHECK(analysts.leaves_at.a == 17 * 3'600'000.0);
  CHECK(analysts.activity.family == Distribution::Family::fixed);
  CHECK(analysts.activity.a == 1);
  CHECK(analysts.leaving == std::array<double, leaving_count>{1, 1, 1, 1});
  CHECK(analysts.leavers.share == 0);
  CHECK(scenario.users.empty());  // they are numbered, not listed

  const Activity& explore = analysts.activities.at(0);
  CHECK(explore.name == "explore");
  CHECK(explore.is_session);
  CHECK(explore.batch.a == 1);
  CHECK(explore.statements.a == 1);
  CHECK(explore.think.a == 0);
  CHECK(explore.saves_results == 0);
  CHECK(explore.fails == 0);
  CHECK(explore.restarts_kernel == 0);
  CHECK(explore.forgets_to_stop == 0);
  CHECK(explore.comes_back == 0);
  CHECK(explore.checkpoints == 0);
  CHECK(explore.retries.at_most == 0);
  CHECK(explore.restarts.share == 0);
  REQUIRE(explore.starts.size() == 1);
  CHECK(explore.starts[0].until == 1);
  CHECK(scenario.works.at(explore.starts[0].work).units == 5);  // DPUs
}

TEST_CASE("populations: all that can be said") {
  const Scenario scenario = loaded_population(
      "starts: {service: glue, worker_type: G.2X, workers: 10, idle_timeout: 2h}\n"
      "        per_day: {negative_binomial: {mean: 2.0, k: 5}}\n"
      "        statements: {geometric: {mean: 12}}\n"
      "        think: {exponential: {mean: 4m}}\n"
      "        takes: {lognormal: {median: 40s, sigma: 1.6}}\n"
      "        saves_results: 60%\n"
      "        fails: 0.01\n"
      "        restarts_kernel: 2%\n"
      "        forgets_to_stop: 30.5%\n"
      "        comes_back: 80%\n"
      "        retries: {at_most: 5, first_after: 2m, factor: 1.5}",
      "    account: research\n"
      "    domain: vision\n"
      "    week: {zone: America/Denver, hours: {preset: notebooks_2021}, leaves_at: {normal: {mean: 17h30m, "
      "sd: 45m}}}\n"
      "    activity: {lognormal: {sigma: 1.9}}\n"
      "    leaving: {at_day_end: 55%, after_last_work: 20%, forgotten: 15%, laptop_closed: 10%}\n"
      "    leavers: {share: 2%, every: 30d, administrator: delete_user, within: {exponential: {mean: "
      "1d}}}\n");
  const Population& analysts = only(scenario);
  CHECK(scenario.accounts == std::vector<Account>{{}, {"research", ""}});
  CHECK(analysts.account == 1);
  CHECK(scenario.domains.at(analysts.domain) == "vision");
  CHECK(analysts.leaves_at.family == Distribution::Family::normal);
  CHECK(analysts.leaving == std::array<double, leaving_count>{0.55, 0.75, 0.9, 1});
  CHECK(analysts.leavers.share == 0.02);
  CHECK(analysts.leavers.every == days{30});
  CHECK(analysts.leavers.act == Leavers::Act::delete_user);
  CHECK(analysts.leavers.within.a == 86'400'000.0);

  const Activity& explore = analysts.activities.at(0);
  CHECK(explore.per_day.family == CountDistribution::Family::negative_binomial);
  CHECK(explore.statements.a == 12);
  CHECK(explore.think.a == 240'000);
  CHECK(explore.saves_results == 0.6);
  CHECK(explore.fails == 0.01);
  CHECK(explore.restarts_kernel == 0.02);
  CHECK(explore.forgets_to_stop == 0.305);
  CHECK(explore.comes_back == 0.8);
  CHECK(explore.retries.at_most == 5);
  CHECK(explore.retries.first_after == minutes{2});
  CHECK(explore.retries.factor == 1.5);
  const Work& work = scenario.works.at(explore.starts.at(0).work);
  CHECK(work.service == ServiceType::glue_session);
  CHECK(work.units == 20);
  CHECK(work.limits.at(static_cast<std::size_t>(Limit::idle_timeout)) == hours{2});
}

TEST_CASE("populations: each service that users start") {
  struct Started {
    const char* starts;
    ServiceType type;
  };
  const std::vector<Started> all{
      {"{service: glue}", ServiceType::glue_session},
      {"{service: emr_serverless, application: spark, workers: 2, idle_timeout: 1h}",
       ServiceType::emr_serverless_session},
      {"{service: emr_ec2, cluster: big}", ServiceType::emr_ec2_session},
      {"{service: training, instance_type: ml.g5.2xlarge, instances: 2, keep_alive: 30m}",
       ServiceType::training_job},
      {"{service: processing, instance_type: ml.m5.xlarge, max_runtime: 1d}", ServiceType::processing_job},
      {"{service: glue_job, workers: 3, timeout: 1h}", ServiceType::glue_job},
      {"{service: glue_job, streaming: true}", ServiceType::glue_streaming_job},
      {"{service: athena, scans: 3 GB}", ServiceType::athena_query},
      {"{service: redshift}", ServiceType::redshift_query},
      {"{service: quicksight}", ServiceType::quicksight_query},
      {"{service: notebook_run, timeout: 2h}", ServiceType::notebook_run},
  };
  const std::string hosts =
      "users: {ana: {}}\n"
      "timeline:\n"
      "  - {at: 0m, user: ana, do: create_application, id: spark, release: 7.8}\n"
      "  - {at: 20d, user: ana, do: launch_cluster, id: big, release: 7.8, instance_type: m5.xlarge, "
      "instances: 3}\n";
  for (const Started& started : all) {
    CAPTURE(started.starts);
    const Scenario scenario = loaded_text(
        head_of_populations +
        population("starts: " + std::string(started.starts) + "\n        per_day: 1\n        takes: 1m") +
        hosts);
    const Activity& activity = only(scenario).activities.at(0);
    const Work& work = scenario.works.at(activity.starts.at(0).work);
    CHECK(work.service == started.type);
    const bool on_host =
        started.type == ServiceType::emr_serverless_session || started.type == ServiceType::emr_ec2_session;
    CHECK((work.host != no_number) == on_host);
    if (on_host) CHECK(work.release == Release{7, 8});
    CHECK(activity.is_session == (on_host || started.type == ServiceType::glue_session));
  }
}

TEST_CASE("populations: shares of what is started are cumulative") {
  const Scenario scenario = loaded_population(
      "starts: [{share: 70%, service: glue}, {share: 25%, service: glue, worker_type: G.4X}, {share: 0.05, "
      "service: "
      "glue, workers: 2}]\n        per_day: 1\n        takes: 1m");
  const auto& starts = only(scenario).activities.at(0).starts;
  REQUIRE(starts.size() == 3);
  CHECK(starts[0].until == 0.7);
  CHECK(starts[1].until == 0.95);
  CHECK(starts[2].until == 1);
  CHECK(scenario.works.at(starts[1].work).units == 20);
  CHECK(scenario.works.at(starts[2].work).units == 2);
}

TEST_CASE("populations: jobs with checkpoints and without") {
  const auto jobs = [](const std::string& more) {
    return loaded_population(
        "starts: {service: training, instance_type: ml.g5.2xlarge, checkpoint_every: 1h}\n        per_day: "
        "1\n        "
        "takes: 1d\n        batch: {geometric: {mean: 1.5}}\n        restarts: {share: 50%, after: 10m, "
        "at_most: 3}" +
        more);
  };
  const Scenario scenario = jobs("\n        checkpoints: 40%");
  const Activity& train = only(scenario).activities.at(0);
  CHECK_FALSE(train.is_session);
  CHECK(train.batch.a == 1.5);
  CHECK(train.checkpoints == 0.4);
  CHECK(train.restarts.share == 0.5);
  CHECK(train.restarts.after == minutes{10});
  CHECK(train.restarts.at_most == 3);
  const Activity::Choice& choice = train.starts.at(0);
  CHECK(scenario.works.at(choice.work).checkpoint_every == Duration::zero());
  CHECK(scenario.works.at(choice.with_checkpoints).checkpoint_every == hours{1});
  CHECK(scenario.works.at(choice.with_checkpoints).units == scenario.works.at(choice.work).units);
  // Who says how often and not how many means all.
  CHECK(only(jobs("")).activities.at(0).checkpoints == 1);
  CHECK(only(jobs("\n        checkpoints: 0%")).activities.at(0).checkpoints == 0);
}

TEST_CASE("populations: growth is compound, and users are whole") {
  CHECK(most_users("{start: 100, growth: 10%, every: 30d}", "30d") == 110);
  CHECK(most_users("{start: 100, growth: 10%, every: 30d}", "30d1ms") == 110);
  CHECK(most_users("{start: 100, growth: 10%, every: 30d}", "60d") == 121);
  CHECK(most_users("{start: 200, growth: 10%, every: 30d}", "360d") == 627);  // 200 x 1.1^12 = 627.69
  CHECK(most_users("{start: 1, growth: 100%, every: 7d}", "28d") == 16);
  CHECK(most_users("{start: 1, growth: 100%, every: 7d}", "27d") == 14);  // 2^(27/7) = 14.49
  CHECK(most_users("{start: 10, growth: 0%, every: 7d}") == 10);
  // What comes out whole is whole, whatever the rounding of a hundredth.
  for (int percent = 1; percent <= 100; ++percent) {
    CAPTURE(percent);
    const std::string growth = std::to_string(percent) + "%";
    CHECK(most_users("{start: 100, growth: " + growth + ", every: 28d}") ==
          static_cast<std::uint32_t>(100 + percent));
  }
  const Scenario scenario =
      loaded_population(simple_activity, "    users: {start: 100, growth: 150%, every: 30d}\n");
  CHECK(only(scenario).users == 100);
  CHECK(only(scenario).growth == 1.5);
  CHECK(only(scenario).growth_every == days{30});
}

TEST_CASE("populations: beside users of a timeline and of their domains") {
  const Scenario scenario =
      loaded_text(head_of_populations + population(simple_activity, "    domain: vision\n") +
                  "users: {ana: {}, analysts.x: {}}\n"
                  "timeline:\n"
                  "  - {at: 0m, user: ana, do: sign_in}\n"
                  "  - {at: 1h, admin: set, domain: vision, sagemaker.background_sessions: false}\n");
  CHECK(scenario.users.size() == 2);
  CHECK(only(scenario).domain == 1);
}

TEST_CASE("populations: one account for several, numbered as they come") {
  const std::string rest =
      population(simple_activity, "    account: b\n").substr(std::string("  analysts").size());
  const std::string other =
      population(simple_activity, "    account: a\n").substr(std::string("  analysts").size());
  const std::string none = population(simple_activity).substr(std::string("  analysts").size());
  const Scenario scenario = loaded_text(head_of_populations + "  one" + rest + "  two" + other + "  three" +
                                        rest + "  four" + none);
  CHECK(scenario.accounts == std::vector<Account>{{}, {"b", ""}, {"a", ""}});
  CHECK(scenario.populations[0].account == 1);
  CHECK(scenario.populations[1].account == 2);
  CHECK(scenario.populations[2].account == 1);
  CHECK(scenario.populations[3].account == 0);
}

TEST_CASE("populations: a scenario without any has one account all the same") {
  const Scenario scenario = loaded_text(
      "outlive: 1\ntitle: case\nstart: 2026-03-02T00:00:00Z\nhorizon: 1d\nusers: {ana: {}}\ntimeline:\n  - "
      "{at: 0m, "
      "user: ana, do: sign_in}\n");
  CHECK(scenario.accounts == std::vector<Account>{{}});
  CHECK(scenario.populations.empty());
}
