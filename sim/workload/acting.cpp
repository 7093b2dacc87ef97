// What people do to what already runs: sign in and out, stop, close.
#include "sim/identity/kinds.hpp"
#include "sim/identity/sign_in_duration.hpp"
#include "sim/services/kinds.hpp"
#include "sim/services/service.hpp"
#include "sim/workload/estate.hpp"

namespace outlive::workload {

using lifetime::Birth;
using lifetime::Index;
using lifetime::no_index;

void Estate::act() {
  const Moment next_line =
      next_action_ < actions_.size() ? now(actions_[next_action_]) : Moment{never, after_all_lines};
  if (machine_.waiting() != 0) {
    const Moment change = next_change_of_quotas();
    if (change < next_line && change.at <= crowd_.next_time()) return change_quotas(change);
  }
  if (crowd_.next_time() < next_line.at) return crowd_.act();
  if (machine_.events().is_large()) look_ahead_to_actions();
  const Action& action = actions_[next_action_++];
  machine_.advance_to(action.at);
  carry_out(action);
}

void Estate::perform(Number user, Action& action) {
  action.at = machine_.now();
  action.line = after_all_lines;
  action.user = user;
  carry_out(action);
}

void Estate::carry_out(const Action& action) {
  moment_ = now(action);
  ++records_.totals.events;
  switch (action.verb) {
    case Verb::sign_in: sign_in(action); break;
    case Verb::sign_out:
    case Verb::end_interactive: end_sign_in(action); break;
    case Verb::revoke: revoke(action); break;
    case Verb::start_session: start_session(action, action.subject); break;
    case Verb::run: run_statement(action); break;
    case Verb::stop_session: stop_session(action); break;
    case Verb::stop_kernel: stop_kernel(action); break;
    case Verb::restart_kernel: restart_kernel(action); break;
    case Verb::close_notebook: close_notebook(action); break;
    case Verb::start_job: start_job(action, action.work, action.takes); break;
    case Verb::stop_job: stop_job(action); break;
    case Verb::restart_job: restart_job(action); break;
    case Verb::open_app: open_app(action); break;
    case Verb::restart_app: restart_app(action); break;
    case Verb::stop_app: stop_app(action); break;
    case Verb::create_application: create_application(action); break;
    case Verb::update_application: update_application(action); break;
    case Verb::start_application: start_application(action); break;
    case Verb::stop_application: stop_host(action, Cause::application_stopped); break;
    case Verb::launch_cluster: launch_cluster(action); break;
    case Verb::terminate_cluster: stop_host(action, Cause::cluster_terminated); break;
    case Verb::disable_user:
    case Verb::delete_user: end_account(action); break;
    case Verb::leave_group: leave_group(action); break;
    case Verb::remove_assignment: remove_assignment(action); break;
    case Verb::deny_user: deny_user(action); break;
  }
  read_journal();
}

void Estate::sign_in(const Action& action) {
  const Moment at = now(action);
  if (inputs_.directory->standing(action.user, at) != Standing::active) {
    return no_effect(action, "the user is disabled or deleted and cannot sign in");
  }
  Birth birth{.kind = identity::interactive_session, .user = local(action.user), .tag = action.subject};
  const Duration lasts = identity::sign_in_duration(*inputs_.settings, at);
  birth.limits[identity::duration_clock] = lasts;
  LiveUser& user = live_users_[birth.user];
  const Index opened = machine_.create(birth);
  sign_ins_[action.subject] = {machine_.ref(opened), at, lasts, user.latest_sign_in};
  user.latest_sign_in = action.subject;
  if (otherwise(Assumption::work_is_bound_to) && !machine_.alive(user.presence)) {
    user.presence = machine_.ref(machine_.create({.kind = identity::presence, .user = birth.user}));
  }
  if (otherwise(Assumption::new_sign_in_saves_stopping_work)) save_stopping_work(birth.user, opened);
}

/// Work that has lost its sign-in but not yet noticed goes on under the new one: the alternative of B-18. An assignment that
/// it has lost besides is not given back.
void Estate::save_stopping_work(std::uint32_t user, Index sign_in) {
  const lifetime::Ref presence = live_users_[user].presence;
  const Index bond = machine_.alive(presence) ? presence.index : sign_in;
  machine_.for_each_of_user(user, [&](Index index) {
    if (lost_its_sign_in(index)) machine_.reprieve(index, bond, machine_.ref(sign_in));
  });
  for (const auto& [work, since, takes_effect] : withdrawals_) {
    if (!machine_.alive(work) || machine_[work.index].user != user) continue;
    machine_.lose_identity_at(work.index, Cause::assignment_removed, Rule::idc_14, takes_effect);
    read_journal();
    const lifetime::Lifetime& life = machine_[work.index];
    Instant* const lost = identity_lost_of(life);
    if (lost != nullptr && life.losing == Cause::assignment_removed) *lost = since;
  }
}

/// What ends for another reason already has nothing to be saved from.
bool Estate::lost_its_sign_in(Index work) const {
  const lifetime::Lifetime& life = machine_[work];
  if (life.losing == Cause::none || life.cause != Cause::none || life.lost_bond == lifetime::no_kind)
    return false;
  return (services::sign_in_kinds >> life.lost_bond & 1u) != 0;
}

Number Estate::open_sign_in(Number user) {
  Number& latest = live_users_[local(user)].latest_sign_in;
  while (latest != no_number && !machine_.alive(sign_ins_[latest].ref)) latest = sign_ins_[latest].before;
  return latest;
}

void Estate::end_one_sign_in(Number number, Cause cause, Rule rule) {
  const lifetime::Ref sign_in = sign_ins_[number].ref;
  if (cause == Cause::interactive_session_ended &&
      otherwise(Assumption::ending_sign_in_ends_background_sessions)) {
    for (const Index background : background_sessions_of(users_[machine_[sign_in.index].user])) {
      const Index work = machine_[background].container;
      if (work != no_index && machine_[work].origin == sign_in) {
        machine_.end(background, Cause::interactive_session_ended, Rule::idc_12);
      }
    }
  }
  machine_.end(sign_in.index, cause, rule);
}

void Estate::end_sign_in(const Action& action) {
  const bool by_administrator = action.verb == Verb::end_interactive;
  const Cause cause = by_administrator ? Cause::interactive_session_ended : Cause::signed_out;
  const Rule rule = by_administrator ? Rule::idc_12 : Rule::idc_4;
  bool any = false;
  const auto end = [&](Number number) {
    if (!machine_.alive(sign_ins_[number].ref)) return;
    end_one_sign_in(number, cause, rule);
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

void Estate::stop_session(const Action& action) {
  const LiveSession& live = sessions_[action.subject];
  if (!machine_.alive(live.ref)) return no_effect(action, "the session had ended or never started");
  const services::Service& service = services::service_of(inputs_.works[live.work].service);
  machine_.end(live.ref.index, Cause::stopped_by_user, service.stopped_rule);
}

void Estate::stop_kernel(const Action& action) {
  const lifetime::Ref session = sessions_[action.subject].ref;
  if (machine_.alive(session) && !can_run(action.subject)) return no_effect(action, out_of_reach);
  stop_session(action);
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

void Estate::no_effect(const Action& action, std::string_view what) {
  if (action.line == after_all_lines) return;  // people do such things
  records_.ineffective.push_back({action.at, action.line, std::string(what)});
}

}  // namespace outlive::workload
