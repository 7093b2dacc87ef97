// Whether there is room for what a scenario describes, told before it is begun.
#pragma once

#include <string>

#include "outlive/scenario.hpp"
#include "sim/workload/estimate.hpp"
#include "tools/outlive/console.hpp"
#include "tools/outlive/exit_code.hpp"

namespace outlive::tool {

/// `about 4.1 million events`, and how much memory where it takes any that counts.
std::string estimate_line(const workload::Estimate& estimate);

/// Complains, with the estimate and with what can be done, of a scenario that needs more memory than there is.
ExitCode refuse_what_cannot_fit(const Scenario& scenario, const Console& console);

}  // namespace outlive::tool
