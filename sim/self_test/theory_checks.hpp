// A handful of the closed forms that tests/theory holds the engine to, small enough for a self-test.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "sim/self_test/bench.hpp"

namespace outlive::self_test {

/// One scenario in some replications, and what theory says of it.
struct TheoryCheck {
  std::string_view name;
  std::vector<Agreement> (*run)(Bench& bench);
};

std::span<const TheoryCheck> theory_checks();

}  // namespace outlive::self_test
