// Puts the files of all shards together, and says of which shards they do not make a whole.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "outlive/shards.hpp"

namespace outlive::study {

/// Whether a file is of this study and fits its units; says by name what does not.
bool fits(const UnitsFile& file, const Study& study, Diagnostics& problems);

/// What became of putting shards together.
struct Merged {
  std::optional<Observations> observations;  // set if there was no error
  std::vector<std::uint32_t> to_do;          // the shards that are not there, not finished or no good
  std::uint32_t shards = 0;                  // of so many
};

/// All units of a study from the files of all its shards. Shards that are missing, there twice, not whole or of another plan
/// are told by name, and there are no observations then.
Merged merge_shards(const Study& study, std::span<const UnitsFile> files, Diagnostics& problems);

}  // namespace outlive::study
