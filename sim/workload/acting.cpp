// What people do to what already runs: sign in and out, revoke, stop, close.
#include <algorithm>

#include "sim/identity/kinds.hpp"
#include "sim/identity/sign_in_duration.hpp"
#include "sim/services/kinds.hpp"
#include "sim/workload/estate.hpp"

namespace outlive::workload {

using lifetime::Birth;
using lifetime::Index;
using lifetime::no_index;

void Estate::act() {
  const Action& action = actions_[next_action_++];
  machine_.advance_to(action.at);
  ++records_.totals.events;
  switch (action.verb) {
    case Verb::sign_in: sign_in(action); break;
    case Verb::sign_out:
    case Verb::end_interactive: end_sign_in(action); break;
    case Verb::revoke: revoke(action); break;
    case Verb::start_session: start_session(action, action.subject); break;
    case Verb::run: run_statement(action); break;
    case Verb::stop_session: stop_session(action); break;
    case Verb::restart_kernel: restart_kernel(action); break;
    case Verb::close_notebook: close_notebook(action); break;
    case Verb::start_job: start_job(action, action.work, action.takes); break;
    case Verb::stop_job: stop_job(action); break;
    case Verb::restart_job: restart_job(action); break;
    case Verb::open_app: open_app(action); break;
    case Verb::restart_app:
      if (machine_.alive(apps_[action.subject].ref)) stop_app(action);
      open_app(action);
      break;
    case Verb::stop_app: stop_app(action); break;
    default: break;
  }
  read_journal();
}

void Estate::sign_in(const Action& action) {
  const Moment at = now(action);
  Birth birth{.kind = identity::interactive_session, .user = local_user_[action.user], .tag = action.subject};
  const Duration lasts = identity::sign_in_duration(*inputs_.settings, at);
  birth.limits[identity::duration_clock] = lasts;
  LiveUser& user = live_users_[birth.user];
  sign_ins_[action.subject] = {machine_.ref(machine_.create(birth)), at, lasts, user.latest_sign_in};
  user.latest_sign_in = action.subject;
}

Number Estate::open_sign_in(Number user) {
  Number& latest = live_users_[local_user_[user]].latest_sign_in;
  while (latest != no_number && !machine_.alive(sign_ins_[latest].ref)) latest = sign_ins_[latest].before;
  return latest;
}

void Estate::end_sign_in(const Action& action) {
  const bool by_administrator = action.verb == Verb::end_interactive;
  const Cause cause = by_administrator ? Cause::interactive_session_ended : Cause::signed_out;
  const Rule rule = by_administrator ? Rule::idc_12 : Rule::idc_4;
  bool any = false;
  const auto end = [&](Number number) {
    if (!machine_.alive(sign_ins_[number].ref)) return;
    machine_.end(sign_ins_[number].ref.index, cause, rule);
    any = true;
  };
  if (action.from != no_number) {
    end(action.from);
  } else if (!by_administrator) {
    if (const Number open = open_sign_in(action.user); open != no_number) end(open);
  } else {
    for (Number open = open_sign_in(action.user); open != no_number; open = open_sign_in(action.user))
      end(open);
  }
  if (!any) no_effect(action, "no interactive session was open");
}

void Estate::revoke(const Action& action) {
  // Named: the background session of one compute session or job. Not named: all of the user's, oldest first.
  std::vector<Index> background_sessions;
  const auto is_background = [&](Index index) {
    return machine_[index].kind == identity::background_session;
  };
  if (action.subject != no_number || action.object != no_number) {
    const lifetime::Ref work =
        action.subject != no_number ? sessions_[action.subject].ref : jobs_[action.object].ref;
    const Index bond = machine_.alive(work) ? machine_[work.index].bond : no_index;
    if (bond != no_index && is_background(bond)) background_sessions.push_back(bond);
  } else {
    const std::uint32_t user = local_user_[action.user];
    machine_.for_each_alive([&](Index index) {
      if (is_background(index) && machine_[index].user == user) background_sessions.push_back(index);
    });
    std::sort(background_sessions.begin(), background_sessions.end(),
              [&](Index a, Index b) { return machine_[a].own < machine_[b].own; });
  }
  for (const Index index : background_sessions) {
    machine_.end(index, Cause::background_session_revoked, Rule::idc_11);
  }
  if (background_sessions.empty()) no_effect(action, "there was no background session to revoke");
}

void Estate::stop_session(const Action& action) {
  const lifetime::Ref session = sessions_[action.subject].ref;
  if (!machine_.alive(session)) return no_effect(action, "the session had ended or never started");
  machine_.end(session.index, Cause::stopped_by_user, Rule::glue_7);
}

void Estate::close_notebook(const Action& action) {
  const lifetime::Ref notebook = sessions_[action.subject].notebook;
  if (!machine_.alive(notebook)) return no_effect(action, "the notebook was closed or never opened");
  machine_.end(notebook.index, Cause::notebook_closed, Rule::none);
}

void Estate::stop_job(const Action& action) {
  const lifetime::Ref job = jobs_[action.subject].ref;
  if (!machine_.alive(job)) return no_effect(action, "the job had ended or never started");
  if (machine_[job.index].cause != Cause::none) return no_effect(action, "the job was ending already");
  machine_.end(job.index, Cause::stopped_by_user, Rule::none);
}

void Estate::open_app(const Action& action) {
  const Number sign_in = action.from != no_number ? action.from : open_sign_in(action.user);
  if (sign_in == no_number || !machine_.alive(sign_ins_[sign_in].ref)) {
    return no_effect(action, "the app was not opened: its user was not signed in");
  }
  LiveApp& app = apps_[action.subject];
  if (machine_.alive(app.ref)) return no_effect(action, "the app was open already");
  const std::uint32_t user = local_user_[action.user];
  const Index opened = machine_.create({.kind = services::studio_app, .user = user});
  machine_.create({.kind = identity::application_session,
                   .user = user,
                   .container = opened,
                   .bond = sign_ins_[sign_in].ref.index});  // IDC-3
  app = {machine_.ref(opened), now(action)};
}

void Estate::stop_app(const Action& action) {
  const lifetime::Ref app = apps_[action.subject].ref;
  if (!machine_.alive(app)) return no_effect(action, "the app was not open");
  machine_.end(app.index, Cause::app_stopped, Rule::none);
}

void Estate::no_effect(const Action& action, std::string what) {
  records_.ineffective.push_back({action.at, action.line, std::move(what)});
}

}  // namespace outlive::workload
