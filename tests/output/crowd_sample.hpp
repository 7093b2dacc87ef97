// A population with its results, made by hand.
#pragma once

#include "tests/output/sample.hpp"

namespace outlive::testing {

inline Sample make_crowd_sample() {
  Sample sample;
  Scenario& scenario = sample.scenario;
  sample::add_world(scenario);
  scenario.title = "Analysts and one quota";
  scenario.users.clear();
  scenario.sign_ins.clear();
  Population population;
  population.name = "analysts";
  population.users = population.most_users = 300;
  population.activities.resize(2);
  population.activities[0].name = "explore";
  population.activities[0].is_session = true;
  population.activities[1].name = "train";
  scenario.populations = {population};

  Results& results = sample.results;
  const auto completed = static_cast<std::size_t>(Outcome::completed);
  const auto failed = static_cast<std::size_t>(Outcome::failed);
  const auto done = static_cast<std::size_t>(Cause::done);
  const auto work_failed = static_cast<std::size_t>(Cause::work_failed);
  ActivityResult explore;
  explore.wanted = 4;
  explore.attempts = 9;
  explore.refusals[static_cast<std::size_t>(Cause::quota_exceeded)] = 6;
  explore.started = 3;
  explore.given_up = 1;
  explore.sessions[static_cast<std::size_t>(Cause::idle_timeout)] = 3;
  explore.jobs[completed][done] = 5;
  explore.surviving_jobs = 2;
  explore.unseen_jobs = 1;
  explore.cost.at(Bucket::useful, Attendance::attended) = cent(1250);
  for (const Duration delay : {30 * Duration{1000}, 2 * minute, hour}) explore.delays.add(delay);
  explore.lengths.add(3 * hour);
  ActivityResult train;
  train.wanted = 3;
  train.attempts = 3;
  train.started = 3;
  train.jobs[completed][done] = 2;
  train.jobs[failed][work_failed] = 1;
  results.populations = {{.users = 300, .leavers = 4, .sign_ins = 1234, .activities = {explore, train}}};
  results.totals.jobs[completed][done] = 7;
  results.totals.jobs[failed][work_failed] = 1;
  results.totals.sessions[static_cast<std::size_t>(Cause::idle_timeout)] = 3;
  results.totals.surviving_jobs = 2;
  results.totals.unseen_jobs = 1;
  results.totals.usage.resize(scenario.prices.skus.size());
  results.totals.cost.resize(scenario.prices.skus.size());
  results.totals.usage[0].at(Bucket::useful, Attendance::attended) = hour.count();
  results.totals.cost[0].at(Bucket::useful, Attendance::attended) = cent(1250);
  ResourceResult quota;
  quota.name = "glue.dpu_quota";
  quota.unit = "DPU";
  quota.limit = 8;
  quota.requests = 9;
  quota.refusals = 6;
  quota.peak = quota.peak_at_least = 8;
  quota.interval = day;
  quota.mean_use = {0, 500, 1000, 2000, 4000, 4000, 2000, 1000, 500, 0};
  quota.most_use = {0, 1, 2, 4, 8, 8, 4, 2, 1, 0};
  quota.refused = {0, 0, 0, 0, 3, 3, 0, 0, 0, 0};
  results.resources = {quota};
  return sample;
}

}  // namespace outlive::testing
