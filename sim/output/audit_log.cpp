#include "sim/output/audit_log.hpp"

#include <algorithm>

#include "sim/output/audit_delay.hpp"
#include "sim/output/json.hpp"
#include "sim/output/words.hpp"
#include "sim/text/instant.hpp"

namespace outlive::output {
namespace {

// What the delays draw their numbers for, among all uses of chance.
constexpr std::uint32_t delay_purpose = 0xA0D17;

constexpr std::string_view administrator_role = "AWSReservedSSO_IdentityAdministrator_0000000000000000";

Json on_behalf_of(const std::string& user) {
  return {{"userId", user}, {"identityStoreArn", identity_store_arn}};
}

// A session's name never tells the user's: that stands in the records of sign-ins only (section 8.1).
Json assumed_role(std::string_view role, const std::string& session) {
  Json identity;
  identity["type"] = "AssumedRole";
  identity["principalId"] = "AROA0000000000EXAMPLE:" + session;
  identity["arn"] =
      "arn:aws:sts::" + std::string(account) + ":assumed-role/" + std::string(role) + "/" + session;
  identity["accountId"] = account;
  return identity;
}

// A service is its own address.
std::string address_of(const Caller& caller) {
  if (!caller.service.empty()) return std::string(caller.service);
  return caller.address.empty() ? AuditIds::address(caller.user) : caller.address;
}

}  // namespace

AuditLog::AuditLog(const Scenario& scenario, const AuditIds& ids) : scenario_(scenario), ids_(ids) {
  for (Number user = 0; user <= scenario.users.size(); ++user) {
    people_.push_back({engine::RandomStream(scenario.seed, 0, user, delay_purpose), 0});
  }
}

AuditLog::Person& AuditLog::person_of(Number user) {
  return user == no_number ? people_.back() : people_[user];
}

void AuditLog::add(Call call) {
  if (call.at > scenario_.horizon) return;
  const bool synthetic = scenario_.assumptions.option(Assumption::undocumented_audit_events) == 0;
  if (!call.documented && !synthetic) return;
  Person& person = person_of(call.caller.user);
  const std::uint64_t number = person.records++;
  const Instant delivered = call.at + delay(person);
  if (delivered > scenario_.horizon) return;
  call.additional["x-sim-deliveredAt"] = iso(scenario_, delivered);
  const auto order = static_cast<std::uint32_t>(records_.size());
  records_.push_back({delivered, call.at, order, dump_value(envelope(call, number))});
}

Duration AuditLog::delay(Person& person) const {
  switch (scenario_.assumptions.option(Assumption::audit_delay)) {
    case 0: return audit_delay(person.delays.uniform());
    case 1: return fixed_audit_delay;
    default: return {};
  }
}

// CloudTrail knows whole seconds: those that have begun.
std::string AuditLog::second(Instant at) const {
  constexpr std::int64_t ms = 1000;
  const std::int64_t unix_ms = scenario_.start_unix_ms + at.time_since_epoch().count();
  return text::format_instant(unix_ms - ((unix_ms % ms) + ms) % ms);
}

Json AuditLog::identity(const Call& call) const {
  const Caller& caller = call.caller;
  Json who;
  switch (caller.as) {
    case Caller::As::administrator: return assumed_role(administrator_role, "administrator");
    case Caller::As::role: who = assumed_role(caller.role, "role-session"); break;
    case Caller::As::person:
      who = assumed_role(caller.role, ids_.user(caller.user));
      who["onBehalfOf"] = on_behalf_of(ids_.user(caller.user));
      break;
    case Caller::As::sign_in:
    case Caller::As::portal:
      who["type"] = caller.as == Caller::As::portal ? "IdentityCenterUser" : "Unknown";
      who["accountId"] = account;
      who["onBehalfOf"] = on_behalf_of(ids_.user(caller.user));
      who["credentialId"] = caller.credential;
      break;
  }
  if (!caller.service.empty()) who["invokedBy"] = caller.service;
  return who;
}

Json AuditLog::envelope(const Call& call, std::uint64_t number) const {
  const Caller& caller = call.caller;
  const bool by_service = !caller.service.empty();
  const std::string subject = caller.user == no_number ? "administrator" : scenario_.users[caller.user].name;
  const std::string key =
      subject + " " + std::to_string(scenario_.start_unix_ms) + " " + std::to_string(scenario_.seed);
  Json record;
  record["eventVersion"] = "1.11";
  record["userIdentity"] = identity(call);
  record["eventTime"] = second(call.at);
  record["eventSource"] = std::string(call.source) + (call.documented ? "" : ".x-sim");
  record["eventName"] = call.name;
  record["awsRegion"] = ids_.region();
  record["sourceIPAddress"] = address_of(caller);
  record["userAgent"] = by_service ? std::string(caller.service) : std::string("outlive-simulation");
  if (!call.error.empty()) {
    record["errorCode"] = call.error;
    record["errorMessage"] = call.message;
  }
  record["requestParameters"] = call.request;
  record["responseElements"] = call.read_only || !call.error.empty() ? Json(nullptr) : call.response;
  record["additionalEventData"] = call.additional;
  record["requestID"] = uuid("request", key, number);
  record["eventID"] = uuid("event", key, number);
  record["readOnly"] = call.read_only;
  record["eventType"] = call.type == EventType::api_call ? "AwsApiCall" : "AwsServiceEvent";
  record["managementEvent"] = !call.data_event;
  record["recipientAccountId"] = account;
  if (!call.service_details.is_null()) record["serviceEventDetails"] = call.service_details;
  record["eventCategory"] = call.data_event ? "Data" : "Management";
  return record;
}

std::vector<std::string> AuditLog::lines() && {
  std::sort(records_.begin(), records_.end(), [](const Record& a, const Record& b) {
    if (a.delivered != b.delivered) return a.delivered < b.delivered;
    return a.at != b.at ? a.at < b.at : a.order < b.order;
  });
  std::vector<std::string> texts;
  texts.reserve(records_.size());
  for (Record& record : records_) texts.push_back(std::move(record.text));
  return texts;
}

}  // namespace outlive::output
