// Two records side by side: numbers by hand, jobs by name.
#include "outlive/comparison.hpp"

#include <stdexcept>

#include <doctest/doctest.h>

#include "tests/workload/play.hpp"

using namespace outlive;

namespace {

RunRecord record_of(std::vector<double> cost, std::uint64_t seed = 1) {
  RunRecord record;
  record.seed = seed;
  record.chance = true;
  record.currency = "USD";
  record.replications = static_cast<std::uint32_t>(cost.size());
  record.responses = {{"cost.total", ResponseUnit::money, std::move(cost)}};
  return record;
}

RecordedJob job(const std::string& name, Outcome outcome, Cause cause, bool survived = false) {
  return {name, {.outcome = outcome, .cause = cause, .survived = survived}};
}

}  // namespace

TEST_CASE("comparison: without chance a difference is exact, however often it is run") {
  RunRecord a = record_of({131.633333333, 131.633333333});
  RunRecord b = record_of({88, 88});
  a.chance = b.chance = false;
  const RunComparison found = compare(a, b);
  CHECK(found.basis == Basis::exact);
  REQUIRE(found.differences.size() == 1);
  const Difference& cost = found.differences.front();
  CHECK(cost.change.value == doctest::Approx(-43.633333333));
  CHECK_FALSE(cost.change.interval);
  CHECK(cost.relative->value == doctest::Approx(-0.33147632));
  CHECK(cost.told_apart(found.basis));
  CHECK(compare(a, a).differences.empty());
}

TEST_CASE("comparison: one draw of chance tells a difference and not how sure it is") {
  const RunComparison found = compare(record_of({10}), record_of({9}));
  CHECK(found.basis == Basis::one_draw);
  CHECK(found.find("cost.total")->change.value == doctest::Approx(-1));
  CHECK_FALSE(found.find("cost.total")->told_apart(found.basis));
  CHECK(found.find("cost.idle") == nullptr);
}

TEST_CASE("comparison: with the same seed replications are paired") {
  const RunRecord a = record_of({10, 12, 14});
  const RunComparison found = compare(a, record_of({9, 11.5, 12}));
  CHECK(found.basis == Basis::paired);
  CHECK(found.replications == 3);
  const Difference& cost = *found.find("cost.total");
  CHECK(cost.a == doctest::Approx(12));
  CHECK(cost.change.value == doctest::Approx(-1.16666667));
  CHECK(cost.change.interval->half_width() == doctest::Approx(1.89729152));  // t of 2 degrees 4.302653
  CHECK(cost.relative->value == doctest::Approx(-0.09722222));
  CHECK(cost.relative->interval->half_width() == doctest::Approx(0.13522422));
  CHECK_FALSE(cost.told_apart(found.basis));
  CHECK(compare(a, record_of({9, 11.1, 13})).find("cost.total")->told_apart(Basis::paired));

  // What only one side has is left out: the third of a has no partner.
  const RunComparison shorter = compare(a, record_of({9, 11.5}));
  CHECK(shorter.replications == 2);
  CHECK(shorter.find("cost.total")->a == doctest::Approx(11));
}

TEST_CASE("comparison: with other seeds they are independent samples") {
  const RunComparison found = compare(record_of({2, 4, 9}), record_of({1, 2, 3, 4}, 2));
  CHECK(found.basis == Basis::independent);
  const Difference& cost = *found.find("cost.total");
  CHECK(cost.change.value == doctest::Approx(-2.5));
  CHECK(cost.change.interval->half_width() == doctest::Approx(8.05754352));  // Welch, 2.388385 degrees
}

TEST_CASE("comparison: what one side has none of was nothing there") {
  RunRecord b = record_of({10, 12});
  b.responses.push_back({"totals.jobs.cause.idle_timeout", ResponseUnit::number, {3, 5}});
  const RunComparison found = compare(record_of({10, 12}), b);
  REQUIRE(found.differences.size() == 1);
  CHECK(found.differences.front().response == "totals.jobs.cause.idle_timeout");
  CHECK(found.differences.front().a == 0);
  CHECK(found.differences.front().b == doctest::Approx(4));
  CHECK_FALSE(found.differences.front().relative);  // a share of nothing
}

TEST_CASE("comparison: jobs are told by name, those of one name in their order") {
  RunRecord a = record_of({1});
  RunRecord b = record_of({1});
  a.jobs = {
      job("sum", Outcome::completed, Cause::done, true), job("gone", Outcome::completed, Cause::done),
      job("twice", Outcome::completed, Cause::done),     job("twice", Outcome::failed, Cause::idle_timeout),
      job("saved", Outcome::failed, Cause::signed_out),  job("late", Outcome::failed, Cause::idle_timeout)};
  b.jobs = {
      job("new", Outcome::completed, Cause::done),         job("late", Outcome::failed, Cause::signed_out),
      job("twice", Outcome::completed, Cause::done),       job("twice", Outcome::failed, Cause::signed_out),
      job("saved", Outcome::completed, Cause::done, true), job("sum", Outcome::completed, Cause::done)};
  const RunComparison found = compare(a, b);
  CHECK(found.jobs_in_both == 5);
  CHECK(found.only_in_a == std::vector<std::string>{"gone"});
  CHECK(found.only_in_b == std::vector<std::string>{"new"});
  REQUIRE(found.fates.size() == 4);
  CHECK(found.fates[0].job == "sum");  // completed as before, but no longer behind the sign-out
  CHECK(found.fates[1].job == "twice");
  CHECK(found.fates[1].a.cause == Cause::idle_timeout);
  CHECK(found.fates[1].b.cause == Cause::signed_out);
  CHECK(found.surviving.only_in_a == 1);
  CHECK(found.surviving.only_in_b == 1);
  CHECK(found.completed.only_in_b == 1);
  CHECK(found.completed.in_both == 2);
  REQUIRE(found.fate_changes.size() == 3);
  CHECK(found.fate_changes[0].jobs == 2);  // idle_timeout to signed_out: "twice" and "late"
  CHECK(found.fate_changes[0].cause_a == Cause::idle_timeout);
  CHECK_FALSE(found.same_fates());
  CHECK(compare(a, a).same_fates());
}

TEST_CASE("comparison: settings and assumptions that both sides know") {
  RunRecord a = record_of({1});
  RunRecord b = record_of({1});
  a.settings[0] = 1;
  b.settings[0] = 2;
  a.settings[1] = 1;  // unknown in b
  a.assumptions[2] = b.assumptions[2] = 1;
  b.assumptions[3] = a.assumptions[3] = 0;
  b.assumptions[3] = 1;
  const RunComparison found = compare(a, b);
  REQUIRE(found.settings.size() == 1);
  CHECK(found.settings[0].b == 2);
  REQUIRE(found.assumptions.size() == 1);
  CHECK(found.assumptions[0].assumption == static_cast<Assumption>(3));
}

TEST_CASE("comparison: settings of single accounts and domains, where one side has none everybody's") {
  RunRecord a = record_of({1});
  RunRecord b = record_of({1});
  const SettingOf research{Scope::account, "research", "glue.dpu_quota"};
  const SettingOf risk{Scope::account, "risk", "glue.dpu_quota"};
  const SettingOf instances{Scope::account, "risk", "sagemaker.training_instance_quotas.ml.m5.xlarge"};
  const SettingOf lab{Scope::domain, "lab", "sagemaker.background_sessions"};
  const auto dpus = static_cast<std::size_t>(Setting::glue_dpu_quota);
  a.settings[dpus] = b.settings[dpus] = 1000;
  a.own_settings = OwnSettings{{research, 500}, {risk, 1000}};
  CHECK(compare(a, b).own_settings.empty());  // what b has is not known
  b.own_settings = OwnSettings{{instances, 2}, {lab, 1}};
  const auto found = compare(a, b).own_settings;
  REQUIRE(found.size() == 2);  // of lab it is not known what a has, and risk has as much as everybody
  CHECK(found[0].of == research);
  CHECK(found[0].a == 500);
  CHECK(found[0].b == 1000);
  CHECK(found[1].of == instances);
  CHECK(found[1].a == setting_none);
  CHECK(found[1].b == 2);
}

TEST_CASE("comparison: what cannot be compared is refused") {
  RunRecord other = record_of({1});
  other.currency = "EUR";
  CHECK_THROWS_AS((void)compare(record_of({1}), other), std::invalid_argument);
  CHECK_THROWS_AS((void)compare(record_of({}), record_of({1})), std::invalid_argument);
}

TEST_CASE("record: what is asked for besides, in every replication") {
  const Scenario scenario = testing::scenario_of(R"(
users: {ana: {}}
timeline:
  - {at: 0m, user: ana, do: sign_in}
  - {at: 0m, user: ana, do: start_session, id: notebook, service: glue}
  - {at: 0m, session: notebook, do: run, job: sum, takes: 2h}
)");
  std::uint32_t told = 0;
  const RunRecord made = record(scenario, 2, {}, {"jobs.sum.worked", "cost.idle.share", "cost.total"},
                                [&](std::uint32_t done) { told = done; });
  CHECK(told == 2);
  CHECK(made.replications == 2);
  CHECK_FALSE(made.chance);
  CHECK(made.find("jobs.sum.worked")->values == std::vector<double>{7'200'000, 7'200'000});
  CHECK(made.find("jobs.sum.worked")->unit == ResponseUnit::duration);
  CHECK(made.find("cost.idle.share")->unit == ResponseUnit::share);
  CHECK(made.find("cost.total")->values.size() == 2);  // once, not twice
  CHECK(made.find("cost.service.glue")->values == made.find("cost.total")->values);
  CHECK(made.find("totals.jobs.cause.done")->values == std::vector<double>{1, 1});
  REQUIRE(made.jobs.size() == 1);
  CHECK(made.jobs.front().name == "sum");
  CHECK_THROWS_AS((void)record(scenario, 1, {}, {"jobs.sum.outcome"}), std::invalid_argument);
  CHECK_THROWS_AS((void)record(scenario, 1, {}, {"jobs.nobody.worked"}), std::invalid_argument);
}
