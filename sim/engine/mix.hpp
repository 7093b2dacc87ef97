// A 64-bit finaliser: a bijection that lets every bit of its input reach every bit of its output.
#pragma once

#include <cstdint>

namespace outlive::engine {

/// MurmurHash3's last step with the constants of David Stafford's "Mix13" (the ones that SplitMix64 uses).
constexpr std::uint64_t mix(std::uint64_t word) {
  word ^= word >> 30;
  word *= 0xBF58476D1CE4E5B9;
  word ^= word >> 27;
  word *= 0x94D049BB133111EB;
  word ^= word >> 31;
  return word;
}

}  // namespace outlive::engine
