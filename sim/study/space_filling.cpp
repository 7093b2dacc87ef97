#include "sim/study/space_filling.hpp"

#include <algorithm>
#include <bit>
#include <limits>

#include <boost/random/sobol.hpp>

#include "sim/engine/random_stream.hpp"

namespace outlive::study {
namespace {

/// No simulation has a replication of this number, so its streams are the designs' own.
constexpr std::uint32_t replication_of_designs = std::numeric_limits<std::uint32_t>::max();
/// Nor has a Latin hypercube so many tries, whose numbers are the purposes of its streams.
constexpr std::uint32_t purpose_of_shifts = std::numeric_limits<std::uint32_t>::max();

/// Coordinates that are compared before it takes too long: half a second or so.
constexpr std::uint64_t most_comparisons = 400'000'000;

/// The centre of one of 2^24 cells of a stratum: coarse enough for every stratum to keep its point when divided.
double place_in_stratum(std::uint64_t bits) { return (static_cast<double>(bits >> 40U) + 0.5) * 0x1p-24; }

/// One coordinate of all points: strata in random order, a random place in each.
std::vector<double> latin_coordinates(std::uint32_t points, engine::RandomStream stream) {
  std::vector<std::uint32_t> strata(points);
  for (std::uint32_t i = 0; i < points; ++i) {
    // Fisher and Yates from within: what stood at `other` moves up, so that every order is as likely.
    const auto other = static_cast<std::uint32_t>(stream.uniform() * (i + 1));
    strata[i] = strata[other];
    strata[other] = i;
  }
  std::vector<double> coordinates;
  coordinates.reserve(points);
  for (const std::uint32_t stratum : strata) {
    coordinates.push_back((stratum + place_in_stratum(stream.next_u64())) / points);
  }
  return coordinates;
}

std::vector<UnitPoint> random_hypercube(std::uint32_t points, std::uint32_t factors, std::uint64_t seed,
                                        std::uint32_t number) {
  std::vector<UnitPoint> design(points, UnitPoint(factors));
  for (std::uint32_t factor = 0; factor < factors; ++factor) {
    const auto coordinates = latin_coordinates(points, {seed, replication_of_designs, factor, number});
    for (std::uint32_t i = 0; i < points; ++i) design[i][factor] = coordinates[i];
  }
  return design;
}

double squared_distance(const UnitPoint& a, const UnitPoint& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

/// Between the nearest two points; of a design that is no better than `enough`, any distance that shows it.
double least_distance(const std::vector<UnitPoint>& design, double enough) {
  double least = std::numeric_limits<double>::max();
  for (std::size_t i = 0; i < design.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) least = std::min(least, squared_distance(design[i], design[j]));
    if (least <= enough) return least;
  }
  return least;
}

std::uint32_t tries_for(std::uint64_t points, std::uint64_t factors) {
  const std::uint64_t each = std::max<std::uint64_t>(points * points / 2 * factors, 1);
  return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(most_comparisons / each, 1, most_latin_tries));
}

}  // namespace

std::vector<UnitPoint> latin_hypercube(std::uint32_t points, std::uint32_t factors, std::uint64_t seed) {
  std::vector<UnitPoint> best = random_hypercube(points, factors, seed, 0);
  const std::uint32_t tries = tries_for(points, factors);
  if (tries == 1) return best;
  double distance = least_distance(best, 0);
  for (std::uint32_t number = 1; number < tries; ++number) {
    std::vector<UnitPoint> other = random_hypercube(points, factors, seed, number);
    const double own = least_distance(other, distance);
    if (own <= distance) continue;
    distance = own;
    best = std::move(other);
  }
  return best;
}

std::vector<std::vector<std::uint64_t>> sobol_digits(std::uint32_t points, std::uint32_t factors) {
  std::vector<std::vector<std::uint64_t>> all(points, std::vector<std::uint64_t>(factors, 0));
  if (factors == 0) return all;
  boost::random::sobol_engine<std::uint64_t, 64> engine(factors);  // begins behind the origin
  for (std::size_t i = 1; i < all.size(); ++i) engine.generate(all[i].begin(), all[i].end());
  return all;
}

std::vector<UnitPoint> sobol(std::uint32_t points, std::uint32_t factors, std::uint64_t seed) {
  std::vector<std::uint64_t> shifts;
  for (std::uint32_t factor = 0; factor < factors; ++factor) {
    shifts.push_back(
        engine::RandomStream(seed, replication_of_designs, factor, purpose_of_shifts).next_u64());
  }
  std::vector<UnitPoint> all;
  all.reserve(points);
  for (const auto& digits : sobol_digits(points, factors)) {
    UnitPoint& point = all.emplace_back();
    for (std::size_t i = 0; i < digits.size(); ++i) {
      point.push_back(engine::to_unit_interval(digits[i] ^ shifts[i]));
    }
  }
  return all;
}

std::string sobol_note(std::uint32_t points) {
  if (std::has_single_bit(points)) return {};
  const std::uint64_t below = std::bit_floor(points);
  return "Sobol points are spread evenly only where their number is a power of two: " +
         (points == 0 ? "there are none"
                      : std::to_string(points) + " lies between " + std::to_string(below) + " and " +
                            std::to_string(2 * below)) +
         ".";
}

}  // namespace outlive::study
