// A kind of lifetime, as a table: its states, its clocks, what each end means (design section 3).
//
// The one state machine (machine.hpp) obeys these tables and knows no kind by name. A new service is new
// tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <span>
#include <string_view>

#include "outlive/rules.hpp"
#include "outlive/time.hpp"
#include "outlive/vocabulary.hpp"
#include "sim/engine/event_order.hpp"

namespace outlive::lifetime {

using KindId = std::uint8_t;   // position in the span of kinds that a machine is given
using StateId = std::uint8_t;  // position in a kind's states
using ClockId = std::uint8_t;  // position in a kind's clocks
using StateMask = std::uint16_t;
using KindMask = std::uint64_t;

inline constexpr KindId no_kind = std::numeric_limits<KindId>::max();
inline constexpr StateId no_state = std::numeric_limits<StateId>::max();
inline constexpr ClockId no_clock = std::numeric_limits<ClockId>::max();
inline constexpr StateMask every_state = std::numeric_limits<StateMask>::max();
inline constexpr std::size_t max_clocks = 7;

constexpr StateMask in_states(std::initializer_list<StateId> states) {
  StateMask mask = 0;
  for (const StateId state : states) mask = static_cast<StateMask>(mask | (1u << state));
  return mask;
}

constexpr KindMask in_kinds(std::initializer_list<KindId> kinds) {
  KindMask mask = 0;
  for (const KindId kind : kinds) mask |= KindMask{1} << kind;
  return mask;
}

using CauseMask = std::uint64_t;
static_assert(cause_count <= 64);
constexpr bool is_among(CauseMask causes, Cause cause) {
  return (causes >> static_cast<unsigned>(cause) & 1u) != 0;
}
constexpr CauseMask in_causes(std::initializer_list<Cause> causes) {
  CauseMask mask = 0;
  for (const Cause cause : causes) mask |= CauseMask{1} << static_cast<unsigned>(cause);
  return mask;
}

struct State {
  std::string_view name;  // as the service's API spells it
  bool terminal = false;
  bool busy = false;    // counts as activity in its container: the container's idle clocks stand still
  bool open = false;    // what it holds may take its turn
  bool billed = false;  // its meter runs
  bool works = false;   // a job at work
};

enum class Runs : std::uint8_t {
  steadily,
  while_idle,      // only while nothing that the lifetime holds is busy; starts anew each time
  since_activity,  // starts anew whenever something that the lifetime holds begins or ends to work
  on_request,      // from the loss of its identity session until that takes effect (Ending::within)
};

/// A named deadline. It starts when its lifetime enters one of `runs_in` from outside, and stops when it
/// leaves them.
struct Clock {
  std::string_view name;
  engine::EventClass event_class;
  StateMask runs_in;
  Runs runs;
  Cause cause;  // what it ends the lifetime with; Cause::none for a phase of life that leads to `next`
  Rule rule;
  StateId next;
};

/// A phase of life: after its length the lifetime goes on to `next`.
constexpr Clock phase(std::string_view name, StateId during, StateId next, Rule rule) {
  return {name, engine::EventClass::work_completes, in_states({during}), Runs::steadily, Cause::none, rule,
          next};
}

/// The end of the work itself.
constexpr Clock end_of_work(StateId during, Rule rule) {
  return {"work",  engine::EventClass::work_completes, in_states({during}), Runs::steadily, Cause::done, rule,
          no_state};
}

/// A service's own limit, counted from entering the first of `during`.
constexpr Clock hard_limit(std::string_view name, std::initializer_list<StateId> during, Cause cause,
                           Rule rule) {
  return {name, engine::EventClass::hard_limit, in_states(during), Runs::steadily, cause, rule, no_state};
}

/// Counts anew each time that nothing in the lifetime is busy any more.
constexpr Clock idle_limit(std::string_view name, std::initializer_list<StateId> during, Cause cause,
                           Rule rule) {
  return {name, engine::EventClass::idle_timeout, in_states(during), Runs::while_idle, cause, rule, no_state};
}

/// What follows from the last of its work: with that, as if it were the end of the work itself.
constexpr Clock once_idle(std::string_view name, std::initializer_list<StateId> during, Cause cause,
                          Rule rule) {
  return {name,    engine::EventClass::work_completes, in_states(during), Runs::while_idle, cause, rule,
          no_state};
}

/// Counts anew from each beginning and each end of work: something at work for long runs into it.
constexpr Clock inactivity_limit(std::string_view name, std::initializer_list<StateId> during, Cause cause,
                                 Rule rule) {
  return {name,    engine::EventClass::idle_timeout, in_states(during), Runs::since_activity, cause, rule,
          no_state};
}

/// The duration of an identity session.
constexpr Clock duration_limit(engine::EventClass event_class, StateId during, Cause cause, Rule rule) {
  return {"duration", event_class, in_states({during}), Runs::steadily, cause, rule, no_state};
}

/// Until the loss of its identity session takes effect: stops take time in some models (design section 3).
constexpr Clock stop_delay(std::initializer_list<StateId> during) {
  return {"stop",
          engine::EventClass::interactive_expiry,
          in_states(during),
          Runs::on_request,
          Cause::none,
          Rule::none,
          no_state};
}

/// What an end with `cause` does. The row with Cause::none serves every cause that has no row of its own.
struct Ending {
  Cause cause;
  StateId through;  // a state in which it winds down first, left when its phase clock runs out; or no_state
  StateId state;    // the terminal state
  Outcome outcome;
  Rule rule;  // Rule::none: the rule of whatever brought the end
  Duration
      within{};  // the vendor's bound on how long this may take to act, where the cause is the loss of the
                 // identity session
};

/// What a lifetime says when its container has ended.
enum class ContentCause : std::uint8_t {
  inherited,   // the container's own cause
  work_ended,  // Cause::done if the container is done, else Cause::work_ended
};

/// What the tag of a lifetime counts, for those who read the journal.
enum class Part : std::uint8_t { other, sign_in, background_session, session, job, host, pool, renewal };

struct Kind {
  std::string_view name;
  Part part = Part::other;
  std::span<const State> states;
  std::span<const Clock> clocks;
  std::span<const Ending> endings;
  StateId initial = 0;
  StateId on_turn =
      no_state;  // set for what waits in its container for its turn, one at a time, first come first
                 // served; it is busy from its beginning to its end
  ClockId start_up_clock = no_clock;  // the phase before its work or service can begin
  ClockId work_clock = no_clock;      // the end of its work
  ClockId stop_clock = no_clock;      // see stop_delay
  ClockId activity_clock = no_clock;  // that runs since_activity, if it has one
  StateId when_idle = no_state;       // while nothing in it is busy, and
  StateId when_busy = no_state;       // while something is: it moves between the two by itself
  bool follows_attached = false;      // what is busy in that which is attached to it counts as busy in itself
  StateMask winds_down_from = every_state;  // an end in any other state goes straight to its terminal state
  ContentCause content_cause = ContentCause::inherited;
  KindMask detach_ends_if_bound_to =
      0;  // the end of its attachment ends it if its bond is of one of these kinds

  [[nodiscard]] const Ending& ending(Cause cause) const {
    for (const Ending& row : endings) {
      if (row.cause == cause || row.cause == Cause::none) return row;
    }
    return endings.back();
  }
};

}  // namespace outlive::lifetime
