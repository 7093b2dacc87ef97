// The event list of small logical processes: one slot per lifetime, holding its next deadline; a 4-way
// tournament tree finds the earliest.
//
// Moving a deadline rewrites its slot in place: nothing is left behind to cancel, nothing is allocated. Four
// siblings fill one cache line. A node keeps only the time and the slot of its winner; the rest of a key is
// read from the slot itself where two times are equal, which is rare and halves what a comparison costs.
//
// set, clear: O(log n), ending early where a winner does not change. earliest: O(1). 22 to 43 bytes per slot.
// Of equal keys the lower slot wins (in use keys differ, since their order holds an identity).
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

  [[nodiscard]] bool empty() const { return winner_.time == no_time; }
  [[nodiscard]] std::int64_t earliest_time() const { return winner_.time; }
  [[nodiscard]] EventKey earliest() const { return empty() ? EventKey::none : keys_[winner_.slot]; }

  /// Meaningless where nothing is scheduled.
  [[nodiscard]] std::uint32_t earliest_slot() const { return winner_.slot; }

 private:
  struct Node {
    std::int64_t time;
    std::uint32_t slot;
  };
  template <class T>
  using Line = std::vector<T, CacheLineAllocator<T>>;

  static constexpr std::int64_t no_time = std::numeric_limits<std::int64_t>::max();
  static constexpr std::uint32_t ways = 4;
  static constexpr std::uint32_t least_capacity = ways * ways;  // so that there is always a level of nodes

  [[nodiscard]] static std::uint32_t capacity_for(std::uint32_t slots);
  [[nodiscard, gnu::cold, gnu::noinline]] static bool beats_at_same_time(const EventKey* keys, Node a,
                                                                         Node b);
  [[nodiscard]] static Node better(const EventKey* keys, Node a, Node b);
  void rebuild();

  std::uint32_t size_ = 0;
  std::uint32_t capacity_ = 0;  // a power of two
  Node winner_{no_time, 0};
  Line<EventKey> keys_;  // by slot
  Line<Node> nodes_;     // winners of four, level by level towards the root; levels are padded to four nodes
};

inline Tournament::Node Tournament::better(const EventKey* keys, Node a, Node b) {
  bool second = b.time < a.time;
  if (b.time == a.time) [[unlikely]] {
    second = beats_at_same_time(keys, b, a);
  }
  // A minimum and a mask rather than a choice: which of two lifetimes comes first cannot be predicted, and a
  // mispredicted branch costs more than the rest of the level.
  const std::uint32_t mask = 0U - static_cast<std::uint32_t>(second);
  return {std::min(a.time, b.time), a.slot ^ ((a.slot ^ b.slot) & mask)};
}

inline void Tournament::set(std::uint32_t slot, EventKey key) {
  EventKey* const keys = keys_.data();
  keys[slot] = key;

  // The siblings are compared among themselves first: only the last comparison waits for the level below.
  const auto leaf = [keys](std::uint32_t at) { return Node{keys[at].time, at}; };
  Node others = better(keys, better(keys, leaf(slot ^ 1), leaf(slot ^ 2)), leaf(slot ^ 3));
  Node winner = better(keys, Node{key.time, slot}, others);

  Node* level = nodes_.data();
  std::uint32_t count = capacity_ / ways;
  for (std::size_t at = slot / ways;; at /= ways) {
    // A winner that is not this slot and that the node knew already has not changed, nor has anything above.
    if (level[at].slot == winner.slot && winner.slot != slot) return;
    level[at].time = winner.time;
    level[at].slot = winner.slot;
    others = better(keys, better(keys, level[at ^ 1], level[at ^ 2]), level[at ^ 3]);
    winner = better(keys, winner, others);
    if (count <= ways) break;
    level += count;
    count /= ways;
  }
  winner_ = winner;
}

}  // namespace outlive::engine
