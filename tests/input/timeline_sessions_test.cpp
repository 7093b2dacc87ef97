// What `start_session` is read as for each service, and through the connections of a project.
#include <doctest/doctest.h>

#include "tests/input/loading.hpp"

using namespace outlive;
using namespace outlive::testing;
using namespace std::chrono_literals;

namespace {

const std::string hosts =
    "  - {at: 1m, user: bob, do: create_application, id: app1}\n"
    "  - {at: 1m, user: bob, do: launch_cluster, id: c1, instance_type: m5.xlarge, release: 7.12}\n";

const std::string bank =
    "projects:\n"
    "  bank:\n"
    "    members: [ana]\n"
    "    compute:\n"
    "      spark: {service: glue, worker_type: G.2X, workers: 4, idle_timeout: 2h, timeout: none}\n"
    "      old: {service: glue, mode: compatibility}\n"
    "      livy: {service: emr_serverless, application: app1, workers: 2, mode: fine_grained}\n"
    "      cluster: {service: emr_ec2, cluster: c1}\n";

const Work& work_of(const Scenario& scenario, Number session) {
  return scenario.works.at(scenario.sessions.at(session).work);
}

}  // namespace

TEST_CASE("EMRS-2: a Livy session of EMR Serverless has workers of the default size") {
  const Scenario scenario = loaded(
      hosts +
      "  - {at: 5m, user: ana, do: start_session, id: etl, service: emr_serverless, application: app1}\n");
  const Work& work = work_of(scenario, 0);
  CHECK(work.service == ServiceType::emr_serverless_session);
  CHECK(work.host == 0);
  CHECK(work.release == Release{7, 8});
  CHECK(work.workers.count == 3);
  CHECK(work.workers.same_size({.count = 1, .vcpu = 4, .memory_gb = 16, .storage_gb = 20}));
  CHECK(work.units == 12);
  CHECK(shown(work.meters, scenario) == "emr_serverless.vcpu 12, emr_serverless.memory 48");
  CHECK(limit(work, Limit::idle_timeout) == from_settings);
  CHECK(limit(work, Limit::hard_limit) == from_settings);
  CHECK_FALSE(work.scheduled);
  CHECK_FALSE(work.role_only);
  const Action& start = last(scenario, Verb::start_session);
  CHECK(start.subject == 0);
  CHECK(start.user == 0);
  CHECK(start.object == no_number);
}

TEST_CASE(
    "EMRS-2: a Livy session has a size, a ttl and a start-up of its own, and storage above 20 GB is billed") {
  const Scenario scenario =
      loaded(hosts +
             "  - {at: 2m, user: ana, do: open_app, id: lab}\n"
             "  - {at: 5m, user: ana, do: start_session, id: etl, service: emr_serverless, application: "
             "app1, workers: "
             "10, vcpu: 32, memory_gb: 244, storage_gb: 21, idle_timeout: 24h, start_up: 90s, app: lab}\n");
  const Work& work = work_of(scenario, 0);
  CHECK(work.units == 320);
  CHECK(shown(work.meters, scenario) ==
        "emr_serverless.vcpu 320, emr_serverless.memory 2440, emr_serverless.storage 10");
  CHECK(limit(work, Limit::idle_timeout) == 24h);
  CHECK(limit(work, Limit::start_up) == 90s);
  CHECK(last(scenario, Verb::start_session).object == 2);
}

TEST_CASE("a Livy session of EMR on EC2 bills nothing: its cluster does") {
  const Scenario scenario =
      loaded(hosts + "  - {at: 5m, user: ana, do: start_session, id: etl, service: emr_ec2, cluster: c1}\n");
  const Work& work = work_of(scenario, 0);
  CHECK(work.service == ServiceType::emr_ec2_session);
  CHECK(work.host == 1);
  CHECK(work.release == Release{7, 12});
  CHECK(work.units == 1);
  CHECK(shown(work.meters, scenario) == "");
}

TEST_CASE("EMRS-2: a release that knows no ttl is no obstacle where nobody sets one") {
  const std::string old = "  - {at: 1m, user: ana, do: create_application, id: old, release: 7.7}\n";
  const std::string session =
      "  - {at: 5m, user: ana, do: start_session, id: etl, service: emr_serverless, application: old";
  CHECK(work_of(loaded(old + session + "}\n"), 0).release == Release{7, 7});
  CHECK_FALSE(load_lines(old + session + ", idle_timeout: 2h}\n").scenario.has_value());
}

TEST_CASE("the session after a kernel restart is in the same application") {
  const Scenario scenario = loaded(
      hosts +
      "  - {at: 5m, user: ana, do: start_session, id: etl, service: emr_serverless, application: app1}\n"
      "  - {at: 6m, session: etl, do: restart_kernel, id: again}\n");
  CHECK(scenario.sessions.at(1).work == scenario.sessions.at(0).work);
  CHECK(last(scenario, Verb::restart_kernel).work == scenario.sessions.at(0).work);
}

TEST_CASE("a connection of a project stands for a service and its size") {
  const Scenario scenario = loaded(
      hosts +
          "  - {at: 5m, user: ana, do: start_session, id: a, project: bank, compute: spark, start_up: 1m}\n"
          "  - {at: 6m, user: ana, do: start_session, id: b, project: bank, compute: old}\n"
          "  - {at: 7m, user: ana, do: start_session, id: c, project: bank, compute: livy}\n"
          "  - {at: 8m, user: ana, do: start_session, id: d, project: bank, compute: cluster}\n"
          "  - {at: 9m, user: ana, do: open_app, id: lab, studio: unified, project: bank}\n",
      bank);
  const Work& spark = work_of(scenario, 0);
  CHECK(spark.service == ServiceType::glue_session);
  CHECK(spark.units == 8);
  CHECK(spark.release == Release{5, 0});
  CHECK(shown(spark.meters, scenario) == "glue.session.dpu 8");
  CHECK(limit(spark, Limit::start_up) == 1min);
  CHECK(limit(spark, Limit::idle_timeout) == 2h);
  CHECK(limit(spark, Limit::hard_limit) == unlimited);
  CHECK_FALSE(spark.role_only);
  CHECK(work_of(scenario, 1).role_only);
  CHECK(work_of(scenario, 2).service == ServiceType::emr_serverless_session);
  CHECK(work_of(scenario, 2).host == 0);
  CHECK(work_of(scenario, 2).units == 8);
  CHECK_FALSE(work_of(scenario, 2).role_only);
  CHECK(work_of(scenario, 3).service == ServiceType::emr_ec2_session);
  CHECK(work_of(scenario, 3).host == 1);
}

TEST_CASE("projects are read where nothing uses them, too") {
  CHECK(loaded("", "projects: {bank: {members: [ana, bob]}}\n").sessions.empty());
  CHECK_FALSE(load_lines("", "projects: {bank: {members: [eve]}}\n").scenario.has_value());
  CHECK_FALSE(load_lines("", bank).scenario.has_value());  // no application, no cluster
}
