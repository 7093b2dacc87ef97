#include "sim/study/offboarding.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace outlive::study {
namespace {

struct Act {
  Verb verb;
  std::string_view name;
  Cause cause;
  bool at_refresh;  // noticed at the next refresh of a session, not at once
};

constexpr std::array acts{
    Act{Verb::revoke, "revoke", Cause::background_session_revoked, false},
    Act{Verb::end_interactive, "end_session", Cause::interactive_session_ended, false},
    Act{Verb::disable_user, "disable_user", Cause::user_disabled, true},
    Act{Verb::delete_user, "delete_user", Cause::user_deleted, true},
    Act{Verb::leave_group, "remove_from_group", Cause::assignment_removed, true},
    Act{Verb::remove_assignment, "remove_assignment", Cause::assignment_removed, true},
    Act{Verb::deny_user, "deny", Cause::denied_by_policy, false},
};

const Act* act_of(Verb verb) {
  const auto* act =
      std::find_if(acts.begin(), acts.end(), [&](const Act& each) { return each.verb == verb; });
  return act == acts.end() ? nullptr : act;
}

/// A session or a job that has lost the identity it depended on.
struct Loss {
  Number user = no_number;
  Number session = no_number;
  Number job = no_number;
  Cause cause = Cause::none;
  Instant at = never;
};

class Search {
 public:
  Search(const Scenario& scenario, const Results& results)
      : scenario_(scenario), results_(results), by_user_(scenario.users.size()) {
    const bool old = scenario.assumptions.otherwise(Assumption::access_removal);
    slack_ = old ? std::chrono::hours{2} : std::chrono::minutes{30};
    for (const Action& action : scenario.actions) {
      if (action.at <= scenario.horizon && act_of(action.verb) != nullptr) add_act(action);
    }
  }

  std::vector<Offboarding> all() {
    if (found_.empty()) return {};
    std::vector<std::size_t> ended_by(results_.sessions.size(), found_.size());
    for (Number i = 0; i < results_.sessions.size(); ++i) ended_by[i] = add_session(i);
    for (Number i = 0; i < results_.jobs.size(); ++i) add_job(i, ended_by);
    return std::move(found_);
  }

 private:
  void add_act(const Action& action) {
    const Moment moment{action.at, action.line};
    if (found_.empty() || found_.back().moment != moment) {
      found_.push_back({.moment = moment, .act = act_of(action.verb)->name});
    }
    found_.back().users.push_back(action.user);
    by_user_[action.user].push_back({&action, found_.size() - 1});
  }

  // The acts against this user, the first that explains the loss.
  [[nodiscard]] std::optional<std::size_t> blamed(const Loss& loss) const {
    for (const auto& [action, number] : by_user_[loss.user]) {
      const Act& act = *act_of(action->verb);
      if (act.cause != loss.cause || loss.at < action->at) continue;
      if (loss.at > after(action->at, act.at_refresh ? slack_ : Duration::zero())) continue;
      if (action->verb == Verb::revoke && !names(*action, loss)) continue;
      return number;
    }
    return std::nullopt;
  }

  // A revocation may name one session or one job.
  static bool names(const Action& action, const Loss& loss) {
    if (action.subject != no_number) return action.subject == loss.session;
    return action.object == no_number || action.object == loss.job;
  }

  std::size_t add_session(Number number) {
    const SessionResult& session = results_.sessions[number];
    if (session.identity == Identity::none || session.ended == never) return found_.size();
    const auto act = blamed({.user = scenario_.sessions[number].user,
                             .session = number,
                             .cause = session.cause,
                             .at = lost(session)});
    if (!act) return found_.size();
    ++found_[*act].sessions;
    stop(found_[*act], session.ended);
    return *act;
  }

  void add_job(Number number, const std::vector<std::size_t>& ended_by) {
    const JobResult& job = results_.jobs[number];
    const JobSpec& spec = scenario_.jobs[number];
    if (job.outcome == Outcome::rejected) return;
    if (job.ended != never) {
      const auto act = blamed(
          {.user = spec.user, .session = spec.session, .job = number, .cause = job.cause, .at = lost(job)});
      if (act) {
        ++found_[*act].jobs;
        stop(found_[*act], job.ended);
        return credential(found_[*act], job);
      }
    }
    // It was over before, but what it had been given is in the same hands.
    if (spec.session != no_number && ended_by[spec.session] < found_.size()) {
      credential(found_[ended_by[spec.session]], job);
    }
  }

  template <class Result>
  static Instant lost(const Result& result) {
    return result.identity_lost != never ? result.identity_lost : result.ended;
  }

  static void latest(Instant& last, Instant at) { last = last == never ? at : std::max(last, at); }
  static void stop(Offboarding& row, Instant at) { latest(row.last_stop, at); }
  static void credential(Offboarding& row, const JobResult& job) {
    if (job.credentials_until != never && job.credentials_until > row.moment.at) {
      latest(row.last_credential, job.credentials_until);
    }
  }

  const Scenario& scenario_;
  const Results& results_;
  Duration slack_{};
  std::vector<Offboarding> found_;
  std::vector<std::vector<std::pair<const Action*, std::size_t>>> by_user_;
};

}  // namespace

std::vector<Offboarding> offboardings(const Scenario& scenario, const Results& results) {
  return Search(scenario, results).all();
}

}  // namespace outlive::study
