#include "sim/engine/user_lists.hpp"

#include <algorithm>
#include <bit>

#include "sim/engine/prefetch.hpp"

namespace outlive::engine {

void UserLists::reset(std::uint32_t first_user, std::uint32_t users, std::uint32_t slots) {
  first_user_ = first_user;
  turn_ = 0;
  earliest_ = {};
  lists_.assign(users, List{});
  entries_.clear();
  places_.assign(slots, nowhere);
  for (auto& places : free_) places.clear();
  moved_of_others_.clear();
}

void UserLists::set(std::uint32_t slot, EventKey key) {
  const std::uint32_t place = places_[slot];
  if (place == nowhere) {
    if (key.time == EventKey::none.time) return;
    add(slot, key);
    return note_moved(user_of(key), slot, key);
  }
  const std::uint32_t user = user_of(entries_[place].key);
  if (key.time == EventKey::none.time) {
    remove(place);
  } else {
    entries_[place].key = key;
  }
  note_moved(user, slot, key);
}

/// Keeps the earliest of whose turn it is.
void UserLists::note_moved(std::uint32_t user, std::uint32_t slot, EventKey key) {
  if (user != turn_) {
    moved_of_others_.push_back(user);
  } else if (key < earliest_.key) {
    earliest_ = {key, slot};
  } else if (slot == earliest_.slot) {
    find_earliest();
  }
}

void UserLists::turn_to(std::uint32_t user) {
  turn_ = user;
  find_earliest();
}

/// Without branches: which of a handful is the earliest cannot be guessed.
void UserLists::find_earliest() {
  const List& list = lists_[turn_];
  Entry best;
  for (std::uint32_t i = list.first; i != list.first + list.count; ++i) {
    const Entry& entry = entries_[i];
    const bool is_earlier = (entry.key.time < best.key.time) |
                            ((entry.key.time == best.key.time) & (entry.key.order < best.key.order));
    best.key.time = is_earlier ? entry.key.time : best.key.time;
    best.key.order = is_earlier ? entry.key.order : best.key.order;
    best.slot = is_earlier ? entry.slot : best.slot;
  }
  earliest_ = best;
}

void UserLists::add(std::uint32_t slot, EventKey key) {
  List& list = lists_[user_of(key)];
  if (list.count == list.room) move(list, std::max(least_room, 2 * list.room));
  const std::uint32_t place = list.first + list.count++;
  entries_[place] = {key, slot};
  places_[slot] = place;
}

/// The last of its list takes its place. A list three quarters of which are empty gives half of its room to others.
void UserLists::remove(std::uint32_t place) {
  List& list = lists_[user_of(entries_[place].key)];
  places_[entries_[place].slot] = nowhere;
  const std::uint32_t last = list.first + --list.count;
  if (last != place) {
    entries_[place] = entries_[last];
    places_[entries_[place].slot] = place;
  }
  if (list.room > least_room && 4 * list.count <= list.room) move(list, list.room / 2);
}

void UserLists::move(List& list, std::uint32_t room) {
  auto& free = free_[static_cast<std::size_t>(std::countr_zero(room))];
  auto first = static_cast<std::uint32_t>(entries_.size());
  if (free.empty()) {
    entries_.resize(entries_.size() + room);
  } else {
    first = free.back();
    free.pop_back();
  }
  for (std::uint32_t i = 0; i < list.count; ++i) {
    entries_[first + i] = entries_[list.first + i];
    places_[entries_[first + i].slot] = first + i;
  }
  if (list.room != 0) free_[static_cast<std::size_t>(std::countr_zero(list.room))].push_back(list.first);
  list = {first, list.count, room};
}

void UserLists::prefetch_list(std::uint32_t user) const { engine::prefetch(lists_[user]); }

void UserLists::prefetch_deadlines(std::uint32_t user) const {
  if (lists_[user].count != 0) {
    engine::prefetch(entries_[lists_[user].first], lists_[user].count * sizeof(Entry));
  }
}

void UserLists::prefetch_place(std::uint32_t slot) const { engine::prefetch(places_[slot]); }

}  // namespace outlive::engine
