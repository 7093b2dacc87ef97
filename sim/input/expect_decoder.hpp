// The `expect:` block: keys of quantities and what they must be, each value read as its quantity demands.
#pragma once

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/document.hpp"

namespace outlive::input {

/// Appends the expectations in `block` (checked against the schema) to a scenario that is otherwise complete.
void read_expectations(Node block, Scenario& scenario, Diagnostics& problems);

}  // namespace outlive::input
