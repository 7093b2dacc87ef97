#include "sim/study/sensitivity.hpp"

#include <algorithm>
#include <stdexcept>

#include <doctest/doctest.h>

#include "outlive/load.hpp"

using namespace outlive;

namespace {

Flip flip(Assumption assumption, Option to, std::int64_t cents, std::uint64_t fates = 0) {
  Flip result;
  result.assumption = assumption;
  result.to = to;
  result.cost = Money::from_nanos(Int128{cents} * 10'000'000);
  result.fates = fates;
  return result;
}

Money dollars(std::int64_t cents) { return Money::from_nanos(Int128{cents} * 10'000'000); }

/// A forgotten session: a statement of 60 h, and nobody who stops it.
const std::string forgotten =
    "outlive: 1\n"
    "title: Forgotten\n"
    "start: 2026-03-02T09:00:00Z\n"
    "horizon: 7d\n"
    "settings:\n"
    "  glue: {background_sessions: true}\n"
    "users:\n"
    "  ana: {}\n"
    "timeline:\n"
    "  - {at: 0m, user: ana, do: sign_in}\n"
    "  - {at: 0m, user: ana, do: start_session, id: notebook, service: glue}\n"
    "  - {at: 0m, session: notebook, do: run, job: sum, takes: 60h, saves_results: true}\n"
    "  - {at: 1h, user: ana, do: sign_out}\n";

std::vector<Override> choices(const Assumptions& assumptions) {
  std::vector<Override> all;
  for (std::size_t i = 0; i < assumption_count; ++i) {
    const AssumptionInfo& info = info_of(static_cast<Assumption>(i));
    all.push_back(
        {std::string(info.key), std::string(info.options[assumptions.option(static_cast<Assumption>(i))])});
  }
  return all;
}

LoadUnder loader_of(const std::string& text) {
  return [text](const Assumptions& assumptions, Diagnostics& refused) {
    LoadResult loaded = load_scenario_text(text, "case.yaml", {}, choices(assumptions));
    refused = loaded.diagnostics;
    return loaded.scenario;
  };
}

Scenario scenario_of(const std::string& text, const std::vector<Override>& assumptions = {}) {
  const LoadResult loaded = load_scenario_text(text, "case.yaml", {}, assumptions);
  REQUIRE(loaded.scenario);
  return *loaded.scenario;
}

const Flip& flip_of(const Sensitivity& found, Assumption assumption, Option to) {
  for (const Flip& each : found.flips) {
    if (each.assumption == assumption && each.to == to) return each;
  }
  FAIL("not flipped");
  return found.flips.front();
}

}  // namespace

TEST_CASE(
    "sensitivity: the greatest cost comes first, whatever its sign, then fates, then the registry's order") {
  const Flip cheaper = flip(Assumption::glue_timeout, 1, -500);
  const Flip dearer = flip(Assumption::glue_billing_starts, 1, 499);
  const Flip more_fates = flip(Assumption::restarted_kernel_background_session, 1, 0, 3);
  const Flip fewer_fates = flip(Assumption::background_session_of_disabled_user, 1, 0, 2);
  const Flip fewer_fates_later = flip(Assumption::background_session_without_assignment, 1, 0, 2);
  Flip only_an_end = flip(Assumption::stop_latency, 2, 0);
  only_an_end.session_ends = 1;
  const Flip nothing = flip(Assumption::background_session_of_disabled_user, 1, 0);
  const std::vector<Flip> order{cheaper,           dearer,      more_fates, fewer_fates,
                                fewer_fates_later, only_an_end, nothing};
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t j = 0; j < order.size(); ++j) {
      CAPTURE(i);
      CAPTURE(j);
      CHECK(study::matters_more(order[i], order[j]) == (i < j));
    }
  }
}

TEST_CASE("sensitivity: fates, ends and details are told apart") {
  Results before;
  before.jobs.resize(3);
  before.sessions.resize(2);
  before.hosts.resize(1);
  Results after = before;
  Flip same;
  study::compare(before, after, same);
  CHECK_FALSE(same.changes_answer());
  CHECK_FALSE(same.details);

  after.jobs[0].outcome = Outcome::completed;
  after.jobs[1].unseen = true;
  after.jobs[1].ended = Instant{Duration{5}};
  after.sessions[1].cause = Cause::idle_timeout;
  Flip changed;
  study::compare(before, after, changed);
  CHECK(changed.fates == 2);
  CHECK(changed.job_ends == 1);
  CHECK(changed.session_ends == 1);
  CHECK(changed.changes_answer());

  Results elsewhere = before;
  elsewhere.hosts[0].lives = 2;
  Flip details;
  study::compare(before, elsewhere, details);
  CHECK_FALSE(details.changes_answer());
  CHECK(details.details);

  after.jobs.pop_back();
  CHECK_THROWS_AS(study::compare(before, after, changed), std::invalid_argument);
}

TEST_CASE("sensitivity: a hard timeout ends the statement of a forgotten session at 48 h (B-6)") {
  const Sensitivity found = test_assumptions(scenario_of(forgotten), loader_of(forgotten));
  CHECK(found.tested.size() == assumption_count);
  CHECK(found.cost == dollars(23760));  // 60 h of work and 48 h of idleness at 2.20 USD
  const Flip& timeout = flip_of(found, Assumption::glue_timeout, 1);
  CHECK(timeout.possible());
  CHECK(timeout.cost == dollars(-13200));  // 48 h are left
  CHECK(timeout.fates == 1);
  CHECK(timeout.job_ends == 1);
  CHECK(timeout.session_ends == 1);
  // 480 minutes are left under B-7; under B-5 the session ends with its statement, which keeps its fate.
  const Flip& of_jobs = flip_of(found, Assumption::glue_timeout_of_release_5, 1);
  CHECK(of_jobs.cost == dollars(-22000));
  const Flip& when_complete = flip_of(found, Assumption::end_when_queries_complete, 1);
  CHECK(when_complete.cost == dollars(-10560));
  CHECK(when_complete.fates == 0);
  CHECK(when_complete.session_ends == 1);
  CHECK(found.flips[0].assumption == of_jobs.assumption);
  CHECK(found.flips[1].assumption == timeout.assumption);
  CHECK(found.flips[2].assumption == when_complete.assumption);
  CHECK(found.changing == 3);
  CHECK_FALSE(flip_of(found, Assumption::scim_delay, 1).details);
}

TEST_CASE("sensitivity: flips start from what is in force, and only those asked for are tried") {
  std::vector<std::size_t> told;
  const Sensitivity found =
      test_assumptions(scenario_of(forgotten, {{"glue_timeout", "48h"}}), loader_of(forgotten),
                       {Assumption::stop_latency, Assumption::glue_timeout, Assumption::glue_timeout},
                       [&](std::size_t done, std::size_t all) {
                         told.push_back(done);
                         CHECK(all == 4);
                       });
  CHECK(told == std::vector<std::size_t>{0, 1, 2, 3});
  CHECK(found.flips.size() == 3);
  CHECK(found.tested == std::vector{Assumption::stop_latency, Assumption::glue_timeout});
  const Flip& back = found.flips[0];
  CHECK(back.assumption == Assumption::glue_timeout);
  CHECK(back.from == 1);
  CHECK(back.to == 0);
  CHECK(back.cost == dollars(13200));
  CHECK(found.changing == 1);
}

TEST_CASE(
    "sensitivity: told to stop, it tells of the options that were tried, and of their assumptions alone") {
  const Sensitivity whole = test_assumptions(scenario_of(forgotten), loader_of(forgotten));
  Control control;
  const auto stop_before = [&](std::size_t run) {
    control.stop = false;
    return test_assumptions(scenario_of(forgotten), loader_of(forgotten), {},
                            [&, run](std::size_t done, std::size_t) {
                              if (done == run) control.stop = true;
                            },
                            {.control = &control});
  };
  const Sensitivity some = stop_before(9);  // the scenario as it is, and eight options
  CHECK(some.flips.size() == 8);
  CHECK(some.flips.size() + some.untried == whole.flips.size());
  CHECK(some.tested.size() < whole.tested.size());
  CHECK(some.cost == whole.cost);
  std::size_t changing = 0;
  for (const Assumption assumption : some.tested) {
    const auto changes = [&](const Flip& each) {
      return each.assumption == assumption && each.changes_answer();
    };
    CHECK(std::ranges::any_of(some.flips, [&](const Flip& each) { return each.assumption == assumption; }));
    if (std::ranges::any_of(some.flips, changes)) ++changing;
  }
  CHECK(some.changing == changing);
  for (const Flip& each : some.flips) CHECK(each.cost == flip_of(whole, each.assumption, each.to).cost);
  CHECK(stop_before(0).flips.empty());
  CHECK(stop_before(0).untried == whole.flips.size());
  CHECK(stop_before(whole.flips.size() + 1).untried == 0);  // too late to stop anything
}

TEST_CASE("sensitivity: an option under which the file is invalid is said to be so") {
  const std::string text = forgotten.substr(0, forgotten.find("settings:\n")) +
                           "assumptions: {lake_formation_credential_maximum: 12h}\n" +
                           "settings:\n  lake_formation: {credential_duration: 12h}\n" +
                           forgotten.substr(forgotten.find("  glue:"));
  const Sensitivity found =
      test_assumptions(scenario_of(text), loader_of(text), {Assumption::lake_formation_credential_maximum});
  REQUIRE(found.flips.size() == 1);
  CHECK_FALSE(found.flips[0].possible());
  CHECK_FALSE(found.flips[0].changes_answer());
  CHECK(found.changing == 0);

  const Sensitivity silent = test_assumptions(
      scenario_of(forgotten), [](const Assumptions&, Diagnostics&) { return std::optional<Scenario>{}; },
      {Assumption::glue_timeout});
  CHECK(to_string(silent.flips[0].refused.all()[0]) == "case.yaml: error: cannot be loaded");
}

TEST_CASE("sensitivity: a loader that returns another scenario is a mistake") {
  CHECK_THROWS_AS(
      test_assumptions(scenario_of(forgotten),
                       [](const Assumptions&, Diagnostics&) { return std::optional(Scenario{}); }),
      std::invalid_argument);
}
