#include "sim/engine/random_stream.hpp"

#include "sim/engine/mix.hpp"

namespace outlive::engine {

// Adding and mixing are both reversible.
PhiloxKey key_of(std::uint64_t seed, std::uint32_t replication) {
  const std::uint64_t key = mix(mix(seed + 0x9E3779B97F4A7C15) + replication);
  return {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)};
}

RandomStream::RandomStream(std::uint64_t seed, std::uint32_t replication, std::uint32_t user,
                           std::uint32_t purpose)
    : key_(key_of(seed, replication)), user_(user), purpose_(purpose) {}

void RandomStream::refill() {
  // A block is two draws; the buffer begins at a multiple of its size, so jumping back finds the same draws.
  const std::uint64_t first_block = index_ / buffered * (buffered / 2);
  for (std::size_t block = 0; block < buffered / 2; ++block) {
    const std::uint64_t number = first_block + block;
    const PhiloxCounter words = philox4x32_10(
        {static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(number >> 32), user_, purpose_},
        key_);
    buffer_[2 * block] = words[0] | std::uint64_t{words[1]} << 32;
    buffer_[2 * block + 1] = words[2] | std::uint64_t{words[3]} << 32;
  }
  stale_ = false;
}

}  // namespace outlive::engine
