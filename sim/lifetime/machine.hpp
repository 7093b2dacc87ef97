// The one state machine: every lifetime of every kind begins, changes and ends here, as its kind's table
// says.
//
// A lifetime has clocks (the least, or a moment before it, is its one slot in the event list), at most one
// container, one bond and one attachment, and may draw on a finite resource. Whoever wants to know what
// happened reads the journal: each transition is one entry, and a lifetime that ended stays readable until
// the journal is cleared. Nothing allocates once the machine has seen its largest population; an ended
// lifetime's place is used again.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "outlive/time.hpp"
#include "sim/engine/event_list.hpp"
#include "sim/engine/prefetch.hpp"
#include "sim/lifetime/kind.hpp"
#include "sim/lifetime/kind_facts.hpp"

namespace outlive::lifetime {

using Index = std::uint32_t;
inline constexpr Index no_index = std::numeric_limits<Index>::max();
inline constexpr std::uint32_t no_tag = std::numeric_limits<std::uint32_t>::max();

/// Names a lifetime for longer than its place is its own.
struct Ref {
  Index index = no_index;
  std::uint32_t serial = 0;
  friend bool operator==(const Ref&, const Ref&) = default;
};

/// A place in a list that is threaded through its members.
struct Link {
  Index previous = no_index;
  Index next = no_index;
};

/// Units of a finite resource that a lifetime holds from its beginning, or from when they are granted, to its end.
struct Draw {
  std::uint32_t resource = 0;
  std::int32_t units = 0;
};
inline constexpr std::uint8_t max_draws = 3;
using Draws = std::array<Draw, max_draws>;

/// The limit of a resource that has none.
inline constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();

/// How much of a bound a stop takes: none of it, all of it, or a share in between, in units of 2^-32.
using StopShare = std::uint32_t;
inline constexpr StopShare at_once = 0;
inline constexpr StopShare whole_bound = std::numeric_limits<StopShare>::max();
constexpr Duration share_of(Duration bound, StopShare share) {
  if (share == at_once) return {};
  // A bound is less than 24 days, so the product fits.
  const auto product = static_cast<std::uint64_t>(bound.count()) * (share + std::uint64_t{1});
  return Duration{static_cast<std::int64_t>(product >> 32)};
}

/// The ends of such a list; the oldest member comes first.
struct List {
  Index first = no_index;
  Index last = no_index;
};

/// `link_of(index)` is the place of a member.
template <class LinkOf>
void append_linked(List& list, Index index, LinkOf link_of) {
  link_of(index) = {list.last, no_index};
  (list.last == no_index ? list.first : link_of(list.last).next) = index;
  list.last = index;
}
template <class LinkOf>
void remove_linked(List& list, Index index, LinkOf link_of) {
  const Link place = link_of(index);
  (place.previous == no_index ? list.first : link_of(place.previous).next) = place.next;
  (place.next == no_index ? list.last : link_of(place.next).previous) = place.previous;
}

using ClockLimits = std::array<Duration, max_clocks>;

/// A clock of one lifetime.
struct Timer {
  Instant deadline;  // `never` while it does not run
  Duration limit;
};

/// Four cache lines: most events of most lifetimes touch the first two, those of kinds with many clocks the third.
struct alignas(64) Lifetime {
  std::uint32_t user;  // its number among the users of this logical process
  std::uint32_t
      own;  // its number among the user's lifetimes: with the user, its identity in the order of events
  std::uint32_t serial;  // unlike any other of this machine
  std::uint32_t tag;     // whatever its creator wants to find again
  KindId kind;
  StateId state;
  bool ended;   // its state is terminal
  Cause cause;  // set when its end has begun
  Rule rule;
  Cause work_ends;  // what the end of its work is: Cause::done, or work_failed for work that breaks
  Cause losing;     // what its stop clock is running for; Cause::none if it is not
  Rule losing_rule;
  KindId lost_bond;  // of what it was bonded to while it is losing its identity
  bool draws_anything;
  std::uint8_t held;  // so many of its draws; it waits for the one behind those, if there is one
  bool reprieved;     // what it was started from has ended, and something else gave its identity back
  std::uint32_t busy_contents;
  Index container, bond, attachment;
  Link in_container;
  List contents;
  StopShare stop_share;

  List bonded, attached;
  Ref origin;  // the interactive session that it was started from
  Instant created;
  std::array<Timer, max_clocks> timers;

  Link in_bond, in_attachment, in_wait;
  Instant waiting_since;  // for a draw
  CauseMask spared;       // losses of its bond that do not end it
  CauseMask
      fatal_detachment;  // ends of its attachment with one of these causes end it whatever it is bound to

  [[nodiscard]] ClockLimits limits() const {
    ClockLimits limits;
    std::transform(timers.begin(), timers.end(), limits.begin(),
                   [](const Timer& timer) { return timer.limit; });
    return limits;
  }
};
static_assert(sizeof(Lifetime) == 256);

/// What is needed to begin a lifetime.
struct Birth {
  KindId kind = no_kind;
  std::uint32_t user = 0;
  std::uint32_t tag = no_tag;
  Index container = no_index;
  Index bond = no_index;
  Index attachment = no_index;
  Ref origin{};
  Cause work_ends = Cause::done;
  Draws draws{};                // taken one after the other
  bool waits_for_room = false;  // where a draw does not fit, instead of exceeding the limit
  CauseMask spared = 0;
  StopShare stop_share = at_once;
  CauseMask fatal_detachment = 0;
  ClockLimits limits{unlimited, unlimited, unlimited, unlimited, unlimited, unlimited, unlimited};
};

struct JournalEntry {
  Index index;
  StateId from;  // no_state for a birth
  StateId to;    // `from` where its identity is lost and has not ended it yet, or is given back
};

/// One step in the use of a resource.
struct Use {
  enum class What : std::uint8_t {
    taken,      // at once
    queued,     // not yet: it waits
    granted,    // after a wait
    abandoned,  // it ended while it waited
    returned,
  };
  What what;
  std::uint32_t resource;
  Index index;
  std::int32_t units;
  Duration waited{};
};

class Machine {
 public:
  /// `kinds` must outlive the machine.
  explicit Machine(std::span<const Kind> kinds);

  /// Empties the machine for a logical process of these users: their numbers in the whole scenario,
  /// ascending, so that ties are decided alike however the work was partitioned.
  void reset(std::span<const std::uint32_t> user_numbers, std::size_t resources);

  [[nodiscard]] Instant now() const { return now_; }
  void advance_to(Instant now) { now_ = now; }

  Index create(const Birth& birth);

  /// Makes `index`, which has no bond yet, depend on an identity session.
  void bind(Index index, Index bond);

  /// Ends a lifetime, and with it what it holds and what depends on it. No effect on one whose end has begun.
  void end(Index index, Cause cause, Rule rule);

  /// Takes its identity away: it ends when that takes effect, within the bound of its table, or within `bound` if one is
  /// given. Of several losses the one that takes effect first counts. Returns that moment of this one; `never` if it is
  /// spared or its end has begun.
  Instant lose_identity(Index index, Cause cause, Rule rule, Duration bound = from_table);
  static constexpr Duration from_table = Duration::min();
  /// The same at a moment that is known.
  void lose_identity_at(Index index, Cause cause, Rule rule, Instant takes_effect);

  /// Makes a lifetime that is losing its identity keep it, bonded to `bond` and as if started from `origin`.
  void reprieve(Index index, Index bond, Ref origin);

  /// Gives a clock another limit; if it runs, it has run since `since`.
  void limit_clock(Index index, ClockId clock, Duration limit, Instant since);
  void limit_clock(Index index, ClockId clock, Duration limit) { limit_clock(index, clock, limit, now_); }

  /// The slot of a lifetime in the event list has come up. False if that was too early and nothing happened.
  bool fire(Index index);

  [[nodiscard]] const Lifetime& operator[](Index index) const { return lifetimes_[index]; }
  [[nodiscard]] const Kind& kind_of(const Lifetime& life) const { return kinds_[life.kind]; }
  [[nodiscard]] const Kind& kind_of(Index index) const { return kind_of(lifetimes_[index]); }
  [[nodiscard]] const State& state_of(Index index) const {
    return kind_of(index).states[lifetimes_[index].state];
  }
  /// Whether its end may be that of others.
  [[nodiscard]] bool has_dependents(const Lifetime& life) const {
    return life.contents.first != no_index || life.bonded.first != no_index ||
           life.attached.first != no_index;
  }
  /// Whether capacity may be given back when its slot in the event list comes up: with its end, or that of what depends on
  /// it.
  [[nodiscard]] bool may_give_back(Index index) const;
  [[nodiscard]] bool alive(Index index) const { return !lifetimes_[index].ended; }
  [[nodiscard]] bool alive(Ref ref) const {
    return ref.index != no_index && lifetimes_[ref.index].serial == ref.serial && alive(ref.index);
  }
  [[nodiscard]] Ref ref(Index index) const { return {index, lifetimes_[index].serial}; }

  // Finite resources (capacity.cpp). Whoever waits for one waits in its list, and nobody there overtakes. A lifetime
  // that waits is in its first state; its start-up clock stands still.

  [[nodiscard]] std::int64_t in_use(std::uint32_t resource) const { return resources_[resource].in_use; }
  [[nodiscard]] std::int64_t limit(std::uint32_t resource) const { return resources_[resource].limit; }
  void set_limit(std::uint32_t number, std::int64_t limit);
  /// Whether so many units could be taken at once: they are there, and nobody has waited for them.
  [[nodiscard]] bool has_room(const Draw& draw) const;
  [[nodiscard]] bool waits(const Lifetime& life) const { return life.held != max_draws; }
  /// How many lifetimes wait for anything; how many of one user.
  [[nodiscard]] std::size_t waiting() const { return waiting_; }
  [[nodiscard]] std::uint32_t waiting_of(std::uint32_t user) const { return users_[user].waiting; }
  /// Lets those go on for whom there is room now: after ends, and after limits that were raised.
  void grant() {
    if (!freed_.empty()) grant_freed();
  }
  /// A lifetime that waits needs less of a resource than it asked for.
  void need_less(Index index, std::size_t which, std::int32_t by);
  /// What was taken, waited for and given back since the journal was cleared.
  [[nodiscard]] std::span<const Use> uses() const { return uses_; }
  /// At the end, when all that is alive gives back what it holds: throws std::logic_error if anything else was in use.
  void check_use();
  /// The resources of which anything was ever asked or given a limit since the machine was emptied.
  [[nodiscard]] std::span<const std::uint32_t> touched() const { return touched_; }
  /// Calls `visit(resource)` for those that somebody waits for.
  template <class Visit>
  void for_each_awaited(Visit visit) const {
    for (const std::uint32_t resource : touched_) {
      if (resources_[resource].waiting.first != no_index) visit(resource);
    }
  }

  [[nodiscard]] const engine::EventList& events() const { return events_; }
  [[nodiscard]] engine::EventList& events() { return events_; }

  /// The number of its user in the whole scenario.
  [[nodiscard]] std::uint32_t user_number(const Lifetime& life) const { return users_[life.user].number; }

  /// Fetches what most events of a lifetime touch.
  void prefetch(Index index) const { engine::prefetch(lifetimes_[index], 3 * engine::cache_line_bytes); }
  void prefetch_user(std::uint32_t user) const { engine::prefetch(users_[user]); }

  [[nodiscard]] std::span<const JournalEntry> journal() const { return journal_; }
  /// Whether a lifetime of one of these kinds has ended since the journal was cleared.
  [[nodiscard]] bool has_ended(KindMask kinds) const { return (ended_kinds_ & kinds) != 0; }
  /// Forgets the journal; the places of what ended are free for others from here on.
  void clear_journal() {
    journal_.clear();
    uses_.clear();
    if (free_ != places_.size()) free_ended();
  }

  /// Calls `visit(index)` for everything in `container` that has not ended, the oldest first.
  template <class Visit>
  void for_each_content(Index container, Visit visit) const {
    for (Index content = lifetimes_[container].contents.first; content != no_index;
         content = lifetimes_[content].in_container.next) {
      if (alive(content)) visit(content);
    }
  }

  /// Calls `visit(index)` for everything of a user that has not ended, the oldest first, but for what waits for its turn in
  /// something else. The visit must end nothing.
  template <class Visit>
  void for_each_of_user(std::uint32_t user, Visit visit) const {
    for (Index index = users_[user].lifetimes.first; index != no_index; index = in_user_[index].next)
      visit(index);
  }

  /// Calls `visit(index)` for everything that has not ended.
  template <class Visit>
  void for_each_alive(Visit visit) const {
    for (Index index = 0; index < lifetimes_.size(); ++index) {
      if (lifetimes_[index].serial != 0 && alive(index)) visit(index);
    }
  }

 private:
  /// The clock of a lifetime that runs out first.
  struct Due {
    Instant at = never;
    engine::EventClass event_class = engine::EventClass::people;
    ClockId clock = 0;

    void consider(Instant deadline, engine::EventClass candidate, ClockId id) {
      if (deadline < at || (deadline == at && candidate < event_class)) *this = {deadline, candidate, id};
    }
  };

  struct User {
    std::uint32_t number = 0;    // in the whole scenario
    std::uint32_t next_own = 0;  // of the lifetime that is created next
    std::uint32_t waiting = 0;   // lifetimes, for capacity
    List lifetimes{};
  };

  Index take_place();
  void free_ended();
  [[nodiscard]] Due due(const Lifetime& life) const;
  [[nodiscard]] bool comes_up_to_end(Index index) const;
  [[nodiscard]] engine::EventKey key_of(const Lifetime& life, const Due& due) const;
  [[nodiscard]] const KindFacts& facts_of(Index index) const { return facts_[lifetimes_[index].kind]; }
  [[nodiscard]] const StateFacts& facts_of_state(Index index) const {
    return facts_of(index).states[lifetimes_[index].state];
  }
  void move(Index index, StateFacts before, StateId from, StateId to);
  void enter(Index index, StateId from, StateId to);
  void begin_end(Index index, Cause cause, Rule rule);
  void finish(Index index, StateId terminal);
  void follow_state(Index index);
  void refresh(Index index);
  void schedule_no_later(Index index, Instant first);
  void count_busy(Index container, bool was_busy, bool is_busy);
  void follow_activity(Index index);
  void follow_with_clocks(Index index, bool busy);
  void note_activity(Index index);
  void start_next(Index container);
  [[nodiscard]] bool turn_is_free(Index container) const;
  void end_contents(Index index);
  void end_bonded(Index index);
  void lose_at_expiry(Index bonded, Index bond);
  void end_attached(Index index);
  [[nodiscard]] bool detaching_ends(const Lifetime& life, Cause cause) const;
  template <Link Lifetime::* link>
  void append(Index index, List& list);
  template <Link Lifetime::* link>
  void remove(Index index, List& list);
  void unlink(Index index);
  [[nodiscard]] auto link_in_user() {
    return [this](Index at) -> Link& { return in_user_[at]; };
  }

  struct Resource {
    std::int64_t in_use = 0;
    std::int64_t limit = no_limit;
    List waiting;
    bool touched = false;
    bool has_freed = false;  // units, or a place in front of its list
  };
  Resource& touch(std::uint32_t number);
  void free_some(std::uint32_t number);
  void change_use(std::uint32_t number, std::int32_t units);
  void take(Index index);
  void take_or_wait(Index index);
  void give_back(Index index);
  void wait_no_longer(Index index);
  void grant_freed();

  std::span<const Kind> kinds_;
  std::vector<KindFacts> facts_;  // of each kind
  std::vector<Lifetime> lifetimes_;
  std::vector<Draws> draws_;   // of those lifetimes that draw anything
  std::vector<Link> in_user_;  // of those that take no turns
  std::vector<Index> places_;  // of what has ended; so many of them, the first, are free for others
  std::size_t free_ = 0;
  std::vector<JournalEntry> journal_;
  KindMask ended_kinds_ = 0;
  std::vector<User> users_;
  std::vector<Resource> resources_;
  std::vector<std::uint32_t> touched_;
  std::vector<std::uint32_t> freed_;  // resources of which somebody may get some
  std::vector<Use> uses_;
  std::size_t waiting_ = 0;
  engine::EventList events_;
  Instant now_{};
  std::uint32_t next_serial_ = 1;
};

template <Link Lifetime::* link>
void Machine::append(Index index, List& list) {
  append_linked(list, index, [this](Index at) -> Link& { return lifetimes_[at].*link; });
}

template <Link Lifetime::* link>
void Machine::remove(Index index, List& list) {
  remove_linked(list, index, [this](Index at) -> Link& { return lifetimes_[at].*link; });
}

}  // namespace outlive::lifetime
