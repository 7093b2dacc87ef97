// Starting work: who is signed in, which identity the matrix grants, which limits hold at this moment.
#include "sim/identity/kinds.hpp"
#include "sim/services/glue.hpp"
#include "sim/services/kinds.hpp"
#include "sim/services/service.hpp"
#include "sim/workload/estate.hpp"

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

Estate::Started Estate::start(const Wanted& wanted) {
  const Action& action = *wanted.action;
  const Work& work = *wanted.work;
  const Service& service = service_of(work.service);
  const Moment at = now(action);
  Started started;
  const auto refuse = [&](Refusal refusal) {
    started.refused = true;
    started.cause = refusal.cause;
    started.rule = refusal.rule;
    return started;
  };

  services::Circumstances when{
      .now = at, .signed_in = at, .app_started = at, .domain = inputs_.domain_of(action.user)};
  lifetime::Ref origin{};
  if (needs_sign_in(service, work)) {
    if (const Refusal refusal = refusal_of_user(action.user, at); refusal.cause != Cause::none) {
      return refuse(refusal);
    }
    const Number sign_in = action.from != no_number ? action.from : open_sign_in(action.user);
    if (sign_in == no_number || !machine_.alive(sign_ins_[sign_in].ref)) {
      return refuse({Cause::not_signed_in, Rule::idc_1});
    }
    started.sign_in = {sign_ins_[sign_in].since.at, sign_ins_[sign_in].lasts};
    origin = sign_ins_[sign_in].ref;
    when.signed_in = sign_ins_[sign_in].since;
  }
  if (from_app(action)) {
    const LiveHost& app = hosts_[action.object];
    if (!is_open(app)) return refuse({Cause::not_attached, Rule::none});
    when.app_started = app.since;
  }
  if (needs_sign_in(service, work)) {
    if (const Refusal refusal = refusal_of_assignment(action.user, service.application, at);
        refusal.cause != Cause::none) {
      return refuse(refusal);
    }
  }
  if (work.host != no_number) {
    if (const Refusal refusal = enter_host(work.host, action.user, at, when); refusal.cause != Cause::none) {
      return refuse(refusal);
    }
  }

  const services::Grant grant =
      services::grant_identity(service, work, *inputs_.settings, inputs_.assumptions, when);
  if (grant.refused) return refuse({Cause::background_sessions_refused, grant.rule});
  Birth birth = birth_of(wanted, started);
  if (const Refusal refusal = refusal_of_capacity(wanted, birth); refusal.cause != Cause::none) {
    return refuse(refusal);
  }
  const bool background = grant.identity == Identity::background_session;
  if (background && throttled(service, action.user, at)) return refuse({Cause::throttled, Rule::idc_17});

  started.identity = grant.identity;
  started.rule = grant.rule;
  birth.origin = origin;
  enter_warm_pool(birth, wanted);
  if (work.host != no_number) {
    hosts_[work.host].pre_initialised_free -= started.pre_initialised;
    ++records_.hosts[work.host].sessions;
  }
  if (grant.identity == Identity::interactive_session && !is_unbound(service)) {
    const lifetime::Ref presence = live_users_[birth.user].presence;
    birth.bond = machine_.alive(presence) ? presence.index : origin.index;  // B-17
  }
  if (background && otherwise(Assumption::app_stop_keeps_background_sessions)) {
    birth.fatal_detachment = lifetime::in_causes({Cause::app_stopped, Cause::app_idle_shutdown});  // B-16
  }
  if (background) {
    give_background_session(birth, wanted, started);
  } else {
    started.ref = machine_.ref(machine_.create(birth));
  }
  if (needs_sign_in(service, work)) see_removal_later(started.ref.index, service.application, at);
  return started;
}

/// The application or cluster must be there; an application that starts by itself is started (EMRS-APP).
Estate::Refusal Estate::enter_host(Number number, Number user, Moment at, services::Circumstances& when) {
  LiveHost& host = hosts_[number];
  if (!host.exists) {
    const HostResult& record = records_.hosts[number];
    return {record.cause == Cause::none ? Cause::not_started : record.cause, record.rule};
  }
  if (!machine_.alive(host.ref)) {
    if (!host.setup.auto_start) return {Cause::not_started, Rule::none};
    if (!begin_application(number, user, at)) return {Cause::quota_exceeded, Rule::emrs_9};
  }
  if (!is_open(host)) return {Cause::not_started, Rule::none};
  when.host = {.release = host.setup.release,
               .asks_for_background = host.setup.background_sessions,
               .knows_background = host.setup.can_have_background_sessions};
  return {};
}

/// One background session for this work, its duration fixed now (IDC-6). The work depends on it and holds it;
/// the one that all traced jobs of a user share is held by nobody.
void Estate::give_background_session(Birth& birth, const Wanted& wanted, Started& started) {
  const Action& action = *wanted.action;
  started.background_duration = background_duration(wanted);
  LiveUser& user = live_users_[birth.user];
  const bool shared = !action.own_background;
  const Service& service = service_of(wanted.work->service);
  const Duration delay = background_delay(service, birth.limits);
  started.background_since = action.at + delay;
  if (shared && machine_.alive(user.shared_background)) {
    birth.bond = user.shared_background.index;
    started.background_since = machine_[birth.bond].created;
    started.background_duration = machine_[birth.bond].timers[identity::duration_clock].limit;
    started.ref = machine_.ref(machine_.create(birth));
    return;
  }
  ++records_.totals.background_sessions;
  Birth session{
      .kind = identity::background_session, .user = birth.user, .stop_share = draw_stop_share(birth.user)};
  const Duration until_expiry = delay + started.background_duration;
  session.limits[identity::duration_clock] = until_expiry + tie_break(service, birth.limits, until_expiry);
  if (birth.waits_for_room && counts_from_work(service))
    session.limits[identity::duration_clock] = unlimited;  // until there is capacity
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

/// The notebook through which a session is reached. Its open kernel keeps its app active, or only what it runs (B-15).
Index Estate::open_notebook(const Action& action, lifetime::Ref app) {
  const bool by_activity = otherwise(Assumption::open_kernel_keeps_app_active) ||
                           (from_app(action) && hosts_[action.object].setup.code_editor);
  return machine_.create({.kind = by_activity ? services::active_notebook : services::notebook,
                          .user = local(action.user),
                          .container = app.index});
}

void Estate::start_session(const Action& action, Number number, Duration background_left) {
  const Work& work = inputs_.works[action.work];
  LiveSession& live = sessions_[number];
  SessionResult& session = records_.sessions[number];
  session.created = action.at;
  live.work = action.work;

  // A restarted kernel stays in its notebook, and has none to stay in if that is closed; whatever else a person
  // starts opens one, unless the app for it is closed.
  const bool restart = action.verb == Verb::restart_kernel;
  const lifetime::Ref app = from_app(action) ? hosts_[action.object].ref : lifetime::Ref{};
  if (restart && !work.scheduled) {
    live.notebook = sessions_[action.object].notebook;
    if (!machine_.alive(live.notebook)) return reject_session(number, Cause::not_attached, Rule::none);
  } else if (!work.scheduled && (!from_app(action) || is_open(hosts_[action.object]))) {
    live.notebook = machine_.ref(open_notebook(action, app));
  }
  const Started started = start({.action = &action,
                                 .work = &work,
                                 .tag = number,
                                 .takes = {},
                                 .notebook = live.notebook.index,
                                 .background_left = background_left});
  if (started.refused) return reject_session(number, started.cause, started.rule);
  if (from_app(action)) ++records_.hosts[action.object].sessions;
  session.identity = started.identity;
  session.rule = started.rule;
  session.background_duration = started.background_duration;
  live.sign_in = started.sign_in;
  live.pre_initialised = started.pre_initialised;
  live.ref = started.ref;
}

void Estate::reject_session(Number number, Cause cause, Rule rule) {
  SessionResult& session = records_.sessions[number];
  session.ended = session.created;
  session.cause = cause;
  session.rule = rule;
  session.state = service_of(inputs_.works[sessions_[number].work].service).refused_state;
  count_session(number);
}

/// Ends the session and its background session; the one that follows takes the settings of this moment, or what is left of
/// the old background session (B-30). A session out of reach goes on without its kernel (GLUE-4).
void Estate::restart_kernel(const Action& action) {
  const lifetime::Ref session = sessions_[action.object].ref;
  Duration background_left = from_settings;
  if (can_run(action.object)) {
    const Index bond = machine_[session.index].bond;
    if (otherwise(Assumption::restarted_kernel_background_session) && bond != no_index &&
        machine_[bond].kind == identity::background_session) {
      background_left = machine_[bond].timers[identity::duration_clock].deadline - action.at;
    }
    const Service& service = service_of(inputs_.works[sessions_[action.object].work].service);
    machine_.end(session.index, Cause::kernel_restarted, service.stopped_rule);
  } else if (action.subject == no_number) {
    no_effect(action, machine_.alive(session) ? out_of_reach : "the session had ended or never started");
  }
  read_journal();
  if (action.subject != no_number) start_session(action, action.subject, background_left);
}

bool Estate::reachable(const lifetime::Lifetime& session) const {
  if (session.attachment == no_index) return false;
  if (records_.sessions[session.tag].identity == Identity::role || machine_.alive(session.origin))
    return true;
  // Any of the user's sign-ins will do, as long as one has been open ever since (B-17).
  const lifetime::Ref presence = live_users_[session.user].presence;
  return machine_.alive(presence) && machine_[presence.index].own < session.own;
}

void Estate::run_statement(const Action& action) {
  const LiveSession& session = sessions_[action.object];
  const SessionResult& record = records_.sessions[action.object];
  JobResult& job = records_.jobs[action.subject];
  if (action.subject < rows_.jobs) job = {};  // a row may serve again once its job has ended
  job.submitted = action.at;
  job.takes = action.takes;
  job.results_kept = action.saves_results;
  job.identity = record.identity;
  job.background_duration = record.background_duration;
  job.background_since = record.created;
  jobs_[action.subject].reads = action.reads;
  if (record.rejected()) return reject_job(action.subject, Cause::session_rejected, record.rule);
  if (!machine_.alive(session.ref)) return reject_job(action.subject, Cause::session_ended, record.rule);
  const bool scheduled = inputs_.works[session.work].scheduled;  // its statements are too
  if (!scheduled && !reachable(machine_[session.ref.index])) {
    return reject_job(action.subject, Cause::not_attached, Rule::glue_4);
  }
  // What is run after the sign-out, in a role-based session, was started from no sign-in that it could outlive.
  const lifetime::Ref origin = machine_[session.ref.index].origin;
  Birth birth{.kind = services::statement,
              .user = local(action.user),
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
  job.results_kept = service_of(work.service).keeps_results;
  live.work = number;
  live.reads = work.reads;
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
  const bool can_restart = work != no_number && service_of(inputs_.works[work].service).can_restart;
  if (!can_restart || !broke_off || old.continued_by != no_number) {
    return reject_job(action.subject, Cause::not_restartable, Rule::sm_11);
  }
  // It goes on as it was: from its app (SM-9), and to its own error if it never came to it.
  const LiveJob& before = jobs_[action.object];
  Action again = action;
  again.verb = Verb::start_job;
  again.object = before.app;
  again.fails = before.fails && old.cause != Cause::work_failed;
  jobs_[action.subject].before = action.object;
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
  count_job(number);
}

}  // namespace outlive::workload
