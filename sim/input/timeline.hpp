// The scripted timeline: lines of YAML become actions, names become numbers, and what cannot be meant is refused.
#pragma once

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/document.hpp"

namespace outlive::input {

/// Appends the timeline in `lines` (checked against the schema) to a scenario whose start, horizon, users, settings,
/// domains and prices are known. Settings that administrators change go into the history.
void read_timeline(Node lines, Scenario& scenario, Diagnostics& problems);

}  // namespace outlive::input
