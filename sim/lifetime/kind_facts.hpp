// What events look up in the table of a kind (kind.hpp), derived from it once and packed: two cache lines a kind.
#pragma once

#include <array>

#include "sim/lifetime/kind.hpp"

namespace outlive::lifetime {

using ClockMask = std::uint8_t;  // one bit a clock
inline constexpr std::size_t max_states = std::numeric_limits<StateMask>::digits;

struct StateFacts {
  ClockMask clocks = 0;  // that run in it, as far as it is for the state to say
  bool terminal = false;
  bool busy = false;
  bool open = false;
  bool works = false;
};

struct alignas(128) KindFacts {
  std::array<StateFacts, max_states> states{};
  std::array<engine::EventClass, max_clocks> event_classes{};
  std::uint8_t clock_count = 0;
  ClockMask while_idle = 0;
  ClockMask on_request = 0;
  ClockMask start_up = 0;
  ClockId activity_clock = no_clock;
  StateId initial = 0;
  StateId on_turn = no_state;
  StateId when_idle = no_state;
  StateId when_busy = no_state;
  bool follows_attached = false;
};
static_assert(sizeof(KindFacts) == 128);

inline KindFacts facts_of(const Kind& kind) {
  KindFacts facts{.clock_count = static_cast<std::uint8_t>(kind.clocks.size()),
                  .activity_clock = kind.activity_clock,
                  .initial = kind.initial,
                  .on_turn = kind.on_turn,
                  .when_idle = kind.when_idle,
                  .when_busy = kind.when_busy,
                  .follows_attached = kind.follows_attached};
  for (std::size_t id = 0; id < kind.states.size(); ++id) {
    const State& state = kind.states[id];
    facts.states[id] = {
        .terminal = state.terminal, .busy = state.busy, .open = state.open, .works = state.works};
  }
  for (std::size_t id = 0; id < kind.clocks.size(); ++id) {
    const Clock& clock = kind.clocks[id];
    const auto bit = static_cast<ClockMask>(1u << id);
    facts.event_classes[id] = clock.event_class;
    if (clock.runs == Runs::while_idle) facts.while_idle |= bit;
    if (clock.runs == Runs::on_request) facts.on_request |= bit;
    if (id == kind.start_up_clock) facts.start_up |= bit;
    for (std::size_t state = 0; state < kind.states.size(); ++state) {
      if ((clock.runs_in >> state & 1u) != 0) facts.states[state].clocks |= bit;
    }
  }
  return facts;
}

}  // namespace outlive::lifetime
