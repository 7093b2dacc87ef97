// What the users of populations set out to do, known without simulating anything: arrivals and demands are pure functions of
// the seed (workload/habits.hpp), and their means follow from the scenario in closed form. So they serve as control variates
// for whatever they drive, and as a check that a simulation did what it was asked to.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "outlive/scenario.hpp"

namespace outlive::study {

/// One activity of a population. Jobs and sessions that users set out to start up to the horizon.
struct Demand {
  std::string name;   // "analysts.train"
  double wanted = 0;  // sessions or jobs
  double capped = 0;  // of jobs: the time that they would take, each cut off at a limit, in milliseconds
  double beyond = 0;  // of jobs: how many would take longer than that limit
  bool is_jobs = false;
};

/// What is drawn in one replication. Jobs are cut off at `limit`. Costs a few draws for each user, day and job.
std::vector<Demand> drawn_demand(const Scenario& scenario, std::uint32_t replication, Duration limit);

/// The means of the same. A user u who joins at t(u) and leaves at the rate r is there at t with probability
/// exp(-r (t - t(u))), and arrivals spread over each hour of the calendar evenly:
///   E[wanted] = E[weight] E[per_day] E[batch] sum over users, days, hours of volume(day) share(hour) P(there),
/// with batch 1 of sessions; E[capped] = E[wanted] E[min(takes, limit)]; E[beyond] = E[wanted] P(takes > limit). Activities
/// whose counts do not follow the weight of their user have no weight in it.
std::vector<Demand> expected_demand(const Scenario& scenario, Duration limit);

}  // namespace outlive::study
