#include "sim/engine/event_list.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <random>
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
  template <class List>
  bool agrees(const List& list) const {
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

template <class List>
void empty_one_by_one(List& list, Oracle& oracle) {
  while (!list.empty()) {
    RC_ASSERT(oracle.agrees(list));
    const std::uint32_t slot = list.earliest_slot();
    list.clear(slot);
    oracle.set(slot, EventKey::none);
  }
  RC_ASSERT(oracle.agrees(list));
}

enum class Times : std::uint8_t { few, near, wide, falling, any };

// Keys as they come in one life of a list: near the present, far ahead, in the past, all at once.
class Keys {
 public:
  Keys(std::uint64_t seed, Times times) : random_(seed), times_(times) {}

  EventKey next(EventKey now) {
    const std::int64_t from = now == EventKey::none ? 0 : now.time;
    return {time(from), random_() % 50};
  }
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(random_() % bound); }

 private:
  std::int64_t time(std::int64_t now) {
    const auto draw = static_cast<std::int64_t>(random_() >> 2);
    switch (times_) {
      case Times::few: return draw % 4;
      case Times::near: return now + draw % 1000;
      case Times::wide: return now + (draw % 1'000'000 >> draw % 61 % 20);
      case Times::falling: return last_ -= draw % 3;
      default: return static_cast<std::int64_t>(random_()) >> random_() % 64;
    }
  }
  std::mt19937_64 random_;
  Times times_;
  std::int64_t last_ = 0;
};

// A life of a list: events fire and are scheduled again, others move, are cleared, and the list grows.
template <class List>
void live(Keys keys, std::uint32_t slots, int operations) {
  List list(slots);
  Oracle oracle(slots);
  const auto set = [&](std::uint32_t slot, EventKey key) {
    list.set(slot, key);
    oracle.set(slot, key);
  };
  for (std::uint32_t slot = 0; slot < slots; ++slot) set(slot, keys.next(EventKey::none));
  for (int i = 0; i < operations; ++i) {
    const std::uint32_t what = keys.below(16);
    const std::uint32_t slot = what < 8 && !list.empty() ? list.earliest_slot() : keys.below(oracle.size());
    set(slot, what % 8 == 7 ? EventKey::none : keys.next(list.earliest()));
    if (keys.below(100) == 0) {
      const std::uint32_t size = oracle.size() + keys.below(40) - 10;
      list.resize(size);
      oracle.resize(size);
    }
    REQUIRE(oracle.agrees(list));
  }
  while (!list.empty()) {
    set(list.earliest_slot(), EventKey::none);
    REQUIRE(oracle.agrees(list));
  }
}

}  // namespace

TEST_CASE_TEMPLATE("a new event list has nothing scheduled", List, Tournament, Ladder, EventList) {
  const List list(3);
  CHECK(list.size() == 3);
  CHECK(list.empty());
  CHECK(list.earliest() == EventKey::none);
  CHECK(List().empty());
}

TEST_CASE_TEMPLATE("moving a deadline leaves nothing behind", List, Tournament, Ladder, EventList) {
  List list(2);
  list.set(0, {5, 1});
  list.set(0, {9, 1});
  list.set(1, {7, 1});
  CHECK(list.earliest() == EventKey{7, 1});
  list.clear(1);
  CHECK(list.earliest() == EventKey{9, 1});
  list.clear(0);
  CHECK(list.empty());
}

TEST_CASE_TEMPLATE("at equal times the order decides, whichever slot and whichever came first", List,
                   Tournament, Ladder, EventList) {
  for (const std::uint32_t distance : {1U, 2U, 3U, 4U, 16U, 17U, 63U}) {
    CAPTURE(distance);
    List list(100);
    list.set(20, {5, 2});
    list.set(20 + distance, {5, 1});
    CHECK(list.earliest_slot() == 20 + distance);
    list.set(20, {5, 0});
    CHECK(list.earliest_slot() == 20);
  }
}

TEST_CASE_TEMPLATE("of equal keys the lower slot wins, whichever came first", List, Tournament, Ladder,
                   EventList) {
  for (const std::uint32_t distance : {1U, 2U, 3U, 4U, 16U, 17U, 63U}) {
    CAPTURE(distance);
    List list(100);
    list.set(20 + distance, {5, 1});
    list.set(20, {5, 1});
    CHECK(list.earliest_slot() == 20);
    list.clear(20 + distance);
    list.set(20 + distance, {5, 1});
    CHECK(list.earliest_slot() == 20);
  }
}

TEST_CASE_TEMPLATE("growing keeps the keys, shrinking drops those beyond", List, Tournament, Ladder,
                   EventList) {
  List list(1);
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

TEST_CASE_TEMPLATE("reset empties the list for the next logical process, smaller or larger", List, Tournament,
                   Ladder, EventList) {
  List list(1000);
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

TEST_CASE_TEMPLATE("more slots than can be numbered are refused", List, Tournament, Ladder, EventList) {
  List list;
  CHECK_THROWS_AS(list.resize(0xFFFFFFFF), std::length_error);
}

TEST_CASE_TEMPLATE("the event list does what an ordered set does", List, Tournament, Ladder, EventList) {
  CHECK(rc::check("random operations", [] {
    const auto slots = *rc::gen::weightedOneOf<std::uint32_t>(
        {{3, rc::gen::inRange<std::uint32_t>(1, 20)}, {1, rc::gen::inRange<std::uint32_t>(20, 300)}});
    List list(slots);
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

TEST_CASE_TEMPLATE("a large event list gives its keys back in order", List, Tournament, Ladder, EventList) {
  for (const std::uint32_t slots : {15U, 16U, 17U, 64U, 65U, 1000U, 4096U, 5000U}) {
    CAPTURE(slots);
    List list(slots);
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

TEST_CASE_TEMPLATE("whatever times come, the order is that of an ordered set", List, Tournament, Ladder,
                   EventList) {
  std::uint64_t seed = 1;
  for (const Times times : {Times::few, Times::near, Times::wide, Times::falling, Times::any}) {
    CAPTURE(static_cast<int>(times));
    live<List>(Keys(++seed, times), 60, 1000);
    live<List>(Keys(++seed, times), EventList::most_in_tournament - 10, 2000);  // grows past it
    live<List>(Keys(++seed, times), EventList::most_in_tournament + 1000, 1000);
  }
}

TEST_CASE("a list that grows large keeps its keys and its order") {
  EventList list;
  Oracle oracle(0);
  constexpr std::uint32_t slots = EventList::most_in_tournament + 100;
  for (std::uint32_t slot = 0; slot < slots; ++slot) {
    list.resize(slot + 1);
    oracle.resize(slot + 1);
    const EventKey key{slot * 7919LL % 211, slot % 5};
    list.set(slot, key);
    oracle.set(slot, key);
    REQUIRE(oracle.agrees(list));
  }
  empty_one_by_one(list, oracle);
  list.set(7, {1, 1});
  list.reset(10);
  CHECK(list.empty());
  CHECK(list.key(7) == EventKey::none);
}

TEST_CASE_TEMPLATE("the first and the last of times are in order with all others", List, Tournament, Ladder,
                   EventList) {
  constexpr std::int64_t last = std::numeric_limits<std::int64_t>::max() - 1;
  constexpr std::int64_t first = std::numeric_limits<std::int64_t>::min();
  List list(2000);
  Oracle oracle(2000);
  for (std::uint32_t slot = 0; slot < 2000; ++slot) {
    const EventKey key{slot % 3 == 0 ? first + slot : (slot % 3 == 1 ? last - slot : slot), slot};
    list.set(slot, key);
    oracle.set(slot, key);
    REQUIRE(oracle.agrees(list));
  }
  empty_one_by_one(list, oracle);
}

TEST_CASE("what a ladder leaves behind is bounded") {
  constexpr std::uint32_t slots = 500;
  Ladder list(slots);
  std::int64_t now = 0;
  std::size_t most = 0;
  for (int round = 0; round < 40; ++round) {  // every deadline first far, then near: the far ones stay behind
    for (std::uint32_t slot = 0; slot < slots; ++slot) {
      list.set(slot, {now + 1'000'000, slot});
      list.set(slot, {now + 1 + slot % 10, slot});
    }
    for (std::uint32_t fired = 0; fired < slots; ++fired) list.clear(list.earliest_slot());
    CHECK(list.empty());
    now += 100;
    most = std::max(most, list.entries());
  }
  CHECK(most <= 2 * slots + 1024);
}

TEST_CASE("a hundred thousand events of one instant come in the order of their identities") {
  constexpr std::uint32_t slots = 100'000;
  Ladder list(slots);
  for (std::uint32_t slot = 0; slot < slots; ++slot) list.set(slot, {5, slot * 7919ULL % slots});
  for (std::uint32_t fired = 0; fired < slots; ++fired) {
    if (list.earliest() != EventKey{5, fired}) FAIL("out of order");
    list.clear(list.earliest_slot());
  }
  CHECK(list.empty());
}

TEST_CASE("a large list says who may well come up next; a ladder that has nothing sorted says nobody") {
  constexpr std::uint32_t slots = 8;
  Ladder list(slots);
  CHECK(list.upcoming(0) == Ladder::no_slot);
  for (std::uint32_t slot = 0; slot < slots; ++slot) list.set(slot, {slots - slot, 1});
  std::vector<std::uint32_t> foretold;
  for (std::size_t ahead = 0; ahead < slots; ++ahead) {
    if (const std::uint32_t slot = list.upcoming(ahead); slot != Ladder::no_slot) foretold.push_back(slot);
  }
  for (const std::uint32_t slot : foretold) {
    CHECK(list.earliest_slot() == slot);
    list.clear(list.earliest_slot());
  }
}
