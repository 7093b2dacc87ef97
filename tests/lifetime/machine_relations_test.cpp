// The one state machine on toy kinds: containers, bonds, attachments, turns, and ends that bring other ends.
#include <algorithm>

#include <doctest/doctest.h>

#include "tests/lifetime/toy_kinds.hpp"

namespace outlive::lifetime::toys {
namespace {

using namespace std::chrono_literals;
using Story = std::vector<std::string>;

TEST_CASE(
    "machine: the end of a container ends what it holds, in the order in which it came, with its cause and "
    "rule") {
  Toy toy;
  const Index it = toy.make_box(0ms, 10ms);
  const Index second = toy.make_task(it, 50ms);
  const Index third = toy.make_task(it, 50ms);
  toy.play(0ms);
  toy.told();
  toy.machine.end(it, Cause::kernel_restarted, Rule::none);
  CHECK(toy.machine[second].cause == Cause::kernel_restarted);
  CHECK(toy.machine[third].rule == Rule::glue_7);
  CHECK(toy.told() == Story{"0 box:closing", "0 box:ended", "0 task:winding", "0 task:broken",
                            "0 task:winding", "0 task:broken"});
}

TEST_CASE(
    "machine: what is held says work_ended, or done after a container that is done, where its kind wants "
    "that") {
  Toy toy;
  const Index stopped = toy.make_box(0ms, 10ms);
  const Index with_stopped = toy.make_token(1000ms, stopped);
  toy.machine.end(stopped, Cause::stopped_by_user, Rule::none);
  CHECK(toy.machine[with_stopped].cause == Cause::work_ended);
  const Index done = toy.make_box(0ms, 10ms);
  const Index with_done = toy.make_token(1000ms, done);
  toy.machine.end(done, Cause::done, Rule::none);
  CHECK(toy.machine[with_done].cause == Cause::done);
}

TEST_CASE(
    "machine: a user's lifetimes are found in the order in which they began, until they end, but for what "
    "takes turns") {
  Toy toy;
  const auto found = [&] {
    std::vector<Index> all;
    toy.machine.for_each_of_user(0, [&](Index index) { all.push_back(index); });
    return all;
  };
  CHECK(found().empty());
  const Index first = toy.make_box(0ms, 10ms);
  const Index second = toy.make_token(1000ms, first);
  const Index third = toy.make_box(0ms, 10ms);
  (void)toy.make_task(third, 50ms);
  CHECK(found() == std::vector<Index>{first, second, third});
  toy.machine.end(first, Cause::done, Rule::none);
  toy.told();
  CHECK(found() == std::vector<Index>{third});
  const Index in_its_place = toy.make_box(0ms, 10ms);
  CHECK(found() == std::vector<Index>{third, in_its_place});
}

TEST_CASE("machine: nothing winds down longer than what holds it") {
  Toy toy;
  const Index it = toy.make_box(0ms, 100ms);
  const Index tool = toy.make_tool(it, 0ms, 500ms);
  const Index already = toy.make_tool(it, 0ms, 500ms);
  toy.play(10ms);
  toy.machine.end(already, Cause::stopped_by_user, Rule::none);
  toy.machine.end(it, Cause::app_stopped, Rule::none);
  CHECK_FALSE(toy.machine.alive(tool));
  CHECK_FALSE(toy.machine.alive(already));
  CHECK(toy.machine[already].cause == Cause::stopped_by_user);
  CHECK(toy.machine[tool].cause == Cause::app_stopped);
  toy.told();
  CHECK(toy.play(10'000ms) == 0);
}

TEST_CASE("machine: the end of a bond ends all that depend on it, the oldest first") {
  Toy toy;
  const Index bond = toy.make_token(40ms);
  const Index first = toy.make_box(0ms, unlimited, unlimited, bond);
  const Index second = toy.make_box(0ms, unlimited, unlimited, bond);
  const Index third = toy.make_box(0ms, unlimited, unlimited, bond);
  toy.play(39ms);
  toy.machine.end(second, Cause::stopped_by_user, Rule::none);
  toy.note();
  toy.machine.advance_to(Instant{40ms});
  toy.machine.fire(toy.machine.events().earliest_slot());
  CHECK(toy.machine[first].cause == Cause::background_session_expired);
  CHECK(toy.machine[third].cause == Cause::background_session_expired);
  CHECK(toy.machine.journal()[1].index == first);
  CHECK(toy.machine.journal()[3].index == third);
}

TEST_CASE("machine: a lifetime that holds its own bond ends with it, and it with the lifetime") {
  for (const bool bond_first : {true, false}) {
    CAPTURE(bond_first);
    Toy toy;
    const Index it = toy.make_box(0ms, unlimited);
    const Index bond = toy.make_token(30ms, it);
    toy.machine.bind(it, bond);
    toy.play(10ms);
    if (bond_first) {
      toy.machine.end(bond, Cause::background_session_revoked, Rule::idc_11);
      CHECK(toy.machine[it].cause == Cause::background_session_revoked);
      CHECK(toy.machine[bond].cause == Cause::background_session_revoked);
    } else {
      toy.machine.end(it, Cause::stopped_by_user, Rule::none);
      CHECK(toy.machine[it].cause == Cause::stopped_by_user);
      CHECK(toy.machine[bond].cause == Cause::work_ended);
    }
    CHECK_FALSE(toy.machine.alive(it));
    CHECK_FALSE(toy.machine.alive(bond));
    toy.note();
    CHECK(toy.play(1000ms) == 0);
  }
}

TEST_CASE("machine: contents that end one another while their container ends are each ended once") {
  Toy toy;
  const Index it = toy.make_box(0ms, unlimited);
  const Index bond = toy.make_token(unlimited, it);
  std::vector<Index> tools;
  for (int i = 0; i < 5; ++i)
    tools.push_back(toy.make_tool(it, 0ms, 0ms, bond));  // held by the box, bound to the token
  toy.play(0ms);
  toy.told();
  toy.machine.end(it, Cause::stopped_by_user, Rule::none);
  const Story story = toy.told();
  CHECK(std::count(story.begin(), story.end(), "0 machine:away") == 5);
  CHECK(std::count(story.begin(), story.end(), "0 token:gone") == 1);
  int alive = 0;
  toy.machine.for_each_alive([&](Index) { ++alive; });
  CHECK(alive == 0);
}

TEST_CASE(
    "machine: the end of an attachment ends what is bound to the fatal kind and only detaches the rest") {
  Toy toy;
  const Index lid_of_both = toy.machine.create({.kind = lid});
  const Index bond = toy.make_token(unlimited);
  const Index bound = toy.make_box(0ms, unlimited, unlimited, bond, lid_of_both);
  const Index free = toy.make_box(0ms, unlimited, unlimited, no_index, lid_of_both);
  toy.machine.end(lid_of_both, Cause::notebook_closed, Rule::none);
  CHECK(toy.machine[bound].cause == Cause::notebook_closed);
  CHECK(toy.machine.alive(free));
  CHECK(toy.machine[free].attachment == no_index);
  CHECK(toy.machine.alive(bond));
}

TEST_CASE("machine: tasks take their turn, first come first served, one at a time") {
  Toy toy;
  const Index it = toy.make_box(5ms, 1000ms);
  const Index first = toy.make_task(it, 10ms);
  const Index second = toy.make_task(it, 20ms);
  const Index third = toy.make_task(it, 30ms);
  toy.play(4ms);
  CHECK(toy.machine.state_of(first).name == "waits");
  toy.play(5ms);
  CHECK(toy.machine.state_of(first).name == "works");
  CHECK(toy.machine.state_of(second).name == "waits");
  toy.machine.end(second, Cause::stopped_by_user, Rule::none);  // gives up its turn
  toy.play(15ms);
  CHECK(toy.machine.state_of(third).name == "works");
  toy.play(45ms);
  CHECK(toy.told().back() == "45 task:done");
}

TEST_CASE("machine: a task that winds down keeps the turn until it is over") {
  Toy toy;
  const Index it = toy.make_box(0ms, 1000ms);
  toy.play(0ms);
  const Index first = toy.make_task(it, 100ms, 7ms);
  toy.make_task(it, 10ms);
  toy.play(3ms);
  toy.machine.end(first, Cause::stopped_by_user, Rule::none);
  toy.told();
  toy.play(100ms);
  CHECK(toy.told() == Story{"10 task:broken", "10 task:works", "20 task:done"});
}

TEST_CASE("machine: tasks of no length all pass at one instant, in turn") {
  Toy toy;
  const Index it = toy.make_box(0ms, 1000ms);
  for (int i = 0; i < 100; ++i) toy.make_task(it, 0ms);
  CHECK(toy.play(0ms) == 101);
  CHECK(toy.machine[it].busy_contents == 0);
}

TEST_CASE("machine: the turn passes over what does not take turns") {
  Toy toy;
  const Index it = toy.make_box(0ms, 1000ms);
  toy.make_tool(it, 500ms, 0ms);
  toy.play(0ms);
  const Index work = toy.make_task(it, 10ms);
  CHECK(toy.machine.state_of(work).name == "works");
}

TEST_CASE("machine: places of ended contents are used again without a trace in the lists") {
  Toy toy;
  const Index it = toy.make_box(0ms, unlimited);
  const Index bond = toy.make_token(unlimited);
  toy.play(0ms);
  for (int round = 0; round < 50; ++round) {
    const Index a = toy.make_tool(it, 0ms, 0ms, bond);
    const Index b = toy.make_tool(it, 0ms, 0ms, bond);
    const Index c = toy.make_tool(it, 0ms, 0ms, bond);
    const std::array<std::array<Index, 3>, 3> orders{{{a, b, c}, {b, c, a}, {c, a, b}}};
    for (const Index each : orders[static_cast<std::size_t>(round % 3)]) {
      toy.machine.end(each, Cause::stopped_by_user, Rule::none);
      toy.note();
    }
    CHECK(toy.machine[it].contents.first == no_index);
    CHECK(toy.machine[it].contents.last == no_index);
    CHECK(toy.machine[bond].bonded.first == no_index);
    CHECK(toy.machine[bond].bonded.last == no_index);
  }
  int alive = 0;
  toy.machine.for_each_alive([&](Index) { ++alive; });
  CHECK(alive == 2);
}

}  // namespace
}  // namespace outlive::lifetime::toys
