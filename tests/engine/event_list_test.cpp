#include "sim/engine/event_list.hpp"

#include <cstdint>
#include <set>
#include <stdexcept>
#include <tuple>
#include <vector>

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace outlive::engine;

namespace {

// The event list as one would write it without a thought for speed.
class Oracle {
 public:
  explicit Oracle(std::uint32_t slots) : keys_(slots, EventKey::none) {}
  void set(std::uint32_t slot, EventKey key) {
    ordered_.erase({key_of(slot), slot});
    keys_[slot] = key;
    if (key != EventKey::none) ordered_.insert({key, slot});
  }
  void resize(std::uint32_t slots) {
    for (std::uint32_t slot = slots; slot < keys_.size(); ++slot) set(slot, EventKey::none);
    keys_.resize(slots, EventKey::none);
  }
  EventKey key_of(std::uint32_t slot) const { return keys_[slot]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(keys_.size()); }
  bool agrees(const EventList& list) const {
    if (list.size() != size() || list.empty() != ordered_.empty()) return false;
    if (ordered_.empty())
      return list.earliest() == EventKey::none && list.earliest_time() == EventKey::none.time;
    const auto& [key, slot] = *ordered_.begin();
    return list.earliest() == key && list.earliest_slot() == slot && list.earliest_time() == key.time;
  }

 private:
  std::vector<EventKey> keys_;
  std::set<std::tuple<EventKey, std::uint32_t>> ordered_;
};

// Few times and few orders, so that ties in time are common and whole keys are sometimes equal.
EventKey random_key() {
  return {*rc::gen::inRange<std::int64_t>(-3, 12), *rc::gen::inRange<std::uint64_t>(0, 6)};
}

void empty_one_by_one(EventList& list, Oracle& oracle) {
  while (!list.empty()) {
    RC_ASSERT(oracle.agrees(list));
    const std::uint32_t slot = list.earliest_slot();
    list.clear(slot);
    oracle.set(slot, EventKey::none);
  }
  RC_ASSERT(oracle.agrees(list));
}

}  // namespace

TEST_CASE("a new event list has nothing scheduled") {
  const EventList list(3);
  CHECK(list.size() == 3);
  CHECK(list.empty());
  CHECK(list.earliest() == EventKey::none);
  CHECK(EventList().empty());
}

TEST_CASE("moving a deadline leaves nothing behind") {
  EventList list(2);
  list.set(0, {5, 1});
  list.set(0, {9, 1});
  list.set(1, {7, 1});
  CHECK(list.earliest() == EventKey{7, 1});
  list.clear(1);
  CHECK(list.earliest() == EventKey{9, 1});
  list.clear(0);
  CHECK(list.empty());
}

TEST_CASE("at equal times the order decides, whichever slot and whichever came first") {
  for (const std::uint32_t distance : {1U, 2U, 3U, 4U, 16U, 17U, 63U}) {
    CAPTURE(distance);
    EventList list(100);
    list.set(20, {5, 2});
    list.set(20 + distance, {5, 1});
    CHECK(list.earliest_slot() == 20 + distance);
    list.set(20, {5, 0});
    CHECK(list.earliest_slot() == 20);
  }
}

TEST_CASE("of equal keys the lower slot wins, whichever came first") {
  for (const std::uint32_t distance : {1U, 2U, 3U, 4U, 16U, 17U, 63U}) {
    CAPTURE(distance);
    EventList list(100);
    list.set(20 + distance, {5, 1});
    list.set(20, {5, 1});
    CHECK(list.earliest_slot() == 20);
    list.clear(20 + distance);
    list.set(20 + distance, {5, 1});
    CHECK(list.earliest_slot() == 20);
  }
}

TEST_CASE("growing keeps the keys, shrinking drops those beyond") {
  EventList list(1);
  list.set(0, {100, 0});
  for (std::uint32_t slots = 2; slots <= 300; ++slots) {
    list.resize(slots);
    list.set(slots - 1, {100 - static_cast<std::int64_t>(slots), slots});
    CHECK(list.earliest_slot() == slots - 1);
  }
  list.resize(10);
  CHECK(list.size() == 10);
  CHECK(list.earliest_slot() == 9);
  list.resize(300);
  CHECK(list.earliest_slot() == 9);
  CHECK(list.key(10) == EventKey::none);
}

TEST_CASE("reset empties the list for the next logical process, smaller or larger") {
  EventList list(1000);
  for (std::uint32_t slot = 0; slot < 1000; ++slot) list.set(slot, {1, slot});
  list.reset(5);
  CHECK(list.size() == 5);
  CHECK(list.empty());
  list.set(4, {2, 0});
  CHECK(list.earliest_slot() == 4);
  list.resize(1000);
  CHECK(list.earliest_slot() == 4);
  CHECK(list.key(500) == EventKey::none);
}

TEST_CASE("more slots than can be numbered are refused") {
  EventList list;
  CHECK_THROWS_AS(list.resize(0xFFFFFFFF), std::length_error);
}

TEST_CASE("the event list does what an ordered set does") {
  CHECK(rc::check("random operations", [] {
    const auto slots = *rc::gen::weightedOneOf<std::uint32_t>(
        {{3, rc::gen::inRange<std::uint32_t>(1, 20)}, {1, rc::gen::inRange<std::uint32_t>(20, 300)}});
    EventList list(slots);
    Oracle oracle(slots);
    const int operations = *rc::gen::inRange(0, 150);
    for (int i = 0; i < operations; ++i) {
      const int what = *rc::gen::inRange(0, 20);
      if (what == 0) {
        const auto size = *rc::gen::inRange<std::uint32_t>(1, 300);
        list.resize(size);
        oracle.resize(size);
      } else {
        const auto slot = *rc::gen::inRange<std::uint32_t>(0, oracle.size());
        const EventKey key = what < 5 ? EventKey::none : random_key();
        list.set(slot, key);
        oracle.set(slot, key);
        RC_ASSERT(list.key(slot) == key);
      }
      RC_ASSERT(oracle.agrees(list));
    }
    empty_one_by_one(list, oracle);
  }));
}

TEST_CASE("a large event list gives its keys back in order") {
  for (const std::uint32_t slots : {15U, 16U, 17U, 64U, 65U, 1000U, 4096U, 5000U}) {
    CAPTURE(slots);
    EventList list(slots);
    for (std::uint32_t slot = 0; slot < slots; ++slot) list.set(slot, {slot * 7919LL % 1009, slot});
    EventKey last{-1, 0};
    for (std::uint32_t fired = 0; fired < slots; ++fired) {
      REQUIRE(!list.empty());
      REQUIRE(last < list.earliest());
      last = list.earliest();
      REQUIRE(list.key(list.earliest_slot()) == last);
      list.clear(list.earliest_slot());
    }
    CHECK(list.empty());
  }
}
