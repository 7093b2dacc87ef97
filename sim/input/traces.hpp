// Recorded work: rows of a CSV file become jobs with a background session each.
#pragma once

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/document.hpp"
#include "sim/input/files.hpp"
#include "sim/input/soundness.hpp"

namespace outlive::input {

/// Appends the traces in `list` to the scenario, but for those that are not as the schema says; files are
/// relative to the scenario's.
void read_traces(Node list, const Soundness& sound, const Files& files, Scenario& scenario,
                 Diagnostics& problems);

/// `name` as seen from the folder of `path`.
std::string beside(const std::string& path, const std::string& name);

}  // namespace outlive::input
