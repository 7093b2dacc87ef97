#include "sim/engine/user_lists.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "sim/engine/event_list.hpp"

using namespace outlive::engine;

namespace {

constexpr std::uint32_t first_of_users = 1000;

EventKey key_of_user(std::uint32_t user, std::int64_t time, std::uint64_t own) {
  return {time, order_of(EventClass::work_completes, first_of_users + user, own)};
}

/// Each user's slots with their keys, as one would write it without a thought for speed.
using KeysByUser = std::map<std::uint32_t, std::map<std::uint32_t, EventKey>>;

bool user_list_agrees(const EventList& list, const KeysByUser& expected, std::uint32_t user) {
  const auto place = expected.find(user);
  if (place == expected.end() || place->second.empty()) return list.empty();
  const auto earliest = std::min_element(place->second.begin(), place->second.end(),
                                         [](const auto& a, const auto& b) { return a.second < b.second; });
  return list.earliest() == earliest->second && list.earliest_slot() == earliest->first &&
         list.earliest_time() == earliest->second.time;
}

}  // namespace

TEST_CASE(
    "user lists: at every turn the earliest of that user comes first, and those of others are told of") {
  CHECK(rc::check([] {
    constexpr std::uint32_t users = 4;
    EventList list;
    list.reset_by_user(first_of_users, users, 0);
    KeysByUser expected;
    const int least_set = *rc::gen::inRange(5, 9);  // some let go of nearly all, some of little
    std::uint32_t turn = 0;
    std::set<std::uint32_t> moved;
    std::uint32_t slots = 0;
    std::vector<std::uint32_t> owner;
    for (int step = 0; step < 200; ++step) {
      const int what = *rc::gen::inRange(0, 10);
      if (what == 0) {
        turn = *rc::gen::inRange(0u, users);
        list.by_user().turn_to(turn);
      } else if (what < 4 || slots == 0) {
        list.resize(++slots);
        owner.push_back(*rc::gen::inRange(0u, users));
        RC_ASSERT(!list.is_scheduled(slots - 1));
      } else {
        const std::uint32_t slot = *rc::gen::inRange(0u, slots);
        const std::uint32_t user = owner[slot];
        const bool clears = what < least_set;
        const bool was_there = expected[user].contains(slot);
        const EventKey key = clears ? EventKey::none : key_of_user(user, *rc::gen::inRange(-3, 12), slot);
        list.set(slot, key);
        if (user != turn && (was_there || !clears)) moved.insert(user);
        expected[user].erase(slot);
        if (!clears) expected[user][slot] = key;
        RC_ASSERT(list.key(slot) == key);
      }
      RC_ASSERT(user_list_agrees(list, expected, turn));
    }
    const auto told = list.by_user().moved_of_others();
    RC_ASSERT(std::set<std::uint32_t>(told.begin(), told.end()) == moved);
    list.by_user().forget_moved();
    RC_ASSERT(list.by_user().moved_of_others().empty());
    for (std::uint32_t user = 0; user < users; ++user) {
      list.by_user().turn_to(user);
      RC_ASSERT(user_list_agrees(list, expected, user));
    }
  }));
}

TEST_CASE("user lists: who has let go of most deadlines leaves their room to others") {
  constexpr std::uint32_t users = 100;
  constexpr std::uint32_t most = 16;
  UserLists lists;
  lists.reset(first_of_users, users, most);
  for (std::uint32_t user = 0; user < users; ++user) {
    for (std::uint32_t slot = 0; slot < most; ++slot) lists.set(slot, key_of_user(user, slot, slot));
    for (std::uint32_t slot = 0; slot < most; ++slot) lists.set(slot, EventKey::none);
  }
  CHECK(lists.room() < 2 * users + 4 * most);
}

TEST_CASE("user lists: a list that was reset holds everybody's events again, and nothing of before") {
  EventList list;
  list.reset_by_user(first_of_users, 2, 3);
  list.set(2, key_of_user(1, 5, 0));
  list.reset(3);
  CHECK(list.empty());
  list.set(0, key_of_user(0, 7, 0));
  list.set(1, key_of_user(1, 6, 0));
  CHECK(list.earliest_slot() == 1);
  list.reset_by_user(first_of_users, 2, 3);
  list.by_user().turn_to(1);
  CHECK(list.empty());
}
