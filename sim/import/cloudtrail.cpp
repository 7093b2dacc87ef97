#include "sim/import/cloudtrail.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "sim/import/cloudtrail_event.hpp"
#include "sim/import/json_records.hpp"

namespace outlive::import {
namespace {

constexpr std::string_view made_up = ".x-sim";

/// What is known and of no use, and why.
struct Passed {
  std::string_view name;
  std::string_view why;
};
constexpr std::array passed{
    Passed{"CredentialVerification", "the sign-in is told by UserAuthentication"},
    Passed{"CredentialChallenge", "the sign-in is told by UserAuthentication"},
    Passed{"GetDataAccess", "what work reads is not imported"},
    Passed{"GetDataAccessCredentials", "what work reads is not imported"},
    Passed{"GrantPermissions", "grants are not imported"},
    Passed{"RevokePermissions", "grants are not imported"},
    Passed{"CreateAccessGrant", "grants are not imported"},
    Passed{"DeleteAccessGrant", "grants are not imported"},
    Passed{"CreateGroupMembership", "groups are not imported"},
    Passed{"DeleteGroupMembership", "groups are not imported"},
    Passed{"CreateApplicationAssignment", "assignments are not imported: all may use all"},
    Passed{"DeleteApplicationAssignment", "assignments are not imported: all may use all"},
};

/// The name of a role session: behind the colon of the principal.
std::string session_of(const std::string& principal) {
  const std::size_t colon = principal.find(':');
  return colon == std::string::npos ? principal : principal.substr(colon + 1);
}

const CloudTrailHandler* find_handler(std::string_view source, std::string_view name) {
  if (source.ends_with(made_up)) source.remove_suffix(made_up.size());
  if (const auto* found = find_people_event(source, name)) return found;
  if (const auto* found = find_session_event(source, name)) return found;
  if (const auto* found = find_job_event(source, name)) return found;
  return find_host_event(source, name);
}

Json copy_of(const Json* value) { return value == nullptr ? Json(nullptr) : *value; }

}  // namespace

struct CloudTrailLog::Content {
  EstateDraft& draft;
  std::vector<CloudTrailEvent> events;

  void add(const Json& record, const Where& where) {
    Tally& tally = draft.tally;
    tally.read();
    const auto source = text_at(record, {"eventSource"});
    const auto name = text_at(record, {"eventName"});
    if (!source || !name) return tally.skipped("record", "it has no eventSource or no eventName", where);
    const auto skip = [&](std::string_view why) { tally.skipped(*name, why, where); };
    const CloudTrailHandler* const handler = find_handler(*source, *name);
    if (handler == nullptr) return skip(why_unknown(record, *name));
    if (const auto error = text_at(record, {"errorCode"}))
      return skip("refused with " + *error + ": it changed nothing");
    const auto at = moment_at(record, {"eventTime"});
    if (!at) return skip("its eventTime is no moment");
    CloudTrailEvent event{.handler = handler, .at_ms = *at, .where = where};
    const auto user = text_at(record, {"userIdentity", "onBehalfOf", "userId"});
    event.personal = user.has_value();
    event.user = user ? *user : session_of(text_at(record, {"userIdentity", "principalId"}).value_or(""));
    event.credential = text_at(record, {"userIdentity", "credentialId"}).value_or("");
    event.user_name = text_at(record, {"additionalEventData", "UserName"}).value_or("");
    event.request = copy_of(find(record, {"requestParameters"}));
    event.response = copy_of(find(record, {"responseElements"}));
    event.order = integer_at(event.response, {"id"}).value_or(0);
    // Told before anything else is put into words, so that every line has the name.
    if (!event.user_name.empty() && user) draft.known_as[*user] = event.user_name;
    events.push_back(std::move(event));
  }

  static std::string_view why_unknown(const Json& record, std::string_view name) {
    for (const Passed& each : passed) {
      if (each.name == name) return each.why;
    }
    if (flag_at(record, {"readOnly"}).value_or(false)) return "it only reads";
    return "nothing of it is in a scenario";
  }
};

CloudTrailLog::CloudTrailLog(EstateDraft& draft) : content_(new Content{draft, {}}) {}
CloudTrailLog::~CloudTrailLog() = default;

void CloudTrailLog::read(const input::Source& source, Diagnostics& problems) {
  for_each_record(source, "Records", content_->draft.tally, problems,
                  [this](const Json& record, const Where& where) { content_->add(record, where); });
}

void CloudTrailLog::add_events() {
  auto& events = content_->events;
  std::stable_sort(events.begin(), events.end(), [](const CloudTrailEvent& a, const CloudTrailEvent& b) {
    if (a.at_ms != b.at_ms) return a.at_ms < b.at_ms;
    if (a.handler->rank != b.handler->rank) return a.handler->rank < b.handler->rank;
    return a.order < b.order;
  });
  EstateDraft& draft = content_->draft;
  for (const CloudTrailEvent& event : events) {
    draft.note(event.at_ms);
    if (const Unused why = event.handler->take(draft, event)) {
      draft.tally.skipped(event.handler->name, *why, event.where);
    } else {
      draft.tally.used(event.handler->name);
    }
  }
  events.clear();
}

}  // namespace outlive::import
