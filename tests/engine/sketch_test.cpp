#include "outlive/sketch.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "sim/engine/random_stream.hpp"

using namespace outlive;

namespace {

std::vector<Duration> some_durations(std::uint32_t purpose, std::size_t count) {
  engine::RandomStream random(7, 0, 0, purpose);
  std::vector<Duration> values;
  for (std::size_t i = 0; i < count; ++i) {
    values.emplace_back(static_cast<std::int64_t>(random.exponential(3.6e6)));
  }
  return values;
}

}  // namespace

TEST_CASE("a quantile of a sketch is never too short, and too long by a 64th at most") {
  std::vector<Duration> values = some_durations(1, 10'001);
  Sketch sketch;
  for (const Duration value : values) sketch.add(value);
  std::sort(values.begin(), values.end());
  for (const double q : {0.0, 0.001, 0.1, 0.5, 0.9, 0.99, 0.9999, 1.0}) {
    CAPTURE(q);
    const auto rank = static_cast<std::size_t>(std::max(1.0, std::ceil(q * 10'001)));
    const std::int64_t exact = values[rank - 1].count();
    CHECK(sketch.quantile(q).count() >= exact);
    CHECK(sketch.quantile(q).count() <= exact + exact / 64);
    CHECK(sketch.quantile_at_least(q).count() <= exact);
    CHECK(sketch.quantile_at_least(q).count() >= exact - exact / 64);
  }
  CHECK(sketch.quantile(1).count() == values.back().count());
  CHECK(sketch.longest() == values.back());
}

TEST_CASE("short durations are told apart exactly") {
  Sketch sketch;
  for (int i = 0; i < 128; ++i) sketch.add(Duration{i});
  for (int i = 0; i < 128; ++i) {
    CHECK(sketch.quantile((i + 1) / 128.0).count() == i);
    CHECK(sketch.longer_than(Duration{i}) == static_cast<std::uint64_t>(127 - i));
  }
  CHECK(sketch.sum() == 127 * 64);
}

TEST_CASE("a quantile is known exactly where all durations are alike") {
  Sketch sketch;
  CHECK(sketch.quantile_at_least(0.5) == Duration{});
  for (int i = 0; i < 3; ++i) sketch.add(Duration{7'200'000});
  CHECK(sketch.quantile_at_least(0.5) == Duration{7'200'000});
  CHECK(sketch.quantile(0.5) == Duration{7'200'000});
  sketch.add(Duration{9'000'000});
  CHECK(sketch.quantile_at_least(0.5) == Duration{7'143'424});  // 109 x 2^16
  CHECK(sketch.quantile(0.5) == Duration{7'208'959});           // 110 x 2^16 - 1
}

TEST_CASE("sketches of parts add up to the sketch of the whole, in any order") {
  const std::vector<Duration> first = some_durations(1, 1000);
  const std::vector<Duration> second = some_durations(2, 10);
  Sketch whole, a, b;
  for (const Duration value : first) {
    whole.add(value);
    a.add(value);
  }
  for (const Duration value : second) {
    whole.add(value);
    b.add(value);
  }
  Sketch ab = a;
  ab += b;
  Sketch ba = b;
  ba += a;
  CHECK(ab == whole);
  CHECK(ba == whole);
  CHECK(Sketch{}.quantile(0.5) == Duration{});
}
