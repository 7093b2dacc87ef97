// Calls for sessions, statements and jobs, and the token of every background session. What ends by itself is no call.
#include "sim/output/audit_calls.hpp"
#include "sim/output/shortfall.hpp"
#include "sim/services/service.hpp"

namespace outlive::output {
namespace {

// Tokens are hidden in the log as in the vendor's example; `resource` is what tells a background session (IDC-6).
Json token_request(std::string_view application, const std::string& resource) {
  const std::string type = "urn:ietf:params:oauth:token-type:";
  return {{"clientId", AuditIds::application_arn(application)},
          {"grantType", "urn:ietf:params:oauth:grant-type:token-exchange"},
          {"subjectToken", hidden},
          {"subjectTokenType", type + "access_token"},
          {"requestedTokenType", type + "refresh_token"},
          {"resource", resource}};
}

class WorkCalls {
 public:
  explicit WorkCalls(const Audit& audit)
      : audit_(audit),
        scenario_(audit.scenario),
        results_(audit.results),
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
        case Verb::stop_kernel:
          if (!ineffective_.has(action)) stop_session(action);
          break;
        case Verb::run: run_statement(action); break;
        case Verb::start_job:
        case Verb::restart_job: add_job(action); break;
        case Verb::stop_job: stop_job(action); break;
        default: break;
      }
    }
  }

 private:
  [[nodiscard]] Call call(const Action& action, const ApiCall<WorkSubject>& api, const WorkSubject& subject,
                          Identity identity) const {
    const AuditService& service = audit_service_of(subject.work.service);
    Call made{.at = action.at, .source = service.source, .name = api.name};
    made.caller = caller_of(action.user, subject.work, identity);
    made.documented = service.documented;
    api.fill(subject, made);
    return made;
  }

  [[nodiscard]] WorkSubject subject_of_session(const Action& action, Number session) const {
    const SessionSpec& spec = scenario_.sessions[session];
    return {.scenario = scenario_,
            .ids = audit_.ids,
            .work = scenario_.works[spec.work],
            .name = spec.name,
            .number = session,
            .user = spec.user,
            .when = {action.at, action.line}};
  }

  [[nodiscard]] WorkSubject subject_of_job(const Action& action, const Work& work) const {
    const JobSpec& spec = scenario_.jobs[action.subject];
    return {.scenario = scenario_,
            .ids = audit_.ids,
            .work = work,
            .name = spec.name,
            .number = action.subject,
            .user = spec.user,
            .when = {action.at, action.line}};
  }

  // --- Sessions ---

  void add_session(const Action& action) {
    const SessionResult& session = results_.sessions[action.subject];
    if (session.created == never) return;
    const WorkSubject subject = subject_of_session(action, action.subject);
    finish(action, subject.work, session.identity, session.cause,
           call(action, audit_service_of(subject.work.service).start, subject, session.identity),
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
    const AuditService& service = audit_service_of(work.service);
    Call token{.at = action.at, .source = "sso-oauth.amazonaws.com", .name = "CreateTokenWithIAM"};
    token.caller = {.user = action.user, .role = service.role, .service = service.engine};
    std::string application(services::service_of(work.service).name);
    if (service.application_per_domain) application += scenario_.domains[scenario_.users[action.user].domain];
    token.request = token_request(application, arn);
    refuse(token, refusal);
    audit_.log.add(std::move(token));
  }

  void stop_session(const Action& action) {
    const SessionResult& session = results_.sessions[action.subject];
    if (session.created == never || session.identity == Identity::none) return;  // nothing to name in a call
    const WorkSubject subject = subject_of_session(action, action.subject);
    const AuditService& service = audit_service_of(subject.work.service);
    Call made = call(action, service.stop, subject, session.identity);
    if (ineffective_.has(action)) refuse(made, {service.ended_error, "The session has ended"});
    audit_.log.add(std::move(made));
  }

  /// The kernel stops its session and creates another; a session that is over already is only followed by one.
  void restart_kernel(const Action& action) {
    const SessionResult& old = results_.sessions[action.object];
    if (old.cause == Cause::kernel_restarted && old.ended == action.at) {
      const WorkSubject subject = subject_of_session(action, action.object);
      audit_.log.add(call(action, audit_service_of(subject.work.service).stop, subject, old.identity));
    }
    if (action.subject != no_number) add_session(action);
  }

  void run_statement(const Action& action) {
    const JobResult& job = results_.jobs[action.subject];
    if (job.submitted == never) return;
    const Number session = action.object;
    const bool rejected = job.outcome == Outcome::rejected;
    if (!rejected) statement_ids_[action.subject] = statements_[session]++;
    WorkSubject subject = subject_of_session(action, session);
    subject.statement = statement_ids_[action.subject];
    const ServiceType service = subject.work.service;
    Call made = call(action, audit_service_of(service).run, subject,
                     rejected ? results_.sessions[session].identity : job.identity);
    if (rejected) {
      const Refusal refusal = refusal_of(scenario_, service, job.cause);
      if (refusal.code.empty()) return;
      refuse(made, refusal);
    }
    audit_.log.add(std::move(made));
  }

  // --- Jobs and queries ---

  void add_job(const Action& action) {
    const JobResult& job = results_.jobs[action.subject];
    const Number like = scenario_.jobs[action.subject].work != no_number ? action.subject : action.object;
    const Work* work = like == no_number ? nullptr : work_of(scenario_, like);
    if (job.submitted == never || work == nullptr) return;
    const AuditService& service = audit_service_of(work->service);
    if (service.source.empty()) return;
    finish(action, *work, job.identity, job.cause,
           call(action, service.start, subject_of_job(action, *work), job.identity),
           audit_.ids.job_arn(action.subject));
  }

  void stop_job(const Action& action) {
    const JobResult& job = results_.jobs[action.subject];
    const Work* work = work_of(scenario_, action.subject);
    if (job.submitted == never || job.outcome == Outcome::rejected || work == nullptr) return;
    const AuditService& service = audit_service_of(work->service);
    const Number session = scenario_.jobs[action.subject].session;
    const bool is_statement = session != no_number;
    const ApiCall<WorkSubject>& api = is_statement ? service.cancel : service.stop;
    if (api.name.empty()) return;  // nothing that one can stop
    WorkSubject subject = is_statement ? subject_of_session(action, session) : subject_of_job(action, *work);
    subject.statement = statement_ids_[action.subject];
    Call made = call(action, api, subject, job.identity);
    if (ineffective_.has(action)) refuse(made, {service.ended_error, "It has ended"});
    audit_.log.add(std::move(made));
  }

  const Audit& audit_;
  const Scenario& scenario_;
  const Results& results_;
  const IneffectiveLines ineffective_;
  std::vector<std::uint32_t> statements_;     // that each session has accepted
  std::vector<std::uint32_t> statement_ids_;  // by job: its number in its session
};

}  // namespace

void add_work(const Audit& audit) { WorkCalls(audit).add_all(); }

}  // namespace outlive::output
