// What is wrong with a scenario, as a user reads it.
#pragma once

#include <string>

#include "outlive/load.hpp"

namespace outlive::testing {

inline std::string messages_of(const LoadResult& result) {
  std::string all;
  for (const Diagnostic& problem : result.diagnostics.all()) all += to_string(problem) + "\n";
  return all;
}

}  // namespace outlive::testing
