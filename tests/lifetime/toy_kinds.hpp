// Kinds that no service has, small enough to see what the machine does: holders, things held, and what they
// depend on.
#pragma once

#include <array>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sim/lifetime/machine.hpp"

namespace outlive::lifetime::toys {

using engine::EventClass;

enum : KindId { box, token, task, machine_tool, lid };

// A box is empty at first, then open; it ends when nothing in it was busy for a while, or at its hard limit.
namespace box_state {
enum : StateId { closed, open, closing, ended, timed_out };
}
namespace box_clock {
inline constexpr ClockId opening = 0, idle = 1, hard = 2, closing = 3;
}
inline constexpr std::array<State, 5> box_states{{
    {.name = "closed"},
    {.name = "open", .open = true},
    {.name = "closing"},
    {.name = "ended", .terminal = true},
    {.name = "timed out", .terminal = true},
}};
inline constexpr std::array box_clocks{
    phase("opening", box_state::closed, box_state::open, Rule::none),
    idle_limit("idle", {box_state::open}, Cause::idle_timeout, Rule::glue_5),
    hard_limit("hard", {box_state::closed, box_state::open}, Cause::session_timeout, Rule::glue_6),
    phase("closing", box_state::closing, box_state::ended, Rule::none),
};
inline constexpr std::array<Ending, 3> box_endings{{
    {Cause::idle_timeout, no_state, box_state::timed_out, Outcome::stopped, Rule::none},
    {Cause::session_timeout, no_state, box_state::timed_out, Outcome::stopped, Rule::none},
    {Cause::none, box_state::closing, box_state::ended, Outcome::stopped, Rule::glue_7},
}};

// What a box or task may depend on; it lasts its duration.
namespace token_state {
enum : StateId { valid, gone };
}
inline constexpr std::array<State, 2> token_states{{{.name = "valid"}, {.name = "gone", .terminal = true}}};
inline constexpr std::array token_clocks{duration_limit(EventClass::background_expiry, token_state::valid,
                                                        Cause::background_session_expired, Rule::idc_16)};
inline constexpr std::array<Ending, 1> token_endings{
    {{Cause::none, no_state, token_state::gone, Outcome::completed, Rule::none}}};

// Work in a box: one at a time, in turn.
namespace task_state {
enum : StateId { waits, works, winding, done, broken };
}
namespace task_clock {
inline constexpr ClockId work = 0, winding = 1;
}
inline constexpr std::array<State, 5> task_states{{
    {.name = "waits", .busy = true},
    {.name = "works", .busy = true, .works = true},
    {.name = "winding", .busy = true},
    {.name = "done", .terminal = true},
    {.name = "broken", .terminal = true},
}};
inline constexpr std::array task_clocks{
    end_of_work(task_state::works, Rule::glue_1),
    phase("winding", task_state::winding, task_state::broken, Rule::none),
};
inline constexpr std::array<Ending, 2> task_endings{{
    {Cause::done, no_state, task_state::done, Outcome::completed, Rule::none},
    {Cause::none, task_state::winding, task_state::broken, Outcome::stopped, Rule::none},
}};

// Something in a box that does not care about turns; it winds down only once it is on.
namespace tool_state {
enum : StateId { off, on, cooling, away };
}
namespace tool_clock {
inline constexpr ClockId warming = 0, cooling = 1;
}
inline constexpr std::array<State, 4> tool_states{{
    {.name = "off"},
    {.name = "on"},
    {.name = "cooling"},
    {.name = "away", .terminal = true},
}};
inline constexpr std::array tool_clocks{
    phase("warming", tool_state::off, tool_state::on, Rule::none),
    phase("cooling", tool_state::cooling, tool_state::away, Rule::none),
};
inline constexpr std::array<Ending, 1> tool_endings{
    {{Cause::none, tool_state::cooling, tool_state::away, Outcome::completed, Rule::none}}};

// What others are attached to.
inline constexpr std::array<State, 2> lid_states{{{.name = "on"}, {.name = "lifted", .terminal = true}}};
inline constexpr std::array<Ending, 1> lid_endings{
    {{Cause::none, no_state, 1, Outcome::completed, Rule::none}}};

inline const std::array kinds{
    Kind{.name = "box",
         .part = Part::session,
         .states = box_states,
         .clocks = box_clocks,
         .endings = box_endings,
         .start_up_clock = box_clock::opening,
         .detach_ends_if_bound_to = in_kinds({token})},
    Kind{.name = "token",
         .part = Part::background_session,
         .states = token_states,
         .clocks = token_clocks,
         .endings = token_endings,
         .content_cause = ContentCause::work_ended},
    Kind{.name = "task",
         .part = Part::job,
         .states = task_states,
         .clocks = task_clocks,
         .endings = task_endings,
         .on_turn = task_state::works,
         .work_clock = task_clock::work},
    Kind{.name = "machine tool",
         .states = tool_states,
         .clocks = tool_clocks,
         .endings = tool_endings,
         .winds_down_from = in_states({tool_state::on})},
    Kind{.name = "lid", .states = lid_states, .clocks = {}, .endings = lid_endings},
};

/// A machine of one user that plays by itself and tells what happened.
class Toy {
 public:
  explicit Toy(std::span<const Kind> known = kinds, std::size_t resources = 1)
      : machine(known), resources_(resources) {
    restart();
  }

  void restart() {
    const std::array<std::uint32_t, 1> users{7};
    machine.reset(users, resources_);
  }

  /// Everything up to `until`, inclusive; returns how many clocks ran out.
  int play(Duration until) {
    note();
    int count = 0;
    while (machine.events().earliest_time() <= until.count()) {
      machine.advance_to(Instant{Duration{machine.events().earliest_time()}});
      count += machine.fire(machine.events().earliest_slot()) ? 1 : 0;
      note();
    }
    machine.advance_to(Instant{until});
    return count;
  }

  /// Writes the journal down as "12 box:open" and clears it.
  void note() {
    for (const JournalEntry& entry : machine.journal()) {
      const Kind& kind = machine.kind_of(entry.index);
      story.push_back(std::to_string(machine.now().time_since_epoch().count()) + " " +
                      std::string(kind.name.substr(0, kind.name.find(' '))) + ":" +
                      std::string(kind.states[entry.to].name));
    }
    machine.clear_journal();
  }

  std::vector<std::string> told() {
    note();
    return std::exchange(story, {});
  }

  Index make_box(Duration opening, Duration idle, Duration hard = unlimited, Index bond = no_index,
                 Index attachment = no_index) {
    return machine.create({.kind = box,
                           .bond = bond,
                           .attachment = attachment,
                           .limits = {opening, idle, hard, Duration{}, unlimited}});
  }
  Index make_task(Index container, Duration work, Duration winding = Duration{}) {
    return machine.create(
        {.kind = task, .container = container, .limits = {work, winding, unlimited, unlimited, unlimited}});
  }
  Index make_token(Duration lasts, Index container = no_index) {
    return machine.create({.kind = token,
                           .container = container,
                           .limits = {lasts, unlimited, unlimited, unlimited, unlimited}});
  }
  Index make_tool(Index container, Duration warming, Duration cooling, Index bond = no_index) {
    return machine.create({.kind = machine_tool,
                           .container = container,
                           .bond = bond,
                           .limits = {warming, cooling, unlimited, unlimited, unlimited}});
  }

  Machine machine;
  std::vector<std::string> story;

 private:
  std::size_t resources_;
};

}  // namespace outlive::lifetime::toys
