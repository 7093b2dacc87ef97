// Quantities of hosts, of credentials and of lost identities.
#include <doctest/doctest.h>

#include "sim/study/quantities.hpp"
#include "tests/output/audit_sample.hpp"

using namespace outlive;
using namespace outlive::testing;

namespace {

study::Value read(const Sample& sample, const std::string& key) {
  CAPTURE(key);
  const auto quantity = study::find_quantity(sample.scenario, key);
  REQUIRE(quantity);
  return quantity->read(sample.scenario, sample.results);
}

}  // namespace

TEST_CASE("hosts.NAME: every quantity, with the cost of all its lives") {
  Sample sample = make_audit_sample();
  sample.results.hosts[0].lines = {{0, 1}, {1, 1}};
  CHECK(read(sample, "hosts.lab.ended_by").text == "app_idle_shutdown");
  CHECK(read(sample, "hosts.lab.rule").text == "SM-12");
  CHECK(read(sample, "hosts.lab.state").text == "Deleted");
  CHECK(read(sample, "hosts.lab.at").ticks == (3 * hour).count());
  CHECK(read(sample, "hosts.lab.lives").numerator == 2);
  CHECK(read(sample, "hosts.lab.sessions").numerator == 1);
  CHECK(read(sample, "hosts.lab.up").ticks == (2 * hour + 59 * minute).count());
  CHECK(read(sample, "hosts.lab.cost").money == cent(2016) + Money::from_nanos(131'633'333'333));
  CHECK(read(sample, "hosts.lab.cost.lost").money == cent(2016));
  CHECK(read(sample, "hosts.livy-app.cost.total").money == Money{});
  for (const std::string& name : study::host_quantities()) {
    CHECK(study::find_quantity(sample.scenario, "hosts.cluster." + name));
  }
  CHECK(study::nearest_quantity(sample.scenario, "hosts.labb.endedby") == "hosts.lab.ended_by");
  CHECK(study::nearest_quantity(sample.scenario, "host.lab.lives") == "hosts.lab.lives");
  CHECK_FALSE(study::find_quantity(sample.scenario, "hosts.nobody.lives"));
}

TEST_CASE("DATA-2: jobs.NAME.columns are those of the last credentials that a job got") {
  Sample sample = make_audit_sample();
  CHECK(read(sample, "jobs.read.columns").text == "bank.accounts.id, bank.accounts.city");
  CHECK(read(sample, "jobs.read.columns_seen").numerator == 2);
  CHECK(read(sample, "jobs.read.credentials_until").ticks == (66 * minute).count());
  CHECK(read(sample, "jobs.backfill.columns").text == "none");
  CHECK(read(sample, "jobs.backfill.columns_seen").numerator == 0);
  CHECK(read(sample, "jobs.backfill.credentials_until").ticks == never.time_since_epoch().count());
  sample.results.vendings.push_back(
      {.at = at(8 * minute), .expires = at(70 * minute), .job = 5, .table = 0, .columns = {2}});
  CHECK(read(sample, "jobs.read.columns").text == "bank.accounts.city");
}

TEST_CASE("identity_lost: of sessions and jobs") {
  const Sample sample = make_audit_sample();
  CHECK(read(sample, "sessions.livy.identity_lost").ticks == hour.count());
  CHECK(read(sample, "jobs.backfill.identity_lost").ticks == never.time_since_epoch().count());
}
