// Calls for what holds sessions: Studio apps, EMR Serverless applications, EMR clusters.
#include "sim/output/audit_calls.hpp"

namespace outlive::output {
namespace {

constexpr Refusal state_does_not_allow{"ValidationException",
                                       "The application's state or capacity does not allow it"};

class HostCalls {
 public:
  explicit HostCalls(const Audit& audit)
      : audit_(audit),
        scenario_(audit.scenario),
        ineffective_(audit.results),
        open_(scenario_.hosts.size()) {}

  void add_all() {
    for (const Action& action : scenario_.actions) {
      if (action.at > scenario_.horizon) break;
      switch (action.verb) {
        case Verb::open_app:
        case Verb::create_application:
        case Verb::launch_cluster: create(action); break;
        case Verb::update_application: update(action); break;
        case Verb::start_application: start(action); break;
        case Verb::stop_app:
        case Verb::stop_application:
        case Verb::terminate_cluster: end(action); break;
        case Verb::restart_app:
          if (ineffective_.has(action)) break;
          if (open_[action.subject]) end(action);
          create(action);
          break;
        default: break;
      }
    }
  }

 private:
  [[nodiscard]] const AuditHost& row_of(const Action& action) const {
    return audit_host_of(scenario_.hosts[action.subject].type);
  }

  [[nodiscard]] const HostSetup* setup_of(const Action& action) const {
    return action.work == no_number ? nullptr : &scenario_.setups[action.work];
  }

  [[nodiscard]] Call call(const Action& action, const ApiCall<HostSubject>& api) const {
    Call made{.at = action.at, .source = row_of(action).source, .name = api.name};
    made.caller = {.user = action.user, .as = Caller::As::person, .role = "DataPlatformUser"};
    api.fill({scenario_, audit_.ids, action.subject, setup_of(action)}, made);
    return made;
  }

  [[nodiscard]] Refusal refusal_for(const Action& action, Cause cause) const {
    return refusal_of(scenario_, row_of(action).holds, cause);
  }

  [[nodiscard]] Cause bar_to(const Action& action) const {
    return scenario_.directory.bar(action.user, {action.at, action.line});
  }

  // Who is not signed in opens nothing; who opens what is open is only shown it.
  void create(const Action& action) {
    if (ineffective_.has(action)) return;
    open_[action.subject] = true;
    Call made = call(action, row_of(action).create);
    const HostResult& host = audit_.results.hosts[action.subject];
    if (host.lives == 0 && host.cause != Cause::none) refuse(made, refusal_for(action, host.cause));
    audit_.log.add(std::move(made));
  }

  // Refused to the user, for the switch (EMRS-1), or because the application was running (EMRS-10).
  void update(const Action& action) {
    Cause cause = bar_to(action);
    if (cause == Cause::none && setup_of(action)->background_sessions)
      cause = Cause::background_sessions_refused;
    add_unless_refused(
        action, row_of(action).update,
        cause != Cause::none
            ? refusal_for(action, cause)
            : Refusal{"ValidationException", "The application must be in the state CREATED or STOPPED"});
  }

  void start(const Action& action) {
    const Cause bar = bar_to(action);
    add_unless_refused(action, row_of(action).start,
                       bar != Cause::none ? refusal_for(action, bar) : state_does_not_allow);
  }

  void end(const Action& action) {
    const AuditHost& row = row_of(action);
    open_[action.subject] = false;
    if (row.ends_nothing == EndsNothing::is_refused)
      return add_unless_refused(action, row.end, state_does_not_allow);
    if (row.ends_nothing == EndsNothing::is_not_called && ineffective_.has(action)) return;
    audit_.log.add(call(action, row.end));
  }

  void add_unless_refused(const Action& action, const ApiCall<HostSubject>& api, const Refusal& refusal) {
    Call made = call(action, api);
    if (ineffective_.has(action)) refuse(made, refusal);
    audit_.log.add(std::move(made));
  }

  const Audit& audit_;
  const Scenario& scenario_;
  const IneffectiveLines ineffective_;
  std::vector<bool> open_;  // what was opened and not ended; what ended for idleness counts as open
};

}  // namespace

void add_hosts(const Audit& audit) { HostCalls(audit).add_all(); }

}  // namespace outlive::output
