#include "sim/engine/random_stream.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <vector>

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace outlive::engine;

namespace {

std::vector<std::uint64_t> draws(RandomStream stream, int count) {
  std::vector<std::uint64_t> all;
  for (int i = 0; i < count; ++i) all.push_back(stream.next_u64());
  return all;
}

}  // namespace

// Computed from the definition by a second implementation, in Python.
TEST_CASE("the numbers of a stream are pinned: results of old versions can be had again") {
  const std::vector<std::uint64_t> pinned{0x4f449171b80ea9ea, 0x717118a8c417fb8d, 0xfa8d2ac95c4dcafb,
                                          0x94e62fae9611d0b8, 0xcb5d02920d3455e4};
  CHECK(draws(RandomStream(1, 2, 3, 4), 5) == pinned);
}

TEST_CASE("draw n depends on n alone, wherever one comes from") {
  CHECK(rc::check("jumping", [] {
    RandomStream stream(*rc::gen::arbitrary<std::uint64_t>(), 0, 7, 1);
    const auto all = draws(stream, 40);
    for (int i = 0; i < 20; ++i) {
      const auto at = *rc::gen::inRange<std::uint64_t>(0, 36);
      stream.jump_to(at);
      const auto run = *rc::gen::inRange<std::uint64_t>(1, 4);
      for (std::uint64_t j = 0; j < run; ++j) RC_ASSERT(stream.next_u64() == all[at + j]);
      RC_ASSERT(stream.index() == at + run);
    }
  }));
}

TEST_CASE("reset begins again, skip leaves draws out") {
  RandomStream stream(5, 0, 0, 0);
  const auto all = draws(stream, 12);
  CHECK(stream.next_u64() == all[0]);
  stream.skip(4);
  CHECK(stream.next_u64() == all[5]);
  stream.reset();
  CHECK(stream.next_u64() == all[0]);
  stream.skip(0);
  CHECK(stream.next_u64() == all[1]);
}

TEST_CASE("draws far beyond 32 bits do not repeat the first ones") {
  RandomStream far(5, 0, 0, 0);
  far.jump_to(std::uint64_t{1} << 33);
  CHECK(far.next_u64() != RandomStream(5, 0, 0, 0).next_u64());
}

TEST_CASE("seed, replication, user and purpose each give another stream") {
  std::set<std::uint64_t> firsts;
  std::size_t streams = 0;
  for (const std::uint64_t seed : {0ULL, 1ULL, 1ULL << 32, ~0ULL}) {
    for (std::uint32_t replication = 0; replication < 4; ++replication) {
      for (std::uint32_t user = 0; user < 4; ++user) {
        for (std::uint32_t purpose = 0; purpose < 4; ++purpose, ++streams) {
          for (const std::uint64_t draw : draws(RandomStream(seed, replication, user, purpose), 8)) {
            firsts.insert(draw);
          }
        }
      }
    }
  }
  CHECK(firsts.size() == 8 * streams);
}

TEST_CASE("a user's draws do not change when other users draw in between") {
  const auto alone = draws(RandomStream(9, 1, 10, 2), 20);
  RandomStream one(9, 1, 10, 2);
  RandomStream other(9, 1, 11, 2);
  for (const std::uint64_t draw : alone) {
    other.next_u64();
    CHECK(one.next_u64() == draw);
    other.exponential(3.0);
  }
}

TEST_CASE("a uniform is strictly between 0 and 1, evenly spread") {
  RandomStream stream(3, 0, 0, 0);
  constexpr int count = 200'000;
  constexpr int bins = 50;
  std::vector<int> hits(bins);
  for (int i = 0; i < count; ++i) {
    const double uniform = stream.uniform();
    REQUIRE(uniform > 0.0);
    REQUIRE(uniform < 1.0);
    ++hits[static_cast<std::size_t>(uniform * bins)];
  }
  double chi_square = 0;
  for (const int hit : hits) chi_square += std::pow(hit - count / bins, 2) / (count / bins);
  CHECK(chi_square < 85.4);  // exceeded by one seed in a thousand; this seed is fixed
  CHECK(chi_square > 23.0);
}

TEST_CASE("the ends of the unit interval are never drawn") {
  CHECK(to_unit_interval(0) == 0x1p-53);
  CHECK(to_unit_interval(~std::uint64_t{0}) == 1.0 - 0x1p-53);
  CHECK(to_unit_interval(~std::uint64_t{0}) < 1.0);
  CHECK(std::isfinite(std::log(to_unit_interval(0))));
}

TEST_CASE("an exponential variate is positive, has its mean, and grows with its uniform") {
  RandomStream uniforms(4, 0, 0, 0);
  RandomStream exponentials(4, 0, 0, 0);
  constexpr int count = 200'000;
  double sum = 0;
  double sum_of_squares = 0;
  for (int i = 0; i < count; ++i) {
    const double uniform = uniforms.uniform();
    const double variate = exponentials.exponential(10.0);
    REQUIRE(variate > 0.0);
    REQUIRE(1.0 - std::exp(-variate / 10.0) == doctest::Approx(uniform).epsilon(1e-9));
    sum += variate;
    sum_of_squares += variate * variate;
  }
  CHECK(sum / count == doctest::Approx(10.0).epsilon(0.01));
  CHECK(sum_of_squares / count == doctest::Approx(200.0).epsilon(0.03));
}
