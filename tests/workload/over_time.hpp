// What must hold of everything that is recorded over time.
#pragma once

#include <doctest/doctest.h>

#include "outlive/results.hpp"

namespace outlive::testing {

/// The intervals come to the bill, cell by cell, and nothing is taken back in any of them.
inline void check_adds_up_over_time(const Results& results) {
  REQUIRE(results.over_time.recorded());
  Cells<Money> sum;
  bool negative = false;
  for (const Cells<Money>& interval : results.over_time.cost) {
    sum += interval;
    for (const auto& bucket : interval.of) {
      for (const Money& cell : bucket) negative = negative || cell < Money{};
    }
  }
  CHECK_FALSE(negative);
  CHECK(sum.of == results.totals.cost_of_all().of);
}

}  // namespace outlive::testing
