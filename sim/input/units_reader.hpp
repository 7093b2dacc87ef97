// Reads what output/units_file.hpp writes: files of shards, and those of sweeps that were killed.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "outlive/shards.hpp"

namespace outlive::input {

/// A file of units. What is behind the last line feed was never finished and is left out; anything else that is not as it
/// should be is a problem. Nothing if the file cannot be used; `unreadable` if it could not be read at all.
std::optional<UnitsFile> read_units(const std::string& path, Diagnostics& problems, bool& unreadable);

/// Whether a file is of this study and fits its units; says by name what does not.
bool fits(const UnitsFile& file, const Study& study, Diagnostics& problems);

/// All units of a study from the files of all its shards. Shards that are missing, there twice, not whole or of another plan
/// are told by name, and there is nothing then.
std::optional<Observations> merge_shards(const Study& study, std::span<const UnitsFile> files,
                                         Diagnostics& problems);

}  // namespace outlive::input
