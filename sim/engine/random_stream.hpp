// A stream of random numbers that belongs to one user and one purpose (design section 2).
//
// Keyed by seed and replication, counted by user, purpose and draw: draw n is a pure function of these five,
// so a user's numbers depend neither on other users nor on threads, and are common to all design points.
// Variates come by inversion, one draw each, so that streams stay synchronised. Streams never overlap: their
// counters differ.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "sim/engine/elementary.hpp"
#include "sim/engine/philox.hpp"

namespace outlive::engine {

/// The centre of one of 2^52 equal cells between 0 and 1: of 2^53 cells the last centre would round up to 1.
constexpr double to_unit_interval(std::uint64_t bits) {
  return (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52;
}

/// What seed and replication make of the generator. For one seed no two replications share a key.
PhiloxKey key_of(std::uint64_t seed, std::uint32_t replication);

class RandomStream {
 public:
  /// `purpose` is a number that the layer above gives to each use of chance: arrivals, durations, forgetting
  /// ...
  RandomStream(std::uint64_t seed, std::uint32_t replication, std::uint32_t user, std::uint32_t purpose);

  std::uint64_t next_u64() {
    const std::size_t at = index_ % buffered;
    if (at == 0 || stale_) refill();
    ++index_;
    return buffer_[at];
  }

  /// Strictly between 0 and 1: no logarithm of 0, no certainty.
  double uniform() { return to_unit_interval(next_u64()); }

  /// Exponential with the given mean, by inversion: a larger uniform gives a larger variate.
  double exponential(double mean) { return -mean * elementary::log(1.0 - uniform()); }

  /// The index of the next draw.
  [[nodiscard]] std::uint64_t index() const { return index_; }

  /// Continues with draw `index`, forwards or backwards, in constant time.
  void jump_to(std::uint64_t index) {
    index_ = index;
    stale_ = true;
  }
  void skip(std::uint64_t draws) { jump_to(index_ + draws); }
  void reset() { jump_to(0); }

 private:
  static constexpr std::size_t buffered = 4;  // two blocks: the processor computes them side by side

  void refill();

  PhiloxKey key_;
  std::uint32_t user_;
  std::uint32_t purpose_;
  std::uint64_t index_ = 0;
  std::array<std::uint64_t, buffered> buffer_{};
  bool stale_ = false;  // the buffer does not hold draw index_
};

}  // namespace outlive::engine
