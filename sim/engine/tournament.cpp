#include "sim/engine/tournament.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>

namespace outlive::engine {

std::uint32_t Tournament::capacity_for(std::uint32_t slots) {
  if (slots > most_slots) throw std::length_error("a tournament holds at most 2^24 slots");
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

Tournament::Node Tournament::better_by_key(const EventKey* keys, Node a, Node b) {
  const std::uint32_t slot_a = slot_of(a);
  const std::uint32_t slot_b = slot_of(b);
  if (keys[slot_a] != keys[slot_b]) return keys[slot_a] < keys[slot_b] ? a : b;
  return slot_a < slot_b ? a : b;
}

void Tournament::rebuild() {
  nodes_.resize(std::size_t{2} * capacity_);
  for (std::uint32_t slot = 0; slot < capacity_; ++slot)
    nodes_[capacity_ + slot] = node_of(keys_[slot], slot);
  for (std::size_t at = capacity_; --at >= root;)
    nodes_[at] = better(keys_.data(), nodes_[2 * at], nodes_[2 * at + 1]);
}

}  // namespace outlive::engine
