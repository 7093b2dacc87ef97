// Assumptions in files and on the command line, and what hangs on them.
#include "sim/services/limits.hpp"
#include "tests/input/load_text.hpp"

using namespace outlive;
using namespace outlive::testing;
using namespace std::chrono_literals;

namespace {

const std::string session =
    "users: {ana: {}}\n"
    "timeline:\n"
    "  - {at: 0m, user: ana, do: sign_in}\n"
    "  - {at: 1m, user: ana, do: start_session, id: five, service: glue}\n"
    "  - {at: 2m, user: ana, do: start_session, id: four, service: glue, glue_version: 4.0}\n"
    "  - {at: 3m, user: ana, do: start_session, id: own, service: glue, timeout: 2h}\n";

constexpr Moment first_line{Instant{}, 1};

Duration timeout_of(const Scenario& scenario, std::size_t which, Moment begun = first_line) {
  const Work& work = scenario.works.at(scenario.sessions.at(which).work);
  return services::limit_at(scenario.settings, scenario.assumptions, work, Limit::hard_limit, begun,
                            general_domain);
}

SkuNumber sku(const Scenario& scenario, const char* name) { return scenario.prices.find(name).value(); }

}  // namespace

TEST_CASE("an assumption holds that the file chooses, or the command line in its place") {
  const std::string file =
      "assumptions: {stop_latency: random, open_kernel_keeps_app_active: no}\n" + session;
  const Assumptions in_file = loaded(file).assumptions;
  CHECK(in_file.stop_latency() == StopLatency::random);
  CHECK(in_file.otherwise(Assumption::open_kernel_keeps_app_active));
  CHECK_FALSE(in_file.otherwise(Assumption::access_removal));

  const Assumptions over =
      loaded(file, {}, {{"stop_latency", "documented_bound"}, {"access_removal", "old_documentation"}})
          .assumptions;
  CHECK(over.stop_latency() == StopLatency::documented_bound);
  CHECK(over.otherwise(Assumption::open_kernel_keeps_app_active));
  CHECK(over.otherwise(Assumption::access_removal));
}

TEST_CASE("an assumption that is not known is refused with the nearest spelling") {
  const auto assume = [](const char* key, const char* option) {
    return messages_of(load_behind_head(session, {}, {{key, option}}));
  };
  CHECK(
      assume("glue_timeuot", "48h") ==
      "--assume glue_timeuot: error: there is no assumption 'glue_timeuot'; did you mean 'glue_timeout'?\n");
  CHECK(assume("B-6", "48h") ==
        "--assume B-6: error: there is no assumption 'B-6'; did you mean 'glue_timeout'?\n");
  CHECK(assume("x", "y") ==
        "--assume x: error: there is no assumption 'x'; expected one such as glue_timeout\n");
  CHECK(assume("glue_timeout", "2d") ==
        "--assume glue_timeout: error: '2d' is not known here; expected none or 48h\n");
  CHECK(assume("stop_latency", "randon") ==
        "--assume stop_latency: error: 'randon' is not known here; did you mean 'random'? (none, "
        "documented_bound or random)\n");
}

TEST_CASE(
    "B-6, B-22, B-23, B-26: an assumption is the default of its setting, and gives way to whoever sets it") {
  const std::vector<Override> all{{"glue_timeout", "48h"},
                                  {"emr_serverless_auto_stop", "30m"},
                                  {"glue_session_quota", "25"},
                                  {"scim_delay", "40m"}};
  const SettingsHistory assumed = loaded(session, {}, all).settings;
  CHECK(assumed.duration(Setting::glue_timeout, first_line) == 48h);
  CHECK(assumed.duration(Setting::emr_serverless_auto_stop, first_line) == 30min);
  CHECK(assumed.at(Setting::glue_session_quota, first_line) == 25);
  CHECK(assumed.duration(Setting::scim_delay, first_line) == 40min);

  const SettingsHistory set =
      loaded("settings: {glue: {timeout: none}}\n" + session, {{"identity_center.scim_delay", "5m"}}, all)
          .settings;
  CHECK(set.at(Setting::glue_timeout, first_line) == setting_none);
  CHECK(set.duration(Setting::scim_delay, first_line) == 5min);
}

TEST_CASE("B-7: sessions of Glue 5.0 and later have 480 minutes where nobody has said otherwise") {
  const std::vector<Override> assumed{{"glue_timeout_of_release_5", "480m"}};
  const Scenario scenario = loaded(session, {}, assumed);
  CHECK(timeout_of(scenario, 0) == 480min);
  CHECK(timeout_of(scenario, 1) == unlimited);
  CHECK(timeout_of(scenario, 2) == 2h);

  CHECK(timeout_of(loaded(session), 0) == unlimited);
  CHECK(timeout_of(loaded(session, {{"glue.timeout", "1d"}}, assumed), 0) == 24h);
  CHECK(timeout_of(loaded("settings: {glue: {timeout: none}}\n" + session, {}, assumed), 0) == unlimited);
  // A setting touches new sessions only, and so does this one.
  const std::string later = session + "  - {at: 4m, admin: set, glue.timeout: 1d}\n";
  CHECK(timeout_of(loaded(later, {}, assumed), 0) == 480min);
  CHECK(timeout_of(loaded(later, {}, assumed), 0, Moment{Instant{5min}, 9}) == 24h);

  // Both assumptions: the 48 h are those of other releases then.
  const Scenario both = loaded(session, {}, {{"glue_timeout_of_release_5", "480m"}, {"glue_timeout", "48h"}});
  CHECK(timeout_of(both, 0) == 480min);
  CHECK(both.settings.duration(Setting::glue_timeout, first_line) == 48h);
}

TEST_CASE("B-27: an M-DPU costs what is listed, or as much as a DPU") {
  const Scenario listed = loaded(session);
  const Scenario as_dpu = loaded(session, {}, {{"memory_worker_price", "as_dpu"}});
  const auto price = [](const Scenario& scenario, const char* name) {
    return scenario.prices.skus[sku(scenario, name)].price;
  };
  CHECK(price(listed, "glue.session.m_dpu") != price(listed, "glue.session.dpu"));
  CHECK(price(as_dpu, "glue.session.m_dpu") == price(listed, "glue.session.dpu"));
  CHECK(price(as_dpu, "glue.job.m_dpu") == price(listed, "glue.job.dpu"));
  CHECK(price(as_dpu, "glue.session.dpu") == price(listed, "glue.session.dpu"));
}

TEST_CASE(
    "DATA-1, B-21: credentials of Lake Formation above 6 h need the assumption that they may live 12 h") {
  const std::vector<Override> twelve{{"lake_formation.credential_duration", "12h"}};
  CHECK(
      messages_of(load_behind_head(session, twelve)) ==
      "--set lake_formation.credential_duration: error: 12h is out of range; expected 15m to 6h, unless the "
      "assumption lake_formation_credential_maximum is 12h [DATA-1]\n");
  const Scenario scenario = loaded(session, twelve, {{"lake_formation_credential_maximum", "12h"}});
  CHECK(scenario.settings.duration(Setting::lake_formation_credential_duration, first_line) == 12h);
  loaded(session, {{"s3_access_grants.credential_duration", "12h"}});
}
