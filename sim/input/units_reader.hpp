// Reads what output/units_file.hpp writes: files of shards, and those of sweeps that were killed.
#pragma once

#include <optional>
#include <string>

#include "outlive/shards.hpp"

namespace outlive::input {

/// A file of units. What is behind the last line feed was never finished and is left out; anything else that is not as it
/// should be is a problem. Nothing if the file cannot be used; `unreadable` if it could not be read at all.
std::optional<UnitsFile> read_units(const std::string& path, Diagnostics& problems, bool& unreadable);

}  // namespace outlive::input
