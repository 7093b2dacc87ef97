// What a reader of problems sees, one line each: "7:3: message [rule]".
#pragma once

#include <string>

#include "outlive/diagnostic.hpp"

namespace outlive::input {

inline std::string shown(const Diagnostics& problems) {
  std::string lines;
  for (const Diagnostic& d : problems.all()) {
    lines += std::to_string(d.place.line) + ":" + std::to_string(d.place.column) + ": " + d.message;
    lines += (d.rule.empty() ? "" : " [" + d.rule + "]") + "\n";
  }
  return lines;
}

}  // namespace outlive::input
