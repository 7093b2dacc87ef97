#include "sim/study/factorial.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <string_view>

namespace outlive::study {
namespace {

constexpr std::string_view letters = "ABCDEFGHJKL";
static_assert(letters.size() == most_fractional_factors);

struct Published {
  std::uint32_t factors = 0;
  std::string_view generators;  // of the factors behind the basic ones, with a space between
};

// Of each number of factors the fewest points first; only those that some resolution from III to V asks for.
constexpr std::array<Published, 21> published{{{3, "AB"},
                                               {4, "ABC"},
                                               {5, "AB AC"},
                                               {5, "ABCD"},
                                               {6, "AB AC BC"},
                                               {6, "ABC BCD"},
                                               {6, "ABCDE"},
                                               {7, "AB AC BC ABC"},
                                               {7, "ABC BCD ACD"},
                                               {7, "ABCDEF"},
                                               {8, "BCD ACD ABC ABD"},
                                               {8, "ABCD ABEF"},
                                               {9, "ABC BCD ACD ABD ABCD"},
                                               {9, "BCDE ACDE ABDE ABCE"},
                                               {9, "ACDFG BCEFG"},
                                               {10, "ABC BCD ACD ABD ABCD AB"},
                                               {10, "ABCD ABCE ABDE ACDE BCDE"},
                                               {10, "ABCG BCDE ACDF"},
                                               {11, "ABC BCD ACD ABD ABCD AB AC"},
                                               {11, "ABC BCD CDE ACD ADE BDE"},
                                               {11, "ABCG BCDE ACDF ABCDEFG"}}};

std::vector<FactorSet> read_generators(std::string_view text) {
  std::vector<FactorSet> generators(1, 0);
  for (const char letter : text) {
    if (letter == ' ') {
      generators.push_back(0);
    } else {
      generators.back() |= FactorSet{1} << letters.find(letter);
    }
  }
  return generators;
}

std::uint32_t size_of(FactorSet set) { return static_cast<std::uint32_t>(std::popcount(set)); }

// The shorter first, then as letters sort: AB before AC before BC.
bool reads_before(FactorSet a, FactorSet b) {
  if (size_of(a) != size_of(b)) return size_of(a) < size_of(b);
  const FactorSet differ = a ^ b;
  return (a & differ & (~differ + 1)) != 0;
}

FractionalFactorial without_points(std::uint32_t factors, std::vector<FactorSet> generators) {
  FractionalFactorial design;
  design.factors = factors;
  design.basic = factors - static_cast<std::uint32_t>(generators.size());
  design.generators = std::move(generators);
  const std::vector<FactorSet> words = defining_words(design);
  design.resolution = words.empty() ? 0 : size_of(words.front());
  return design;
}

void add_points(FractionalFactorial& design) {
  const std::vector<std::uint32_t> levels(design.basic, 2);
  design.points = full_factorial(levels);
  for (LevelIndices& point : design.points) {
    FactorSet low = 0;
    for (std::uint32_t i = 0; i < design.basic; ++i) low |= point[i] == 0 ? FactorSet{1} << i : 0;
    // A product of signs is positive where an even number of them is not.
    for (const FactorSet generator : design.generators)
      point.push_back(size_of(generator & low) % 2 == 0 ? 1 : 0);
  }
}

std::string letters_of(FactorSet set) {
  std::string text;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if ((set >> i & 1U) != 0) text += letters[i];
  }
  return text;
}

std::string equated(const std::vector<FactorSet>& sets) {
  std::string text;
  for (const FactorSet set : sets) text += (text.empty() ? "" : " = ") + letters_of(set);
  return text;
}

std::string roman(std::uint32_t number) {
  constexpr std::array<std::string_view, 12> numerals{"0",  "I",   "II",   "III", "IV", "V",
                                                      "VI", "VII", "VIII", "IX",  "X",  "XI"};
  return std::string(numerals.at(number));
}

std::string alias_note(const FractionalFactorial& design) {
  std::string chains;
  for (const auto& chain : aliases(design)) chains += (chains.empty() ? "" : "; ") + equated(chain);
  const std::string_view clear =
      design.resolution >= 5 ? "No main effect or two-factor interaction is aliased with another of them."
      : design.resolution == 4
          ? "No main effect is aliased with a two-factor interaction; of these are aliased: "
          : "Aliased, up to two-factor interactions: ";
  return std::string(clear) + (chains.empty() ? "" : chains + ".");
}

}  // namespace

std::vector<LevelIndices> full_factorial(std::span<const std::uint32_t> levels) {
  std::size_t count = 1;
  for (const std::uint32_t each : levels) count *= each;
  std::vector<LevelIndices> points;
  points.reserve(count);
  LevelIndices at(levels.size(), 0);
  while (points.size() < count) {
    points.push_back(at);
    for (std::size_t i = at.size(); i-- > 0;) {
      if (++at[i] < levels[i]) break;
      at[i] = 0;
    }
  }
  return points;
}

std::optional<FractionalFactorial> fractional_factorial(std::uint32_t factors, std::uint32_t resolution) {
  if (factors > most_fractional_factors || resolution < 3 || resolution > 5) return std::nullopt;
  FractionalFactorial design = without_points(factors, {});
  for (const Published& each : published) {
    if (each.factors != factors) continue;
    FractionalFactorial fraction = without_points(factors, read_generators(each.generators));
    if (fraction.resolution < resolution) continue;
    design = std::move(fraction);
    break;
  }
  add_points(design);
  return design;
}

std::vector<FactorSet> defining_words(const FractionalFactorial& design) {
  std::vector<FactorSet> words(1, 0);
  for (std::size_t i = 0; i < design.generators.size(); ++i) {
    const FactorSet word = design.generators[i] | FactorSet{1} << (design.basic + i);
    const std::size_t before = words.size();
    for (std::size_t other = 0; other < before; ++other) words.push_back(words[other] ^ word);
  }
  words.erase(words.begin());  // the identity
  std::sort(words.begin(), words.end(), reads_before);
  return words;
}

std::vector<std::vector<FactorSet>> aliases(const FractionalFactorial& design) {
  std::vector<FactorSet> effects;
  for (std::uint32_t i = 0; i < design.factors; ++i) {
    effects.push_back(FactorSet{1} << i);
    for (std::uint32_t j = 0; j < i; ++j) effects.push_back(FactorSet{1} << i | FactorSet{1} << j);
  }
  std::sort(effects.begin(), effects.end(), reads_before);
  const std::vector<FactorSet> words = defining_words(design);
  std::vector<std::vector<FactorSet>> chains;
  std::map<FactorSet, std::size_t> chain_of;  // by the least of all effects that cannot be told apart
  for (const FactorSet effect : effects) {
    FactorSet least = effect;
    for (const FactorSet word : words) least = std::min(least, effect ^ word);
    const auto [found, is_new] = chain_of.try_emplace(least, chains.size());
    if (is_new) chains.emplace_back();
    chains[found->second].push_back(effect);
  }
  std::erase_if(chains, [](const auto& chain) { return chain.size() < 2; });
  return chains;
}

std::vector<std::string> design_notes(const FractionalFactorial& design, std::span<const std::string> names) {
  const std::string all = std::to_string(std::uint32_t{1} << design.factors);
  if (design.generators.empty()) {
    return {"Full factorial: all " + all + " combinations; nothing is aliased."};
  }
  std::vector<std::string> notes{"Fractional factorial 2^(" + std::to_string(design.factors) + "-" +
                                 std::to_string(design.generators.size()) + ") of resolution " +
                                 roman(design.resolution) + ": " + std::to_string(design.points.size()) +
                                 " of " + all + " combinations."};
  std::string legend;
  for (std::size_t i = 0; i < names.size(); ++i) {
    legend += (i == 0 ? "" : ", ") + letters_of(FactorSet{1} << i) + " is " + names[i];
  }
  notes.push_back(legend + ".");
  std::string generators;
  for (std::size_t i = 0; i < design.generators.size(); ++i) {
    generators += (i == 0 ? "" : ", ") + equated({FactorSet{1} << (design.basic + i), design.generators[i]});
  }
  notes.push_back("Generators: " + generators + ".");
  notes.push_back("Defining relation: I = " + equated(defining_words(design)) + ".");
  notes.push_back(alias_note(design));
  return notes;
}

}  // namespace outlive::study
