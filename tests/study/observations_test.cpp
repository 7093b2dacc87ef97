// What replications came to, whatever the order in which they come in.
#include <stdexcept>

#include <doctest/doctest.h>

#include "outlive/sweep.hpp"

using namespace outlive;

TEST_CASE("observations: rows come in any order and are told in that of the replications") {
  Observations some(2, 2);
  CHECK(some.points() == 2);
  CHECK(some.responses() == 2);
  CHECK(some.replications(1) == 0);
  const std::vector<double> second{3, 4};
  const std::vector<double> first{1, 2};
  some.set(1, 1, second);
  CHECK(some.replications(1) == 0);  // there is a gap before it
  CHECK(some.has(1, 1));
  CHECK_FALSE(some.has(1, 0));
  CHECK_FALSE(some.has(0, 1));
  some.set(1, 0, first);
  CHECK(some.replications(1) == 2);
  CHECK(some.values(1, 0) == std::vector<double>{1, 3});
  CHECK(some.values(1, 1) == std::vector<double>{2, 4});
  CHECK(some.row(1, 1)[1] == 4);
  CHECK(some.values(0, 0).empty());
}

TEST_CASE("observations: a row is there once, and of as many responses as there are") {
  Observations some(1, 2);
  const std::vector<double> row{1, 2};
  some.set(0, 3, row);
  CHECK_THROWS_AS(some.set(0, 3, row), std::logic_error);
  CHECK_THROWS_AS(some.set(0, 0, std::vector<double>{1}), std::invalid_argument);
  CHECK_THROWS_AS(some.set(1, 0, row), std::out_of_range);
  CHECK(some.replications(0) == 0);
}

TEST_CASE("observations: a unit goes in and comes out as it was") {
  Observations some(3, 2);
  const UnitResult unit{{17, 2, 4, 3}, {1, 2, 3, 4, 5, 6}};
  add(unit, some);
  CHECK(some.values(2, 0).empty());  // replications 0 to 3 are missing
  CHECK(some.row(2, 5)[1] == 4);
  const UnitResult again = result_of(unit.unit, some);
  CHECK(again.unit == unit.unit);
  CHECK(again.values == unit.values);
  CHECK_THROWS_AS(add({{18, 0, 0, 2}, {1, 2, 3}}, some), std::invalid_argument);
}
