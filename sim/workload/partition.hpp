// Logical processes: the smallest sets of users that cannot influence one another (design section 8).
#pragma once

#include <vector>

#include "outlive/scenario.hpp"
#include "sim/workload/estate.hpp"

namespace outlive::workload {

/// Each user alone, but for those who share something finite: an application, a cluster, a quota that is ever set, a
/// rate of token exchanges that can be reached. Processes come in the order of their first user, actions keep theirs.
std::vector<Process> partition(const Scenario& scenario);

}  // namespace outlive::workload
