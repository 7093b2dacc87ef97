// Latin hypercubes and Sobol points: one point where one is promised.
#include "sim/study/space_filling.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include <doctest/doctest.h>

using namespace outlive::study;

namespace {

std::size_t stratum(double coordinate, std::size_t strata) {
  return static_cast<std::size_t>(coordinate * static_cast<double>(strata));
}

double least_distance(const std::vector<UnitPoint>& design) {
  double least = 1e9;
  for (std::size_t i = 0; i < design.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      double sum = 0;
      for (std::size_t k = 0; k < design[i].size(); ++k) sum += std::pow(design[i][k] - design[j][k], 2);
      least = std::min(least, std::sqrt(sum));
    }
  }
  return least;
}

void check_margins(const std::vector<UnitPoint>& design, std::size_t factors) {
  bool inside = true;
  for (std::size_t factor = 0; factor < factors; ++factor) {
    std::vector<int> points(design.size(), 0);
    for (const UnitPoint& point : design) {
      inside = inside && point.size() == factors && point[factor] > 0 && point[factor] < 1;
      ++points.at(stratum(point.at(factor), points.size()));
    }
    CHECK(std::all_of(points.begin(), points.end(), [](int count) { return count == 1; }));
  }
  CHECK(inside);
}

}  // namespace

TEST_CASE("Latin hypercube: one point in every stratum of every factor") {
  check_margins(latin_hypercube(1, 3, 1), 3);
  check_margins(latin_hypercube(7, 1, 1), 1);
  check_margins(latin_hypercube(20, 5, 2), 5);
  check_margins(latin_hypercube(100, 8, 3), 8);
  check_margins(latin_hypercube(200'000, 2, 4), 2);  // so many that only one is tried
  CHECK(latin_hypercube(0, 3, 1).empty());
}

TEST_CASE("Latin hypercube: a seed decides it, another seed gives another") {
  CHECK(latin_hypercube(10, 3, 5) == latin_hypercube(10, 3, 5));
  CHECK(latin_hypercube(10, 3, 5) != latin_hypercube(10, 3, 6));
  // The bits are a promise: a study that is run again has the same points.
  CHECK(latin_hypercube(2, 2, 1) ==
        std::vector<UnitPoint>{{0x1.29803cp-4, 0x1.dfd8f28p-1}, {0x1.dbb1d38p-1, 0x1.a0812cp-4}});
}

TEST_CASE("Latin hypercube: every order of the strata is as likely") {
  std::array<int, 27> seen{};
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    std::size_t order = 0;
    for (const UnitPoint& point : latin_hypercube(3, 1, seed)) order = order * 3 + stratum(point[0], 3);
    ++seen.at(order);
  }
  CHECK(std::count(seen.begin(), seen.end(), 0) == 21);
  for (const int count : seen) CHECK((count == 0 || std::abs(count - 100) <= 36));  // |z| <= 4
}

TEST_CASE("Latin hypercube: points keep their distance") {
  // Sixteen points could be 0.25 apart at most; those of a single random hypercube are 0.09 apart on average.
  double kept = 0;
  for (std::uint64_t seed = 0; seed < 5; ++seed) kept += least_distance(latin_hypercube(16, 2, seed)) / 5;
  CHECK(kept > 0.14);
}

TEST_CASE("Sobol: the first points are those published by Joe and Kuo") {
  // https://web.maths.unsw.edu.au/~fkuo/sobol/: new-joe-kuo-6.21201, 3 dimensions, as sobol.cc prints them.
  const std::vector<std::vector<double>> published{{0, 0, 0},
                                                   {0.5, 0.5, 0.5},
                                                   {0.75, 0.25, 0.25},
                                                   {0.25, 0.75, 0.75},
                                                   {0.375, 0.375, 0.625},
                                                   {0.875, 0.875, 0.125},
                                                   {0.625, 0.125, 0.875},
                                                   {0.125, 0.625, 0.375},
                                                   {0.1875, 0.3125, 0.9375},
                                                   {0.6875, 0.8125, 0.4375}};
  const auto digits = sobol_digits(10, 3);
  REQUIRE(digits.size() == published.size());
  for (std::size_t i = 0; i < digits.size(); ++i) {
    for (std::size_t k = 0; k < 3; ++k) CHECK(static_cast<double>(digits[i][k]) * 0x1p-64 == published[i][k]);
  }
}

TEST_CASE("Sobol: two factors have one point in each elementary interval, three have them in all margins") {
  const auto points = sobol(64, 3, 7);
  for (int first = 0; first <= 6; ++first) {  // 2^first by 2^(6 - first) boxes
    std::set<std::pair<std::size_t, std::size_t>> boxes;
    for (const UnitPoint& point : points) {
      boxes.emplace(stratum(point[0], std::size_t{1} << first), stratum(point[1], std::size_t{64} >> first));
    }
    CHECK(boxes.size() == 64);
  }
  check_margins(points, 3);
}

TEST_CASE("Sobol: a seed shifts the points, which stay inside") {
  CHECK(sobol(8, 2, 1) == sobol(8, 2, 1));
  CHECK(sobol(8, 2, 1) != sobol(8, 2, 2));
  const auto longer = sobol(16, 2, 1);
  CHECK(std::vector<UnitPoint>(longer.begin(), longer.begin() + 8) ==
        sobol(8, 2, 1));  // more points are added behind
  CHECK(sobol(4, most_sobol_factors, 1).front().size() == most_sobol_factors);
  CHECK(sobol(2, 0, 1) == std::vector<UnitPoint>(2));
}

TEST_CASE("Sobol: numbers of points that are no power of two are remarked on") {
  CHECK(sobol_note(1).empty());
  CHECK(sobol_note(64).empty());
  CHECK(sobol_note(96) ==
        "Sobol points are spread evenly only where their number is a power of two: 96 lies between 64 and "
        "128.");
}
