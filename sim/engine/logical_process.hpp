// A logical process: the smallest set of users and resources that nothing outside can influence, run on its
// own.
//
// It meets two kinds of events: deadlines, one per slot of its event list, and the actions of people, which
// are known beforehand as a sequence in order of time. `run_until` merges the two:
//  * the earlier comes first; at one instant every deadline precedes every action (EventClass: people come
//  last);
//  * an event that makes another at its own instant sees it happen at that instant;
//  * what happens exactly at the horizon still happens;
//  * the clock never goes back. A model that asks for it, or that fires a slot without moving or clearing it
//    (it would fire for ever), has a fault: std::logic_error. A few phases of no length one after the other
//    are none.
#pragma once

#include <concepts>
#include <cstdint>
#include <stdexcept>

#include "outlive/time.hpp"
#include "sim/engine/event_list.hpp"

namespace outlive::engine {

/// What `run_until` asks of a model. No virtual calls: the loop is compiled into each model.
///  * next_action_time: when people act next; `never` once they have all acted
///  * act: carries out that action and moves on to the one after it
///  * fire: the deadline in this slot, `EventList::earliest()`, has come; moves or clears the slot
template <class Model>
concept LogicalProcess = requires(Model& model, std::uint32_t slot) {
  { model.next_action_time() } -> std::convertible_to<Instant>;
  model.act();
  model.fire(slot);
};

[[noreturn]] inline void refuse_to_go_back() {
  throw std::logic_error("an event was scheduled before the present: the clock never goes back");
}

[[noreturn]] inline void refuse_to_fire_for_ever() {
  throw std::logic_error("a deadline fired without being moved or cleared");
}

/// Counts how often in a row a deadline fired without being moved.
class Repeats {
 public:
  void note(bool is_same) {
    count_ = is_same ? count_ + 1 : 0;
    if (count_ > phases_of_no_length) [[unlikely]] {
      refuse_to_fire_for_ever();
    }
  }

 private:
  static constexpr std::uint32_t phases_of_no_length = 64;  // more than any lifetime has
  std::uint32_t count_ = 0;
};

/// Runs every event up to and including the horizon and returns how many there were. May be called again with
/// a later horizon.
template <LogicalProcess Model>
std::uint64_t run_until(Model& model, EventList& deadlines, Instant horizon) {
  Instant clock = Instant::min();
  Repeats repeats;
  for (std::uint64_t events = 0;; ++events) {
    const Instant action{model.next_action_time()};
    const Instant deadline{Duration{deadlines.earliest_time()}};
    const bool deadline_first = deadline <= action;
    const Instant next = deadline_first ? deadline : action;
    if (next > horizon || next == never) return events;
    if (next < clock) [[unlikely]] {
      refuse_to_go_back();
    }
    clock = next;
    if (deadline_first) {
      const std::uint32_t slot = deadlines.earliest_slot();
      const EventKey fired = deadlines.earliest();
      model.fire(slot);
      repeats.note(deadlines.key(slot) == fired);
    } else {
      model.act();
    }
  }
}

}  // namespace outlive::engine
