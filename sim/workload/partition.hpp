// Who can influence whom: users joined by the finite resources that they share.
#pragma once

#include <vector>

#include "outlive/scenario.hpp"
#include "sim/workload/estate.hpp"

namespace outlive::workload {

/// What populations share and may never exhaust: quotas, the rate of token exchanges.
enum class SharedLimits {
  couple,  // all who draw on one are one logical process
  may_not_bind,  // users of populations are simulated apart; whether a limit would have been reached is seen afterwards
};

struct Partition {
  std::vector<Process> processes;
  std::vector<Members> alone;  // populations whose users are a logical process each
  bool is_tentative = false;   // some of those share a limit that may bind
};

/// Logical processes in the order of their first users.
Partition partition(const Scenario& scenario, const Inputs& inputs, SharedLimits limits);

}  // namespace outlive::workload
