// Where a series has warmed up.
#include "sim/study/warm_up.hpp"

#include <cmath>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

using namespace outlive::study;

namespace {

using Series = std::vector<double>;

/// A series with these means of batches.
Series of_batches(const Series& means) {
  Series series;
  for (const double mean : means)
    for (const double step : {-2.0, 1.0, 0.0, -1.0, 2.0}) series.push_back(mean + step);
  return series;
}

}  // namespace

// By hand. What is left after 0, 1, 2 ... batches: 73.6 / 10^2 = 0.736, 22.22 / 9^2 = 0.274, 8 / 8^2 = 0.125, 6.86 / 7^2 =
// 0.140, 6 / 6^2 = 0.167, 4.8 / 5^2 = 0.192.
TEST_CASE("warm-up: the cut is where the rest varies least for its length") {
  const Truncation found = mser5(of_batches({8, 4, 1, -1, 1, -1, 1, -1, 1, -1}));
  CHECK(found.observations == 10);
  CHECK(found.mean == doctest::Approx(0));
  CHECK_FALSE(found.too_short);
}

TEST_CASE("warm-up: nothing is cut where nothing changes, or where a little bias is less than noise") {
  const Truncation constant = mser5(Series(60, 7.0));
  CHECK(constant.observations == 0);
  CHECK(constant.mean == 7);
  CHECK_FALSE(constant.too_short);
  // The first batch is off by less than the others vary.
  CHECK(mser5(of_batches({1.2, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1})).observations == 0);
}

TEST_CASE("warm-up: a minimum at the end of the first half tells that the run is too short") {
  Series rising;
  for (int i = 0; i < 20; ++i) rising.push_back(i);
  const Truncation found = mser5(of_batches(rising));
  CHECK(found.observations == 50);
  CHECK(found.too_short);
  // Changed just before the middle, it is seen; just after, it is not.
  CHECK_FALSE(mser5(of_batches({9, 9, 9, 9, 1, -1, 1, -1, 1, -1})).too_short);
  CHECK(mser5(of_batches({9, 9, 9, 9, 9, 1, -1, 1, -1, 1})).too_short);
}

TEST_CASE("warm-up: what is behind the last whole batch is not looked at, and a few batches say nothing") {
  Series series = of_batches({8, 4, 1, -1, 1, -1, 1, -1, 1, -1});
  for (const double late : {1e9, -1e9, 1e9, 1e9}) series.push_back(late);
  CHECK(mser5(series).observations == 10);
  CHECK(mser5(of_batches({0, 0, 0, 0, 0, 0, 0, 0, 0})).too_short);
  CHECK(mser5(Series{}).too_short);
  CHECK(mser5(Series{1, 2, 3}).too_short);
  CHECK_THROWS_AS(mser5(Series{1, 2, 3, 4, std::nan("")}), std::invalid_argument);
}

TEST_CASE("warm-up: replications are averaged first") {
  const Series one = of_batches({18, 14, 11, 9, 11, 9, 11, 9, 11, 9});
  const Series other = of_batches({-2, -6, -9, -11, -9, -11, -9, -11, -9, -11});
  const std::vector<Series> both{one, other};
  const Truncation found = mser5(both);
  CHECK(found.observations == 10);
  CHECK(found.mean == doctest::Approx(0));
  CHECK_THROWS_AS(mser5(std::vector<Series>{one, Series{1}}), std::invalid_argument);
  CHECK(mser5(std::vector<Series>{}).too_short);
}
