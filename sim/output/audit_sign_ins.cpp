// Signing in and out. Expiries are no calls and leave no record.
#include <algorithm>

#include "sim/output/audit_calls.hpp"

namespace outlive::output {
namespace {

class SignIns {
 public:
  explicit SignIns(const Audit& audit) : audit_(audit), ineffective_(audit.results) {
    for (Number i = 0; i < audit.results.sign_ins.size(); ++i) {
      if (audit.results.sign_ins[i].cause == Cause::signed_out) signed_out_.push_back(i);
    }
    std::sort(signed_out_.begin(), signed_out_.end(), [&](Number a, Number b) { return key(a) < key(b); });
  }

  void add_all() {
    for (const Action& action : audit_.scenario.actions) {
      if (action.verb == Verb::sign_in) add_sign_in(action);
      if (action.verb == Verb::sign_out && !ineffective_.has(action)) add_sign_out(action);
    }
  }

 private:
  using Key = std::pair<Number, Instant>;  // user, when the sign-in ended
  [[nodiscard]] Key key(Number sign_in) const {
    return {audit_.scenario.sign_ins[sign_in].user, audit_.results.sign_ins[sign_in].ended};
  }

  // The only record that tells a user's name (section 8.1).
  void add_sign_in(const Action& action) {
    const bool admitted = audit_.results.sign_ins[action.subject].started != never;
    Call call{.at = action.at,
              .source = "signin.amazonaws.com",
              .name = admitted ? "UserAuthentication" : "CredentialVerification"};
    call.caller = caller(action, Caller::As::sign_in, action.subject);
    call.additional["AuthWorkflowID"] = id("workflow", action.subject);
    call.additional["LoginTo"] = "https://example.awsapps.com/start/";
    call.additional["CredentialType"] = "EXTERNAL_IDP";
    call.additional["UserName"] = audit_.scenario.users[action.user].name;
    call.service_details[std::string(call.name)] = admitted ? "Success" : "Failure";
    call.type = EventType::service_event;
    audit_.log.add(std::move(call));
  }

  void add_sign_out(const Action& action) {
    Call call{.at = action.at, .source = "sso.amazonaws.com", .name = "Logout"};
    call.caller = caller(action, Caller::As::portal, sign_in_ended_by(action));
    call.type = EventType::service_event;
    audit_.log.add(std::move(call));
  }

  [[nodiscard]] Number sign_in_ended_by(const Action& action) const {
    if (action.from != no_number) return action.from;
    const Key wanted{action.user, action.at};
    const auto found = std::lower_bound(signed_out_.begin(), signed_out_.end(), wanted,
                                        [&](Number each, const Key& other) { return key(each) < other; });
    return found != signed_out_.end() && key(*found) == wanted ? *found : no_number;
  }

  [[nodiscard]] Caller caller(const Action& action, Caller::As as, Number sign_in) const {
    return {.user = action.user, .as = as, .credential = id("sign-in", sign_in)};
  }

  // A portal's credential is the sign-in itself, a workflow ends with it: no record joins the two (section 8.1).
  [[nodiscard]] std::string id(std::string_view purpose, Number sign_in) const {
    return uuid(purpose, sign_in == no_number ? "" : audit_.scenario.sign_ins[sign_in].name, sign_in);
  }

  const Audit& audit_;
  const IneffectiveLines ineffective_;
  std::vector<Number> signed_out_;  // sign-ins that their users ended, by user and end
};

}  // namespace

void add_sign_ins(const Audit& audit) { SignIns(audit).add_all(); }

}  // namespace outlive::output
