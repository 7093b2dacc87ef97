// Designs that fill the space of the factors: points in the unit cube, one coordinate strictly between 0 and 1 for each
// factor. Which level a coordinate means is the caller's to say. The same seed gives the same points, bit for bit.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace outlive::study {

using UnitPoint = std::vector<double>;

inline constexpr std::uint32_t most_latin_tries = 300;

/// A Latin hypercube: cut the range of any factor into `points` equal strata, and there is one point in each (at most 2^20
/// points). Of `most_latin_tries` random ones (fewer where there are so many points that comparing them would take seconds)
/// the one whose nearest two points lie farthest apart (maximin; M. D. Morris, T. J. Mitchell, J. Statist. Plann. Inference 43,
/// 1995).
std::vector<UnitPoint> latin_hypercube(std::uint32_t points, std::uint32_t factors, std::uint64_t seed);

inline constexpr std::uint32_t most_sobol_factors = 3667;

/// The first points of the Sobol sequence, origin included, with the direction numbers of S. Joe and F. Y. Kuo (SIAM J. Sci.
/// Comput. 30, 2008): binary fractions, 64 digits of each coordinate. At most `most_sobol_factors` factors.
std::vector<std::vector<std::uint64_t>> sobol_digits(std::uint32_t points, std::uint32_t factors);

/// The same with a digital shift that the seed decides, one for each factor. The shift leaves the points as evenly spread as
/// they were and takes the origin out of its corner, so that it need not be left out: without it 2^m points would no longer have
/// one in each elementary interval (A. B. Owen, On dropping the first Sobol' point, 2020).
std::vector<UnitPoint> sobol(std::uint32_t points, std::uint32_t factors, std::uint64_t seed);

/// What a reader must know of so many points; empty where there is nothing to say.
std::string sobol_note(std::uint32_t points);

}  // namespace outlive::study
