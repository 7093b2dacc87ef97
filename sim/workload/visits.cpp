// A visit: one session with its statements, or one job, from the wish to start it until its user lets go of it.
#include <algorithm>
#include <utility>

#include "sim/services/service.hpp"
#include "sim/workload/crowd.hpp"
#include "sim/workload/estate.hpp"

namespace outlive::workload {
namespace {

/// What is tried again: the service had no room, which passes.
bool may_pass(Cause cause) { return cause == Cause::quota_exceeded || cause == Cause::throttled; }

}  // namespace

Number Crowd::open_visit(Number number, const Habit& habit, VisitId id) {
  Number visit = static_cast<Number>(visits_.size());
  if (free_visits_.empty()) {
    visits_.emplace_back();
  } else {
    visit = free_visits_.back();
    free_visits_.pop_back();
  }
  Person& person = people_[number];
  Visit& open = visits_[visit];
  open = {.person = number, .habit = &habit, .id = id, .wanted = estate_.now()};
  open.order = ++person.visits_begun;
  open.after = person.first_visit;
  if (open.after != no_visit) visits_[open.after].before = visit;
  person.first_visit = visit;
  const engine::Draws draws = draws_of(person);
  if (habit.activity().is_session) {
    const Habit::Session session = habit.session(draws, id);
    open.is_session = true;
    open.work = session.work;
    open.statements = session.statements;
    open.forgets_to_stop = session.forgets_to_stop;
  } else {
    const Habit::Job job = habit.job(draws, id);
    open.work = job.work;
    open.takes = job.takes;
    open.fails = job.fails;
  }
  ++estate_.tally(habit.tally()).wanted;
  return visit;
}

void Crowd::close_visit(Number number) {
  Visit& visit = visits_[number];
  Person& person = people_[visit.person];
  let_go_of_statement(number);
  if (visit.row != no_number) {
    if (visit.is_session) {
      estate_.let_go_of_session(visit.row);
    } else {
      estate_.let_go_of_job(visit.continues != no_number ? visit.continues : visit.row);
    }
  }
  (visit.before == no_visit ? person.first_visit : visits_[visit.before].after) = visit.after;
  if (visit.after != no_visit) visits_[visit.after].before = visit.before;
  const auto slot = static_cast<std::uint32_t>(people_.size() + number);
  if (slot < agenda_.size()) agenda_.clear(slot);
  const Number owner = visit.person;
  visit.person = no_number;
  free_visits_.push_back(number);
  // Somebody who leaves after the last work has perhaps waited for this.
  if (person.stage != Stage::at_work || person.leaving != Leaving::after_last_work) return;
  const bool may_leave = person.is_leaving ? !has_sessions_open(person, true)
                                           : !has_sessions_open(person, false) && !expects_more(owner);
  if (!may_leave) return;
  person.day_end = std::min(person.day_end, estate_.now());
  schedule_person(owner);
}

/// Its user wants no more of it: what was never started is given up.
void Crowd::let_go_of(Number number) {
  const Visit& visit = visits_[number];
  if (visit.row == no_number) ++estate_.tally(visit.habit->tally()).given_up;
  close_visit(number);
}

void Crowd::act_visit(Number number) {
  const auto slot = static_cast<std::uint32_t>(people_.size() + number);
  agenda_.clear(slot);
  const Visit& visit = visits_[number];
  if (visit.doing == Doing::thinking) {
    run_next(number);
  } else if (people_[visit.person].stage != Stage::at_work) {
    visits_[number].doing = Doing::absent;
  } else {
    sign_in(visit.person);
    start(number);
  }
}

void Crowd::start(Number number) {
  ++estate_.tally(visits_[number].habit->tally()).attempts;
  if (visits_[number].is_session) {
    start_session(number);
  } else {
    start_job(number);
  }
}

void Crowd::start_session(Number number) {
  const Number row = estate_.take_session_row(number, visits_[number].habit->tally(), visits_[number].wanted);
  Action action{.verb = Verb::start_session};
  action.subject = row;
  action.work = visits_[number].work;
  estate_.perform(user_of(visits_[number].person), action);
  const Cause cause = estate_.refusal_of_session(row);
  if (cause == Cause::none) {
    visits_[number].row = row;
    ++estate_.tally(visits_[number].habit->tally()).started;
    return run_next(number);
  }
  estate_.let_go_of_session(row);
  refused(number, cause);
}

/// For the first time, or again from where the one before broke off. `job_ended` is told if it is refused.
void Crowd::start_job(Number number) {
  Visit& visit = visits_[number];
  visit.doing = Doing::waiting;
  const bool restarts = visit.row != no_number;
  if (restarts && visit.attempts == 0)
    visit.wanted = estate_.now();  // nobody wants it while its user is away
  Action action{.verb = restarts ? Verb::restart_job : Verb::start_job};
  action.subject = estate_.take_job_row(number, visit.habit->tally(), visit.wanted);
  action.object = visit.row;
  action.work = visit.work;
  action.takes = visit.takes;
  action.fails = visit.fails;
  (restarts ? visit.continues : visit.row) = action.subject;
  ActivityResult& tally = estate_.tally(visit.habit->tally());
  estate_.perform(user_of(visit.person), action);  // which may be the end of the visit
  if (!restarts && !estate_.was_rejected(action.subject)) ++tally.started;
}

void Crowd::refused(Number number, Cause cause) {
  Visit& visit = visits_[number];
  const Retries& retries = visit.habit->activity().retries;
  ActivityResult& tally = estate_.tally(visit.habit->tally());
  ++tally.refusals[static_cast<std::size_t>(cause)];
  if (!may_pass(cause) || visit.attempts >= retries.at_most) return let_go_of(number);
  double wait = static_cast<double>(retries.first_after.count());
  for (std::uint32_t i = 0; i < visit.attempts; ++i) wait *= retries.factor;
  ++visit.attempts;
  visit.doing = Doing::starting;
  schedule_visit(number, after(estate_.now(), duration_of(wait)));
}

/// The next statement, or the end of the visit if there is none. The first is sent while the session still starts.
void Crowd::run_next(Number number) {
  Visit& visit = visits_[number];
  Person& person = people_[visit.person];
  if (person.is_leaving || visit.next_statement >= visit.statements) return finish_session(number);
  sign_in(visit.person);
  if (!estate_.can_run(visit.row)) return find_session_gone(number);
  const Number user = user_of(visit.person);
  if (std::exchange(visit.restarts_kernel, false) && !restart_kernel(number)) return;
  const Habit::Statement statement =
      visit.habit->statement(draws_of(person), visit.id, visit.next_statement++);
  visit.think = statement.think;
  visit.restarts_kernel = statement.restarts_kernel;
  visit.doing = Doing::waiting;
  Action action{.verb = Verb::run};
  action.subject = estate_.take_job_row(number, visit.habit->tally(), estate_.now());
  action.object = visit.row;
  action.takes = statement.takes;
  action.saves_results = statement.saves_results;
  action.fails = statement.fails;
  visit.statement = action.subject;
  estate_.perform(user, action);
}

/// False if there is no session afterwards to go on in, which has been seen to.
bool Crowd::restart_kernel(Number number) {
  Visit& visit = visits_[number];
  ActivityResult& tally = estate_.tally(visit.habit->tally());
  const Number old = visit.row;
  Action restart{.verb = Verb::restart_kernel};
  restart.object = old;
  restart.work = visit.work;
  restart.subject = estate_.take_session_row(number, visit.habit->tally(), estate_.now());
  visit.row = restart.subject;
  estate_.perform(user_of(visit.person), restart);
  estate_.let_go_of_session(old);
  ++tally.restarts;
  if (const Cause cause = estate_.refusal_of_session(visit.row); cause != Cause::none) {
    want_anew(visit);
    ++tally.attempts;
    refused(number, cause);
    return false;
  }
  if (estate_.can_run(visit.row)) return true;
  find_session_gone(number);
  return false;
}

/// Another session, for the rest of the visit.
void Crowd::want_anew(Visit& visit) {
  if (visit.row != no_number) estate_.let_go_of_session(std::exchange(visit.row, no_number));
  visit.restarts_kernel = false;
  visit.doing = Doing::starting;
  visit.attempts = 0;
  visit.wanted = estate_.now();
  ++estate_.tally(visit.habit->tally()).wanted;
}

/// The session has ended, or the user has signed in anew and cannot reach it: another is started for the rest, or not.
void Crowd::find_session_gone(Number number) {
  Visit& visit = visits_[number];
  estate_.let_go_of_session(std::exchange(visit.row, no_number));
  if (!visit.habit->comes_back(draws_of(people_[visit.person]), visit.id, visit.restarts++)) {
    return close_visit(number);
  }
  want_anew(visit);
  start(number);
}

/// Stops the session, unless it is forgotten or still at work.
void Crowd::finish_session(Number number) {
  const Visit& visit = visits_[number];
  if (visit.row != no_number && visit.doing != Doing::waiting && !visit.forgets_to_stop &&
      estate_.session_alive(visit.row)) {
    Action action{.verb = Verb::stop_session};
    action.subject = visit.row;
    estate_.perform(user_of(visit.person), action);
  }
  let_go_of(number);
}

void Crowd::let_go_of_statement(Number number) {
  if (const Number row = std::exchange(visits_[number].statement, no_number); row != no_number)
    estate_.forget_visit_of_job(row);
}

bool Crowd::job_ended(Number number, Number row, const JobResult& job) {
  Visit& visit = visits_[number];
  if (visit.is_session) {
    visit.statement = no_number;
    visit.doing = Doing::thinking;
    const bool was_rejected = job.outcome == Outcome::rejected;
    schedule_visit(number, was_rejected ? estate_.now() : after(estate_.now(), visit.think));
    return false;
  }
  return work_ended(number, row, job);
}

bool Crowd::work_ended(Number number, Number row, const JobResult& job) {
  Visit& visit = visits_[number];
  const Restarts& restarts = visit.habit->activity().restarts;
  visit.continues = no_number;
  if (job.outcome == Outcome::rejected) {
    if (visit.row == row) visit.row = no_number;  // else what it was to continue is still there
    refused(number, job.cause);
    return false;
  }
  visit.row = row;
  const bool broke_off = job.outcome == Outcome::failed || job.outcome == Outcome::stopped;
  const bool again = broke_off && visit.restarts < restarts.at_most &&
                     visit.habit->restarts(draws_of(people_[visit.person]), visit.id, visit.restarts);
  if (!again) {
    visit.row = no_number;
    close_visit(number);
    return false;
  }
  ++visit.restarts;
  visit.attempts = 0;
  ++estate_.tally(visit.habit->tally()).restarts;
  visit.doing = Doing::starting;
  schedule_visit(number, after(estate_.now(), restarts.after));
  return true;
}

}  // namespace outlive::workload
