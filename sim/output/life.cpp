#include "sim/output/life.hpp"

#include <algorithm>

#include "sim/identity/kinds.hpp"
#include "sim/output/shortfall.hpp"
#include "sim/services/kinds.hpp"
#include "sim/services/service.hpp"

namespace outlive::output {
namespace {

template <class Spec>
Number find_name(const std::vector<Spec>& specs, std::string_view name) {
  if (name.empty()) return no_number;  // rows of a trace may have no name
  const auto spec =
      std::find_if(specs.begin(), specs.end(), [&](const Spec& each) { return each.name == name; });
  return spec == specs.end() ? no_number : static_cast<Number>(spec - specs.begin());
}

// The action that started something: it knows the line, and the sign-in that it names.
const Action* action_of(const Scenario& scenario, Number session, Number job) {
  for (const Action& action : scenario.actions) {
    switch (action.verb) {
      case Verb::start_session:
      case Verb::restart_kernel:
        if (session != no_number && action.subject == session) return &action;
        break;
      case Verb::start_job:
      case Verb::restart_job:
        if (session == no_number && action.subject == job) return &action;
        break;
      default: break;
    }
  }
  return nullptr;
}

Moment sign_in_moment(const Scenario& scenario, Number sign_in) {
  for (const Action& action : scenario.actions) {
    if (action.verb == Verb::sign_in && action.subject == sign_in) return {action.at, action.line};
  }
  return {};
}

// A session and a job may share a name; `jobs.NAME` then means the job.
bool find_numbers(const Scenario& scenario, std::string_view name, Subject& subject) {
  constexpr std::string_view job_prefix = "jobs.";
  constexpr std::string_view session_prefix = "sessions.";
  subject.session = find_name(scenario.sessions, name);
  if (subject.session == no_number) subject.job = find_name(scenario.jobs, name);
  if (subject.session == no_number && subject.job == no_number) {
    if (name.starts_with(session_prefix)) {
      subject.session = find_name(scenario.sessions, name.substr(session_prefix.size()));
    } else if (name.starts_with(job_prefix)) {
      subject.job = find_name(scenario.jobs, name.substr(job_prefix.size()));
    }
  }
  if (subject.job != no_number) {
    subject.session = scenario.jobs[subject.job].session;
    return true;
  }
  return subject.session != no_number;
}

// What a service grants to what is started with such an identity.
Rule grant_rule(const Start& start) {
  if (start.work == nullptr) return Rule::none;
  const services::Service& service = services::service_of(start.work->service);
  switch (start.identity) {
    case Identity::background_session: return service.background_rule;
    case Identity::interactive_session: return service.interactive_rule;
    case Identity::none: break;
    case Identity::role: return start.work->scheduled ? Rule::idc_7 : service.role_rule;
  }
  return Rule::none;
}

// A birth, and a phase of life that is over, name no rule in the journal: the tables do.
Rule table_rule(const Subject& subject, const LifeEvent& event) {
  if (event.kind == identity::background_session_kind.name) return Rule::idc_6;
  for (const lifetime::Kind& kind : services::all_kinds()) {
    if (kind.name != event.kind) continue;
    for (const lifetime::Clock& clock : kind.clocks) {
      if (clock.next != lifetime::no_state && kind.states[clock.next].name == event.state) return clock.rule;
    }
    const bool of_subject = kind.part == lifetime::Part::session || event.session == no_number;
    return of_subject && kind.states[kind.initial].name == event.state ? grant_rule(subject.start)
                                                                       : Rule::none;
  }
  return Rule::none;
}

// The end of the sign-in matters to a life by what it does to it: nothing, if there is a background session.
Rule rule_for(const Subject& subject, const LifeEvent& event) {
  const bool sign_in = event.sign_in != no_number;
  if (sign_in && event.cause == Cause::none) return Rule::idc_1;
  if (sign_in && subject.start.identity == Identity::background_session) return Rule::idc_5;
  return event.rule != Rule::none || event.cause != Cause::none ? event.rule : table_rule(subject, event);
}

// What was refused never lived: its one event is told by its result.
template <class Result>
LifeEvent refusal(const Result& result, Instant at, std::string_view state) {
  return {.at = at, .kind = {}, .state = state, .cause = result.cause, .rule = result.rule};
}

void add_refusals(const Subject& subject, const Results& results, std::vector<LifeEvent>& life) {
  const auto insert = [&](LifeEvent event) {
    const auto place = std::upper_bound(life.begin(), life.end(), event.at,
                                        [](Instant at, const LifeEvent& each) { return at < each.at; });
    life.insert(place, event);
  };
  if (subject.session != no_number && results.sessions[subject.session].rejected()) {
    const SessionResult& session = results.sessions[subject.session];
    LifeEvent event = refusal(session, session.created, session.state);
    event.session = subject.session;
    insert(event);
  }
  if (!subject.is_session() && results.jobs[subject.job].outcome == Outcome::rejected &&
      results.jobs[subject.job].submitted != never) {
    const JobResult& job = results.jobs[subject.job];
    LifeEvent event = refusal(job, job.submitted, "REJECTED");
    event.job = subject.job;
    insert(event);
  }
}

}  // namespace

std::optional<Subject> find_subject(const Scenario& scenario, const Results& results, std::string_view name) {
  Subject subject;
  if (!find_numbers(scenario, name, subject)) return std::nullopt;
  return subject_of(scenario, results, subject.session, subject.job);
}

Subject subject_of(const Scenario& scenario, const Results& results, Number of_session, Number of_job) {
  Subject subject;
  subject.session = of_session;
  subject.job = of_job;
  subject.name = of_job != no_number ? scenario.jobs[of_job].name : scenario.sessions[of_session].name;
  subject.user =
      subject.job != no_number ? scenario.jobs[subject.job].user : scenario.sessions[subject.session].user;

  Start& start = subject.start;
  start.domain = scenario.users[subject.user].domain;
  if (subject.session != no_number) {
    const SessionResult& session = results.sessions[subject.session];
    const SessionSpec& spec = scenario.sessions[subject.session];
    if (spec.work != no_number) start.work = &scenario.works[spec.work];
    start.identity = session.identity;
    start.begun = {session.created, spec.place.line};
    start.ended = session.ended;
  } else {
    const JobResult& job = results.jobs[subject.job];
    start.work = work_of(scenario, subject.job);
    start.identity = job.identity;
    start.begun = {job.submitted, scenario.jobs[subject.job].line};
    start.ended = job.ended;
  }
  const Action* action = action_of(scenario, subject.session, subject.job);
  if (action != nullptr) start.begun.line = action->line;
  if (action != nullptr && action->from != no_number) {
    subject.origin = action->from;
  } else if (start.begun.at != never && start.work != nullptr && !start.work->scheduled) {
    subject.origin = origin_of(scenario, results, subject.user, start.begun.at, start.begun.at);
  }
  if (subject.origin != no_number) start.signed_in = sign_in_moment(scenario, subject.origin);
  return subject;
}

std::vector<LifeEvent> life_of(const Subject& subject, const Results& results) {
  std::vector<LifeEvent> life;
  const Instant last =
      subject.is_session() ? results.sessions[subject.session].ended : results.jobs[subject.job].ended;
  for (const LifeEvent& event : results.lives) {
    const bool own_session = subject.session != no_number && event.session == subject.session &&
                             (subject.is_session() || event.job == no_number);
    const bool own_job = !subject.is_session() && event.job == subject.job;
    const bool origin = subject.origin != no_number && event.sign_in == subject.origin && event.at <= last;
    if (!own_session && !own_job && !origin) continue;
    life.push_back(event);
    life.back().rule = rule_for(subject, event);
  }
  add_refusals(subject, results, life);
  return life;
}

std::string who(const Subject& subject, const Scenario& scenario, const LifeEvent& event) {
  if (event.sign_in != no_number) return "sign-in of " + scenario.users[subject.user].name;
  const bool of_job = event.job != no_number;
  const std::string& name = of_job ? scenario.jobs[event.job].name : scenario.sessions[event.session].name;
  return event.kind == "background session" ? std::string(event.kind) : name;
}

}  // namespace outlive::output
