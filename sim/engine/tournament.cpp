#include "sim/engine/tournament.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>

namespace outlive::engine {

std::uint32_t Tournament::capacity_for(std::uint32_t slots) {
  if (slots > std::uint32_t{1} << 31) throw std::length_error("a tournament holds at most 2^31 slots");
  return std::max(least_capacity, std::bit_ceil(slots));
}

void Tournament::resize(std::uint32_t slots) {
  const std::uint32_t capacity = std::max(capacity_, capacity_for(slots));
  const bool shrinks = slots < size_;
  if (shrinks) std::fill(keys_.begin() + slots, keys_.begin() + size_, EventKey::none);
  size_ = slots;
  if (capacity == capacity_ && !shrinks) return;
  capacity_ = capacity;
  keys_.resize(capacity, EventKey::none);
  rebuild();
}

void Tournament::reset(std::uint32_t slots) {
  capacity_ = capacity_for(slots);
  size_ = slots;
  keys_.assign(capacity_, EventKey::none);
  rebuild();
}

bool Tournament::beats_at_same_time(const EventKey* keys, Node a, Node b) {
  if (a.time == no_time) return false;  // both empty: it does not matter which
  const std::uint64_t order_a = keys[a.slot].order;
  const std::uint64_t order_b = keys[b.slot].order;
  return order_a < order_b || (order_a == order_b && a.slot < b.slot);
}

void Tournament::rebuild() {
  std::size_t total = 0;
  for (std::size_t count = capacity_ / ways; count > 1; count /= ways) {
    total += std::max<std::size_t>(count, ways);
  }
  nodes_.assign(total, Node{no_time, 0});
  winner_ = {no_time, 0};
  for (std::uint32_t slot = 0; slot < size_; ++slot) {
    if (keys_[slot].time != no_time) set(slot, keys_[slot]);
  }
}

}  // namespace outlive::engine
