// Factorial designs: all combinations of levels, or a fraction of them chosen so that what is most likely to matter is not
// mixed up with anything that is likely to.
//
// Factors are numbered from 0 and written as letters in reports: A, B ... H, J ... (I is the identity of a relation).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace outlive::study {

/// One level for each factor, by its index.
using LevelIndices = std::vector<std::uint32_t>;

/// All combinations of factors with so many levels each, the last factor changing fastest. Their number is the product of the
/// levels: the caller sees to it that there is room for them.
std::vector<LevelIndices> full_factorial(std::span<const std::uint32_t> levels);

/// Factors whose levels, as -1 and 1, are multiplied: bit i stands for factor i. An effect, a generator or a word.
using FactorSet = std::uint32_t;

/// A two-level design of 2^(factors - generators) points.
struct FractionalFactorial {
  std::uint32_t factors = 0;
  std::uint32_t basic = 0;            // the first so many factors are combined in full
  std::vector<FactorSet> generators;  // of each further factor: the product of basic factors that it equals
  std::uint32_t resolution =
      0;  // length of the shortest word of the defining relation; 0: nothing is aliased
  std::vector<LevelIndices> points;  // 0: low, 1: high; the last basic factor changes fastest
};

inline constexpr std::uint32_t most_fractional_factors = 11;

/// The design with the fewest points whose resolution is at least `resolution` (3, 4 or 5), of those the one with minimum
/// aberration; all combinations where no fraction has it. Generators as published: G. E. P. Box, J. S. Hunter, W. G. Hunter,
/// Statistics for Experimenters (2nd ed., 2005), table 6.22, as the NIST/SEMATECH e-Handbook has them in 5.3.3.4.7. Nothing
/// for more than `most_fractional_factors` factors or another resolution.
std::optional<FractionalFactorial> fractional_factorial(std::uint32_t factors, std::uint32_t resolution);

/// The products of factors that are 1 at every point, the shortest first: the defining relation without I.
std::vector<FactorSet> defining_words(const FractionalFactorial& design);

/// Main effects and two-factor interactions that the design cannot tell apart, each set as long as it has more than one member;
/// interactions of three and more factors are aliased with them, too, and taken to be nothing.
std::vector<std::vector<FactorSet>> aliases(const FractionalFactorial& design);

/// What a reader of the results must know, a sentence each: size and resolution, which letter is which factor, generators,
/// defining relation, aliases. `names` are those of the factors.
std::vector<std::string> design_notes(const FractionalFactorial& design, std::span<const std::string> names);

}  // namespace outlive::study
