// What a run will take, before it is begun: from the means of the distributions, so to a factor of two or so.
#pragma once

#include "outlive/scenario.hpp"

namespace outlive::workload {

struct Estimate {
  double events = 0;         // of populations
  double bytes = 0;          // of populations whose users share something, all of whom are simulated at once
  double users_at_once = 0;  // those users
  double work_at_once = 0;   // their sessions and jobs that are under way at the busiest time
};

/// As if every limit that may bind did.
Estimate estimate(const Scenario& scenario);

}  // namespace outlive::workload
