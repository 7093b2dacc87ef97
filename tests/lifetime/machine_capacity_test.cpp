// Finite resources of the machine: who takes, who waits, and who is next.
#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/lifetime/shop_kinds.hpp"

namespace outlive::lifetime::toys {
namespace {

using namespace std::chrono_literals;
using What = Use::What;

/// Three boxes' worth of room, and boxes whose opening is the phase that waits for it.
struct Capacity : Toy {
  Capacity() : Toy(starting(), 3) { machine.set_limit(0, 30); }

  /// The toys' kinds, with the opening of a box as its start-up.
  static std::span<const Kind> starting() {
    static const auto all = [] {
      auto copy = std::to_array({kinds[0], kinds[1], kinds[2], kinds[3], kinds[4]});
      copy[box].start_up_clock = box_clock::opening;
      return copy;
    }();
    return all;
  }

  Index make(std::int32_t units, Duration opening = 10ms, Duration hard = unlimited,
             std::int32_t narrow = 0) {
    Birth birth{.kind = box, .draws = {{{1, narrow}, {0, units}}}, .waits_for_room = true};
    birth.limits[box_clock::opening] = opening;
    birth.limits[box_clock::hard] = hard;
    birth.limits[box_clock::closing] = 0ms;
    return machine.create(birth);
  }
  void end(Index index) {
    machine.end(index, Cause::stopped_by_user, Rule::none);
    machine.grant();
  }
  [[nodiscard]] bool waits(Index index) const { return machine.waits(machine[index]); }
  [[nodiscard]] std::string_view state(Index index) const { return machine.state_of(index).name; }
};

TEST_CASE(
    "machine: what finds no room waits in its first state, and its start-up begins when there is some") {
  Capacity toy;
  const Index first = toy.make(20);
  const Index second = toy.make(20);
  CHECK(toy.machine.in_use(0) == 20);
  CHECK(toy.waits(second));
  toy.play(50ms);
  CHECK(toy.state(first) == "open");
  CHECK(toy.state(second) == "closed");
  toy.end(first);
  CHECK_FALSE(toy.waits(second));
  CHECK(toy.machine.in_use(0) == 20);
  toy.play(59ms);
  CHECK(toy.state(second) == "closed");
  toy.play(60ms);
  CHECK(toy.state(second) == "open");
  CHECK(toy.machine.waiting() == 0);
}

TEST_CASE("machine: nobody overtakes, and the first to go lets those behind it try") {
  Capacity toy;
  const Index holder = toy.make(20);
  const Index big = toy.make(25);
  const Index small = toy.make(5);  // there would be room for it
  CHECK(toy.waits(small));
  SUBCASE("in order when there is room") {
    toy.play(10ms);
    toy.end(holder);
    CHECK_FALSE(toy.waits(big));
    CHECK_FALSE(toy.waits(small));
    CHECK(toy.machine.in_use(0) == 30);
  }
  SUBCASE("the big one gives up") {
    toy.end(big);
    CHECK_FALSE(toy.waits(small));
    CHECK(toy.machine.in_use(0) == 25);
  }
  SUBCASE("who gives up from the middle changes nothing for the first") {
    toy.end(small);
    CHECK(toy.waits(big));
    CHECK(toy.machine.waiting() == 1);
    toy.play(10ms);
    toy.end(holder);
    CHECK(toy.machine.in_use(0) == 25);
  }
}

TEST_CASE("machine: whatever else ends it ends what waits, which then holds nothing") {
  Capacity toy;
  toy.make(30);
  const Index late = toy.make(10, 10ms, 40ms);
  toy.play(39ms);
  CHECK(toy.waits(late));
  toy.play(40ms);
  CHECK_FALSE(toy.machine.alive(late));
  CHECK(toy.machine.in_use(0) == 30);
  CHECK(toy.machine.waiting() == 0);
}

TEST_CASE("machine: of several resources the narrow one is held while the wide one is waited for") {
  Capacity toy;
  toy.machine.set_limit(1, 2);
  const Index first = toy.make(30, 0ms, unlimited, 1);
  const Index second = toy.make(10, 0ms, unlimited, 1);
  const Index third = toy.make(1, 0ms, unlimited, 1);
  CHECK(toy.machine.in_use(1) == 2);
  toy.play(5ms);
  toy.end(first);  // gives back of both: the second gets the wide one, the third one after the other
  CHECK_FALSE(toy.waits(second));
  CHECK_FALSE(toy.waits(third));
  CHECK(toy.machine.in_use(0) == 11);
  CHECK(toy.machine.in_use(1) == 2);
}

TEST_CASE("machine: a limit that is raised lets in who waits, one that is lowered takes nothing away") {
  Capacity toy;
  const Index first = toy.make(30);
  const Index second = toy.make(10);
  toy.machine.set_limit(0, 35);
  toy.machine.grant();
  CHECK(toy.waits(second));
  toy.machine.set_limit(0, 40);
  toy.machine.grant();
  CHECK_FALSE(toy.waits(second));
  toy.machine.set_limit(0, 15);
  CHECK(toy.machine.in_use(0) == 40);
  const Index third = toy.make(10);
  toy.end(second);
  CHECK(toy.waits(third));
  toy.end(first);
  CHECK_FALSE(toy.waits(third));
}

TEST_CASE("machine: who needs less than it asked for gets in earlier") {
  Capacity toy;
  toy.make(20);
  const Index second = toy.make(15);
  toy.machine.need_less(second, 1, 5);
  toy.machine.grant();
  CHECK_FALSE(toy.waits(second));
  CHECK(toy.machine.in_use(0) == 30);
}

TEST_CASE("machine: uses tell what was taken, waited for, given up and given back") {
  Capacity toy;
  const Index first = toy.make(30);
  const Index second = toy.make(10);
  const Index third = toy.make(10);
  std::vector<What> told;
  const auto note = [&] {
    for (const Use& use : toy.machine.uses()) told.push_back(use.what);
    toy.machine.clear_journal();
  };
  note();
  CHECK(told == std::vector<What>{What::taken, What::queued, What::queued});
  told.clear();
  toy.machine.advance_to(Instant{7ms});
  toy.end(third);
  toy.end(first);
  CHECK(toy.machine.uses().back().waited == 7ms);
  CHECK(toy.machine.uses().back().index == second);
  note();
  CHECK(told == std::vector<What>{What::abandoned, What::returned, What::granted});
}

TEST_CASE("machine: reset forgets who waited and every limit") {
  Capacity toy;
  toy.make(30);
  toy.make(30);
  toy.restart();
  CHECK(toy.machine.waiting() == 0);
  CHECK(toy.machine.in_use(0) == 0);
  toy.make(100);  // no limit
  CHECK(toy.machine.in_use(0) == 100);
}

TEST_CASE("machine: B-8: inactivity counts anew where one piece of work begins as another ends") {
  ShopToy toy;
  const Index it = toy.make_shop({.inactivity = 50ms});
  toy.make_task(it, 40ms);
  toy.make_task(it, 40ms);  // waits, begins at 40
  toy.play(1000ms);
  const auto story = toy.told();
  // 40 + 40, then 50 more: without counting anew at 40 it would have ended at 50.
  CHECK(std::count(story.begin(), story.end(), "80 task:done") == 1);
  CHECK(std::count(story.begin(), story.end(), "130 shop:ended") == 1);
}

}  // namespace
}  // namespace outlive::lifetime::toys
