// What a user reads when a file is wrong, as files: NAME.yaml and NAME.expected in one folder, all messages in their order. What
// cases need besides lies in its folder `files`. To add a case, add the file, run with OUTLIVE_UPDATE_GOLDEN=1, and read every
// message as if it were two in the morning.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "outlive/diagnostic.hpp"

namespace outlive::testing {

inline std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// A folder of cases; `path` ends in a slash.
class GoldenMessages {
 public:
  explicit GoldenMessages(std::string path) : path_(std::move(path)) {}

  [[nodiscard]] std::vector<std::string> cases() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(path_)) {
      if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }
  [[nodiscard]] std::string input(const std::string& name) const { return path_ + name + ".yaml"; }

  /// Holds what was found against what is expected, or rewrites that.
  void check(const std::string& name, const Diagnostics& found) const {
    const std::string messages = as_text(found);
    const std::string expected = path_ + name + ".expected";
    CHECK_FALSE(messages.empty());
    const char* const update = std::getenv("OUTLIVE_UPDATE_GOLDEN");
    if (update != nullptr && std::string(update) == "1")
      std::ofstream(expected, std::ios::binary) << messages;
    CHECK_MESSAGE(messages == content_of(expected), "expected:\n", content_of(expected), "found:\n",
                  messages);
  }

  void check_that_each_expectation_has_its_case() const {
    for (const auto& entry : std::filesystem::directory_iterator(path_)) {
      if (entry.path().extension() != ".expected") continue;
      CHECK_MESSAGE(std::filesystem::exists(input(entry.path().stem().string())), entry.path().string(),
                    " belongs to nothing");
    }
  }

 private:
  /// Files are named as seen from the folder, so that messages do not depend on where the checkout is.
  [[nodiscard]] std::string as_text(const Diagnostics& found) const {
    std::string all;
    for (const Diagnostic& problem : found.all()) all += to_string(problem) + "\n";
    for (std::size_t at = all.find(path_); at != std::string::npos; at = all.find(path_, at)) {
      all.erase(at, path_.size());
    }
    return all;
  }

  std::string path_;
};

}  // namespace outlive::testing
