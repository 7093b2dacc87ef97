// Durations as measured: one column of a CSV file.
#pragma once

#include <string>
#include <vector>

#include "sim/input/files.hpp"
#include "sim/input/keyed_node.hpp"

namespace outlive::input {

/// The durations that {file: ..., column: ..., unit: ...} names, in milliseconds, ascending. `path` is that of the
/// scenario. Rows that cannot be used are errors; nothing is left out in silence.
std::vector<double> read_durations(const KeyedNode& given, const std::string& path, const Files& files,
                                   Diagnostics& problems);

}  // namespace outlive::input
