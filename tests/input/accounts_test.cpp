// Accounts and regions: who is numbered as what, and whose quotas a setting changes.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "outlive/report.hpp"
#include "tests/input/population_cases.hpp"

namespace outlive::testing {
namespace {

const std::string four =
    "users:\n"
    "  ada: {account: research, region: west}\n"
    "  bob: {account: risk, region: west}\n"
    "  cyd: {account: research, region: east}\n"
    "  dan: {region: east}\n"
    "  eve: {}\n";

Scenario scenario_with(const std::string& quotas, const std::string& lines = {},
                       const std::vector<Override>& overrides = {}) {
  return loaded_text("outlive: 1\ntitle: case\nstart: 2026-03-02T00:00:00Z\nhorizon: 1d\n" +
                         (quotas.empty() ? "" : "settings:\n" + quotas) + four +
                         "timeline:\n  - {at: 0m, user: ada, do: sign_in}\n" + lines,
                     overrides);
}

/// DPU quotas at an hour of ada, bob, cyd, dan and eve.
std::string quotas_of(const Scenario& scenario, int hour = 0) {
  std::string all;
  for (const User& user : scenario.users) {
    const Moment when{Instant{std::chrono::hours{hour}}, 1000};
    const SettingValue value =
        scenario.settings.at(Setting::glue_dpu_quota, when, static_cast<Owner>(user.account));
    all += (all.empty() ? "" : " ") + (value == setting_none ? "none" : std::to_string(value));
  }
  return all;
}

std::string problems_with(const std::vector<Override>& overrides) {
  return messages_of(
      load_scenario_text("outlive: 1\ntitle: case\nstart: 2026-03-02T00:00:00Z\nhorizon: 1d\n" + four +
                             "timeline:\n  - {at: 0m, user: ada, do: sign_in}\n",
                         "case.yaml", overrides));
}

}  // namespace

TEST_CASE("accounts: a pair of account and region has one number, users before populations") {
  const Scenario scenario = scenario_with("");
  CHECK(scenario.accounts ==
        std::vector<Account>{{}, {"research", "west"}, {"risk", "west"}, {"research", "east"}, {"", "east"}});
  CHECK(scenario.accounts[1].label() == "research.west");
  CHECK(scenario.accounts[4].label() == "east");
  CHECK(scenario.users[3].account == 4);
  CHECK(scenario.users[4].account == 0);
  const Scenario with_population =
      loaded_text(head_of_populations + population(simple_activity, "    account: risk\n    region: east\n") +
                  "users: {ada: {region: east}, bob: {account: risk, region: east}}\n");
  CHECK(with_population.accounts == std::vector<Account>{{}, {"", "east"}, {"risk", "east"}});
  CHECK(with_population.populations.at(0).account == 2);
}

TEST_CASE(
    "accounts: a quota is that of all whom its entry fits, the last of several counts, others have the "
    "general one") {
  CHECK(quotas_of(scenario_with("  glue: {dpu_quota: 9}\n")) == "9 9 9 9 9");
  CHECK(quotas_of(scenario_with("  glue: {dpu_quota: 9}\n"
                                "  quotas:\n"
                                "    - {account: research, glue: {dpu_quota: 1}}\n")) == "1 9 1 9 9");
  CHECK(quotas_of(scenario_with("  quotas:\n"
                                "    - {region: east, glue.dpu_quota: 1}\n"
                                "    - {account: research, region: west, glue: {dpu_quota: 2}}\n")) ==
        "2 none 1 1 none");
  CHECK(quotas_of(scenario_with("  quotas:\n"
                                "    - {region: east, glue.dpu_quota: 1}\n"
                                "    - {account: research, glue.dpu_quota: 2}\n"
                                "    - {account: research, region: east, glue.dpu_quota: none}\n")) ==
        "2 none none 1 none");
}

TEST_CASE("accounts: a line changes the quotas of those whom it names, a general one those of all others") {
  const Scenario scenario =
      scenario_with("  quotas:\n    - {account: risk, glue.dpu_quota: 5}\n",
                    "  - {at: 1h, admin: set, glue.dpu_quota: 7}\n"
                    "  - {at: 2h, admin: set, account: research, glue.dpu_quota: 8}\n"
                    "  - {at: 3h, admin: set, account: research, region: east, glue: {dpu_quota: 3}}\n"
                    "  - {at: 4h, admin: set, glue.dpu_quota: 1}\n");
  CHECK(quotas_of(scenario, 0) == "none 5 none none none");
  CHECK(quotas_of(scenario, 1) == "7 5 7 7 7");
  CHECK(quotas_of(scenario, 2) == "8 5 8 7 7");
  CHECK(quotas_of(scenario, 3) == "8 5 3 7 7");
  CHECK(quotas_of(scenario, 4) == "8 5 3 1 1");
}

TEST_CASE("accounts: every quota of an account may have a value of its own") {
  const Scenario scenario = scenario_with(
      "  quotas:\n"
      "    - account: risk\n"
      "      glue: {session_quota: 2}\n"
      "      emr_serverless: {vcpu_quota: 16}\n"
      "      identity_center: {token_exchange_rate: 3}\n"
      "      sagemaker:\n"
      "        training_instance_quotas: {ml.m5.xlarge: 4}\n"
      "        processing_instance_quotas: {ml.m5.xlarge: 5}\n",
      "  - {at: 1h, admin: set, account: risk, sagemaker: {training_instance_quotas: {ml.m5.xlarge: 6}}}\n");
  const SettingsHistory& settings = scenario.settings;
  const Moment at_first{Instant{}, 1000};
  const Moment later{Instant{std::chrono::hours{1}}, 1000};
  const Owner risk = 2;
  CHECK(settings.at(Setting::glue_session_quota, at_first, risk) == 2);
  CHECK(settings.at(Setting::emr_serverless_vcpu_quota, at_first, risk) == 16);
  CHECK(settings.at(Setting::token_exchange_rate, at_first, risk) == 3);
  CHECK(settings.at(Setting::token_exchange_rate, at_first, 1) == 80);
  REQUIRE(settings.instance_quotas().size() == 2);
  for (const auto& quota : settings.instance_quotas()) {
    const bool training = scenario.prices.skus[quota.sku].name.starts_with("sagemaker.training");
    CHECK(quota.account == risk);
    CHECK(settings.instance_quota(quota.sku, at_first, risk) == (training ? 4 : 5));
    CHECK(settings.instance_quota(quota.sku, later, risk) == (training ? 6 : 5));
    CHECK(settings.instance_quota(quota.sku, later, 1) == setting_none);
    CHECK(settings.instance_quota(quota.sku, later) == setting_none);
  }
}

TEST_CASE("accounts: --set names them as results do, or an account or region as a whole") {
  const auto with = [](const std::string& key) {
    return quotas_of(
        scenario_with("  glue: {dpu_quota: 9}\n  quotas:\n    - {account: research, glue.dpu_quota: 1}\n", "",
                      {{key, "5"}}));
  };
  CHECK(with("quotas.research.west.glue.dpu_quota") == "5 9 1 9 9");
  CHECK(with("quotas.research.glue.dpu_quota") == "5 9 5 9 9");
  CHECK(with("quotas.east.glue.dpu_quota") == "1 9 5 5 9");
  CHECK(with("glue.dpu_quota") == "1 5 1 5 5");
  const Scenario instances =
      scenario_with("", "", {{"quotas.risk.sagemaker.training_instance_quotas", "{ml.m5.xlarge: 2}"}});
  REQUIRE(instances.settings.instance_quotas().size() == 1);
  CHECK(instances.settings.instance_quotas()[0].account == 2);
}

TEST_CASE("quotas of instance types: --set names one type, of everybody or of an account") {
  const auto quotas = [](const std::vector<Override>& overrides) {
    const Scenario scenario = scenario_with(
        "  sagemaker: {training_instance_quotas: {ml.m5.xlarge: 9, ml.g5.xlarge: 1}}\n", "", overrides);
    std::string all;
    for (const auto& [sku, account, changes] : scenario.settings.instance_quotas()) {
      const SettingValue value = scenario.settings.instance_quota(sku, start_of_study, account);
      all += (all.empty() ? "" : " ") + scenario.prices.skus[sku].name + " of " + std::to_string(account) +
             ": " + (value == setting_none ? "none" : std::to_string(value));
    }
    return all;
  };
  const std::string g5 = "sagemaker.training.ml.g5.xlarge of 0: ";
  const std::string m5 = "sagemaker.training.ml.m5.xlarge of 0: ";
  CHECK(quotas({}) == m5 + "9 " + g5 + "1");
  CHECK(quotas({{"sagemaker.training_instance_quotas.ml.g5.xlarge", "4"}}) == m5 + "9 " + g5 + "4");
  CHECK(quotas({{"sagemaker.training_instance_quotas.ml.g5.xlarge", "none"}}) == m5 + "9 " + g5 + "none");
  CHECK(quotas({{"sagemaker.training_instance_quotas", "{ml.g5.xlarge: 4}"},
                {"sagemaker.training_instance_quotas.ml.g5.xlarge", "5"}}) == m5 + "9 " + g5 + "5");
  CHECK(quotas({{"quotas.risk.sagemaker.training_instance_quotas.ml.g5.xlarge", "2"}}) ==
        m5 + "9 " + g5 + "1 sagemaker.training.ml.g5.xlarge of 2: 2");
}

TEST_CASE("quotas of instance types: what is wrong with one on the command line is told there") {
  const auto problem = [](const std::string& key, const std::string& value) {
    std::string text = problems_with({{key, value}});
    const std::string beginning = "--set " + key + ": error: ";
    REQUIRE(text.starts_with(beginning));
    return text.substr(beginning.size());
  };
  const std::string table = "sagemaker.training_instance_quotas.";
  CHECK(problem("sagemaker.instance_quotas.ml.g5.xlarge", "4") ==
        "there is no setting 'sagemaker.instance_quotas.ml.g5.xlarge'; did you mean "
        "'sagemaker.training_instance_quotas.ml.g5.xlarge'?\n");
  CHECK(problem("quotas.rsik.west.sagemaker.training_instance_quota.ml.g5.xlarge", "4") ==
        "there is no setting 'quotas.rsik.west.sagemaker.training_instance_quota.ml.g5.xla...'; did you mean "
        "'quotas.risk.west.sagemaker.training_instance_quotas.ml.g5.xlarge'?\n");
  CHECK(problem("glue.dpu_quota.ml.g5.xlarge", "4") ==
        "there is no setting 'glue.dpu_quota.ml.g5.xlarge'; expected one such as glue.idle_timeout\n");
  CHECK(problem(table + "ml.g5.xlrge", "4") ==
        "the price book 'us-east-1 on demand' has no price for instance type 'ml.g5.xlrge'; did you mean "
        "'ml.g5.xlarge'?\n");
  CHECK(problem(table + "ml.g5.xlarge", "many") ==
        "cannot read 'many'; expected a whole number from 0 to 1000000 or none\n");
  CHECK(problem(table + "ml.g5.xlarge", "-1") ==
        "-1 is out of range; expected a whole number from 0 to 1000000\n");
  CHECK(problem(table + "a: b", "1") ==
        "'a: b' in sagemaker.training_instance_quotas is not a name; expected letters, digits, '_', '-' and "
        "'.', a letter first\n");
  CHECK(problem("sagemaker.training_instance_quotas", "4") ==
        "each type has a quota of its own; expected --set sagemaker.training_instance_quotas.TYPE=4, such as "
        "ml.g5.xlarge\n");
  CHECK(problem("quotas.risk.sagemaker.processing_instance_quotas", "4") ==
        "each type has a quota of its own; expected --set "
        "quotas.risk.sagemaker.processing_instance_quotas.TYPE=4, such as ml.g5.xlarge\n");
}

TEST_CASE("accounts: what is wrong with a quota on the command line is told there") {
  CHECK(problems_with({{"quotas.rsik.west.glue.dpu_quota", "5"}}) ==
        "--set quotas.rsik.west.glue.dpu_quota: error: there is no setting "
        "'quotas.rsik.west.glue.dpu_quota'; did you mean 'quotas.risk.west.glue.dpu_quota'?\n");
  CHECK(problems_with({{"quotas.x", "5"}}) ==
        "--set quotas.x: error: there is no setting 'quotas.x'; expected one such as "
        "quotas.NAME.glue.dpu_quota, of an account or region that somebody works in\n");
  CHECK(problems_with({{"quotas.research.glue.dpu_quota", "0"}}) ==
        "--set quotas.research.glue.dpu_quota: error: 0 is out of range; expected a whole number from 1 to "
        "10000000 [GLUE-10]\n");
  CHECK(problems_with({{"quotas.research.sagemaker.training_instance_quotas", "{ml.m5.xlrge: 1}"}})
            .find("did you mean 'ml.m5.xlarge'?") != std::string::npos);
}

TEST_CASE("accounts: show tells whose quotas are their own, and who works where") {
  const std::string shown = show(scenario_with(
      "  quotas:\n    - {account: research, glue.dpu_quota: 5, sagemaker: {training_instance_quotas: "
      "{ml.m5.xlarge: 2}}}\n",
      "  - {at: 1h, admin: set, region: west, glue.dpu_quota: 7}\n"));
  const auto has = [&](const std::string& part) { return shown.find(part) != std::string::npos; };
  CHECK(has("\ninstance_quotas:\n  research.west.sagemaker.training.ml.m5.xlarge: 2"));
  CHECK(has("\naccounts:\n  research.west:\n    glue:\n      dpu_quota: 5"));
  CHECK(has("\n  research.east:\n    glue:\n      dpu_quota: 5"));
  CHECK_FALSE(has("\n  risk.west:\n"));
  CHECK(has("  - {at: 1h, account: research, region: west, glue.dpu_quota: 7}"));
  CHECK(has("  - {at: 1h, account: risk, region: west, glue.dpu_quota: 7}"));
  CHECK(has("\n  ada: {account: research, region: west}\n"));
  CHECK(has("\n  dan: {region: east}\n"));
  CHECK(has("\n  eve: {}\n"));
}

}  // namespace outlive::testing
