#include "sim/lifetime/machine.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>
#include <string>

namespace outlive::lifetime {
namespace {

[[noreturn]] void refuse_to_live_on(const Kind& kind, const State& state) {
  throw std::logic_error("a " + std::string(kind.name) + " that has ended became '" +
                         std::string(state.name) + "'");
}

}  // namespace

Machine::Machine(std::span<const Kind> kinds) : kinds_(kinds) {
  for (const Kind& kind : kinds) facts_.push_back(lifetime::facts_of(kind));
}

void Machine::reset(std::span<const std::uint32_t> user_numbers, std::size_t resources) {
  lifetimes_.clear();
  draws_.clear();
  in_user_.clear();
  places_.clear();
  free_ = 0;
  journal_.clear();
  ended_kinds_ = 0;
  users_.clear();
  for (const std::uint32_t number : user_numbers) users_.push_back({.number = number});
  for (const std::uint32_t resource : touched_) resources_[resource] = {};
  resources_.resize(resources);
  touched_.clear();
  freed_.clear();
  uses_.clear();
  waiting_ = 0;
  events_.reset(0);
  now_ = Instant{};
  next_serial_ = 1;
}

Index Machine::take_place() {
  if (free_ != 0) {
    const Index index = places_[--free_];
    places_[free_] = places_.back();
    places_.pop_back();
    return index;
  }
  const auto index = static_cast<Index>(lifetimes_.size());
  lifetimes_.emplace_back();
  draws_.emplace_back();
  in_user_.emplace_back();
  if (lifetimes_.size() > events_.size()) events_.resize(index + 1);
  return index;
}

Index Machine::create(const Birth& birth) {
  const Index index = take_place();
  const KindFacts& kind = facts_[birth.kind];
  Lifetime& life = lifetimes_[index];
  for (std::size_t clock = 0; clock < kind.clock_count; ++clock) {  // the others are never looked at
    life.timers[clock] = {never, birth.limits[clock]};
  }
  life.created = now_;
  life.user = birth.user;
  life.own = users_[birth.user].next_own++;
  life.serial = next_serial_++;
  life.tag = birth.tag;
  life.kind = birth.kind;
  life.cause = Cause::none;
  life.work_ends = birth.work_ends;
  life.rule = Rule::none;
  life.container = birth.container;
  life.bond = no_index;
  life.attachment = birth.attachment;
  life.spared = birth.spared;
  life.stop_share = birth.stop_share;
  life.losing = Cause::none;
  life.lost_bond = no_kind;
  life.reprieved = false;
  life.fatal_detachment = birth.fatal_detachment;
  life.contents = life.bonded = life.attached = {};
  life.busy_contents = 0;
  life.origin = birth.origin;
  life.held = max_draws;
  life.draws_anything =
      std::any_of(birth.draws.begin(), birth.draws.end(), [](const Draw& draw) { return draw.units != 0; });
  if (life.draws_anything) {
    draws_[index] = birth.draws;
    life.held = 0;
    if (birth.waits_for_room) {
      take_or_wait(index);
    } else {
      take(index);
    }
  }

  if (kind.on_turn == no_state) append_linked(users_[life.user].lifetimes, index, link_in_user());
  StateId first = kind.initial;
  if (life.container != no_index) {
    if (kind.on_turn != no_state && turn_is_free(life.container)) first = kind.on_turn;
    append<&Lifetime::in_container>(index, lifetimes_[life.container].contents);
  }
  if (birth.bond != no_index) bind(index, birth.bond);
  if (life.attachment != no_index) {
    append<&Lifetime::in_attachment>(index, lifetimes_[life.attachment].attached);
  }
  enter(index, no_state, first);
  return index;
}

void Machine::bind(Index index, Index bond) {
  lifetimes_[index].bond = bond;
  append<&Lifetime::in_bond>(index, lifetimes_[bond].bonded);
}

/// Puts a lifetime into another state: the journal hears of it, and what holds it.
[[gnu::always_inline]] inline void Machine::move(Index index, StateFacts before, StateId from, StateId to) {
  Lifetime& life = lifetimes_[index];
  if (from != no_state && life.ended) [[unlikely]] {
    refuse_to_live_on(kinds_[life.kind], kinds_[life.kind].states[to]);
  }
  const StateFacts now = facts_[life.kind].states[to];
  life.state = to;
  life.ended = now.terminal;
  journal_.push_back({index, from, to});
  if (life.container == no_index) return;
  count_busy(life.container, before.busy, now.busy);
  if (before.works != now.works) note_activity(life.container);
}

void Machine::enter(Index index, StateId from, StateId to) {
  const Lifetime& life = lifetimes_[index];
  const KindFacts& kind = facts_[life.kind];
  const StateFacts before = from == no_state ? StateFacts{} : kind.states[from];
  move(index, before, from, to);
  follow_state(index);
  if (kind.states[to].open && !before.open && life.busy_contents != 0) start_next(index);
  // What it holds may have been busy before it could be.
  if (to == kind.when_idle && life.busy_contents != 0 && life.state == to) enter(index, to, kind.when_busy);
}

[[gnu::always_inline]] inline void Machine::count_busy(Index container, bool was_busy, bool is_busy) {
  if (was_busy == is_busy) return;
  std::uint32_t& busy = lifetimes_[container].busy_contents;
  const bool changed = is_busy ? busy++ == 0 : --busy == 0;
  if (changed) follow_activity(container);
}

/// Stops or starts what runs while_idle: what `refresh` would do, where nothing but activity has changed. A stopped clock
/// leaves the slot where it is, too early; a started one moves it only if it runs out before.
[[gnu::always_inline]] inline void Machine::follow_with_clocks(Index index, bool busy) {
  Lifetime& life = lifetimes_[index];
  const KindFacts& kind = facts_[life.kind];
  Instant first = never;
  for (unsigned idle = kind.while_idle & kind.states[life.state].clocks; idle != 0; idle &= idle - 1) {
    Timer& timer = life.timers[static_cast<std::size_t>(std::countr_zero(idle))];
    if (busy) {
      timer.deadline = never;
    } else if (timer.deadline == never) {
      timer.deadline = after(now_, timer.limit);
      first = std::min(first, timer.deadline);
    }
  }
  if (first != never) schedule_no_later(index, first);
}

/// The first thing in a lifetime has become busy, or the last has become idle.
void Machine::follow_activity(Index index) {
  const Lifetime& life = lifetimes_[index];
  const KindFacts& kind = facts_[life.kind];
  const bool busy = life.busy_contents != 0;
  const Index attachment = life.attachment;
  if (kind.when_busy != no_state && life.state == (busy ? kind.when_idle : kind.when_busy)) {
    enter(index, life.state, busy ? kind.when_busy : kind.when_idle);
  } else {
    follow_with_clocks(index, busy);
  }
  if (attachment != no_index && facts_of(attachment).follows_attached) count_busy(attachment, !busy, busy);
}

/// Something in a lifetime has begun or ended to work, be there others or not.
[[gnu::always_inline]] inline void Machine::note_activity(Index index) {
  const ClockId clock = facts_of(index).activity_clock;
  if (clock == no_clock) return;
  lifetimes_[index].timers[clock].deadline = never;
  refresh(index);
}

/// Sets and clears the clocks as the state says. A slot in the event list may come too early but never too
/// late: one that comes too early is put right by `fire`. So an idle clock that stops and starts anew with
/// every statement costs nothing there.
[[gnu::always_inline]] inline void Machine::follow_state(Index index) {
  Lifetime& life = lifetimes_[index];
  const KindFacts& kind = facts_[life.kind];
  unsigned running = kind.states[life.state].clocks;
  if (life.busy_contents != 0) running &= ~unsigned{kind.while_idle};
  if (waits(life)) running &= ~unsigned{kind.start_up};
  Instant first = never;
  for (std::size_t id = 0; id < kind.clock_count; ++id) {
    Timer& timer = life.timers[id];
    if ((running >> id & 1u) == 0) {
      timer.deadline = never;
      continue;
    }
    if (timer.deadline == never && (kind.on_request >> id & 1u) == 0)
      timer.deadline = after(now_, timer.limit);
    first = std::min(first, timer.deadline);
  }
  if (first != never) schedule_no_later(index, first);
}

/// For all but `enter`, which most events come through and has it compiled in.
void Machine::refresh(Index index) { follow_state(index); }

/// Brings the slot forward where the first of the clocks runs out before it.
[[gnu::always_inline]] inline void Machine::schedule_no_later(Index index, Instant first) {
  const engine::EventKey slot = events_.key(index);
  if (first.time_since_epoch().count() > slot.time) return;
  const Lifetime& life = lifetimes_[index];
  if (const engine::EventKey key = key_of(life, due(life)); key < slot) events_.set(index, key);
}

[[gnu::always_inline]] inline Machine::Due Machine::due(const Lifetime& life) const {
  const KindFacts& kind = facts_[life.kind];
  Due due;
  for (ClockId id = 0; id < kind.clock_count; ++id)
    due.consider(life.timers[id].deadline, kind.event_classes[id], id);
  return due;
}

[[gnu::always_inline]] inline engine::EventKey Machine::key_of(const Lifetime& life, const Due& due) const {
  if (due.at == never) return engine::EventKey::none;
  return {due.at.time_since_epoch().count(), engine::order_of(due.event_class, user_number(life), life.own)};
}

/// Likewise of `begin_end`, which `fire` has compiled in.
void Machine::end(Index index, Cause cause, Rule rule) { begin_end(index, cause, rule); }

[[gnu::always_inline]] inline void Machine::begin_end(Index index, Cause cause, Rule rule) {
  Lifetime& life = lifetimes_[index];
  if (life.cause != Cause::none) return;
  const Kind& kind = kinds_[life.kind];
  const Ending& ending = kind.ending(cause);
  life.cause = cause;
  life.rule = ending.rule == Rule::none ? rule : ending.rule;
  const bool winds_down = ending.through != no_state && ((kind.winds_down_from >> life.state) & 1u) != 0;
  if (!winds_down) return finish(index, ending.state);
  enter(index, life.state, ending.through);
  // Winding down takes no time where the state's phase clock is not set.
  const Instant done = due(life).at;
  if (done == never || done <= now_) finish(index, ending.state);
}

/// As `fire` decides.
bool Machine::comes_up_to_end(Index index) const {
  const Lifetime& life = lifetimes_[index];
  const Due due = this->due(life);
  if (key_of(life, due) != events_.key(index)) return false;
  const Clock& clock = kinds_[life.kind].clocks[due.clock];
  return life.cause != Cause::none || clock.runs == Runs::on_request || clock.cause != Cause::none;
}

bool Machine::fire(Index index) {
  const Lifetime& life = lifetimes_[index];
  const Due due = this->due(life);
  const engine::EventKey fired = events_.key(index);
  if (const engine::EventKey key = key_of(life, due); key != fired) {
    events_.set(index, key);
    return false;
  }
  const Kind& kind = kinds_[life.kind];
  const Clock& clock = kind.clocks[due.clock];
  if (life.cause != Cause::none) {
    finish(index, kind.ending(life.cause).state);  // it has wound down, or has no more time to
  } else if (clock.runs == Runs::on_request) {
    end(index, life.losing, life.losing_rule);
  } else if (clock.cause != Cause::none) {
    begin_end(index, clock.cause == Cause::done ? life.work_ends : clock.cause, clock.rule);
  } else {
    enter(index, life.state, clock.next);
  }
  if (events_.key(index) == fired) events_.set(index, key_of(life, this->due(life)));
  return true;
}

Instant Machine::lose_identity(Index index, Cause cause, Rule rule, Duration bound) {
  const Lifetime& life = lifetimes_[index];
  if (life.cause != Cause::none) return never;
  if (is_among(life.spared, cause)) {
    journal_.push_back({index, life.state, life.state});
    return never;
  }
  if (bound == from_table) bound = kinds_[life.kind].ending(cause).within;
  const Instant takes_effect = after(now_, share_of(bound, life.stop_share));
  lose_identity_at(index, cause, rule, takes_effect);
  return takes_effect;
}

void Machine::lose_identity_at(Index index, Cause cause, Rule rule, Instant takes_effect) {
  Lifetime& life = lifetimes_[index];
  const ClockId stop = kinds_[life.kind].stop_clock;
  if (stop == no_clock || takes_effect <= now_) return end(index, cause, rule);
  if (life.losing != Cause::none && life.timers[stop].deadline <= takes_effect) return;
  life.losing = cause;
  life.losing_rule = rule;
  life.timers[stop].deadline = takes_effect;
  journal_.push_back({index, life.state, life.state});
  refresh(index);
}

void Machine::reprieve(Index index, Index bond, Ref origin) {
  Lifetime& life = lifetimes_[index];
  life.losing = Cause::none;
  life.lost_bond = no_kind;
  life.reprieved = true;
  life.timers[kinds_[life.kind].stop_clock].deadline = never;
  life.origin = origin;
  bind(index, bond);
  journal_.push_back({index, life.state, life.state});
}

void Machine::limit_clock(Index index, ClockId clock, Duration limit, Instant since) {
  Lifetime& life = lifetimes_[index];
  life.timers[clock].limit = limit;
  life.timers[clock].deadline = never;
  refresh(index);
  if (life.timers[clock].deadline == never || since == now_) return;
  life.timers[clock].deadline = std::max(now_, after(since, limit));
  refresh(index);
}

void Machine::finish(Index index, StateId terminal) {
  const Lifetime& life = lifetimes_[index];
  if (life.draws_anything) give_back(index);
  move(index, facts_[life.kind].states[life.state], life.state, terminal);
  ended_kinds_ |= KindMask{1} << life.kind;
  if (events_.is_scheduled(index)) events_.clear(index);
  if (facts_[life.kind].on_turn == no_state)
    remove_linked(users_[life.user].lifetimes, index, link_in_user());
  if (life.contents.first != no_index) end_contents(index);
  if (life.bonded.first != no_index) end_bonded(index);
  if (life.attached.first != no_index) end_attached(index);
  const Index container = life.container;
  unlink(index);
  places_.push_back(index);
  if (container != no_index && lifetimes_[container].busy_contents != 0) start_next(container);
}

void Machine::end_contents(Index index) {
  const Cause cause = lifetimes_[index].cause;
  const Rule rule = lifetimes_[index].rule;
  // One end may bring another among the contents, so the list is asked anew after each.
  const auto first_alive = [&] {
    Index content = lifetimes_[index].contents.first;
    while (content != no_index && !alive(content)) content = lifetimes_[content].in_container.next;
    return content;
  };
  for (Index content = first_alive(); content != no_index; content = first_alive()) {
    const bool as_work = kind_of(content).content_cause == ContentCause::work_ended;
    end(content, as_work && cause != Cause::done ? Cause::work_ended : cause, rule);
    // Nothing winds down longer than what holds it.
    if (alive(content)) finish(content, kind_of(content).ending(lifetimes_[content].cause).state);
  }
}

void Machine::end_bonded(Index index) {
  const Cause cause = lifetimes_[index].cause;
  const Rule rule = lifetimes_[index].rule;
  for (;;) {
    const Index bonded = lifetimes_[index].bonded.first;
    if (bonded == no_index) return;
    remove<&Lifetime::in_bond>(bonded, lifetimes_[index].bonded);
    lifetimes_[bonded].bond = no_index;
    lifetimes_[bonded].lost_bond = lifetimes_[index].kind;
    lose_identity(bonded, cause, rule);
    if (lifetimes_[bonded].losing != Cause::none && alive(bonded)) lose_at_expiry(bonded, index);
  }
}

/// An identity session that was ended early would have run out all the same, and that may be noticed sooner (B-4).
void Machine::lose_at_expiry(Index bonded, Index bond) {
  const Lifetime& life = lifetimes_[bonded];
  const Kind& kind = kind_of(bond);
  for (std::size_t id = 0; id < kind.clocks.size(); ++id) {
    const Clock& clock = kind.clocks[id];
    const Instant expiry = lifetimes_[bond].timers[id].deadline;
    if (clock.runs != Runs::steadily || expiry == never || is_among(life.spared, clock.cause)) continue;
    const Duration bound = kind_of(bonded).ending(clock.cause).within;
    lose_identity_at(bonded, clock.cause, clock.rule, after(expiry, share_of(bound, life.stop_share)));
  }
}

bool Machine::detaching_ends(const Lifetime& life, Cause cause) const {
  if (is_among(life.fatal_detachment, cause)) return true;
  const KindId bond = life.bond != no_index ? lifetimes_[life.bond].kind : life.lost_bond;
  return bond != no_kind && (kinds_[life.kind].detach_ends_if_bound_to >> bond & 1u) != 0;
}

void Machine::end_attached(Index index) {
  const Cause cause = lifetimes_[index].cause;
  const Rule rule = lifetimes_[index].rule;
  for (;;) {
    const Index attached = lifetimes_[index].attached.first;
    if (attached == no_index) return;
    remove<&Lifetime::in_attachment>(attached, lifetimes_[index].attached);
    Lifetime& life = lifetimes_[attached];
    life.attachment = no_index;
    if (detaching_ends(life, cause)) end(attached, cause, rule);
  }
}

[[gnu::always_inline]] inline void Machine::unlink(Index index) {
  const Lifetime& life = lifetimes_[index];
  if (life.container != no_index) remove<&Lifetime::in_container>(index, lifetimes_[life.container].contents);
  if (life.bond != no_index) remove<&Lifetime::in_bond>(index, lifetimes_[life.bond].bonded);
  if (life.attachment != no_index) {
    remove<&Lifetime::in_attachment>(index, lifetimes_[life.attachment].attached);
  }
}

bool Machine::turn_is_free(Index container) const {
  if (!facts_of_state(container).open) return false;
  if (lifetimes_[container].busy_contents == 0) return true;
  for (Index content = lifetimes_[container].contents.first; content != no_index;
       content = lifetimes_[content].in_container.next) {
    if (facts_of(content).on_turn != no_state && alive(content)) return false;
  }
  return true;
}

void Machine::start_next(Index container) {
  if (!facts_of_state(container).open) return;
  for (Index content = lifetimes_[container].contents.first; content != no_index;
       content = lifetimes_[content].in_container.next) {
    const KindFacts& kind = facts_of(content);
    if (kind.on_turn == no_state || !alive(content)) continue;
    // The first that waits in turn; if it is already under way, the others wait on.
    if (lifetimes_[content].state == kind.initial) enter(content, kind.initial, kind.on_turn);
    return;
  }
}

void Machine::free_ended() {
  ended_kinds_ = 0;
  for (; free_ < places_.size(); ++free_) lifetimes_[places_[free_]].serial = 0;
}

}  // namespace outlive::lifetime
