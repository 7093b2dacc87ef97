// Calls for sessions, statements and jobs, and the token of every background session. What ends by itself is no call.
#include "sim/output/audit_calls.hpp"
#include "sim/output/audit_requests.hpp"
#include "sim/output/shortfall.hpp"
#include "sim/services/service.hpp"

namespace outlive::output {
namespace {

bool is_livy(ServiceType service) {
  return service == ServiceType::emr_serverless_session || service == ServiceType::emr_ec2_session;
}

std::string_view session_stop_error(bool livy) {
  return livy ? "ResourceNotFoundException" : "IllegalSessionStateException";
}

class WorkCalls {
 public:
  explicit WorkCalls(const Audit& audit)
      : audit_(audit),
        scenario_(audit.scenario),
        results_(audit.results),
        requests_(audit.scenario, audit.ids),
        ineffective_(audit.results),
        statements_(audit.results.sessions.size()),
        statement_ids_(audit.results.jobs.size()) {}

  void add_all() {
    for (const Action& action : scenario_.actions) {
      if (action.at > scenario_.horizon) break;
      switch (action.verb) {
        case Verb::start_session: add_session(action); break;
        case Verb::restart_kernel: restart_kernel(action); break;
        case Verb::stop_session: stop_session(action); break;
        case Verb::run: run_statement(action); break;
        case Verb::start_job:
        case Verb::restart_job: add_job(action); break;
        case Verb::stop_job: stop_job(action); break;
        default: break;
      }
    }
  }

 private:
  Call call(const Action& action, const Work& work, Identity identity, Request request) const {
    const Wire& wire = wire_of(work.service);
    Call made{.at = action.at, .source = wire.source, .name = request.name};
    made.caller = caller_of(action.user, work, identity);
    made.request = std::move(request.parameters);
    made.response = std::move(request.response);
    made.service_details = std::move(request.service_details);
    made.type = request.type;
    made.read_only = request.read_only;
    made.documented = wire.documented;
    return made;
  }

  static void refuse(Call& call, const Refusal& refusal) {
    call.error = refusal.code;
    call.message = refusal.message;
  }

  // --- Sessions ---

  [[nodiscard]] const Work& work_of_session(Number session) const {
    return scenario_.works[scenario_.sessions[session].work];
  }

  void add_session(const Action& action) {
    const SessionResult& session = results_.sessions[action.subject];
    if (session.created == never) return;
    const Work& work = work_of_session(action.subject);
    Call made = call(action, work, session.identity,
                     requests_.create_session(action.subject, work, {action.at, action.line}));
    finish(action, work, session.identity, session.cause, std::move(made),
           audit_.ids.session_arn(action.subject));
  }

  /// A start and what came of it: the token of its background session (IDC-6), or why not.
  void finish(const Action& action, const Work& work, Identity identity, Cause cause, Call made,
              const std::string& arn) {
    if (identity == Identity::none) {
      const Refusal refusal = refusal_of(scenario_, work.service, cause);
      if (refusal.code.empty()) return;
      if (cause == Cause::throttled) add_token(action, work, arn, refusal);  // the exchange was (IDC-17)
      refuse(made, refusal);
    }
    audit_.log.add(std::move(made));
    if (identity == Identity::background_session) add_token(action, work, arn, {});
  }

  void add_token(const Action& action, const Work& work, const std::string& arn, const Refusal& refusal) {
    const Wire& wire = wire_of(work.service);
    Call token{.at = action.at, .source = "sso-oauth.amazonaws.com", .name = "CreateTokenWithIAM"};
    token.caller = {.user = action.user, .role = wire.role, .service = wire.engine};
    token.request = Requests::token(services::service_of(work.service).name, arn);
    refuse(token, refusal);
    audit_.log.add(std::move(token));
  }

  void stop_session(const Action& action) {
    const SessionResult& session = results_.sessions[action.subject];
    if (session.created == never || session.identity == Identity::none) return;  // nothing to name in a call
    const Work& work = work_of_session(action.subject);
    Call made = call(action, work, session.identity, requests_.stop_session(action.subject, work));
    if (ineffective_.has(action)) {
      refuse(made, {session_stop_error(is_livy(work.service)), "The session has ended"});
    }
    audit_.log.add(std::move(made));
  }

  /// The kernel stops its session and creates another; a session that is over already is only followed by one.
  void restart_kernel(const Action& action) {
    const SessionResult& old = results_.sessions[action.object];
    if (old.cause == Cause::kernel_restarted && old.ended == action.at) {
      const Work& work = work_of_session(action.object);
      audit_.log.add(call(action, work, old.identity, requests_.stop_session(action.object, work)));
    }
    if (action.subject != no_number) add_session(action);
  }

  void run_statement(const Action& action) {
    const JobResult& job = results_.jobs[action.subject];
    if (job.submitted == never) return;
    const Number session = action.object;
    const Work& work = work_of_session(session);
    const bool rejected = job.outcome == Outcome::rejected;
    if (!rejected) statement_ids_[action.subject] = statements_[session]++;
    const Identity identity = rejected ? results_.sessions[session].identity : job.identity;
    Call made =
        call(action, work, identity, requests_.run_statement(session, work, statement_ids_[action.subject]));
    if (rejected) {
      const Refusal refusal = refusal_of(scenario_, work.service, job.cause);
      if (refusal.code.empty()) return;
      refuse(made, job.cause == Cause::session_ended
                       ? Refusal{session_stop_error(is_livy(work.service)), refusal.message}
                       : refusal);
    }
    audit_.log.add(std::move(made));
  }

  // --- Jobs and queries ---

  void add_job(const Action& action) {
    const JobResult& job = results_.jobs[action.subject];
    const Number like = scenario_.jobs[action.subject].work != no_number ? action.subject : action.object;
    const Work* work = like == no_number ? nullptr : work_of(scenario_, like);
    if (job.submitted == never || work == nullptr || work->service == ServiceType::traced_job) return;
    Call made = call(action, *work, job.identity,
                     requests_.start_job(action.subject, *work, {action.at, action.line}));
    finish(action, *work, job.identity, job.cause, std::move(made), audit_.ids.job_arn(action.subject));
  }

  void stop_job(const Action& action) {
    const JobResult& job = results_.jobs[action.subject];
    const Work* work = work_of(scenario_, action.subject);
    if (job.submitted == never || job.outcome == Outcome::rejected || work == nullptr) return;
    const Number session = scenario_.jobs[action.subject].session;
    Request request = session == no_number
                          ? requests_.stop_job(action.subject, *work)
                          : requests_.cancel_statement(session, *work, statement_ids_[action.subject]);
    if (request.name.empty()) return;  // nothing that one can stop
    Call made = call(action, *work, job.identity, std::move(request));
    if (ineffective_.has(action)) {
      refuse(made, {session != no_number ? session_stop_error(is_livy(work->service)) : "ValidationException",
                    "It has ended"});
    }
    audit_.log.add(std::move(made));
  }

  const Audit& audit_;
  const Scenario& scenario_;
  const Results& results_;
  const Requests requests_;
  const IneffectiveLines ineffective_;
  std::vector<std::uint32_t> statements_;     // that each session has accepted
  std::vector<std::uint32_t> statement_ids_;  // by job: its number in its session
};

}  // namespace

void add_work(const Audit& audit) { WorkCalls(audit).add_all(); }

}  // namespace outlive::output
