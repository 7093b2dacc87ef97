// The one state machine: what moves by itself while something in it is busy, and clocks that follow activity.
#include <algorithm>

#include <doctest/doctest.h>

#include "tests/lifetime/shop_kinds.hpp"

namespace outlive::lifetime::toys {
namespace {

using namespace std::chrono_literals;
using Story = std::vector<std::string>;

TEST_CASE("machine: what has a state for idleness and one for activity moves between the two by itself") {
  ShopToy toy;
  const Index it = toy.make_shop({.opening = 5ms, .idle = 50ms});
  toy.play(20ms);
  toy.make_task(it, 10ms);
  toy.make_task(it, 10ms);  // waits its turn, and is activity, too
  toy.play(1000ms);
  CHECK(toy.told() == Story{"0 shop:shut", "5 shop:quiet", "20 task:works", "20 shop:working",
                            "20 task:waits", "30 task:done", "30 task:works", "40 task:done", "40 shop:quiet",
                            "90 shop:ended"});
}

TEST_CASE("machine: what opens with work waiting in it is active at once") {
  ShopToy toy;
  const Index it = toy.make_shop({.opening = 10ms, .idle = 50ms});
  toy.make_task(it, 30ms);
  toy.play(20ms);
  CHECK(toy.machine.state_of(it).name == "working");
  toy.play(89ms);
  CHECK(toy.machine.state_of(it).name == "quiet");
  toy.play(90ms);
  CHECK_FALSE(toy.machine.alive(it));
}

TEST_CASE("machine: a clock since activity starts anew with each beginning and each end of it") {
  struct Case {
    Duration at, takes;
    Duration ended;
    const char* task;
  };
  for (const Case& it : {Case{30ms, 10ms, 90ms, "40 task:done"},     // 40 + 50
                         Case{30ms, 100ms, 80ms, "80 task:broken"},  // 30 + 50, in the middle of its work
                         Case{30ms, 50ms, 130ms, "80 task:done"},    // done at the instant, so it counts anew
                         Case{49ms, 1ms, 100ms, "50 task:done"}}) {
    CAPTURE(it.at.count());
    CAPTURE(it.takes.count());
    ShopToy toy;
    const Index made = toy.make_shop({.inactivity = 50ms});
    toy.play(it.at);
    toy.make_task(made, it.takes);
    toy.play(1000ms);
    const Story story = toy.told();
    CHECK(std::count(story.begin(), story.end(), it.task) == 1);
    CHECK(std::count(story.begin(), story.end(), std::to_string(it.ended.count()) + " shop:ended") == 1);
  }
}

TEST_CASE(
    "machine: without activity a clock since activity is a plain limit, and comes before nothing it ties "
    "with") {
  ShopToy toy;
  const Index plain = toy.make_shop({.opening = 10ms, .inactivity = 50ms});
  const Index tied = toy.make_shop({.opening = 10ms, .inactivity = 50ms, .hard = 60ms});
  toy.play(59ms);
  CHECK(toy.machine.alive(plain));
  toy.machine.advance_to(Instant{60ms});
  while (toy.machine.events().earliest_time() == 60) toy.machine.fire(toy.machine.events().earliest_slot());
  CHECK(toy.machine[plain].rule == Rule::emrs_2);
  CHECK(toy.machine[tied].rule == Rule::emrs_3);  // a hard limit first
}

TEST_CASE("machine: what is busy in something attached to a page keeps the page busy, and what holds it up") {
  ShopToy toy;
  const Index house = toy.make_box(0ms, 50ms);
  const Index it = toy.make_page(house);
  const Index first = toy.make_shop({.attachment = it});
  const Index second = toy.make_shop({.attachment = it});
  toy.play(10ms);
  CHECK(toy.machine.state_of(it).name == "quiet");
  toy.make_task(first, 30ms);
  toy.make_task(second, 60ms);
  CHECK(toy.machine.state_of(it).name == "active");
  toy.play(40ms);
  CHECK(toy.machine.state_of(it).name == "active");  // the other is busy still
  toy.play(70ms);
  CHECK(toy.machine.state_of(it).name == "quiet");
  toy.play(119ms);
  CHECK(toy.machine.alive(house));
  toy.play(120ms);
  CHECK_FALSE(toy.machine.alive(house));
  CHECK_FALSE(toy.machine.alive(it));
  CHECK(toy.machine.alive(first));  // bound to nothing, so it is only detached
}

TEST_CASE("machine: the end of something busy that is attached leaves the page quiet") {
  ShopToy toy;
  const Index house = toy.make_box(0ms, 50ms);
  const Index it = toy.make_page(house);
  const Index busy = toy.make_shop({.attachment = it});
  toy.play(0ms);
  toy.make_task(busy, 1000ms);
  toy.play(10ms);
  toy.machine.end(busy, Cause::stopped_by_user, Rule::none);
  toy.note();
  CHECK(toy.machine.state_of(it).name == "quiet");
  CHECK(toy.machine[it].busy_contents == 0);
  toy.play(60ms);
  CHECK_FALSE(toy.machine.alive(house));
}

TEST_CASE("machine: what was detached does not touch the page any more") {
  ShopToy toy;
  const Index house = toy.make_box(0ms, 50ms);
  const Index it = toy.make_page(house);
  const Index busy = toy.make_shop({.attachment = it});
  toy.play(0ms);
  toy.make_task(busy, 100ms);
  toy.play(10ms);
  toy.machine.end(it, Cause::notebook_closed, Rule::none);
  toy.note();
  const Index other = toy.make_page(house);  // in the place of the first
  toy.play(59ms);
  CHECK(toy.machine.alive(house));
  toy.play(60ms);
  CHECK_FALSE(toy.machine.alive(house));
  CHECK_FALSE(toy.machine.alive(other));
  toy.play(100ms);
  CHECK(toy.machine.state_of(busy).name == "quiet");
}

TEST_CASE("machine: a limit that is changed counts from now if its clock runs, and else when it does next") {
  ShopToy toy;
  const Index shorter = toy.make_shop({.idle = 100ms});
  const Index longer = toy.make_shop({.idle = 100ms});
  const Index none = toy.make_shop({.idle = 100ms});
  const Index busy = toy.make_shop({.idle = 100ms});
  toy.make_task(busy, 70ms);
  toy.play(60ms);
  toy.machine.limit_clock(shorter, shop_clock::idle, 5ms);
  toy.machine.limit_clock(longer, shop_clock::idle, 100ms);
  toy.machine.limit_clock(none, shop_clock::idle, unlimited);
  toy.machine.limit_clock(busy, shop_clock::idle, 5ms);
  toy.told();
  toy.play(1000ms);
  CHECK(toy.told() ==
        Story{"65 shop:ended", "70 task:done", "70 shop:quiet", "75 shop:ended", "160 shop:ended"});
  CHECK(toy.machine.alive(none));
}

TEST_CASE("machine: a changed limit may count from an earlier moment, and acts now if that has passed") {
  ShopToy toy;
  const Index later = toy.make_shop({.idle = 100ms});
  const Index passed = toy.make_shop({.idle = 100ms});
  const Index stands_still = toy.make_shop({.idle = 100ms});
  toy.make_task(stands_still, 70ms);
  toy.play(60ms);
  toy.machine.limit_clock(later, shop_clock::idle, 90ms, Instant{20ms});
  toy.machine.limit_clock(passed, shop_clock::idle, 30ms, Instant{20ms});
  toy.machine.limit_clock(stands_still, shop_clock::idle, 30ms, Instant{20ms});
  toy.told();
  toy.play(1000ms);
  CHECK(toy.told() ==
        Story{"60 shop:ended", "70 task:done", "70 shop:quiet", "100 shop:ended", "110 shop:ended"});
}

TEST_CASE("machine: what is alive draws on two resources at once, and gives both back") {
  ShopToy toy;
  const Index both = toy.machine.create(
      {.kind = lid, .draws = {{{.resource = 0, .units = 5}, {.resource = 1, .units = 1}}}});
  const Index one = toy.machine.create({.kind = lid, .draws = {{{.resource = 1, .units = 3}}}});
  CHECK(toy.machine.in_use(0) == 5);
  CHECK(toy.machine.in_use(1) == 4);
  toy.machine.end(both, Cause::done, Rule::none);
  CHECK(toy.machine.in_use(0) == 0);
  CHECK(toy.machine.in_use(1) == 3);
  toy.machine.end(one, Cause::done, Rule::none);
  CHECK(toy.machine.in_use(1) == 0);
}

}  // namespace
}  // namespace outlive::lifetime::toys
