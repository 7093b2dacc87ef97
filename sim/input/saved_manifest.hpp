// Reads back which files a folder of results holds by its manifest.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace outlive::input {

struct SavedFile {
  std::string name;  // of a file in that folder itself, never elsewhere
  std::uint64_t bytes = 0;
};

/// Those of a folder's manifest. None if there is no manifest, or not one of Outlive's.
std::vector<SavedFile> saved_files(const std::string& folder);

}  // namespace outlive::input
