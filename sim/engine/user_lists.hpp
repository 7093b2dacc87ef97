// The event list of processes whose users are run one after the other (workload/run_ahead.cpp): each user's deadlines
// in a small list of their own, side by side in memory, and the earliest of one user at a time.
//
// A user has a handful of deadlines at once, so the earliest is looked for among all of them: two or three cache lines,
// which the user's other events have fetched. Whose a deadline is stands in its key (EventKey::order).
//
// set: O(1), or O(deadlines of the user) where the earliest is moved. Lists double when they are full, halve when they are
// nearly empty, and leave their place to others; 24 bytes a deadline, 4 a slot. Of equal keys (in use there are none) any
// may come first.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/engine/event_order.hpp"

namespace outlive::engine {

class UserLists {
 public:
  /// Empties every list; for `users` users, numbered from `first_user` on.
  void reset(std::uint32_t first_user, std::uint32_t users, std::uint32_t slots);
  [[nodiscard]] std::uint32_t users() const { return static_cast<std::uint32_t>(lists_.size()); }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(places_.size()); }
  void resize(std::uint32_t slots) { places_.resize(slots, nowhere); }

  void set(std::uint32_t slot, EventKey key);
  [[nodiscard]] EventKey key(std::uint32_t slot) const {
    const std::uint32_t place = places_[slot];
    return place == nowhere ? EventKey::none : entries_[place].key;
  }

  /// Whose deadlines `earliest` tells of from here on; a number from 0.
  void turn_to(std::uint32_t user);
  [[nodiscard]] EventKey earliest() const { return earliest_.key; }
  [[nodiscard]] std::uint32_t earliest_slot() const { return earliest_.slot; }

  /// Users other than the one whose turn it was when something of theirs was moved; may name one twice.
  [[nodiscard]] std::span<const std::uint32_t> moved_of_others() const { return moved_of_others_; }
  void forget_moved() { moved_of_others_.clear(); }

  /// Deadlines that there is memory for.
  [[nodiscard]] std::size_t room() const { return entries_.size(); }

  void prefetch_list(std::uint32_t user) const;
  void prefetch_deadlines(std::uint32_t user) const;
  void prefetch_place(std::uint32_t slot) const;
  template <class Visit>
  void for_each_slot(std::uint32_t user, Visit visit) const {
    const List& list = lists_[user];
    for (std::uint32_t i = 0; i < list.count; ++i) visit(entries_[list.first + i].slot);
  }

 private:
  static constexpr std::uint32_t nowhere = 0xFFFFFFFF;
  static constexpr std::uint32_t least_room = 2;
  struct Entry {
    EventKey key = EventKey::none;
    std::uint32_t slot = 0;
  };
  struct List {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    std::uint32_t room = 0;  // a power of two
  };

  [[nodiscard]] std::uint32_t user_of(EventKey key) const { return engine::user_of(key.order) - first_user_; }
  void add(std::uint32_t slot, EventKey key);
  void remove(std::uint32_t place);
  void move(List& list, std::uint32_t room);
  void note_moved(std::uint32_t user, std::uint32_t slot, EventKey key);
  void find_earliest();

  std::uint32_t first_user_ = 0;
  std::uint32_t turn_ = 0;
  Entry earliest_;
  std::vector<List> lists_;  // by user
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> places_;                // by slot, among the entries
  std::array<std::vector<std::uint32_t>, 32> free_;  // where lists of 2^n have been
  std::vector<std::uint32_t> moved_of_others_;
};

}  // namespace outlive::engine
