// Simulates a scenario.
#pragma once

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"

namespace outlive {

struct RunOptions {
  bool record_lives = false;  // keep every transition, for `explain`
};

/// Plays the scenario to its horizon. Never fails on a scenario that the loader returned; the same scenario gives the
/// same results, byte for byte. Throws std::logic_error if an invariant is broken, which is a fault of Outlive's own.
Results run(const Scenario& scenario, const RunOptions& options = {});

}  // namespace outlive
