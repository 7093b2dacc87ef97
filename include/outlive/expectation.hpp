// Holds the results of a run against the scenario's `expect:` block.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"

namespace outlive {

struct Verdict {
  const Expectation* expectation = nullptr;
  bool holds = false;
  std::string found;  // the value in the results, as the scenario would write it
};

/// One verdict for each expectation of the scenario, in its order.
std::vector<Verdict> check(const Scenario& scenario, const Results& results);

/// What an expectation key yields, or nothing if there is no such quantity; used by the loader to refuse bad keys.
/// `suggestion` receives the nearest valid key.
bool is_quantity(const Scenario& scenario, const std::string& key, Expected::Type& type,
                 std::string& suggestion);

}  // namespace outlive
