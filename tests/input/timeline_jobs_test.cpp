// What lines that start jobs are read as.
#include <doctest/doctest.h>

#include "tests/input/loading.hpp"

using namespace outlive;
using namespace outlive::testing;
using namespace std::chrono_literals;

namespace {

const Work& work_of(const Scenario& scenario, Number job) {
  return scenario.works.at(scenario.jobs.at(job).work);
}

}  // namespace

TEST_CASE("ATH-1: a query of Athena is billed for what it scans, and has a timeout") {
  const Scenario scenario = loaded(
      "  - {at: 1m, user: ana, do: start_query, id: q, service: athena, takes: 20m, scans: 1.5 TB, timeout: "
      "1h, "
      "fails: true}\n"
      "  - {at: 2m, user: ana, do: start_query, id: ddl, service: athena, takes: 1s}\n");
  const Work& query = work_of(scenario, 0);
  CHECK(query.service == ServiceType::athena_query);
  CHECK(query.bytes == 1'500'000'000'000);
  CHECK(query.units == 1);
  CHECK(shown(query.meters, scenario) == "athena.scanned 1");
  CHECK(limit(query, Limit::hard_limit) == 1h);
  CHECK(work_of(scenario, 1).bytes == 0);
  CHECK(shown(work_of(scenario, 1).meters, scenario) == "");
  CHECK(limit(work_of(scenario, 1), Limit::hard_limit) == from_settings);
  const Action& first = scenario.actions.at(1);
  CHECK(first.verb == Verb::start_job);
  CHECK(first.subject == 0);
  CHECK(first.takes == 20min);
  CHECK(first.fails);
}

TEST_CASE("queries of Redshift and QuickSight cost nothing") {
  const Scenario scenario = loaded(
      "  - {at: 1m, user: ana, do: start_query, id: q, service: redshift, takes: 20m}\n"
      "  - {at: 2m, user: ana, do: start_query, id: board, service: quicksight, takes: 5m}\n");
  CHECK(work_of(scenario, 0).service == ServiceType::redshift_query);
  CHECK(work_of(scenario, 1).service == ServiceType::quicksight_query);
  for (const Work& work : scenario.works) {
    CHECK(shown(work.meters, scenario) == "");
    CHECK(work.units == 1);
  }
}

TEST_CASE("SMUS-3: a notebook run has a timeout of its own") {
  const Scenario scenario = loaded(
      "  - {at: 1m, user: ana, do: start_notebook_run, id: a, takes: 5h, timeout: 24h}\n"
      "  - {at: 2m, user: bob, do: start_notebook_run, id: b, takes: 5h, scheduled: true, fails: true}\n");
  CHECK(work_of(scenario, 0).service == ServiceType::notebook_run);
  CHECK(limit(work_of(scenario, 0), Limit::hard_limit) == 24h);
  CHECK_FALSE(work_of(scenario, 0).scheduled);
  CHECK(limit(work_of(scenario, 1), Limit::hard_limit) == from_settings);
  CHECK(work_of(scenario, 1).scheduled);
  CHECK(shown(work_of(scenario, 0).meters, scenario) == "");
  CHECK(last(scenario, Verb::start_job).fails);
}

TEST_CASE("SM-14, SM-15: a training job keeps its instances warm and waits no longer than it may") {
  const Scenario scenario = loaded(
      "  - {at: 1m, user: ana, do: start_training_job, id: a, takes: 5h, instance_type: ml.m5.xlarge, "
      "instances: "
      "2, keep_alive: 30m, max_pending: 28d, start_up: 1h}\n"
      "  - {at: 2m, user: ana, do: start_training_job, id: b, takes: 5h, instance_type: ml.m5.xlarge}\n");
  const Work& first = work_of(scenario, 0);
  CHECK(limit(first, Limit::keep_alive) == 30min);
  CHECK(limit(first, Limit::max_pending) == std::chrono::days{28});
  CHECK(limit(first, Limit::start_up) == 1h);
  CHECK(shown(first.meters, scenario) == "sagemaker.training.ml.m5.xlarge 2");
  CHECK(limit(work_of(scenario, 1), Limit::keep_alive) == from_settings);
  CHECK(limit(work_of(scenario, 1), Limit::max_pending) == from_settings);
}

TEST_CASE("queries and notebook runs can be stopped like any job") {
  const Scenario scenario = loaded(
      "  - {at: 1m, user: ana, do: start_query, id: q, service: redshift, takes: 20m}\n"
      "  - {at: 2m, job: q, do: stop_job}\n");
  CHECK(last(scenario, Verb::stop_job).subject == 0);
}
