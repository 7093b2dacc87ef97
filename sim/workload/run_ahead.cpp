// A large process whose users share nothing but quotas. Most of what a user does touches no quota: statements begin and end,
// clocks are put off. So everybody runs ahead on their own until something of theirs may take capacity or give it back; only
// that waits for its turn, in the order of time. What belongs to a user is then fetched once for a dozen events or more.
//
// Nothing comes out differently. What others notice of a user is what goes through the machine's resources, and that
// happens in the order of all events (EventKey). What a user notices of others is a wait that is over, so whoever waits for
// capacity does not run ahead. Everything else that is told of users are sums.
#include <algorithm>

#include "sim/engine/logical_process.hpp"
#include "sim/workload/estate.hpp"

namespace outlive::workload {
namespace {

using engine::EventClass;
using engine::EventKey;

/// Of fewer, all that they need stays in the caches anyhow. Who asks for another order of play (Inputs::shuffle) gets it
/// however few they are: no result may show it.
constexpr std::size_t least_users = 65;
constexpr std::size_t least_shuffled = 2;

/// At one instant lines of the scenario come in their order, then what populations do.
EventKey key_of_line(const Action& action, Number number) {
  return {action.at.time_since_epoch().count(), engine::order_of(EventClass::people, 0, number)};
}

/// A class behind that of people, which is the last.
constexpr std::uint64_t behind_lines = std::uint64_t{7} << (engine::order_user_bits + engine::order_own_bits);

EventKey behind_all_lines(EventKey key) {
  return key.time == EventKey::none.time ? key : EventKey{key.time, key.order | behind_lines};
}

bool is_line(EventKey key) { return engine::class_of(key.order) == EventClass::people; }

}  // namespace

/// Hosts are shared in other ways, and who is told of lives expects them in the order of time. Under some readings (B-5, B-17,
/// B-18) a sign-in that begins or ends is the end of work that is not bound to it.
bool Estate::can_run_ahead() const {
  const std::size_t least = inputs_.shuffle == 0 ? least_users : least_shuffled;
  return users_.size() >= least && users_are_in_a_row_ && hosts_.empty() && !inputs_.record_lives &&
         !otherwise(Assumption::end_when_queries_complete) && !otherwise(Assumption::work_is_bound_to) &&
         !otherwise(Assumption::new_sign_in_saves_stopping_work);
}

/// Everybody takes their place before anything has happened.
void Estate::line_up() {
  const auto count = static_cast<std::uint32_t>(users_.size());
  machine_.events().reset_by_user(users_.front(), count, 0);
  turns_.first_person = count - static_cast<Number>(crowd_.agenda().by_user().users());
  turns_.lines.sort(actions_, count, [this](const Action& action) { return local(action.user); });
  turns_.line.reset(count);
  for (std::uint32_t user = 0; user < count; ++user) {
    turn_to(user);
    turns_.line.set(user, next_of_turn().key);
  }
  machine_.events().by_user().forget_moved();
  crowd_.forget_moved();
}

void Estate::turn_to(std::uint32_t user) {
  turns_.user = user;
  machine_.events().by_user().turn_to(user);
  if (user >= turns_.first_person) crowd_.turn_to(user - turns_.first_person);
}

/// Of the user whose turn it is.
Estate::Next Estate::next_of_turn() const {
  Next next{machine_.events().earliest(), Next::Of::clock};
  const auto consider = [&next](EventKey key, Next::Of of) {
    if (key < next.key) next = {key, of};
  };
  if (!turns_.lines.none() && turns_.lines.left(turns_.user) > 0)
    consider(key_of_line(turns_.lines.action(turns_.user), turns_.lines.number(turns_.user)), Next::Of::line);
  if (turns_.user >= turns_.first_person)
    consider(behind_all_lines(crowd_.agenda().earliest()), Next::Of::crowd);
  return next;
}

void Estate::do_next(const Next& next) {
  if (next.of == Next::Of::crowd) return crowd_.act();
  if (next.of == Next::Of::line) {
    look_ahead_to_lines();
    const Action& action = turns_.lines.action(turns_.user);
    turns_.lines.pass(turns_.user);
    machine_.advance_to(action.at);
    return carry_out(action);
  }
  const std::uint32_t slot = machine_.events().earliest_slot();
  fire(slot);
  turns_.repeats.note(machine_.events().key(slot) == next.key);
}

/// Whether it is certain that it neither takes capacity nor gives any back.
bool Estate::is_own_affair(const Next& next) const {
  switch (next.of) {
    case Next::Of::crowd: return crowd_.next_is_own_affair();
    case Next::Of::line: {
      const Verb verb = turns_.lines.action(turns_.user).verb;
      return verb == Verb::run || verb == Verb::sign_in;
    }
    case Next::Of::clock: break;
  }
  const std::uint32_t slot = machine_.events().earliest_slot();
  return !machine_.may_give_back(slot) && !opens_something(machine_[slot]);
}

/// How much of which work runs is recorded in the order of time, and usage lines of the scenario's own work are numbered in
/// it.
bool Estate::opens_something(const lifetime::Lifetime& life) const {
  switch (machine_.kind_of(life).part) {
    case lifetime::Part::job: return jobs_[life.tag].work != no_number;
    case lifetime::Part::session: return sessions_[life.tag].tally == no_number;
    default: return false;
  }
}

/// A change of quotas is a line of the scenario, and noticed by those who wait.
bool Estate::quotas_change_before(EventKey next) const {
  if (machine_.waiting() == 0) return false;
  const Moment change = next_change_of_quotas();
  const std::int64_t time = change.at.time_since_epoch().count();
  if (change.at == never || time != next.time) return time < next.time;
  if (is_line(next)) return change < now(actions_[engine::own_number_of(next.order)]);
  return next.order >= behind_lines;
}

void Estate::run_ahead(Instant until) {
  const std::int64_t last = until.time_since_epoch().count();
  for (;;) {
    const EventKey next = turns_.line.earliest();
    if (quotas_change_before(next)) {
      const Moment change = next_change_of_quotas();
      if (change.at > until) return;
      change_quotas(change);
      stand_in_line();
      continue;
    }
    if (next.time > last || next.time == EventKey::none.time) return;
    look_ahead_to_turns();
    take_turn(turns_.line.earliest_slot(), last);
  }
}

/// What had to wait for its turn, and what comes behind it that is the user's own affair.
void Estate::take_turn(std::uint32_t user, std::int64_t last) {
  turn_to(user);
  do_next(next_of_turn());
  const Moment shared_moment = moment_;
  turns_.runs_ahead = true;
  while (machine_.waiting_of(user) == 0) {
    const Next next = next_of_turn();
    if (next.key.time < machine_.now().time_since_epoch().count()) engine::refuse_to_go_back();
    if (next.key.time > last || next.key.time == EventKey::none.time || !is_own_affair(next)) break;
    do_next(next);
  }
  turns_.runs_ahead = false;
  moment_ = shared_moment;
  stand_in_line();
}

/// Whose turn it was, and those who have waited for what was given back.
void Estate::stand_in_line() {
  turns_.line.set(turns_.user, next_of_turn().key);
  engine::UserLists& lists = machine_.events().by_user();
  for (const std::uint32_t user : lists.moved_of_others()) {
    turn_to(user);
    turns_.line.set(user, next_of_turn().key);
  }
  lists.forget_moved();
}

// --- What people of populations do alone ---

bool Crowd::next_is_own_affair() const {
  const std::uint32_t slot = agenda_.earliest_slot();
  return slot < people_.size() ? goes_home_alone(slot) : runs_next_alone(visits_[slot - people_.size()]);
}

/// Nothing is started, and nothing stopped but a sign-in that nothing depends on.
bool Crowd::goes_home_alone(Number number) const {
  const Person& person = people_[number];
  const Instant now = next_time();
  const auto arrivals = arrivals_of(number);
  const bool arrives =
      std::any_of(arrivals.begin(), arrivals.end(), [&](const Arrivals& each) { return each.next == now; });
  return !arrives && now < person.leaves_company && !has_sessions_open(person, false) &&
         estate_.signs_out_alone(user_of(number));
}

/// The next statement, or a session that is left as it is.
bool Crowd::runs_next_alone(const Visit& visit) const {
  if (visit.doing != Doing::thinking) return false;
  if (people_[visit.person].is_leaving || visit.next_statement >= visit.statements)
    return visit.forgets_to_stop || !estate_.session_alive(visit.row);
  return !visit.restarts_kernel && estate_.can_run(visit.row);
}

bool Estate::signs_out_alone(Number user) {
  const Number open = open_sign_in(user);
  return open == no_number || !machine_.has_dependents(machine_[sign_ins_[open].ref.index]);
}

}  // namespace outlive::workload
