// What administrators do to people: revoke, disable, delete, take away groups and assignments, deny.
#include <algorithm>

#include "sim/identity/kinds.hpp"
#include "sim/services/kinds.hpp"
#include "sim/services/service.hpp"
#include "sim/workload/estate.hpp"

namespace outlive::workload {

using lifetime::Index;
using lifetime::no_index;
using lifetime::Part;

namespace {

using namespace std::chrono_literals;

// What the older page says of groups and of assignments (IDC-14): until new work is blocked, and until old work ends.
constexpr Duration older_block_after_group = 1h;
constexpr Duration older_end_after_group = 2h;
constexpr Duration older_end_after_assignment = 1h;

}  // namespace

/// The user's background sessions, oldest first.
std::vector<Index> Estate::background_sessions_of(Number number) const {
  std::vector<Index> found;
  machine_.for_each_of_user(local(number), [&](Index index) {
    if (machine_[index].kind == identity::background_session) found.push_back(index);
  });
  return found;
}

void Estate::revoke(const Action& action) {
  // Named: the background session of one compute session or job. Not named: all of the user's.
  std::vector<Index> background_sessions;
  if (action.subject != no_number || action.object != no_number) {
    const lifetime::Ref work =
        action.subject != no_number ? sessions_[action.subject].ref : jobs_[action.object].ref;
    const Index bond = machine_.alive(work) ? machine_[work.index].bond : no_index;
    if (bond != no_index && machine_[bond].kind == identity::background_session)
      background_sessions.push_back(bond);
  } else {
    background_sessions = background_sessions_of(action.user);
  }
  for (const Index index : background_sessions) {
    machine_.end(index, Cause::background_session_revoked, Rule::idc_11);
  }
  if (background_sessions.empty()) no_effect(action, "there was no background session to revoke");
}

/// A user who is disabled or deleted: signed out at once; what is refreshed ends at its next refresh (IDC-13, B-1).
void Estate::end_account(const Action& action) {
  const Cause cause = action.verb == Verb::delete_user ? Cause::user_deleted : Cause::user_disabled;
  for (Number open = open_sign_in(action.user); open != no_number; open = open_sign_in(action.user)) {
    machine_.end(sign_ins_[open].ref.index, cause, Rule::idc_13);
  }
  if (otherwise(Assumption::background_session_of_disabled_user)) return;
  for (const Index background : background_sessions_of(action.user)) {
    machine_.lose_identity(background, cause, Rule::idc_13);
  }
}

void Estate::leave_group(const Action& action) {
  const Moment after = now(action);
  const Moment before{after.at, after.line - 1};
  for (std::size_t i = 0; i < application_count; ++i) {
    const auto application = static_cast<Application>(i);
    if (!inputs_.directory->assigned(action.user, application, before)) continue;
    if (inputs_.directory->assigned(action.user, application, after)) continue;
    lose_assignment(action.user, application, older_end_after_group);
  }
}

void Estate::remove_assignment(const Action& action) {
  const auto application = static_cast<Application>(action.object);
  if (inputs_.directory->assigned(action.user, application, now(action))) return;
  lose_assignment(action.user, application, older_end_after_assignment);
}

/// Calls `visit(index, service)` for the sessions and jobs of a user that carry their identity, oldest first.
template <class Visit>
void Estate::for_each_identified(Number number, Visit visit) {
  std::vector<Index> found;
  machine_.for_each_of_user(local(number), [&](Index index) {
    const lifetime::Lifetime& life = machine_[index];
    if (life.cause != Cause::none) return;
    const Part part = machine_.kind_of(index).part;
    const bool job = part == Part::job && jobs_[life.tag].work != no_number;
    if (!job && part != Part::session) return;
    const Identity identity = job ? records_.jobs[life.tag].identity : records_.sessions[life.tag].identity;
    if (identity != Identity::role) found.push_back(index);
  });
  for (const Index index : found) {
    if (!machine_.alive(index)) continue;
    const lifetime::Lifetime& life = machine_[index];
    const bool session = machine_.kind_of(index).part == Part::session;
    const Number work = session ? sessions_[life.tag].work : jobs_[life.tag].work;
    visit(index, services::service_of(inputs_.works[work].service));
  }
}

/// What runs under the user's identity in this application ends at the next refresh.
void Estate::lose_assignment(Number user, Application application, Duration older_bound) {
  const Duration bound = otherwise(Assumption::access_removal) ? older_bound : lifetime::Machine::from_table;
  for_each_identified(user, [&](Index index, const services::Service& service) {
    if (service.application == application) withdraw_assignment(index, bound);
  });
  if (application == Application::sagemaker) withdraw_from_apps(user, bound);
}

/// A background session ends with the assignment only if it is assumed to need it (B-2).
void Estate::withdraw_assignment(Index work, Duration bound) {
  const Index bond = machine_[work].bond;
  if (bond != no_index && machine_[bond].kind == identity::background_session) {
    if (otherwise(Assumption::background_session_without_assignment)) return;
    machine_.lose_identity(bond, Cause::assignment_removed, Rule::idc_14, bound);
    return;
  }
  if (bond == no_index && !lost_its_sign_in(work)) return;  // it depends on nobody
  const Instant takes_effect = machine_.lose_identity(work, Cause::assignment_removed, Rule::idc_14, bound);
  if (otherwise(Assumption::new_sign_in_saves_stopping_work) && takes_effect != never)
    withdrawals_.push_back({machine_.ref(work), machine_.now(), takes_effect});
}

/// An app runs on without its application session.
void Estate::withdraw_from_apps(Number user, Duration bound) {
  std::vector<Index> found;
  machine_.for_each_of_user(local(user), [&](Index index) {
    const lifetime::Lifetime& life = machine_[index];
    if (life.kind != identity::application_session) return;
    if (machine_[life.container].kind == services::studio_app) found.push_back(index);
  });
  for (const Index index : found) withdraw_assignment(index, bound);
}

/// The hard stop: no call under the user's identity succeeds any more, so nothing that carries it goes on (IDC-15).
void Estate::deny_user(const Action& action) {
  for_each_identified(action.user, [&](Index index, const services::Service&) {
    machine_.end(index, Cause::denied_by_policy, Rule::idc_15);
  });
}

Estate::Refusal Estate::refusal_of_user(Number user, Moment when) const {
  const Cause bar = inputs_.directory->bar(user, when);
  if (bar == Cause::none) return {};
  return {bar, bar == Cause::denied_by_policy ? Rule::idc_15 : Rule::idc_13};
}

/// When the user left the last group that gave access to an application, where new work does not see it yet: on the older
/// page for up to an hour (IDC-14). `never` where all is seen.
Instant Estate::unseen_removal(Number user, std::optional<Application> application, Moment when) const {
  const DirectoryHistory& directory = *inputs_.directory;
  if (!otherwise(Assumption::access_removal) || !application) return never;
  if (directory.assigned(user, *application, when)) return never;
  const Duration lag = lifetime::share_of(older_block_after_group, share_of_user(user));
  Instant last = never;
  for (Number group = 0; group < inputs_.groups; ++group) {
    const std::optional<Instant> left = directory.left(user, group, when);
    if (!left || when.at - *left >= lag) continue;
    if (!directory.has_assignment(*application, {true, group}, when)) continue;
    last = last == never ? *left : std::max(last, *left);
  }
  return last;
}

/// New work is blocked at once, or when the removal is seen (IDC-14).
Estate::Refusal Estate::refusal_of_assignment(Number user, std::optional<Application> application,
                                              Moment when) const {
  if (!application || inputs_.directory->assigned(user, *application, when)) return {};
  if (unseen_removal(user, application, when) != never) return {};
  return {Cause::assignment_removed, Rule::idc_14};
}

/// What begins while a removal is not seen yet ends with what had begun before it.
void Estate::see_removal_later(Index work, std::optional<Application> application, Moment when) {
  const Instant left = unseen_removal(users_[machine_[work].user], application, when);
  if (left != never) withdraw_assignment(work, left + older_end_after_group - when.at);
}

}  // namespace outlive::workload
