// The event list of small logical processes: one slot per lifetime, holding its next deadline; a binary tournament tree
// finds the earliest.
//
// Moving a deadline rewrites its slot in place: nothing is left behind to cancel, nothing is allocated. A node is one
// word, its winner's time above the number of its slot, so the better of two is their minimum. Two of one time (rare), and
// times that do not fit, differ in nothing above the slot: then the keys themselves are compared.
//
// set, clear: O(log n), a handful of instructions per level and no branch that cannot be predicted. earliest: O(1).
// 32 to 64 bytes per slot. Of equal keys the lower slot wins (in use keys differ, since their order holds an identity).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "sim/engine/cache_line_allocator.hpp"
#include "sim/engine/event_order.hpp"

namespace outlive::engine {

class Tournament {
 public:
  explicit Tournament(std::uint32_t slots = 0) { resize(slots); }

  [[nodiscard]] std::uint32_t size() const { return size_; }

  /// Makes slots [0, slots) usable and keeps the keys of those that stay. Capacity grows by doubling: O(n)
  /// then.
  void resize(std::uint32_t slots);

  /// Empties every slot and makes [0, slots) usable. O(slots), however large the list was before: the memory
  /// stays, so that one list serves logical processes one after the other.
  void reset(std::uint32_t slots);

  /// Schedules `slot` at `key`, whatever it held before. A time of `none.time` means "not scheduled".
  void set(std::uint32_t slot, EventKey key);
  void clear(std::uint32_t slot) { set(slot, EventKey::none); }

  [[nodiscard]] EventKey key(std::uint32_t slot) const { return keys_[slot]; }

  [[nodiscard]] bool empty() const { return earliest_time() == no_time; }
  [[nodiscard]] std::int64_t earliest_time() const { return keys_[earliest_slot()].time; }
  [[nodiscard]] EventKey earliest() const { return keys_[earliest_slot()]; }

  /// Meaningless where nothing is scheduled.
  [[nodiscard]] std::uint32_t earliest_slot() const { return slot_of(nodes_[root]); }

 private:
  using Node = std::uint64_t;
  template <class T>
  using Line = std::vector<T, CacheLineAllocator<T>>;

  static constexpr std::int64_t no_time = std::numeric_limits<std::int64_t>::max();
  static constexpr std::uint32_t root = 1;  // the children of node i are 2i and 2i + 1
  static constexpr std::uint32_t least_capacity = 8;
  static constexpr int slot_bits = 24;
  static constexpr std::uint32_t most_slots = std::uint32_t{1} << slot_bits;
  /// 34 years of milliseconds; what is later counts as this late, until it is compared.
  static constexpr std::int64_t last_time = (std::int64_t{1} << (64 - slot_bits)) - 1 - most_slots;

  [[nodiscard]] static constexpr std::uint32_t slot_of(Node node) {
    return static_cast<std::uint32_t>(node) & (most_slots - 1);
  }
  /// Empty slots come after all others and are never at the same time, which would have to be looked into.
  [[nodiscard]] static constexpr Node empty_node(std::uint32_t slot) {
    return (static_cast<Node>(last_time) + 1 + slot) << slot_bits | slot;
  }
  [[nodiscard]] static constexpr Node node_of(EventKey key, std::uint32_t slot) {
    if (key.time == no_time) return empty_node(slot);
    return static_cast<Node>(std::clamp<std::int64_t>(key.time, 0, last_time)) << slot_bits | slot;
  }
  [[nodiscard]] static std::uint32_t capacity_for(std::uint32_t slots);
  [[nodiscard, gnu::cold, gnu::noinline]] static Node better_by_key(const EventKey* keys, Node a, Node b);
  [[nodiscard]] static Node better(const EventKey* keys, Node a, Node b) {
    if ((a ^ b) < most_slots) [[unlikely]] {
      return better_by_key(keys, a, b);
    }
    return std::min(a, b);
  }
  void rebuild();

  std::uint32_t size_ = 0;
  std::uint32_t capacity_ = 0;  // a power of two
  Line<EventKey> keys_;         // by slot
  Line<Node> nodes_;            // the root first, the slots themselves last
};

inline void Tournament::set(std::uint32_t slot, EventKey key) {
  EventKey* const keys = keys_.data();
  Node* const nodes = nodes_.data();
  keys[slot] = key;
  Node winner = node_of(key, slot);
  std::size_t at = capacity_ + slot;
  nodes[at] = winner;
  do {
    winner = better(keys, winner, nodes[at ^ 1]);
    at /= 2;
    nodes[at] = winner;
  } while (at != root);
}

}  // namespace outlive::engine
