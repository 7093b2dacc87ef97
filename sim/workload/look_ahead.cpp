// In a large process nearly everything that an event touches has left the caches since the same user's event before. So
// the list is asked who comes up soon, and what each of them will touch is fetched while others still have their turn: first
// the row that the slot names, some events later what stands in that row, then what stands in that. Whoever comes up after
// all is fetched in vain, or not at all; results do not depend on it.
#include "sim/engine/prefetch.hpp"
#include "sim/workload/estate.hpp"

namespace outlive::workload {
namespace {

// How many events ahead each link of the chain is fetched.
constexpr std::size_t first_link = 9;
constexpr std::size_t second_link = 6;
constexpr std::size_t third_link = 3;
constexpr std::size_t fourth_link = 1;

constexpr std::uint32_t nobody = engine::EventList::no_slot;
using engine::prefetch;
using lifetime::no_index;

}  // namespace

/// Whose clock runs out soon: the lifetime, its rows, what it is in, and what belongs to that.
void Estate::look_ahead_to_clocks() const {
  const engine::EventList& events = machine_.events();
  const auto life_at = [&](std::size_t link) -> const lifetime::Lifetime* {
    const std::uint32_t slot = events.upcoming(link);
    return slot == nobody ? nullptr : &machine_[slot];
  };
  const auto is = [&](lifetime::Part part, const lifetime::Lifetime& life) {
    return machine_.kind_of(life).part == part;
  };
  if (const std::uint32_t slot = events.upcoming(first_link); slot != nobody) machine_.prefetch(slot);
  if (const lifetime::Lifetime* const life = life_at(second_link)) {
    look_ahead_to_row_of_user(life->user);
    if (life->container != no_index) machine_.prefetch(life->container);
    if (is(lifetime::Part::job, *life)) look_ahead_to_job(life->tag);
  }
  if (const lifetime::Lifetime* const life = life_at(third_link);
      life != nullptr && is(lifetime::Part::job, *life)) {
    if (life->container != no_index && is(lifetime::Part::session, machine_[life->container]))
      look_ahead_to_session(machine_[life->container].tag);
    crowd_.look_ahead_to_visit(jobs_[life->tag].visit);
  }
}

/// Whose turn comes soon: their rows and lists, then what stands in those, then what belongs to that.
void Estate::look_ahead_to_turns() const {
  if (!turns_.line.is_large()) return;
  const engine::UserLists& clocks = machine_.events().by_user();
  const auto of_user_at = [this](std::size_t turns, auto look) {
    if (const std::uint32_t user = turns_.line.upcoming(turns); user != nobody) look(user);
  };
  const auto of_clocks_at = [&](std::size_t turns, auto look) {
    of_user_at(turns, [&](std::uint32_t user) { clocks.for_each_slot(user, look); });
  };
  of_user_at(6, [&](std::uint32_t user) {
    look_ahead_to_row_of_user(user);
    clocks.prefetch_list(user);
  });
  of_user_at(5, [&](std::uint32_t user) {
    clocks.prefetch_deadlines(user);
    if (const Number row = live_users_[user].latest_sign_in; row != no_number) prefetch(sign_ins_[row]);
  });
  of_clocks_at(4, [&](std::uint32_t slot) {
    machine_.prefetch(slot);
    clocks.prefetch_place(slot);
  });
  of_clocks_at(3, [this](std::uint32_t slot) { look_ahead_to_rows_of(machine_[slot]); });
  of_clocks_at(2, [this](std::uint32_t slot) { look_ahead_behind_rows_of(machine_[slot]); });

  const auto of_person_at = [&](std::size_t turns, auto look) {
    of_user_at(turns, [&](std::uint32_t user) {
      if (user >= turns_.first_person) look(user - turns_.first_person);
    });
  };
  of_person_at(6, [this](Number person) { crowd_.look_ahead_to_person(person); });
  of_person_at(5, [this](Number person) { crowd_.look_ahead_to_agenda_of(person); });
  of_person_at(4, [this](Number person) { crowd_.look_ahead_to_visits_of(person); });

  if (turns_.lines.none()) return;
  of_user_at(6, [this](std::uint32_t user) { turns_.lines.prefetch_place(user); });
  of_user_at(5, [this](std::uint32_t user) { turns_.lines.prefetch_number(user); });
  of_user_at(4, [this](std::uint32_t user) {
    turns_.lines.prefetch_action(user, 0);
    turns_.lines.prefetch_action(user, 1);
  });
}

/// What the user whose turn it is will do after the line that comes now.
void Estate::look_ahead_to_lines() const {
  turns_.lines.prefetch_action(turns_.user, 2);
  if (turns_.lines.left(turns_.user) < 2) return;
  const Action& next = turns_.lines.action(turns_.user, 1);
  if (next.verb == Verb::run) look_ahead_to_job(next.subject);
}

void Estate::look_ahead_to_rows_of(const lifetime::Lifetime& life) const {
  switch (machine_.kind_of(life).part) {
    case lifetime::Part::session:
      look_ahead_to_session(life.tag);
      if (life.attachment != no_index) machine_.prefetch(life.attachment);
      break;
    case lifetime::Part::sign_in: prefetch(records_.sign_ins[life.tag]); break;
    case lifetime::Part::job: look_ahead_to_job(life.tag); break;
    default: break;
  }
}

void Estate::look_ahead_behind_rows_of(const lifetime::Lifetime& life) const {
  if (machine_.kind_of(life).part != lifetime::Part::session) return;
  lines_.prefetch(records_.sessions[life.tag].lines);
}

/// Whom the next lines of a scenario or trace are about. A statement's row, and its session's, stand in the line itself.
void Estate::look_ahead_to_actions() const {
  const auto action_at = [this](std::size_t link) -> const Action* {
    return next_action_ + link < actions_.size() ? &actions_[next_action_ + link] : nullptr;
  };
  if (const Action* const action = action_at(first_link)) {
    look_ahead_to_user(action->user);
    if (action->verb == Verb::run) {
      look_ahead_to_session(action->object);
      look_ahead_to_job(action->subject);
    } else if (action->verb == Verb::start_session) {
      look_ahead_to_session(action->subject);
    }
  }
  if (const Action* const action = action_at(second_link); action != nullptr && action->verb == Verb::run) {
    look_ahead_in_session(action->user, action->object);
  }
  if (const Action* const action = action_at(third_link)) look_ahead_in_sign_in(action->user);
}

void Estate::look_ahead_to_user(Number user) const { look_ahead_to_row_of_user(local(user)); }

void Estate::look_ahead_to_row_of_user(std::uint32_t user) const {
  prefetch(live_users_[user]);
  attendance_.prefetch(user);
  machine_.prefetch_user(user);
}

void Estate::look_ahead_to_session(Number row) const {
  prefetch(sessions_[row]);
  prefetch(records_.sessions[row]);
}

void Estate::look_ahead_to_job(Number row) const {
  prefetch(jobs_[row]);
  prefetch(records_.jobs[row]);
}

/// Its row is there by now.
void Estate::look_ahead_in_session(Number user, Number row) const {
  const lifetime::Ref session = sessions_[row].ref;
  if (session.index != no_index) machine_.prefetch(session.index);
  const Number sign_in = live_users_[local(user)].latest_sign_in;
  if (sign_in != no_number) prefetch(sign_ins_[sign_in]);
}

void Estate::look_ahead_in_sign_in(Number user) const {
  const Number sign_in = live_users_[local(user)].latest_sign_in;
  if (sign_in == no_number) return;
  if (const lifetime::Index index = sign_ins_[sign_in].ref.index; index != no_index) machine_.prefetch(index);
}

void Crowd::look_ahead_to_visit(Number visit) const {
  if (visit != no_visit) prefetch(visits_[visit]);
}

void Crowd::look_ahead_to_person(Number person) const {
  prefetch(people_[person]);
  prefetch(arrivals_[std::size_t{person} * most_activities_], most_activities_ * sizeof(Arrivals));
  agenda_.by_user().prefetch_list(person);
}

void Crowd::look_ahead_to_agenda_of(Number person) const {
  agenda_.by_user().prefetch_deadlines(person);
  if (const Number visit = people_[person].first_visit; visit != no_visit) prefetch(visits_[visit]);
}

void Crowd::look_ahead_to_visits_of(Number person) const {
  agenda_.by_user().for_each_slot(person, [this](std::uint32_t slot) {
    agenda_.by_user().prefetch_place(slot);
    if (slot >= people_.size()) prefetch(visits_[slot - people_.size()]);
  });
}

/// Who acts soon: the visit, its person and session, the session's lifetime and the sign-in, that one's lifetime.
void Crowd::look_ahead() const {
  const auto visit_at = [this](std::size_t link) -> const Visit* {
    const std::uint32_t slot = agenda_.upcoming(link);
    return slot == nobody || slot < people_.size() ? nullptr : &visits_[slot - people_.size()];
  };
  if (const Visit* const visit = visit_at(first_link)) prefetch(*visit);
  if (const Visit* const visit = visit_at(second_link); visit != nullptr && visit->person != no_number) {
    prefetch(people_[visit->person]);
    if (visit->row != no_number && visit->is_session) estate_.look_ahead_to_session(visit->row);
  }
  if (const Visit* const visit = visit_at(third_link); visit != nullptr && visit->person != no_number) {
    estate_.look_ahead_to_user(user_of(visit->person));
  }
  if (const Visit* const visit = visit_at(fourth_link + 1);
      visit != nullptr && visit->person != no_number && visit->row != no_number && visit->is_session) {
    estate_.look_ahead_in_session(user_of(visit->person), visit->row);
  }
  if (const Visit* const visit = visit_at(fourth_link); visit != nullptr && visit->person != no_number) {
    estate_.look_ahead_in_sign_in(user_of(visit->person));
  }
}

}  // namespace outlive::workload
