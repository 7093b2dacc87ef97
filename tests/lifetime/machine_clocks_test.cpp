// The one state machine on toy kinds: clocks, phases, winding down, identity in ties, places used again.
#include <doctest/doctest.h>

#include "tests/lifetime/toy_kinds.hpp"

namespace outlive::lifetime::toys {
namespace {

using namespace std::chrono_literals;
using Story = std::vector<std::string>;

TEST_CASE("machine: a phase leads on, then the first clock to run out ends the lifetime") {
  Toy toy;
  const Index it = toy.make_box(10ms, 50ms, 200ms);
  CHECK(toy.machine.state_of(it).name == "closed");
  CHECK(toy.play(59ms) == 1);
  CHECK(toy.told() == Story{"0 box:closed", "10 box:open"});
  CHECK(toy.play(60ms) == 1);
  CHECK(toy.told() == Story{"60 box:timed out"});
  CHECK(toy.machine.events().empty());
}

TEST_CASE("machine: a phase and an idle limit of no length happen at once, one after the other") {
  Toy toy;
  toy.make_box(0ms, 0ms);
  CHECK(toy.play(0ms) == 2);
  CHECK(toy.told() == Story{"0 box:closed", "0 box:open", "0 box:timed out"});
}

TEST_CASE("machine: a hard limit counts from its first state through to the last and does not start anew") {
  Toy toy;
  toy.make_box(30ms, 1000ms, 40ms);
  toy.play(100ms);
  CHECK(toy.told() == Story{"0 box:closed", "30 box:open", "40 box:timed out"});
}

TEST_CASE("machine: of two clocks at one instant the class decides, and the cause says so") {
  Toy toy;
  const Index it = toy.make_box(0ms, 40ms, 40ms);
  toy.play(39ms);
  toy.machine.advance_to(Instant{40ms});
  toy.machine.fire(toy.machine.events().earliest_slot());
  CHECK(toy.machine[it].cause == Cause::session_timeout);  // hard limits come before idle timeouts
  CHECK(toy.machine[it].rule == Rule::glue_6);
}

TEST_CASE("machine: the idle clock stands still while something is busy and starts anew afterwards") {
  Toy toy;
  const Index it = toy.make_box(0ms, 50ms);
  toy.play(30ms);
  toy.make_task(it, 100ms);
  CHECK(toy.machine[it].busy_contents == 1);
  CHECK(toy.play(179ms) == 1);  // the task, at 130; the box lives on
  CHECK(toy.machine.alive(it));
  CHECK(toy.play(180ms) == 1);
  CHECK(toy.told().back() == "180 box:timed out");
}

TEST_CASE("machine: a waiting task keeps its box from being idle before it is open") {
  Toy toy;
  const Index it = toy.make_box(100ms, 10ms);
  toy.make_task(it, 5ms);
  toy.play(1000ms);
  CHECK(toy.told() == Story{"0 box:closed", "0 task:waits", "100 box:open", "100 task:works", "105 task:done",
                            "115 box:timed out"});
}

TEST_CASE("machine: a slot that comes up too early is put right and counts as nothing") {
  Toy toy;
  const Index it = toy.make_box(0ms, 50ms);
  toy.play(10ms);
  for (int i = 0; i < 10; ++i) {
    toy.make_task(it, 1ms);
    toy.play(Duration{10 + 20 * (i + 1)});
  }
  toy.told();
  CHECK(toy.play(1000ms) == 1);
  CHECK(toy.told() == Story{"241 box:timed out"});
}

TEST_CASE("machine: winding down takes its time, then reaches the state of the cause") {
  Toy toy;
  const Index tool = toy.make_tool(no_index, 10ms, 25ms);
  toy.play(20ms);
  toy.machine.end(tool, Cause::stopped_by_user, Rule::glue_7);
  CHECK(toy.machine.alive(tool));
  CHECK(toy.machine[tool].cause == Cause::stopped_by_user);
  toy.machine.end(tool, Cause::app_stopped, Rule::none);  // its end has begun: no effect
  CHECK(toy.machine[tool].cause == Cause::stopped_by_user);
  CHECK(toy.machine[tool].rule == Rule::glue_7);
  toy.play(100ms);
  CHECK(toy.told() == Story{"0 machine:off", "10 machine:on", "20 machine:cooling", "45 machine:away"});
}

TEST_CASE(
    "machine: winding down is left out where its phase is not set, or in a state that has nothing to wind "
    "down") {
  Toy toy;
  const Index warm = toy.make_tool(no_index, 10ms, 0ms);
  toy.play(10ms);
  toy.machine.end(warm, Cause::stopped_by_user, Rule::none);
  CHECK_FALSE(toy.machine.alive(warm));
  toy.told();
  const Index cold = toy.make_tool(no_index, 10ms, 25ms);
  toy.machine.end(cold, Cause::stopped_by_user, Rule::none);
  CHECK(toy.told() == Story{"10 machine:off", "10 machine:away"});
}

TEST_CASE("machine: the row of a cause gives its state and rule, the last row serves the others") {
  Toy toy;
  const Index it = toy.make_box(0ms, 50ms);
  toy.play(0ms);
  toy.machine.end(it, Cause::signed_out, Rule::idc_4);
  CHECK(toy.machine.state_of(it).name == "ended");
  CHECK(toy.machine[it].rule == Rule::glue_7);  // the row's own, in place of IDC-4
  CHECK(toy.machine[it].cause == Cause::signed_out);
}

TEST_CASE("machine: a Ref outlives its lifetime without being mistaken for the next in its place") {
  Toy toy;
  const Index first = toy.make_box(0ms, 10ms);
  const Ref ref = toy.machine.ref(first);
  CHECK(toy.machine.alive(ref));
  toy.play(10ms);
  CHECK_FALSE(toy.machine.alive(ref));
  const Index second = toy.make_box(0ms, 10ms);
  REQUIRE(second == first);  // the place is used again
  CHECK(toy.machine.alive(toy.machine.ref(second)));
  CHECK_FALSE(toy.machine.alive(ref));
  CHECK_FALSE(toy.machine.alive(Ref{}));
}

TEST_CASE("machine: what ended stays readable, and keeps its place, until the journal is cleared") {
  Toy toy;
  const Index first = toy.make_box(0ms, 10ms);
  toy.machine.end(first, Cause::stopped_by_user, Rule::none);
  const Index second = toy.make_box(0ms, 10ms);
  CHECK(second != first);
  CHECK(toy.machine[first].cause == Cause::stopped_by_user);
  toy.machine.clear_journal();
  CHECK(toy.make_box(0ms, 10ms) == first);
}

TEST_CASE("machine: many lives in few places, each with a number of its own") {
  Toy toy;
  std::uint32_t last_own = 0;
  for (int i = 0; i < 1000; ++i) {
    const Index index = toy.make_box(0ms, 5ms);
    CHECK(index == 0);
    if (i > 0) CHECK(toy.machine[index].own == last_own + 1);
    last_own = toy.machine[index].own;
    toy.play(Duration{(i + 1) * 5});
  }
  CHECK(toy.machine.events().size() <= 16);
}

TEST_CASE("machine: what it draws on a resource is given back at the end, not while winding down") {
  Toy toy;
  const Index tool =
      toy.machine.create({.kind = machine_tool,
                          .draws = {{{0, 30}}},
                          .limits = {0ms, 10ms, unlimited, unlimited, unlimited, unlimited, unlimited}});
  CHECK(toy.machine.in_use(0) == 30);
  toy.play(0ms);
  toy.machine.end(tool, Cause::stopped_by_user, Rule::none);
  CHECK(toy.machine.in_use(0) == 30);
  toy.play(10ms);
  CHECK(toy.machine.in_use(0) == 0);
}

TEST_CASE("machine: reset forgets everything") {
  Toy toy;
  toy.make_box(0ms, 10ms);
  toy.make_token(100ms);
  toy.machine.clear_journal();
  toy.restart();
  int alive = 0;
  toy.machine.for_each_alive([&](Index) { ++alive; });
  CHECK(alive == 0);
  CHECK(toy.machine.events().empty());
  CHECK(toy.machine[toy.make_box(0ms, 10ms)].own == 0);
}

TEST_CASE("machine: a limit without end never runs out") {
  Toy toy;
  const Index it = toy.make_box(unlimited, 10ms);
  CHECK(toy.machine.events().empty());
  toy.machine.end(it, Cause::stopped_by_user, Rule::none);
  CHECK(toy.told() == Story{"0 box:closed", "0 box:closing", "0 box:ended"});
}

}  // namespace
}  // namespace outlive::lifetime::toys
