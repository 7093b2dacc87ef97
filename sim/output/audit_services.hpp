// How each service and each kind of host appears in an audit log (rules.md sections 8.2, 8.3): a row for each.
#pragma once

#include <string>
#include <string_view>

#include "sim/output/audit_ids.hpp"
#include "sim/output/audit_log.hpp"

namespace outlive::output {

/// One call of a service's API: its name, and what writes requestParameters and responseElements for its subject.
template <class Subject>
struct ApiCall {
  std::string_view name{};  // empty: there is no such call
  void (*fill)(const Subject& subject, Call& call) = nullptr;
};

// --- Work ---

/// The session or job that a call is about; for a call about a statement the statement's session.
struct WorkSubject {
  const Scenario& scenario;
  const AuditIds& ids;
  const Work& work;
  std::string_view name{};
  Number number = no_number;  // among sessions or jobs
  Number user = no_number;
  Moment when{};                // of a start: limits that the line leaves open are those in force then
  std::uint32_t statement = 0;  // of the session, counted from 0
};

/// The query, or the session or job with a query in it, that asks for credentials to a table.
struct AccessSubject {
  const AuditIds& ids;
  const Work& work;
  std::string_view runs_in{};  // the session, or the job itself
  std::string query{};
};

/// arn:aws:SERVICE:REGION:ACCOUNT:HOST-PREFIX host PREFIX name.
struct ArnShape {
  std::string_view service{};  // empty: the work has no ARN
  std::string_view prefix{};
  std::string_view host_prefix{};  // empty: the work is not in a host
};

struct AuditService {
  std::string_view source{};  // of its own events; empty: it leaves none
  std::string_view role{};    // that its users' work runs in
  std::string_view engine{};  // as who it calls others: invokedBy
  ApiCall<WorkSubject> start{};
  ApiCall<WorkSubject> stop{};
  ApiCall<WorkSubject> run{};     // a statement
  ApiCall<WorkSubject> cancel{};  // a statement
  std::string_view quota_error{};
  std::string_view ended_error = "ValidationException";  // of a call for what has ended
  ArnShape arn{};                                        // the `resource` of its background sessions
  std::string_view host_key{};                           // requestParameters' name for its host
  /// What this engine writes when it asks Lake Formation for credentials, beyond the table; null: no page shows any.
  void (*ask_for_data)(const AccessSubject& subject, Call& call) = nullptr;
  std::string_view requester = "UNKNOWN";  // as Lake Formation has it
  bool reads_from_host = false;  // asks for credentials itself: from the host's address, not as `engine`
  bool application_per_domain = false;  // each Studio domain is an application of its own at Identity Center
  bool documented = true;               // its events: those of Livy are not (B-24)
};

const AuditService& audit_service_of(ServiceType type);

// --- Hosts ---

struct HostSubject {
  const Scenario& scenario;
  const AuditIds& ids;
  Number number = no_number;         // among hosts
  const HostSetup* setup = nullptr;  // none: the call brings none
};

/// What becomes of a call that ends a host which is not up.
enum class EndsNothing : std::uint8_t { is_not_called, is_refused, succeeds };

struct AuditHost {
  std::string_view source{};
  ApiCall<HostSubject> create{};
  ApiCall<HostSubject> update{};
  ApiCall<HostSubject> start{};
  ApiCall<HostSubject> end{};
  EndsNothing ends_nothing = EndsNothing::is_not_called;
  ServiceType holds = ServiceType::glue_session;  // whose background sessions its switch is for
  std::string_view domain{};                      // what kind of domain it is in, among made-up identifiers
  /// The vendor's identifier, made of 16 hexadecimal digits.
  std::string (*identifier)(std::string digits) = nullptr;
};

const AuditHost& audit_host_of(HostType type);

}  // namespace outlive::output
