// The files that a verb is going to write, so that none of them replaces what it reads, or another of them.
#pragma once

#include <string>
#include <vector>

namespace outlive::tool {

class Outputs {
 public:
  /// `what` is what the inputs are, such as "the scenario".
  Outputs(std::vector<std::string> inputs, std::string what);

  /// Throws UsageError if `file`, which `option` asks for, is one of the inputs or was added before, by whatever path and
  /// link. Standard output and devices are no files.
  void add(const std::string& option, const std::string& file);

 private:
  std::vector<std::string> inputs_;  // resolved
  std::string what_;
  std::vector<std::string> added_;
};

}  // namespace outlive::tool
