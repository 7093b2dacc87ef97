// What administrators do: to people and their sessions, to groups, assignments, policies, grants and switches.
#include <array>

#include "sim/output/audit_calls.hpp"

namespace outlive::output {
namespace {

constexpr std::string_view identitystore = "identitystore.amazonaws.com";
constexpr std::string_view sso = "sso.amazonaws.com";

constexpr std::array<std::string_view, application_count> application_names{
    "glue", "sagemaker", "emr_serverless", "emr_ec2", "athena", "redshift", "quicksight"};

std::string_view status(bool enabled) { return enabled ? "ENABLED" : "DISABLED"; }

class AdministratorCalls {
 public:
  explicit AdministratorCalls(const Audit& audit)
      : audit_(audit), scenario_(audit.scenario), ids_(audit.ids), ineffective_(audit.results) {}

  void add_all() {
    for (const DirectoryChange& change : scenario_.directory.changes()) add_directory(change);
    for (const Action& action : scenario_.actions) {
      if (action.verb != Verb::revoke && action.verb != Verb::end_interactive) continue;
      if (!ineffective_.has(action)) end_sessions(action);  // the console shows none that could be ended
    }
    add_settings();
    for (const Grant& grant : scenario_.access.grants) add_grant(grant);
  }

 private:
  void add(Instant at, std::string_view source, std::string_view name, Json request, bool documented = true) {
    Call made;  // GCC warns in vain of one that is initialised member by member
    made.at = at;
    made.source = source;
    made.name = name;
    made.caller.as = Caller::As::administrator;
    made.request = std::move(request);
    made.documented = documented;
    audit_.log.add(std::move(made));
  }

  static Json in_store() {
    Json request;
    request["identityStoreId"] = identity_store;
    return request;
  }

  // --- The directory ---

  void add_directory(const DirectoryChange& change) {
    switch (change.of) {
      case DirectoryChange::Of::standing: add_standing(change); break;
      case DirectoryChange::Of::denial: add_denial(change); break;
      case DirectoryChange::Of::membership: add_membership(change); break;
      case DirectoryChange::Of::assignment: add_assignment(change); break;
    }
  }

  // Only the deletion is a call of the public API; the console has names of its own for the others (section 8.2).
  void add_standing(const DirectoryChange& change) {
    constexpr std::array<std::string_view, 3> names{"EnableUser", "DisableUser", "DeleteUser"};
    Json request = in_store();
    request["userId"] = ids_.user(change.principal.number);
    add(change.from.at, identitystore, names.at(change.value), std::move(request));
  }

  void add_membership(const DirectoryChange& change) {
    const std::string user = ids_.user(change.principal.number);
    const std::string group = ids_.group(change.object);
    Json request = in_store();
    if (change.value != 0) {
      request["groupId"] = group;
      request["memberId"] = {{"userId", user}};
    }
    request["membershipId"] = uuid("membership", user + group);
    add(change.from.at, identitystore, change.value != 0 ? "CreateGroupMembership" : "DeleteGroupMembership",
        std::move(request));
  }

  void add_assignment(const DirectoryChange& change) {
    const auto& [is_group, number] = change.principal;
    Json request{{"applicationArn", AuditIds::application_arn(application_names.at(change.object))},
                 {"principalId", is_group ? ids_.group(number) : ids_.user(number)},
                 {"principalType", is_group ? "GROUP" : "USER"}};
    add(change.from.at, sso,
        change.value != 0 ? "CreateApplicationAssignment" : "DeleteApplicationAssignment",
        std::move(request));
  }

  // A statement that denies everything on the user's identifier (IDC-15).
  void add_denial(const DirectoryChange& change) {
    Json request{{"roleName", "DataPlatformUser"},
                 {"policyName", "deny-" + ids_.user(change.principal.number)}};
    if (change.value != 0) {
      request["policyDocument"] =
          R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*",)"
          R"("Condition":{"StringEquals":{"identitystore:UserId":")" +
          ids_.user(change.principal.number) + R"("}}}]})";
    }
    add(change.from.at, "iam.amazonaws.com", change.value != 0 ? "PutRolePolicy" : "DeleteRolePolicy",
        std::move(request));
  }

  // --- Ended sessions: the console's call has no documented record (B-24) ---

  void end_sessions(const Action& action) {
    Json request = in_store();
    request["userId"] = ids_.user(action.user);
    if (action.verb == Verb::end_interactive) {
      request["sessionType"] = "USER_INTERACTIVE";
      if (action.from != no_number) {
        request["sessionIds"] =
            Json::array({uuid("sign-in", scenario_.sign_ins[action.from].name, action.from)});
      }
    } else {
      request["sessionType"] = "USER_BACKGROUND";
      if (action.subject != no_number) request["usedBy"] = ids_.session_arn(action.subject);
      if (action.object != no_number) request["usedBy"] = ids_.job_arn(action.object);
    }
    add(action.at, "identitystore-auth.amazonaws.com", "BatchDeleteSession", std::move(request), false);
  }

  // --- Switches ---

  void add_settings() {
    for (std::size_t i = 0; i < setting_count; ++i) {
      for (std::size_t domain = 0; domain < scenario_.domains.size(); ++domain) {
        const auto setting = static_cast<Setting>(i);
        for (const auto& change : scenario_.settings.changes(setting, static_cast<Domain>(domain))) {
          if (change.from.at >= Instant{}) add_setting(setting, static_cast<Domain>(domain), change);
        }
      }
    }
  }

  // Settings that are no switch of AWS, but what people write in their own calls or what the world is like, leave no
  // record.
  void add_setting(Setting setting, Domain domain, const SettingsHistory::Change& change) {
    const bool on = change.value != 0;
    Json request;
    switch (setting) {
      case Setting::sagemaker_background_sessions:
        request["applicationArn"] =
            AuditIds::application_arn("sagemaker" + scenario_.domains[domain]);  // one for each domain
        request["userBackgroundSessionApplicationStatus"] = status(on);
        return add(change.from.at, sso, "PutApplicationSessionConfiguration", std::move(request));
      case Setting::glue_background_sessions:
        request["userBackgroundSessionsEnabled"] = on;
        return add(change.from.at, "glue.amazonaws.com", "UpdateGlueIdentityCenterConfiguration",
                   std::move(request));
      case Setting::glue_identity_propagation:
        if (on) request["instanceArn"] = instance_arn;
        return add(change.from.at, "glue.amazonaws.com",
                   on ? "CreateGlueIdentityCenterConfiguration" : "DeleteGlueIdentityCenterConfiguration",
                   std::move(request));
      case Setting::sagemaker_identity_propagation:
      case Setting::studio_idle_timeout: return update_domain(setting, domain, change);
      case Setting::background_sessions_enabled:
      case Setting::background_session_duration:
      case Setting::interactive_session_duration: return update_instance(setting, change);
      default: return;
    }
  }

  void update_domain(Setting setting, Domain domain, const SettingsHistory::Change& change) {
    Json request;
    request["domainId"] = ids_.domain(domain, audit_host_of(HostType::studio_app).domain);
    if (setting == Setting::sagemaker_identity_propagation) {
      request["domainSettingsForUpdate"]["trustedIdentityPropagationSettings"]["status"] =
          status(change.value != 0);
    } else {
      Json& idle =
          request["defaultUserSettings"]["jupyterLabAppSettings"]["appLifecycleManagement"]["idleSettings"];
      idle["lifecycleManagement"] = status(change.value != setting_none);
      if (change.value != setting_none) {
        idle["idleTimeoutInMinutes"] = Duration{change.value} / std::chrono::minutes{1};
      }
    }
    add(change.from.at, "sagemaker.amazonaws.com", "UpdateDomain", std::move(request));
  }

  // The console's session settings: no public API, no documented record (section 1.1, B-24).
  void update_instance(Setting setting, const SettingsHistory::Change& change) {
    Json request;
    request["instanceArn"] = instance_arn;
    if (setting == Setting::background_sessions_enabled) {
      request["userBackgroundSessionStatus"] = status(change.value != 0);
    } else {
      request[setting == Setting::background_session_duration ? "userBackgroundSessionDurationMinutes"
                                                              : "userInteractiveSessionDurationMinutes"] =
          Duration{change.value} / std::chrono::minutes{1};
    }
    add(change.from.at, sso, "UpdateSessionConfiguration", std::move(request), false);
  }

  // --- Grants ---

  void add_grant(const Grant& grant) {
    if (grant.from.at >= Instant{}) change_grant(grant, grant.from.at, true);
    if (grant.until.at != Instant::max()) change_grant(grant, grant.until.at, false);
  }

  void change_grant(const Grant& grant, Instant at, bool given) {
    const std::string principal =
        grant.to.is_group ? ids_.group(grant.to.number) : ids_.user(grant.to.number);
    const std::string_view type = grant.to.is_group ? "group" : "user";
    if (grant.tags.empty()) {
      Json request{{"grantee",
                    {{"granteeType", grant.to.is_group ? "DIRECTORY_GROUP" : "DIRECTORY_USER"},
                     {"granteeIdentifier", principal}}},
                   {"permission", "READ"},
                   {"s3SubPrefix", grant.location}};
      return add(at, "s3.amazonaws.com", given ? "CreateAccessGrant" : "DeleteAccessGrant",
                 std::move(request));
    }
    Json expression = Json::array();
    for (const Tag& tag : grant.tags) expression.push_back({{"tagKey", tag.key}, {"tagValues", tag.values}});
    Json request;
    request["principal"]["dataLakePrincipalIdentifier"] =
        "arn:aws:identitystore:::" + std::string(type) + "/" + principal;
    request["resource"]["lFTagPolicy"] = {{"resourceType", "TABLE"}, {"expression", std::move(expression)}};
    request["permissions"] = Json::array({"SELECT"});
    add(at, "lakeformation.amazonaws.com", given ? "GrantPermissions" : "RevokePermissions",
        std::move(request));
  }

  const Audit& audit_;
  const Scenario& scenario_;
  const AuditIds& ids_;
  const IneffectiveLines ineffective_;
};

}  // namespace

void add_administrators(const Audit& audit) { AdministratorCalls(audit).add_all(); }

}  // namespace outlive::output
