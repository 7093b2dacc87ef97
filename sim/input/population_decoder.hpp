// The section `populations:` becomes Scenario::populations, with the calendars, accounts and works that it needs.
#pragma once

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/document.hpp"
#include "sim/input/files.hpp"
#include "sim/input/soundness.hpp"
#include "sim/input/timeline.hpp"

namespace outlive::input {

/// Makes the SageMaker domains known that populations work in; lines of a timeline may name them.
void declare_domains_of_populations(Node populations, Scenario& scenario, Diagnostics& problems);

/// Reads the populations of a scenario that has all its users. What is not as the schema says has been reported and is
/// passed over.
void read_populations(Node populations, const Soundness& sound, const TimelineHosts& hosts,
                      const Files& files, Scenario& scenario, Diagnostics& problems);

}  // namespace outlive::input
