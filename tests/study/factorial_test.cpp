// Factorial designs: balance, orthogonality, and that no fraction of the same size mixes up less.
#include "sim/study/factorial.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>

#include <doctest/doctest.h>

using namespace outlive::study;

namespace {

/// How many words there are of each length: the less at the front, the better (minimum aberration).
using WordLengths = std::array<std::uint32_t, most_fractional_factors + 1>;

WordLengths lengths_of(const std::vector<FactorSet>& words) {
  WordLengths lengths{};
  for (const FactorSet word : words) ++lengths.at(static_cast<std::size_t>(std::popcount(word)));
  return lengths;
}

/// The least aberration of all designs with so many generators whose resolution is at least `resolution`, by trying them all.
WordLengths least_aberration(std::uint32_t factors, std::uint32_t generators, int resolution) {
  const std::uint32_t basic = factors - generators;
  std::vector<FactorSet> candidates;
  for (FactorSet set = 0; set < FactorSet{1} << basic; ++set) {
    if (std::popcount(set) >= resolution - 1) candidates.push_back(set);
  }
  WordLengths best{};
  best.fill(~std::uint32_t{0});
  std::vector<FactorSet> words{0};
  const std::function<void(std::size_t, std::uint32_t)> extend = [&](std::size_t from, std::uint32_t number) {
    if (number == generators) {
      best = std::min(best, lengths_of({words.begin() + 1, words.end()}));
      return;
    }
    const std::size_t before = words.size();
    for (std::size_t i = from; i < candidates.size(); ++i) {
      const FactorSet word = candidates[i] | FactorSet{1} << (basic + number);
      bool short_one = false;
      for (std::size_t other = 0; other < before && !short_one; ++other) {
        words.push_back(words[other] ^ word);
        short_one = std::popcount(words.back()) < resolution;
      }
      if (!short_one) extend(i + 1, number + 1);
      words.resize(before);
    }
  };
  extend(0, 0);
  return best;
}

int sign(std::uint32_t level) { return level == 0 ? -1 : 1; }

/// The sum over all points of the product of an effect's signs: 0 if both signs are as frequent.
int contrast(const FractionalFactorial& design, FactorSet effect) {
  int sum = 0;
  for (const LevelIndices& point : design.points) {
    int product = 1;
    for (std::size_t i = 0; i < point.size(); ++i) {
      if ((effect >> i & 1U) != 0) product *= sign(point[i]);
    }
    sum += product;
  }
  return sum;
}

FractionalFactorial design_of(std::uint32_t factors, std::uint32_t resolution) {
  const auto design = fractional_factorial(factors, resolution);
  REQUIRE(design);
  return *design;
}

}  // namespace

TEST_CASE("full factorial: every combination once, the last factor fastest") {
  const std::vector<std::uint32_t> levels{2, 3};
  CHECK(full_factorial(levels) == std::vector<LevelIndices>{{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}});
  CHECK(full_factorial(std::vector<std::uint32_t>{}) == std::vector<LevelIndices>{{}});
  CHECK(full_factorial(std::vector<std::uint32_t>{3, 0}).empty());
}

TEST_CASE(
    "fractional factorial: every effect is balanced, all main effects are orthogonal, no point comes twice") {
  for (std::uint32_t factors = 1; factors <= most_fractional_factors; ++factors) {
    for (const std::uint32_t resolution : {3U, 4U, 5U}) {
      CAPTURE(factors);
      CAPTURE(resolution);
      const FractionalFactorial design = design_of(factors, resolution);
      CHECK((design.resolution == 0 || design.resolution >= resolution));
      CHECK(design.points.size() == std::size_t{1} << design.basic);
      std::vector<LevelIndices> sorted = design.points;
      std::sort(sorted.begin(), sorted.end());
      CHECK(std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end());
      for (std::uint32_t i = 0; i < factors; ++i) {
        REQUIRE(design.points.front().size() == factors);
        CHECK(contrast(design, FactorSet{1} << i) == 0);
        for (std::uint32_t j = 0; j < i; ++j)
          CHECK(contrast(design, FactorSet{1} << i | FactorSet{1} << j) == 0);
      }
      for (const FactorSet word : defining_words(design)) {
        CHECK(contrast(design, word) == static_cast<int>(design.points.size()));
      }
    }
  }
}

TEST_CASE("fractional factorial: sizes as the NIST handbook has them, of minimum aberration") {
  struct Expected {
    std::uint32_t factors;
    std::array<std::size_t, 3> points;  // for resolution III, IV and V
  };
  constexpr std::array<Expected, 9> all{{{3, {4, 8, 8}},
                                         {4, {8, 8, 16}},
                                         {5, {8, 16, 16}},
                                         {6, {8, 16, 32}},
                                         {7, {8, 16, 64}},
                                         {8, {16, 16, 64}},
                                         {9, {16, 32, 128}},
                                         {10, {16, 32, 128}},
                                         {11, {16, 32, 128}}}};
  for (const Expected& each : all) {
    for (std::size_t i = 0; i < each.points.size(); ++i) {
      const auto resolution = static_cast<std::uint32_t>(i + 3);
      CAPTURE(each.factors);
      CAPTURE(resolution);
      const FractionalFactorial design = design_of(each.factors, resolution);
      CHECK(design.points.size() == each.points[i]);
      if (design.generators.empty()) continue;
      const auto generators = static_cast<std::uint32_t>(design.generators.size());
      CHECK(lengths_of(defining_words(design)) ==
            least_aberration(each.factors, generators, static_cast<int>(design.resolution)));
      // Half as many points would not do.
      CHECK(least_aberration(each.factors, generators + 1, static_cast<int>(resolution))[1] ==
            ~std::uint32_t{0});
    }
  }
}

TEST_CASE("fractional factorial: what nobody has tabled is no design") {
  CHECK_FALSE(fractional_factorial(12, 3));
  CHECK_FALSE(fractional_factorial(5, 2));
  CHECK_FALSE(fractional_factorial(5, 6));
}

TEST_CASE("fractional factorial: aliases are exactly the effects that no point tells apart") {
  const FractionalFactorial design = design_of(7, 4);
  const auto chains = aliases(design);
  CHECK(chains.size() == 7);  // 21 interactions, three by three (NIST 5.3.3.4.7, 2^(7-3))
  for (const auto& chain : chains) {
    CHECK(chain.size() == 3);
    for (const FactorSet effect : chain) {
      CHECK(contrast(design, effect ^ chain.front()) == static_cast<int>(design.points.size()));
    }
  }
  CHECK(aliases(design_of(5, 5)).empty());
}

TEST_CASE("fractional factorial: what a report says of it") {
  const std::vector<std::string> names{"idle_timeout", "duration", "users"};
  CHECK(design_notes(design_of(3, 3), names) ==
        std::vector<std::string>{"Fractional factorial 2^(3-1) of resolution III: 4 of 8 combinations.",
                                 "A is idle_timeout, B is duration, C is users.", "Generators: C = AB.",
                                 "Defining relation: I = ABC.",
                                 "Aliased, up to two-factor interactions: A = BC; B = AC; C = AB."});
  CHECK(design_notes(design_of(3, 5), names) ==
        std::vector<std::string>{"Full factorial: all 8 combinations; nothing is aliased."});
  const std::vector<std::string> nine{"a", "b", "c", "d", "e", "f", "g", "h", "i"};
  const auto notes = design_notes(design_of(9, 5), nine);
  CHECK(notes.front() == "Fractional factorial 2^(9-2) of resolution VI: 128 of 512 combinations.");
  CHECK(notes[1].ends_with("H is h, J is i."));  // I is the identity
  CHECK(notes[2] == "Generators: H = ACDFG, J = BCEFG.");
  CHECK(notes[3] == "Defining relation: I = ABDEHJ = ACDFGH = BCEFGJ.");
  CHECK(notes[4] == "No main effect or two-factor interaction is aliased with another of them.");
  const auto four = design_notes(design_of(4, 4), {});
  CHECK(four.back() ==
        "No main effect is aliased with a two-factor interaction; of these are aliased: AB = CD; AC = BD; AD "
        "= BC.");
}
