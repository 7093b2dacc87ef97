// The audit log as it grows: calls become records in CloudTrail's envelope, each with the instant of its delivery.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/engine/random_stream.hpp"
#include "sim/output/audit_ids.hpp"
#include "sim/output/json.hpp"

namespace outlive::output {

/// What AWS writes in place of code, queries and tokens.
inline constexpr std::string_view hidden = "HIDDEN_DUE_TO_SECURITY_REASONS";

/// What CloudTrail calls the kind of an event.
enum class EventType : std::uint8_t { api_call, service_event };

/// Whom a record is about, and who made the call.
struct Caller {
  Number user = no_number;  // no_number: an administrator
  enum class As : std::uint8_t {
    person,         // with the identity of the user: onBehalfOf
    role,           // role-based work: nothing says on whose behalf
    sign_in,        // at the sign-in page
    portal,         // signed in at the access portal
    administrator,  // through a role for administrators
  } as = As::person;
  std::string_view role{};     // whose session the call is made in
  std::string_view service{};  // that calls on the user's behalf, "glue.amazonaws.com"; empty: the user does
  std::string address{};       // that the call comes from; empty: the user's, or the service itself
  std::string credential{};    // the sign-in that a portal's call is made in
};

/// One call before it has an envelope.
struct Call {
  Instant at{};
  std::string_view source{};  // "glue.amazonaws.com"
  std::string_view name{};    // "CreateSession"
  Caller caller{};
  Json request = nullptr;
  Json response = nullptr;  // of a call that changes something and succeeded
  Json additional = Json::object();
  Json service_details = nullptr;
  std::string_view error{};    // "AccessDenied"
  std::string_view message{};  // of the error
  EventType type = EventType::api_call;
  bool read_only = false;
  bool data_event = false;
  bool documented = true;  // else its source ends in `.x-sim` (B-24)
};

class AuditLog {
 public:
  AuditLog(const Scenario& scenario, const AuditIds& ids);

  /// Calls of one user come in the order in which the log is built: that is the order of its random numbers.
  void add(Call call);

  /// Each record as a line without a line feed, in the order of delivery.
  [[nodiscard]] std::vector<std::string> lines() &&;

 private:
  struct Record {
    Instant delivered{};
    Instant at{};
    std::uint32_t order = 0;
    std::string text;
  };
  struct Person {
    engine::RandomStream delays;
    std::uint64_t records = 0;
  };
  Json envelope(const Call& call, std::uint64_t number) const;
  [[nodiscard]] Json identity(const Call& call) const;
  [[nodiscard]] std::string second(Instant at) const;
  Duration delay(Person& person) const;
  Person& person_of(Number user);

  const Scenario& scenario_;
  const AuditIds& ids_;
  std::vector<Person> people_;  // one for each user, then administrators
  std::vector<Record> records_;
};

}  // namespace outlive::output
