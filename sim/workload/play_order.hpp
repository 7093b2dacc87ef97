// Another order of play. Processes share nothing, so results may not depend on which is played when: whoever doubts it has them
// shuffled (RunOptions::shuffle) and compares.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "sim/engine/random_stream.hpp"
#include "sim/workload/inputs.hpp"

namespace outlive::workload {

/// Puts things into an order of its own; `seed` 0 leaves everything as it is.
class Shuffle {
 public:
  explicit Shuffle(std::uint64_t seed) : shuffles_(seed != 0), random_(seed, 0, 0, 0) {}

  [[nodiscard]] bool shuffles() const { return shuffles_; }

  template <class Thing>
  void operator()(std::vector<Thing>& things) {
    for (std::size_t left = things.size(); shuffles_ && left > 1; --left) {
      std::swap(things[left - 1], things[random_.next_u64() % left]);
    }
  }
  /// How many users a block has, up to `usual`.
  Number block(Number usual) {
    return shuffles_ ? 1 + static_cast<Number>(random_.next_u64() % usual) : usual;
  }

 private:
  bool shuffles_;
  engine::RandomStream random_;
};

/// Where a process began to write into the tables that grow while processes are played.
struct Begun {
  std::size_t process = 0;
  std::size_t lines = 0;
  std::size_t ineffective = 0;
  std::size_t lives = 0;
};

Begun begun(const Records& records, std::size_t process);

/// Puts what processes wrote, which began there in the order of play, into the order in which the processes are numbered.
void put_back_in_order(Records& records, std::span<const Begun> played);

}  // namespace outlive::workload
