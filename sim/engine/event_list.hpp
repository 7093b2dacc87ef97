// The event list: one slot per lifetime, holding its next deadline. Which structure finds the earliest depends
// on how many slots there are: a tournament tree while it fits in the caches, a ladder beyond. Both give the same
// order of events, the total order of EventKey, and of equal keys the lower slot.
#pragma once

#include <cstdint>

#include "sim/engine/event_order.hpp"
#include "sim/engine/ladder.hpp"
#include "sim/engine/tournament.hpp"

namespace outlive::engine {

class EventList {
 public:
  /// Where the ladder overtakes the tournament (results/performance).
  static constexpr std::uint32_t most_in_tournament = 4096;

  explicit EventList(std::uint32_t slots = 0) { resize(slots); }

  [[nodiscard]] std::uint32_t size() const { return is_large_ ? ladder_.size() : tournament_.size(); }

  /// Makes slots [0, slots) usable and keeps the keys of those that stay. Capacity grows by doubling: O(n)
  /// then. A list that has grown large stays so until it is reset.
  void resize(std::uint32_t slots);

  /// Empties every slot and makes [0, slots) usable. O(slots), however large the list was before: the memory
  /// stays, so that one list serves logical processes one after the other.
  void reset(std::uint32_t slots);

  /// Schedules `slot` at `key`, whatever it held before. A time of `none.time` means "not scheduled".
  void set(std::uint32_t slot, EventKey key) {
    if (is_large_) [[unlikely]] {
      ladder_.set(slot, key);
    } else {
      tournament_.set(slot, key);
    }
  }
  void clear(std::uint32_t slot) { set(slot, EventKey::none); }

  [[nodiscard]] EventKey key(std::uint32_t slot) const {
    return is_large_ ? ladder_.key(slot) : tournament_.key(slot);
  }

  [[nodiscard]] bool is_scheduled(std::uint32_t slot) const { return key(slot).time != EventKey::none.time; }

  [[nodiscard]] bool empty() const { return is_large_ ? ladder_.empty() : tournament_.empty(); }
  [[nodiscard]] std::int64_t earliest_time() const {
    return is_large_ ? ladder_.earliest_time() : tournament_.earliest_time();
  }
  [[nodiscard]] EventKey earliest() const { return is_large_ ? ladder_.earliest() : tournament_.earliest(); }

  /// Whether there are more slots than the caches hold.
  [[nodiscard]] bool is_large() const { return is_large_; }
  static constexpr std::uint32_t no_slot = Ladder::no_slot;
  /// Of a large list: see Ladder.
  [[nodiscard]] std::uint32_t upcoming(std::size_t ahead) const { return ladder_.upcoming(ahead); }

  /// Meaningless where nothing is scheduled.
  [[nodiscard]] std::uint32_t earliest_slot() const {
    return is_large_ ? ladder_.earliest_slot() : tournament_.earliest_slot();
  }

 private:
  bool is_large_ = false;
  Tournament tournament_;
  Ladder ladder_;
};

}  // namespace outlive::engine
