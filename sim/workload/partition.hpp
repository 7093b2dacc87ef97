// Logical processes: the smallest sets of users that cannot influence one another (design section 8).
#pragma once

#include <vector>

#include "outlive/scenario.hpp"
#include "sim/workload/estate.hpp"

namespace outlive::workload {

/// Each user alone, but for those who share a finite resource: users of DPUs are one process where a DPU
/// quota is ever set. Processes come in the order of their first user, actions keep theirs.
std::vector<Process> partition(const Scenario& scenario);

}  // namespace outlive::workload
