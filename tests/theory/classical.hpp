// Classical systems, built as populations, and estates whose fate calculus knows: what theory says is compared with intervals
// over replications.
#pragma once

#include <cstdlib>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "outlive/load.hpp"
#include "outlive/run.hpp"
#include "sim/self_test/agreement.hpp"
#include "sim/self_test/closed_forms.hpp"
#include "sim/self_test/stations.hpp"

namespace outlive::theory {

using self_test::Agreement;
using self_test::hours;
using self_test::Quotient;
using self_test::replicate;
using self_test::scenario_of;
using self_test::servers_of;
using self_test::Station;
using self_test::Steady;

/// tools/validation/theory makes its table of these lines.
inline void show(const std::string& line) {
  if (std::getenv("OUTLIVE_SHOW_THEORY") != nullptr) MESSAGE(line);
}

inline void agrees(const std::string& what, const std::vector<Quotient>& replications, double theory) {
  const Agreement agreement = self_test::compare_with_theory(what, replications, theory);
  const std::string line = line_of(agreement);
  INFO(line);
  show(line);
  CHECK(agreement.holds());
}

/// A theory that is wrong must not pass: so that `agrees` can fail.
inline void rejects(const std::string& what, const std::vector<Quotient>& replications, double wrong) {
  const Agreement agreement = self_test::compare_with_theory(what, replications, wrong);
  const std::string line = "wrong on purpose, " + line_of(agreement);
  INFO(line);
  show(line);
  CHECK_FALSE(agreement.holds());
}

}  // namespace outlive::theory
