// `reads:` of a line: what the work that it starts must be allowed to read.
#pragma once

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/access_names.hpp"
#include "sim/input/document.hpp"

namespace outlive::input {

/// Puts the `reads:` of a line into Scenario::reads and returns its number; no_number if the line has none, or if
/// something is wrong with it, which is then reported.
Number read_reads(Node line, const AccessNames& names, Scenario& scenario, Diagnostics& problems);

}  // namespace outlive::input
