// Starting work: who is signed in, which identity the matrix grants, which limits hold at this moment.
#include <algorithm>

#include "sim/identity/kinds.hpp"
#include "sim/services/glue.hpp"
#include "sim/services/kinds.hpp"
#include "sim/services/sagemaker.hpp"
#include "sim/services/service.hpp"
#include "sim/workload/estate.hpp"
#include "sim/workload/resources.hpp"

namespace outlive::workload {

using lifetime::Birth;
using lifetime::Index;
using lifetime::no_index;
using services::Service;
using services::service_of;

namespace {

bool from_app(const Action& action) {
  return (action.verb == Verb::start_session || action.verb == Verb::start_job) && action.object != no_number;
}

bool needs_sign_in(const Service& service, const Work& work) {
  return service.propagation != services::Propagation::assumed && !work.scheduled;
}

}  // namespace

/// Limits are fixed here: what the line says, else the setting in force (IDC-8, GLUE-9, SM-7).
Birth Estate::birth_of(const Wanted& wanted) const {
  const Work& work = *wanted.work;
  const Service& service = service_of(work.service);
  const lifetime::Kind& kind = services::all_kinds()[service.kind];
  const Domain domain = inputs_.users[wanted.action->user].domain;
  Birth birth{.kind = service.kind, .user = local_user_[wanted.action->user], .tag = wanted.tag};
  birth.attachment = wanted.notebook;
  birth.work_ends = wanted.action->fails ? Cause::work_failed : Cause::done;
  for (std::size_t i = 0; i < limit_count; ++i) {
    const services::LimitSource& source = service.limits[i];
    if (source.clock == lifetime::no_clock) continue;
    Duration& limit = birth.limits[source.clock];
    if (static_cast<Limit>(i) == Limit::max_pending && work.limits[i] <= Duration::zero()) continue;
    if (work.limits[i] != from_settings) {
      limit = work.limits[i];
    } else if (source.setting) {
      limit = inputs_.settings->duration(*source.setting, now(*wanted.action), domain);
    }
  }
  if (kind.work_clock != lifetime::no_clock) birth.limits[kind.work_clock] = wanted.takes;
  if (service.saves_on_stop) {
    birth.limits[services::training_clock::save] = std::min(work.saves_in, services::save_window);
    birth.limits[services::training_clock::total_runtime] = services::training_total_runtime;
  }
  if (service.capacity == services::Capacity::dpus) birth.draws[0] = {dpus, work.units};
  return birth;
}

Estate::Started Estate::start(const Wanted& wanted) {
  const Action& action = *wanted.action;
  const Service& service = service_of(wanted.work->service);
  Started started;
  const auto refuse = [&](Cause cause, Rule rule) {
    started.refused = true;
    started.cause = cause;
    started.rule = rule;
    return started;
  };

  services::Circumstances when{.now = now(action),
                               .signed_in = now(action),
                               .app_started = now(action),
                               .domain = inputs_.users[action.user].domain};
  lifetime::Ref origin{};
  if (needs_sign_in(service, *wanted.work)) {
    const Number sign_in = action.from != no_number ? action.from : open_sign_in(action.user);
    if (sign_in == no_number || !machine_.alive(sign_ins_[sign_in].ref)) {
      return refuse(Cause::not_signed_in, Rule::idc_1);
    }
    started.sign_in = sign_in;
    origin = sign_ins_[sign_in].ref;
    when.signed_in = sign_ins_[sign_in].since;
  }
  if (from_app(action)) {
    const LiveApp& app = apps_[action.object];
    if (!machine_.alive(app.ref)) return refuse(Cause::not_attached, Rule::none);
    when.app_started = app.since;
  }

  const services::Grant grant = services::grant_identity(service, *wanted.work, *inputs_.settings, {}, when);
  if (grant.refused) return refuse(Cause::background_sessions_refused, grant.rule);
  Birth birth = birth_of(wanted);
  if (birth.draws[0].units != 0 && machine_.in_use(dpus) + birth.draws[0].units >
                                       inputs_.settings->at(Setting::glue_dpu_quota, when.now)) {
    return refuse(Cause::quota_exceeded, Rule::glue_10);
  }

  started.identity = grant.identity;
  started.rule = grant.rule;
  birth.origin = origin;
  if (grant.identity == Identity::interactive_session) birth.bond = origin.index;
  if (grant.identity == Identity::background_session) {
    give_background_session(birth, wanted, started);
  } else {
    started.ref = machine_.ref(machine_.create(birth));
  }
  return started;
}

/// One background session for this work, its duration fixed now (IDC-6). The work depends on it and holds it;
/// the one that all traced jobs of a user share is held by nobody.
void Estate::give_background_session(Birth& birth, const Wanted& wanted, Started& started) {
  const Action& action = *wanted.action;
  started.background_duration = inputs_.settings->duration(Setting::background_session_duration, now(action));
  LiveUser& user = live_users_[birth.user];
  const bool shared = !action.own_background;
  started.background_since = action.at;
  if (shared && machine_.alive(user.shared_background)) {
    birth.bond = user.shared_background.index;
    started.background_since = machine_[birth.bond].created;
    started.background_duration = machine_[birth.bond].limit[identity::duration_clock];
    started.ref = machine_.ref(machine_.create(birth));
    return;
  }
  ++records_.totals.background_sessions;
  Birth session{.kind = identity::background_session, .user = birth.user};
  session.limits[identity::duration_clock] = started.background_duration;
  if (shared) {
    birth.bond = machine_.create(session);
    user.shared_background = machine_.ref(birth.bond);
    started.ref = machine_.ref(machine_.create(birth));
    return;
  }
  const Index work = machine_.create(birth);
  session.container = work;
  machine_.bind(work, machine_.create(session));
  started.ref = machine_.ref(work);
}

void Estate::start_session(const Action& action, Number number) {
  const Work& work = inputs_.works[action.work];
  LiveSession& live = sessions_[number];
  SessionResult& session = records_.sessions[number];
  session.created = action.at;
  live.work = action.work;

  // A restarted kernel stays in its notebook, and has none to stay in if that is closed; whatever else a person
  // starts opens one, unless the app for it is closed.
  const bool restart = action.verb == Verb::restart_kernel;
  const lifetime::Ref app = from_app(action) ? apps_[action.object].ref : lifetime::Ref{};
  if (restart && !work.scheduled) {
    live.notebook = sessions_[action.object].notebook;
    if (!machine_.alive(live.notebook)) return reject_session(number, Cause::not_attached, Rule::none);
  } else if (!work.scheduled && (!from_app(action) || machine_.alive(app))) {
    live.notebook = machine_.ref(machine_.create(
        {.kind = services::notebook, .user = local_user_[action.user], .container = app.index}));
  }
  const Started started =
      start({.action = &action, .work = &work, .tag = number, .takes = {}, .notebook = live.notebook.index});
  if (started.refused) return reject_session(number, started.cause, started.rule);
  session.identity = started.identity;
  session.rule = started.rule;
  session.background_duration = started.background_duration;
  live.sign_in = started.sign_in;
  live.ref = started.ref;
}

void Estate::reject_session(Number number, Cause cause, Rule rule) {
  SessionResult& session = records_.sessions[number];
  session.ended = session.created;
  session.cause = cause;
  session.rule = rule;
  session.state = "FAILED";
  count_session(session);
}

/// Ends the session and its background session; the one that follows takes the settings of this moment
/// (B-30).
void Estate::restart_kernel(const Action& action) {
  const lifetime::Ref session = sessions_[action.object].ref;
  if (machine_.alive(session)) {
    machine_.end(session.index, Cause::kernel_restarted, Rule::glue_7);
  } else if (action.subject == no_number) {
    no_effect(action, "the session had ended or never started");
  }
  read_journal();
  if (action.subject != no_number) start_session(action, action.subject);
}

bool Estate::reachable(const lifetime::Lifetime& session) const {
  if (session.attachment == no_index) return false;
  return records_.sessions[session.tag].identity == Identity::role || machine_.alive(session.origin);
}

void Estate::run_statement(const Action& action) {
  const LiveSession& session = sessions_[action.object];
  const SessionResult& record = records_.sessions[action.object];
  static constexpr JobResult blank{};
  JobResult& job = records_.jobs[action.subject];
  job = blank;  // a row may serve again once its job has ended
  job.submitted = action.at;
  job.takes = action.takes;
  job.results_kept = action.saves_results;
  job.identity = record.identity;
  job.background_duration = record.background_duration;
  job.background_since = record.created;
  if (record.rejected()) return reject_job(action.subject, Cause::session_rejected, record.rule);
  if (!machine_.alive(session.ref)) return reject_job(action.subject, Cause::session_ended, record.rule);
  const bool scheduled = inputs_.works[session.work].scheduled;  // its statements are too
  if (!scheduled && !reachable(machine_[session.ref.index])) {
    return reject_job(action.subject, Cause::not_attached, Rule::glue_4);
  }
  // What is run after the sign-out, in a role-based session, was started from no sign-in that it could outlive.
  const lifetime::Ref origin = machine_[session.ref.index].origin;
  Birth birth{.kind = services::statement,
              .user = local_user_[action.user],
              .tag = action.subject,
              .container = session.ref.index,
              .origin = machine_.alive(origin) ? origin : lifetime::Ref{},
              .work_ends = action.fails ? Cause::work_failed : Cause::done};
  birth.limits[services::statement_clock::work] = action.takes;
  jobs_[action.subject].ref = machine_.ref(machine_.create(birth));
  ++records_.sessions[action.object].jobs;
}

void Estate::start_job(const Action& action, Number number, Duration takes) {
  const Work& work = inputs_.works[number];
  JobResult& job = records_.jobs[action.subject];
  LiveJob& live = jobs_[action.subject];
  job.submitted = action.at;
  job.takes = takes;
  job.results_kept = true;  // training and processing jobs write their results by nature
  live.work = number;
  live.app = action.object;
  live.fails = action.fails;
  const Started started = start({.action = &action, .work = &work, .tag = action.subject, .takes = takes});
  if (started.refused) return reject_job(action.subject, started.cause, started.rule);
  job.identity = started.identity;
  job.rule = started.rule;
  job.background_duration = started.background_duration;
  job.background_since = started.background_since;
  live.sign_in = started.sign_in;
  live.ref = started.ref;
}

/// A job that failed or was stopped starts again with what its last checkpoint left to do (SM-11).
void Estate::restart_job(const Action& action) {
  JobResult& old = records_.jobs[action.object];
  JobResult& job = records_.jobs[action.subject];
  job.submitted = action.at;
  const Number work = jobs_[action.object].work;
  const bool broke_off = old.outcome == Outcome::failed || old.outcome == Outcome::stopped;
  if (work == no_number || !broke_off || old.continued_by != no_number) {
    return reject_job(action.subject, Cause::not_restartable, Rule::sm_11);
  }
  // It goes on as it was: from its app (SM-9), and to its own error if it never came to it.
  const LiveJob& before = jobs_[action.object];
  Action again = action;
  again.verb = Verb::start_job;
  again.object = before.app;
  again.fails = before.fails && old.cause != Cause::work_failed;
  start_job(again, work, old.takes - old.kept);
  if (machine_.alive(jobs_[action.subject].ref)) old.continued_by = action.subject;
}

void Estate::reject_job(Number number, Cause cause, Rule rule) {
  JobResult& job = records_.jobs[number];
  job.outcome = Outcome::rejected;
  job.cause = cause;
  job.rule = rule;
  job.identity = Identity::none;
  job.ended = job.submitted;
  count_job(job);
}

}  // namespace outlive::workload
