// Signing in and out, and what administrators do to people and switches.
#include <array>

#include "sim/import/cloudtrail_event.hpp"
#include "sim/text/duration.hpp"

namespace outlive::import {
namespace {

using std::chrono::days;
using std::chrono::minutes;

constexpr std::string_view no_user = "it does not say whom it is about";

void add(EstateDraft& draft, const CloudTrailEvent& event, std::string text) {
  draft.lines.push_back({event.at_ms, event.handler->rank, std::move(text), {}, nobody});
}

Unused sign_in(EstateDraft& draft, const CloudTrailEvent& event) {
  if (event.user.empty()) return std::string(no_user);
  draft.sign_ins.push_back(
      {.user = draft.user_of(event.user), .at_ms = event.at_ms, .credential = event.credential});
  return std::nullopt;
}

/// The open sign-in that is meant: by its credential, or the user's last.
DraftSignIn* open_sign_in(EstateDraft& draft, std::size_t user, const std::string& credential) {
  DraftSignIn* last = nullptr;
  for (DraftSignIn& each : draft.sign_ins) {
    if (each.user != user || each.ended_ms) continue;
    if (!credential.empty() && each.credential == credential) return &each;
    last = &each;
  }
  return last;
}

Unused sign_out(EstateDraft& draft, const CloudTrailEvent& event) {
  if (event.user.empty()) return std::string(no_user);
  DraftSignIn* const sign_in = open_sign_in(draft, draft.user_of(event.user), event.credential);
  if (sign_in == nullptr) return "no sign-in of this user is on record before it";
  sign_in->ended_ms = event.at_ms;  // its line is written with the sign-in
  return std::nullopt;
}

Unused about_user(EstateDraft& draft, const CloudTrailEvent& event, std::string_view what) {
  const auto id = text_at(event.request, {"userId"});
  if (!id) return std::string(no_user);
  add(draft, event, "admin: " + std::string(what) + field("user", draft.users[draft.user_of(*id)]));
  return std::nullopt;
}

Unused enable(EstateDraft& draft, const CloudTrailEvent& event) {
  return about_user(draft, event, "enable_user");
}
Unused disable(EstateDraft& draft, const CloudTrailEvent& event) {
  return about_user(draft, event, "disable_user");
}
Unused remove(EstateDraft& draft, const CloudTrailEvent& event) {
  return about_user(draft, event, "delete_user");
}

/// A policy that denies everything to one user: the identifier stands in its document, or in a name such as `deny-ID`.
Unused policy(EstateDraft& draft, const CloudTrailEvent& event, std::string_view what) {
  const std::string name = text_at(event.request, {"policyName"}).value_or("");
  const std::string document = text_at(event.request, {"policyDocument"}).value_or(name);
  if (what == "deny" && document.find("\"Deny\"") == std::string::npos) return "it denies nobody anything";
  for (const auto& [id, number] : draft.user_numbers) {
    if (document.find(id) == std::string::npos && name.find(id) == std::string::npos) continue;
    add(draft, event, "admin: " + std::string(what) + field("user", draft.users[number]));
    return std::nullopt;
  }
  return "it is about no user of this log";
}
Unused deny(EstateDraft& draft, const CloudTrailEvent& event) { return policy(draft, event, "deny"); }
Unused allow(EstateDraft& draft, const CloudTrailEvent& event) { return policy(draft, event, "allow"); }

/// A session of Glue or EMR, or a job, by the end of its ARN.
std::optional<std::string> used_by(const EstateDraft& draft, const std::string& arn) {
  const std::size_t slash = arn.rfind('/');
  const std::string name = arn.substr(slash + 1);
  const auto starts = [&](std::string_view kind) { return arn.find(kind) != std::string::npos; };
  for (const std::string_view service : {"glue", "emr-serverless", "elasticmapreduce"}) {
    const auto session = draft.session_numbers.find(std::string(service) + " " + name);
    if (starts("session") && starts(":" + std::string(service) + ":") &&
        session != draft.session_numbers.end()) {
      return field("session", draft.sessions[session->second].name);
    }
  }
  for (const std::string_view kind : {"training-job", "processing-job"}) {
    const auto job = draft.job_numbers.find(std::string(kind) + " " + name);
    if (starts(":" + std::string(kind) + "/") && job != draft.job_numbers.end())
      return field("job", draft.jobs[job->second].name);
  }
  return std::nullopt;
}

Unused end_interactive(EstateDraft& draft, const CloudTrailEvent& event, std::size_t user) {
  const Json* const sessions = find(event.request, {"sessionIds"});
  const bool one = sessions != nullptr && sessions->is_array() && !sessions->empty();
  for (DraftSignIn& each : draft.sign_ins) {
    if (each.user != user || each.ended_ms) continue;
    if (one && !(sessions->front().is_string() && sessions->front().get<std::string>() == each.credential))
      continue;
    // The name of the sign-in is given later, so its line is, too: what the comment says tells it from a sign-out.
    each.ended_ms = event.at_ms;
    each.ended_by_administrator = true;
  }
  return std::nullopt;
}

Unused end_sessions(EstateDraft& draft, const CloudTrailEvent& event) {
  const auto id = text_at(event.request, {"userId"});
  if (!id) return std::string(no_user);
  const std::size_t user = draft.user_of(*id);
  if (text_at(event.request, {"sessionType"}).value_or("") == "USER_INTERACTIVE")
    return end_interactive(draft, event, user);
  const auto arn = text_at(event.request, {"usedBy"});
  if (!arn) {
    add(draft, event, "admin: revoke" + field("user", draft.users[user]));
    return std::nullopt;
  }
  const auto whose = used_by(draft, *arn);
  if (!whose) return "no start of the session or job is on record";
  add(draft, event, "admin: revoke" + *whose);
  return std::nullopt;
}

// --- Switches ---

Unused set(EstateDraft& draft, const CloudTrailEvent& event, std::string_view key, std::string_view value) {
  add(draft, event, "admin: set, " + std::string(key) + ": " + std::string(value));
  return std::nullopt;
}

Unused set_flag(EstateDraft& draft, const CloudTrailEvent& event, std::string_view key,
                const std::optional<bool>& on) {
  if (!on) return "it does not say to what it sets the switch";
  return set(draft, event, key, *on ? "true" : "false");
}

std::optional<bool> enabled(const std::optional<std::string>& status) {
  if (status == "ENABLED") return true;
  if (status == "DISABLED") return false;
  return std::nullopt;
}

Unused glue_switch(EstateDraft& draft, const CloudTrailEvent& event) {
  return set_flag(draft, event, "glue.background_sessions",
                  flag_at(event.request, {"userBackgroundSessionsEnabled"}));
}
Unused glue_connects(EstateDraft& draft, const CloudTrailEvent& event) {
  return set_flag(draft, event, "glue.trusted_identity_propagation", true);
}
Unused glue_parts(EstateDraft& draft, const CloudTrailEvent& event) {
  return set_flag(draft, event, "glue.trusted_identity_propagation", false);
}
Unused application_switch(EstateDraft& draft, const CloudTrailEvent& event) {
  return set_flag(draft, event, "sagemaker.background_sessions",
                  enabled(text_at(event.request, {"userBackgroundSessionApplicationStatus"})));
}

Unused instance_switch(EstateDraft& draft, const CloudTrailEvent& event) {
  const auto on = enabled(text_at(event.request, {"userBackgroundSessionStatus"}));
  if (on) return set_flag(draft, event, "identity_center.background_sessions.enabled", on);
  for (const auto& [key, setting] :
       {std::pair{"userBackgroundSessionDurationMinutes", "identity_center.background_sessions.duration"},
        std::pair{"userInteractiveSessionDurationMinutes", "identity_center.interactive_session.duration"}}) {
    const auto number = integer_at(event.request, {key});
    if (number && *number >= 15 && *number <= days{90} / minutes{1}) {
      return set(draft, event, setting, text::format_duration(minutes{*number}));
    }
  }
  return "it sets nothing that is known";
}

Unused domain_switch(EstateDraft& draft, const CloudTrailEvent& event) {
  const auto propagation = enabled(
      text_at(event.request, {"domainSettingsForUpdate", "trustedIdentityPropagationSettings", "status"}));
  if (propagation) return set_flag(draft, event, "sagemaker.trusted_identity_propagation", propagation);
  const Json* const idle = find(event.request, {"defaultUserSettings", "jupyterLabAppSettings",
                                                "appLifecycleManagement", "idleSettings"});
  if (idle == nullptr) return "it sets nothing that is known";
  const auto number = integer_at(*idle, {"idleTimeoutInMinutes"});
  if (enabled(text_at(*idle, {"lifecycleManagement"})) == false)
    return set(draft, event, "sagemaker.studio.idle_timeout", "none");
  if (!number || *number < 60 || *number > days{365} / minutes{1})
    return "its idle timeout is none that Studio takes";
  return set(draft, event, "sagemaker.studio.idle_timeout", text::format_duration(minutes{*number}));
}

constexpr std::array handlers{
    CloudTrailHandler{"signin.amazonaws.com", "UserAuthentication", Rank::sign_in, sign_in},
    CloudTrailHandler{"sso.amazonaws.com", "Logout", Rank::sign_out, sign_out},
    CloudTrailHandler{"identitystore.amazonaws.com", "EnableUser", Rank::settings, enable},
    CloudTrailHandler{"identitystore.amazonaws.com", "DisableUser", Rank::administer, disable},
    CloudTrailHandler{"identitystore.amazonaws.com", "DeleteUser", Rank::administer, remove},
    CloudTrailHandler{"iam.amazonaws.com", "PutRolePolicy", Rank::administer, deny},
    CloudTrailHandler{"iam.amazonaws.com", "DeleteRolePolicy", Rank::settings, allow},
    CloudTrailHandler{"identitystore-auth.amazonaws.com", "BatchDeleteSession", Rank::administer,
                      end_sessions},
    CloudTrailHandler{"glue.amazonaws.com", "UpdateGlueIdentityCenterConfiguration", Rank::settings,
                      glue_switch},
    CloudTrailHandler{"glue.amazonaws.com", "CreateGlueIdentityCenterConfiguration", Rank::settings,
                      glue_connects},
    CloudTrailHandler{"glue.amazonaws.com", "DeleteGlueIdentityCenterConfiguration", Rank::settings,
                      glue_parts},
    CloudTrailHandler{"sso.amazonaws.com", "PutApplicationSessionConfiguration", Rank::settings,
                      application_switch},
    CloudTrailHandler{"sso.amazonaws.com", "UpdateSessionConfiguration", Rank::settings, instance_switch},
    CloudTrailHandler{"sagemaker.amazonaws.com", "UpdateDomain", Rank::settings, domain_switch},
};

}  // namespace

const CloudTrailHandler* find_people_event(std::string_view source, std::string_view name) {
  return find_among(handlers, source, name);
}

}  // namespace outlive::import
