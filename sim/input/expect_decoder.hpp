// The `expect:` block: keys of quantities and what they must be, each value read as its quantity demands.
#pragma once

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/document.hpp"
#include "sim/input/soundness.hpp"

namespace outlive::input {

/// Appends the expectations in `block` to a scenario, but for those that are not as the schema says. In an
/// `incomplete` scenario, in which something else is wrong, a job or session that is not there may be one
/// that could not be read.
void read_expectations(Node block, const Soundness& sound, bool incomplete, Scenario& scenario,
                       Diagnostics& problems);

}  // namespace outlive::input
