// What the jobs of a trace came to, as integers.
#pragma once

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"

namespace outlive::workload {

std::vector<TraceResult> summarise_traces(const Scenario& scenario, const std::vector<JobResult>& jobs);

}  // namespace outlive::workload
