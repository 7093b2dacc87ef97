// What lines about apps, applications and clusters are read as.
#include <doctest/doctest.h>

#include "tests/input/loading.hpp"

using namespace outlive;
using namespace outlive::testing;
using namespace std::chrono_literals;

TEST_CASE("an app is JupyterLab of SageMaker Studio unless its line says otherwise") {
  const Scenario scenario = loaded("  - {at: 1m, user: ana, do: open_app, id: lab}\n");
  REQUIRE(scenario.hosts.size() == 1);
  CHECK(scenario.hosts[0].name == "lab");
  CHECK(scenario.hosts[0].type == HostType::studio_app);
  CHECK(scenario.hosts[0].user == 0);
  const Action& open = last(scenario, Verb::open_app);
  CHECK(open.subject == 0);
  const HostSetup& setup = scenario.setups.at(open.work);
  CHECK(setup.type == HostType::studio_app);
  CHECK_FALSE(setup.code_editor);
  CHECK(setup.start_up == from_settings);
  CHECK(setup.idle_timeout == from_settings);
  CHECK(shown(setup.meters, scenario) == "");
}

TEST_CASE("SM-12: an app has an instance, an idle timeout and a start-up of its own") {
  const Scenario scenario = loaded(
      "  - {at: 1m, user: ana, do: open_app, id: lab, type: code_editor, studio: unified, instance_type: "
      "ml.m7i.48xlarge, idle_timeout: 90m, start_up: 2m}\n"
      "  - {at: 1h, app: lab, do: restart_app}\n"
      "  - {at: 2h, app: lab, do: stop_app}\n"
      "  - {at: 3h, user: ana, do: open_app, id: two, idle_timeout: none}\n");
  CHECK(scenario.hosts[0].type == HostType::unified_studio_app);
  const Action& restart = last(scenario, Verb::restart_app);
  CHECK(restart.work == 0);  // as it was opened
  CHECK(last(scenario, Verb::stop_app).work == no_number);
  const HostSetup& setup = scenario.setups.at(0);
  CHECK(setup.type == HostType::unified_studio_app);
  CHECK(setup.code_editor);
  CHECK(setup.idle_timeout == 90min);
  CHECK(setup.start_up == 2min);
  CHECK(shown(setup.meters, scenario) == "studio.ml.m7i.48xlarge 1");
  CHECK(scenario.setups.at(1).idle_timeout == unlimited);
}

TEST_CASE("an application is created with every part of its setup") {
  const Scenario scenario = loaded("  - {at: 1m, user: ana, do: create_application, id: app1}\n");
  CHECK(scenario.hosts[0].type == HostType::application);
  const Action& create = last(scenario, Verb::create_application);
  CHECK(create.user == 0);
  CHECK(create.from == no_number);
  const HostSetup& setup = scenario.setups.at(create.work);
  CHECK(setup.type == HostType::application);
  CHECK(setup.release == Release{7, 8});
  CHECK_FALSE(setup.background_sessions);
  CHECK_FALSE(setup.auto_start);
  CHECK(setup.idle_timeout == from_settings);
  CHECK(setup.maximum_vcpu == 0);
  CHECK(setup.initial.count == 0);
  CHECK(shown(setup.meters, scenario) == "");
  CHECK(setup.changes == 0xff);
}

TEST_CASE("EMRS-7: the initial capacity of an application is billed at the three SKUs of its workers") {
  const Scenario scenario = loaded(
      "  - {at: 1m, user: ana, do: create_application, id: app1, release: 7.10, background_sessions: true, "
      "auto_start: true, auto_stop: none, maximum_vcpu: 400, initial_capacity: {workers: 5, vcpu: 8, "
      "memory_gb: 60, storage_gb: 120}}\n");
  const HostSetup& setup = scenario.setups.at(0);
  CHECK(setup.release == Release{7, 10});
  CHECK(setup.background_sessions);
  CHECK(setup.auto_start);
  CHECK(setup.idle_timeout == unlimited);
  CHECK(setup.maximum_vcpu == 400);
  CHECK(setup.initial.count == 5);
  CHECK(setup.initial.same_size({.count = 1, .vcpu = 8, .memory_gb = 60, .storage_gb = 120}));
  CHECK(shown(setup.meters, scenario) ==
        "emr_serverless.vcpu 40, emr_serverless.memory 300, emr_serverless.storage 500");
}

TEST_CASE("EMRS-10: an update says which parts it changes, and anybody may do it") {
  const Scenario scenario = loaded(
      "  - {at: 1m, user: ana, do: create_application, id: app1}\n"
      "  - {at: 2m, application: app1, do: update_application, background_sessions: true}\n"
      "  - {at: 3m, application: app1, user: bob, do: update_application, auto_stop: 1h, maximum_vcpu: "
      "none}\n"
      "  - {at: 4m, application: app1, do: update_application, initial_capacity: {workers: 0}}\n");
  REQUIRE(scenario.setups.size() == 4);
  CHECK(scenario.setups[1].changes == HostSetup::flag);
  CHECK(scenario.setups[1].background_sessions);
  CHECK(scenario.setups[2].changes == (HostSetup::auto_stop | HostSetup::maximum));
  CHECK(scenario.setups[2].idle_timeout == 1h);
  CHECK(scenario.setups[2].maximum_vcpu == 0);
  CHECK(scenario.setups[3].changes == HostSetup::initial_capacity);
  CHECK(scenario.setups[3].initial.count == 0);
  CHECK(shown(scenario.setups[3].meters, scenario) == "");
  const std::vector<Action>& actions = scenario.actions;
  REQUIRE(actions.size() == 5);
  CHECK(actions[2].verb == Verb::update_application);
  CHECK(actions[2].subject == 0);
  CHECK(actions[2].work == 1);
  CHECK(actions[2].user == 0);
  CHECK(actions[3].user == 1);
}

TEST_CASE("whoever is not named starts, stops and terminates what is their own") {
  const Scenario scenario = loaded(
      "  - {at: 1m, user: bob, do: create_application, id: app1}\n"
      "  - {at: 1m, user: bob, do: launch_cluster, id: c1, instance_type: m5.xlarge}\n"
      "  - {at: 2m, application: app1, do: start_application}\n"
      "  - {at: 3m, application: app1, user: ana, do: stop_application}\n"
      "  - {at: 4m, cluster: c1, do: terminate_cluster}\n");
  const Action& start = last(scenario, Verb::start_application);
  CHECK(start.subject == 0);
  CHECK(start.user == 1);
  CHECK(start.work == no_number);
  CHECK(last(scenario, Verb::stop_application).user == 0);
  CHECK(last(scenario, Verb::terminate_cluster).subject == 1);
  CHECK(last(scenario, Verb::terminate_cluster).user == 1);
}

TEST_CASE("EMR-7: a cluster is Unified Studio's unless its line says otherwise") {
  const Scenario scenario = loaded(
      "  - {at: 1m, user: ana, do: launch_cluster, id: c1, instance_type: r5.4xlarge}\n"
      "  - {at: 2m, user: ana, do: launch_cluster, id: c2, instance_type: m5.xlarge, instances: 10, release: "
      "6.15, background_sessions: true, idle_timeout: 2h, start_up: 8m, unified_studio: false}\n"
      "  - {at: 3m, user: ana, do: launch_cluster, id: c3, instance_type: m5.xlarge, unified_studio: false, "
      "bootstrap: true, idle_timeout: none}\n");
  CHECK(scenario.hosts.at(1).type == HostType::cluster);
  const HostSetup& first = scenario.setups.at(0);
  CHECK(first.type == HostType::cluster);
  CHECK(first.release == Release{7, 11});
  CHECK_FALSE(first.background_sessions);
  CHECK(first.can_have_background_sessions);
  CHECK(first.idle_timeout == from_settings);
  CHECK(shown(first.meters, scenario) == "emr_ec2.instance.r5.4xlarge 3, emr_ec2.uplift.r5.4xlarge 3");
  const HostSetup& second = scenario.setups.at(1);
  CHECK(second.release == Release{6, 15});
  CHECK(second.background_sessions);
  CHECK_FALSE(second.can_have_background_sessions);
  CHECK(second.idle_timeout == 2h);
  CHECK(second.start_up == 8min);
  CHECK(shown(second.meters, scenario) == "emr_ec2.instance.m5.xlarge 10, emr_ec2.uplift.m5.xlarge 10");
  CHECK(scenario.setups.at(2).can_have_background_sessions);
  CHECK(scenario.setups.at(2).idle_timeout == unlimited);
}

TEST_CASE(
    "settings of the new groups can be given in a file, changed by a line, and by domain where they have "
    "one") {
  const Scenario scenario = loaded(
      "  - {at: 1h, admin: set, emr_serverless.idle_timeout: 2h, athena: {query_timeout: 1h}}\n"
      "  - {at: 2h, admin: set, domain: lab, sagemaker.studio.idle_timeout: 3h}\n",
      "settings:\n"
      "  identity_center: {token_exchange_rate: none, scim_delay: 40m}\n"
      "  sagemaker:\n"
      "    studio: {idle_timeout: 2h, start_up: 2m}\n"
      "    domains: {lab: {studio: {start_up: 5m}}}\n"
      "  unified_studio: {idle_timeout: none}\n"
      "  emr_ec2: {cluster_idle_timeout: none}\n"
      "  lake_formation: {credential_duration: 2h}\n"
      "populations:\n"
      "  p: {users: 1, domain: lab, activities: {a: {starts: {service: glue_job}, per_day: 1, takes: "
      "1m}}}\n");
  const SettingsHistory& settings = scenario.settings;
  const Moment begin{Instant{}, 0};
  const Moment end{Instant{48h}, 0};
  const Domain lab = 1;
  CHECK(settings.at(Setting::token_exchange_rate, begin) == setting_none);
  CHECK(settings.duration(Setting::scim_delay, begin) == 40min);
  CHECK(settings.duration(Setting::studio_idle_timeout, begin, lab) == 2h);
  CHECK(settings.duration(Setting::studio_idle_timeout, end, lab) == 3h);
  CHECK(settings.duration(Setting::studio_idle_timeout, end) == 2h);
  CHECK(settings.duration(Setting::studio_start_up, begin) == 2min);
  CHECK(settings.duration(Setting::studio_start_up, begin, lab) == 5min);
  CHECK(settings.at(Setting::unified_studio_idle_timeout, begin) == setting_none);
  CHECK(settings.at(Setting::emr_ec2_cluster_idle_timeout, begin) == setting_none);
  CHECK(settings.duration(Setting::emr_serverless_idle_timeout, begin) == 1h);
  CHECK(settings.duration(Setting::emr_serverless_idle_timeout, end) == 2h);
  CHECK(settings.duration(Setting::athena_query_timeout, end) == 1h);
  CHECK(settings.duration(Setting::lake_formation_credential_duration, begin) == 2h);
}
