// Scenarios of the gallery whose fingerprints a release has recorded.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/load.hpp"

namespace outlive::self_test {

struct KnownScenario {
  std::string_view name;
  std::string_view text;
  std::vector<Override> overrides;      // what makes large ones small
  [[nodiscard]] Scenario load() const;  // throws std::runtime_error with the loader's words
};

std::span<const KnownScenario> known_scenarios();

}  // namespace outlive::self_test
