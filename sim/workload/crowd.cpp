// How a person of a population spends the days: coming, going home, leaving the company.
#include "sim/workload/crowd.hpp"

#include <algorithm>

#include "sim/engine/event_order.hpp"
#include "sim/workload/estate.hpp"

namespace outlive::workload {

void Crowd::reset(std::span<const Members> members, bool by_user) {
  people_.clear();
  visits_.clear();
  free_visits_.clear();
  most_activities_ = 0;
  Number count = 0;
  for (const Members& some : members) {
    most_activities_ = std::max(most_activities_, habits_[some.population].activities().size());
    count += some.count;
  }
  arrivals_.assign(std::size_t{count} * most_activities_, Arrivals{});
  if (by_user && count != 0) {
    const Members& first = members.front();
    agenda_.reset_by_user(habits_[first.population].first_user() + first.first, count, count);
  } else {
    agenda_.reset(count);
  }
  people_.reserve(count);
  for (const Members& some : members) {
    const Habits& habits = habits_[some.population];
    for (Number index = some.first; index < some.first + some.count; ++index) {
      const engine::Draws draws = habits.draws_of(index);
      const Instant joins = habits.joins(index);
      Person person{.habits = &habits, .index = index};
      person.weight = habits.weight(draws);
      person.leaves_company = habits.leaves(draws, joins);
      people_.push_back(person);
      ++estate_.people_of(some.population).users;
      const auto number = static_cast<Number>(people_.size() - 1);
      std::uint32_t day = 0;
      const auto& days = habits.calendar().days;
      while (day < days.size() && days[day].hours[24] <= joins) ++day;
      find_arrivals(number, day);
      schedule_person(number);
    }
  }
}

void Crowd::schedule_person(Number number) {
  const Person& person = people_[number];
  Instant next = person.leaves_company;
  for (const Arrivals& arrivals : arrivals_of(number)) next = std::min(next, arrivals.next);
  if (person.stage == Stage::at_work && !expects_more(number)) next = std::min(next, person.day_end);
  if (next == never) return agenda_.clear(number);
  agenda_.set(number, {next.time_since_epoch().count(),
                       engine::order_of(engine::EventClass::people, user_of(number), 0)});
}

bool Crowd::has_arrivals(Number number) {
  const auto arrivals = arrivals_of(number);
  return std::any_of(arrivals.begin(), arrivals.end(),
                     [](const Arrivals& each) { return each.next != never; });
}

/// Today; what is to come may be of a later day.
bool Crowd::expects_more(Number number) {
  return people_[number].today == people_[number].day && has_arrivals(number);
}

void Crowd::schedule_visit(Number visit, Instant at) {
  const auto slot = static_cast<std::uint32_t>(people_.size() + visit);
  if (slot >= agenda_.size()) agenda_.resize(slot + 1);
  agenda_.set(slot, {at.time_since_epoch().count(),
                     engine::order_of(engine::EventClass::people, user_of(visits_[visit].person),
                                      visits_[visit].order)});
}

void Crowd::act() {
  if (agenda_.is_large()) look_ahead();
  const std::uint32_t slot = agenda_.earliest_slot();
  estate_.advance_to(next_time());
  if (slot < people_.size()) {
    act_person(slot);
  } else {
    act_visit(static_cast<Number>(slot - people_.size()));
  }
}

void Crowd::act_person(Number number) {
  const Instant now = estate_.now();
  Person& person = people_[number];
  if (now >= person.leaves_company) {
    return person.stage == Stage::left ? let_administrator_act(number) : leave_company(number);
  }
  const auto arrivals = arrivals_of(number);
  for (std::size_t i = 0; i < arrivals.size(); ++i) {
    if (arrivals[i].next != now) continue;
    arrive(number, i);
    return schedule_person(number);
  }
  go_home(number);
  schedule_person(number);
}

/// Of the first day from `day` on that brings any. They are known before the person goes home, and come then if that is
/// later: what people set out to do does not depend on when they are done with what was before.
void Crowd::find_arrivals(Number number, std::uint32_t day) {
  Person& person = people_[number];
  const Habits& habits = *person.habits;
  const auto& days = habits.calendar().days;
  const engine::Draws draws = draws_of(person);
  const auto arrivals = arrivals_of(number);
  for (; day < days.size() && days[day].hours[0] < person.leaves_company; ++day) {
    if (days[day].volume <= 0) continue;
    person.day = day;
    for (std::size_t i = 0; i < habits.activities().size(); ++i) {
      const std::uint32_t count =
          habits.activities()[i].arrivals(draws, day, person.weight * days[day].volume);
      arrivals[i] = {.left = count};
      draw_next_arrival(number, i);
    }
    if (has_arrivals(number)) return;
  }
}

/// Arrivals before the study begins, or before the person joins, are drawn and let pass.
void Crowd::draw_next_arrival(Number number, std::size_t activity) {
  const Person& person = people_[number];
  const Habits& habits = *person.habits;
  Arrivals& arrivals = arrivals_of(number)[activity];
  const Instant from = habits.joins(person.index);
  arrivals.next = never;
  while (arrivals.left > 0) {
    arrivals.position = habits.activities()[activity].next_position(
        draws_of(person), person.day, arrivals.done, arrivals.position, arrivals.left);
    const Instant at = habits.instant_at(person.day, arrivals.position);
    if (at >= from) {
      arrivals.next = at;
      return;
    }
    --arrivals.left;
    ++arrivals.done;
  }
}

/// A person comes to work, or has worked through the night, and takes up what had to wait for that.
void Crowd::begin_work(Number number) {
  Person& person = people_[number];
  const Habits::DayEnd end = person.habits->day_end(draws_of(person), person.day);
  person.stage = Stage::at_work;
  person.today = person.day;
  person.is_leaving = false;
  person.day_end = end.at;
  person.leaving = end.leaving;
  for (Number visit = person.first_visit; visit != no_visit; visit = visits_[visit].after) {
    if (visits_[visit].doing != Doing::absent) continue;
    visits_[visit].doing = Doing::starting;
    schedule_visit(visit, estate_.now());
  }
}

void Crowd::arrive(Number number, std::size_t activity) {
  const Instant now = estate_.now();
  Person& person = people_[number];
  const Habit& habit = person.habits->activities()[activity];
  Arrivals& arrivals = arrivals_of(number)[activity];
  const engine::Draws draws = draws_of(person);
  if (person.stage == Stage::away || person.today != person.day) begin_work(number);
  person.day_end = std::max(person.day_end, now + person.habits->population().stays);
  const std::uint32_t arrival = arrivals.done++;
  --arrivals.left;
  draw_next_arrival(number, activity);
  if (!has_arrivals(number)) find_arrivals(number, person.today + 1);
  sign_in(number);

  const std::uint32_t today = person.today;
  const std::uint32_t batch = habit.activity().is_session ? 1 : habit.batch(draws, today, arrival);
  for (std::uint32_t i = 0; i < batch; ++i) {
    start(open_visit(number, habit, VisitId::of(today, arrival, i)));
  }
}

/// A person without an open sign-in signs in.
void Crowd::sign_in(Number number) {
  const Number user = user_of(number);
  if (estate_.signed_in(user)) return;
  const Person& person = people_[number];
  Action action{.verb = Verb::sign_in};
  action.subject = estate_.take_sign_in_row();
  estate_.perform(user, action);
  ++estate_.people_of(person.habits->number()).sign_ins;
}

/// The day is over: nothing more is started, sessions are stopped or forgotten, and the person leaves in the way of the day.
void Crowd::go_home(Number number) {
  Person& person = people_[number];
  person.is_leaving = true;
  for (Number visit = person.first_visit, next = no_visit; visit != no_visit; visit = next) {
    next = visits_[visit].after;
    Visit& each = visits_[visit];
    if (!each.is_session) continue;
    if (each.doing == Doing::waiting && waits_for_work(person)) continue;
    if (person.leaving == Leaving::laptop_closed) estate_.close_notebook_of(user_of(number), each.row);
    finish_session(visit);
  }
  leave_when_done(number);
}

/// Signs out, now or when the last statement that the person waits for is done.
void Crowd::leave_when_done(Number number) {
  Person& person = people_[number];
  if (waits_for_work(person) && has_sessions_open(person, true)) {
    // Until the last of them is over, or the day is.
    person.day_end = person.habits->calendar().days[person.today].hours[24];
    return;
  }
  const Number user = user_of(number);
  const bool signs_out = person.leaving == Leaving::at_day_end || person.leaving == Leaving::after_last_work;
  if (signs_out && estate_.signed_in(user)) {
    Action sign_out{.verb = Verb::sign_out};
    estate_.perform(user, sign_out);
  }
  person.stage = Stage::away;
  person.day_end = never;
}

/// Nobody waits beyond midnight.
bool Crowd::waits_for_work(const Person& person) const {
  return person.leaving == Leaving::after_last_work &&
         estate_.now() < person.habits->calendar().days[person.today].hours[24];
}

bool Crowd::has_sessions_open(const Person& person, bool at_work_only) const {
  for (Number visit = person.first_visit; visit != no_visit; visit = visits_[visit].after) {
    const Visit& each = visits_[visit];
    if (each.is_session && (!at_work_only || each.doing == Doing::waiting)) return true;
  }
  return false;
}

/// Does nothing any more; after a while an administrator takes the account away.
void Crowd::leave_company(Number number) {
  Person& person = people_[number];
  ++estate_.people_of(person.habits->number()).leavers;
  person.stage = Stage::left;
  while (person.first_visit != no_visit) let_go_of(person.first_visit);
  for (Arrivals& arrivals : arrivals_of(number)) arrivals = {};
  person.leaves_company = after(estate_.now(), person.habits->until_administrator_acts(draws_of(person)));
  schedule_person(number);
}

void Crowd::let_administrator_act(Number number) {
  Person& person = people_[number];
  person.leaves_company = never;
  schedule_person(number);
  Action action;
  switch (person.habits->population().leavers.act) {
    case Leavers::Act::revoke: action.verb = Verb::revoke; break;
    case Leavers::Act::end_session: action.verb = Verb::end_interactive; break;
    case Leavers::Act::disable_user: action.verb = Verb::disable_user; break;
    case Leavers::Act::delete_user: action.verb = Verb::delete_user; break;
  }
  estate_.perform(user_of(number), action);
}

void Crowd::close() {
  for (Number visit = 0; visit < visits_.size(); ++visit) {
    if (visits_[visit].person != no_number) close_visit(visit);
  }
}

}  // namespace outlive::workload
