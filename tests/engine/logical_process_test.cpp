#include "sim/engine/logical_process.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace outlive;
using namespace outlive::engine;

namespace {

Instant at(std::int64_t ms) { return Instant{Duration{ms}}; }

EventKey deadline(std::int64_t ms, EventClass event_class, std::uint64_t own) {
  return {ms, order_of(event_class, 0, own)};
}

// Notes what happens and when; a test may add what an event brings about.
struct Recorder {
  explicit Recorder(std::uint32_t slots = 8) : deadlines(slots) {}

  Instant next_action_time() const { return acted < actions.size() ? actions[acted] : never; }
  void act() {
    const std::int64_t time = actions[acted].time_since_epoch().count();
    log.push_back(std::to_string(time) + " act " + std::to_string(acted));
    ++acted;
    if (on_act) on_act(time);
  }
  void fire(std::uint32_t slot) {
    const EventKey key = deadlines.earliest();
    log.push_back(std::to_string(key.time) + " fire " + std::to_string(slot));
    if (clears) deadlines.clear(slot);
    if (on_fire) on_fire(slot, key.time);
  }
  std::uint64_t run(std::int64_t horizon) { return run_until(*this, deadlines, at(horizon)); }

  EventList deadlines;
  std::vector<Instant> actions;
  std::size_t acted = 0;
  bool clears = true;
  std::function<void(std::int64_t)> on_act;
  std::function<void(std::uint32_t, std::int64_t)> on_fire;
  std::vector<std::string> log;
};

using Log = std::vector<std::string>;

}  // namespace

TEST_CASE("deadlines and actions are merged in order of time, at one instant deadlines come first") {
  Recorder model;
  model.actions = {at(1), at(5), at(5), at(9)};
  model.deadlines.set(0, deadline(5, EventClass::idle_timeout, 0));
  model.deadlines.set(1, deadline(5, EventClass::work_completes, 1));
  model.deadlines.set(2, deadline(7, EventClass::hard_limit, 2));
  CHECK(model.run(100) == 7);
  CHECK(model.log == Log{"1 act 0", "5 fire 1", "5 fire 0", "5 act 1", "5 act 2", "7 fire 2", "9 act 3"});
}

TEST_CASE("what happens exactly at the horizon still happens, what comes after does not") {
  Recorder model;
  model.actions = {at(10), at(11)};
  model.deadlines.set(0, deadline(10, EventClass::idle_timeout, 0));
  model.deadlines.set(1, deadline(11, EventClass::work_completes, 1));
  CHECK(model.run(10) == 2);
  CHECK(model.log == Log{"10 fire 0", "10 act 0"});

  CHECK(model.run(11) == 2);  // and it goes on from there
  CHECK(model.log == Log{"10 fire 0", "10 act 0", "11 fire 1", "11 act 1"});
}

TEST_CASE("without an end of the study it ends when nothing is left") {
  Recorder model;
  model.actions = {at(3)};
  CHECK(run_until(model, model.deadlines, never) == 1);
  CHECK(run_until(model, model.deadlines, never) == 0);
}

TEST_CASE("what an event brings about at its own instant happens at that instant, before people act on") {
  Recorder model;
  model.actions = {at(5), at(5)};
  model.on_act = [&](std::int64_t now) {
    if (model.acted == 1) model.deadlines.set(3, deadline(now, EventClass::work_completes, 3));
  };
  model.run(5);
  CHECK(model.log == Log{"5 act 0", "5 fire 3", "5 act 1"});
}

TEST_CASE("a deadline that moves before it comes fires once, at its last time") {
  Recorder model;
  model.actions = {at(2), at(4)};
  model.deadlines.set(0, deadline(3, EventClass::idle_timeout, 0));
  model.on_act = [&](std::int64_t now) {
    model.deadlines.set(0, deadline(now + 3, EventClass::idle_timeout, 0));
  };
  model.run(100);
  CHECK(model.log == Log{"2 act 0", "4 act 1", "7 fire 0"});
}

TEST_CASE("a deadline in the past is refused") {
  Recorder model;
  model.actions = {at(5)};
  model.on_act = [&](std::int64_t now) {
    model.deadlines.set(0, deadline(now - 1, EventClass::idle_timeout, 0));
  };
  CHECK_THROWS_AS(model.run(100), std::logic_error);
}

TEST_CASE("actions out of order are refused") {
  Recorder model;
  model.actions = {at(5), at(4)};
  CHECK_THROWS_AS(model.run(100), std::logic_error);
}

TEST_CASE("a deadline that would fire for ever is refused") {
  Recorder model;
  model.clears = false;
  model.deadlines.set(0, deadline(5, EventClass::idle_timeout, 0));
  CHECK_THROWS_AS(model.run(100), std::logic_error);
}

TEST_CASE("any deadlines and actions happen in the total order") {
  CHECK(rc::check("as if sorted", [] {
    const auto times = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 20));
    auto action_times = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 20));
    std::sort(action_times.begin(), action_times.end());
    const auto horizon = *rc::gen::inRange(0, 22);

    Recorder model(static_cast<std::uint32_t>(times.size()));
    std::vector<std::pair<EventKey, std::string>> expected;
    for (std::uint32_t slot = 0; slot < times.size(); ++slot) {
      const auto event_class = static_cast<EventClass>(*rc::gen::inRange(1, 6));
      const EventKey key = deadline(times[slot], event_class, slot);
      model.deadlines.set(slot, key);
      expected.push_back({key, std::to_string(key.time) + " fire " + std::to_string(slot)});
    }
    for (std::size_t i = 0; i < action_times.size(); ++i) {
      model.actions.push_back(at(action_times[i]));
      expected.push_back({deadline(action_times[i], EventClass::people, i),
                          std::to_string(action_times[i]) + " act " + std::to_string(i)});
    }
    std::sort(expected.begin(), expected.end());
    Log log;
    for (const auto& [key, what] : expected) {
      if (key.time <= horizon) log.push_back(what);
    }
    RC_ASSERT(model.run(horizon) == log.size());
    RC_ASSERT(model.log == log);
  }));
}
