// Compares a text with a committed file. OUTLIVE_UPDATE_GOLDEN=1 writes the files anew; look at the diff
// before committing it.
#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace outlive::testing {

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// The lines that differ, `-` as committed, `+` as produced.
inline std::string difference_of(const std::string& committed, const std::string& produced) {
  const auto old_lines = lines_of(committed);
  const auto new_lines = lines_of(produced);
  std::string text;
  for (std::size_t i = 0; i < std::max(old_lines.size(), new_lines.size()); ++i) {
    const std::string* before = i < old_lines.size() ? &old_lines[i] : nullptr;
    const std::string* after = i < new_lines.size() ? &new_lines[i] : nullptr;
    if (before != nullptr && after != nullptr && *before == *after) continue;
    if (before != nullptr) text += std::to_string(i + 1) + " - " + *before + "\n";
    if (after != nullptr) text += std::to_string(i + 1) + " + " + *after + "\n";
  }
  return text;
}

/// `path` counts from the root of the project.
inline void check_committed(const std::string& path, const std::string& produced) {
  const std::string place = std::string(OUTLIVE_SOURCE_DIR) + "/" + path;
  const char* update = std::getenv("OUTLIVE_UPDATE_GOLDEN");
  if (update != nullptr && std::string(update) == "1") {
    std::ofstream(place, std::ios::binary) << produced;
    return;
  }
  std::ifstream file(place, std::ios::binary);
  REQUIRE_MESSAGE(file.good(), "no golden file ", place, "; OUTLIVE_UPDATE_GOLDEN=1 writes it");
  const std::string committed{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  CHECK_MESSAGE(committed == produced, path, " differs:\n", difference_of(committed, produced));
}

inline void check_golden(const std::string& name, const std::string& produced) {
  check_committed("tests/golden/" + name, produced);
}

}  // namespace outlive::testing
