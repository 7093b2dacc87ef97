// The random numbers of one user, by purpose and number: the draws of a RandomStream without a place in it.
//
// Whoever knows which draw is meant (the third statement of the visit number 17) asks for that one; nothing has to be
// kept between draws, and nobody's draws depend on how many others there were.
#pragma once

#include <cstdint>
#include <string_view>

#include "sim/engine/philox.hpp"
#include "sim/engine/random_stream.hpp"

namespace outlive::engine {

class Draws {
 public:
  Draws(PhiloxKey key, std::uint32_t user) : key_(key), user_(user) {}

  struct Pair {
    double first;
    double second;
  };
  /// Draws 2 * number and 2 * number + 1 of this purpose: they cost as much as one.
  [[nodiscard]] Pair pair(std::uint32_t purpose, std::uint64_t number) const {
    const PhiloxCounter words = philox4x32_10(
        {static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(number >> 32), user_, purpose}, key_);
    return {to_unit_interval(words[0] | std::uint64_t{words[1]} << 32),
            to_unit_interval(words[2] | std::uint64_t{words[3]} << 32)};
  }
  /// Draw `number` of this purpose.
  [[nodiscard]] double at(std::uint32_t purpose, std::uint64_t number) const {
    const Pair both = pair(purpose, number / 2);
    return number % 2 == 0 ? both.first : both.second;
  }

 private:
  PhiloxKey key_;
  std::uint32_t user_;
};

/// A purpose that has a name instead of a number (FNV-1a), so that new ones leave the others alone. Those that the code
/// numbers itself are below 256.
constexpr std::uint32_t purpose_named(std::string_view name, std::uint32_t hash = 0x811C9DC5) {
  for (const char letter : name) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x01000193;
  return hash < 256 ? hash + 256 : hash;
}

}  // namespace outlive::engine
