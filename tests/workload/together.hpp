// The same scenario as one logical process of all its users: how work is divided must not show in any result.
#pragma once

#include <numeric>

#include <doctest/doctest.h>

#include "outlive/run.hpp"
#include "sim/workload/estate.hpp"

namespace outlive::testing {

inline workload::Records play_together(const Scenario& scenario) {
  workload::Records records;
  records.sessions.resize(scenario.sessions.size());
  records.jobs.resize(scenario.jobs.size());
  records.sign_ins.resize(scenario.sign_ins.size());
  records.hosts.resize(scenario.hosts.size());
  const workload::Inputs inputs = workload::inputs_of(scenario, {});
  workload::Estate estate(inputs, records);
  std::vector<workload::Members> members;
  std::size_t count = scenario.users.size();
  for (const workload::Habits& habits : inputs.habits) {
    members.push_back({habits.number(), 0, habits.population().most_users});
    count += habits.population().most_users;
  }
  std::vector<Number> users(count);
  std::iota(users.begin(), users.end(), Number{0});
  estate.play(users, scenario.actions, members);
  return records;
}

/// Costs of a span of lines, as money of the whole.
template <class Of>
Money cost_of(const Of& of, const LineSpan& span) {
  Money sum;
  for (Number line = 0; line < span.count; ++line) sum += of.line_costs.at(span.first + line).total();
  return sum;
}

inline void check_same_apart_and_together(const Scenario& scenario, const Results& apart) {
  const workload::Records together = play_together(scenario);
  CHECK(together.fingerprint.value() == apart.fingerprint);
  CHECK(together.totals.events == apart.totals.events);
  CHECK(together.totals.sessions == apart.totals.sessions);
  CHECK(together.totals.background_sessions == apart.totals.background_sessions);
  CHECK(together.totals.cost_of_all().of == apart.totals.cost_of_all().of);
  CHECK(together.vendings.size() == apart.vendings.size());
  CHECK(together.ineffective.size() == apart.ineffective.size());
  for (std::size_t i = 0; i < apart.sessions.size(); ++i) {
    CAPTURE(scenario.sessions[i].name);
    CHECK(together.sessions[i].ended == apart.sessions[i].ended);
    CHECK(together.sessions[i].cause == apart.sessions[i].cause);
    CHECK(cost_of(together, together.sessions[i].lines) == cost_of(apart, apart.sessions[i].lines));
  }
  for (std::size_t i = 0; i < apart.jobs.size(); ++i) {
    CAPTURE(scenario.jobs[i].name);
    CHECK(together.jobs[i].ended == apart.jobs[i].ended);
    CHECK(together.jobs[i].outcome == apart.jobs[i].outcome);
    CHECK(together.jobs[i].worked == apart.jobs[i].worked);
    CHECK(together.jobs[i].unseen == apart.jobs[i].unseen);
    CHECK(together.jobs[i].credentials_until == apart.jobs[i].credentials_until);
    CHECK(cost_of(together, together.jobs[i].lines) == cost_of(apart, apart.jobs[i].lines));
    CHECK(cost_of(together, together.jobs[i].retained_lines) == cost_of(apart, apart.jobs[i].retained_lines));
  }
  for (std::size_t i = 0; i < apart.hosts.size(); ++i) {
    if (apart.hosts[i].lives == 0) continue;  // run() says itself what became of what never began
    CAPTURE(scenario.hosts[i].name);
    CHECK(together.hosts[i].ended == apart.hosts[i].ended);
    CHECK(together.hosts[i].up == apart.hosts[i].up);
    CHECK(together.hosts[i].cause == apart.hosts[i].cause);
  }
}

}  // namespace outlive::testing
