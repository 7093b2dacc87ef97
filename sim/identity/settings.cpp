#include "outlive/settings.hpp"

#include <algorithm>
#include <utility>

namespace outlive {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

constexpr SettingValue ms(Duration duration) { return duration.count(); }

// Defaults and ranges: rules.md sections 1.1, 1.2, 2 and 3.2. Start-up times are not documented; they are
// free and instantaneous unless a scenario says otherwise.
constexpr std::array<SettingInfo, setting_count> infos{{
    {"identity_center.interactive_session.duration", SettingType::duration, ms(8h), ms(15min), ms(days{90}),
     false, Scope::general, Rule::idc_1, "How long a sign-in lasts."},
    {"identity_center.interactive_session.directory_cap", SettingType::duration, setting_none, ms(1min),
     ms(days{90}), true, Scope::general, Rule::idc_1,
     "A cap that the directory puts on sign-ins (Kerberos ticket, SAML SessionNotOnOrAfter)."},
    {"identity_center.background_sessions.enabled", SettingType::flag, 1, 0, 1, false, Scope::general,
     Rule::idc_9, "Whether Identity Center grants user background sessions at all."},
    {"identity_center.background_sessions.duration", SettingType::duration, ms(days{7}), ms(15min),
     ms(days{90}), false, Scope::general, Rule::idc_6, "How long a background session lasts."},
    {"identity_center.token_exchange_rate", SettingType::count, 80, 1, 1'000'000, true, Scope::account,
     Rule::idc_17, "Background sessions that one application may get in each second of the clock."},
    {"identity_center.scim_delay", SettingType::duration, 0, 0, ms(24h), false, Scope::general, Rule::idc_13,
     "How much later what happens in the directory takes effect (assumption B-26)."},
    {"glue.trusted_identity_propagation", SettingType::flag, 1, 0, 1, false, Scope::general, Rule::glue_1,
     "Whether Glue sessions carry the user's identity."},
    {"glue.background_sessions", SettingType::flag, 0, 0, 1, false, Scope::general, Rule::glue_9,
     "Glue's own switch for user background sessions."},
    {"glue.idle_timeout", SettingType::duration, ms(48h), ms(1min), ms(days{365}), false, Scope::general,
     Rule::glue_5, "How long a session may stay without a running statement."},
    {"glue.timeout", SettingType::duration, setting_none, ms(1min), ms(days{7}), true, Scope::general,
     Rule::glue_6, "Hard limit since creation; off by default (assumption B-6; the API page says 48h)."},
    {"glue.start_up", SettingType::duration, 0, 0, ms(24h), false, Scope::general, Rule::glue_1,
     "Time from CreateSession to READY, or from StartJobRun to RUNNING; not billed (assumption B-9)."},
    {"glue.dpu_quota", SettingType::count, setting_none, 1, 10'000'000, true, Scope::account, Rule::glue_10,
     "DPUs that all sessions and jobs of the account may hold at once."},
    {"glue.session_quota", SettingType::count, setting_none, 1, 1'000'000, true, Scope::account,
     Rule::glue_10, "Glue sessions that may be open in the account at once (assumption B-23)."},
    {"glue.queues_when_full", SettingType::flag, 0, 0, 1, false, Scope::general, Rule::glue_10,
     "Whether a session or job that exceeds a quota waits in line, instead of being refused."},
    {"glue.job_timeout", SettingType::duration, ms(48h), ms(1min), ms(days{7}), true, Scope::general,
     Rule::glue_11, "Timeout of a Glue job run."},
    {"sagemaker.trusted_identity_propagation", SettingType::flag, 1, 0, 1, false, Scope::domain, Rule::sm_9,
     "Whether jobs of the Studio domain carry the user's identity."},
    {"sagemaker.background_sessions", SettingType::flag, 1, 0, 1, false, Scope::domain, Rule::idc_10,
     "User background sessions for the Studio domain's application."},
    {"sagemaker.queues_when_full", SettingType::flag, 0, 0, 1, false, Scope::general, Rule::none,
     "Whether a job that exceeds the quota of its instance type waits in line, instead of being refused."},
    {"sagemaker.start_up", SettingType::duration, 0, 0, ms(days{30}), false, Scope::domain, Rule::none,
     "Time from Create…Job until the instances run; not billed."},
    {"sagemaker.training.max_runtime", SettingType::duration, ms(days{1}), ms(1s), ms(days{28}), false,
     Scope::domain, Rule::sm_5, "MaxRuntimeInSeconds of a training job that names none."},
    {"sagemaker.processing.max_runtime", SettingType::duration, ms(days{1}), ms(1s), ms(days{9}), false,
     Scope::domain, Rule::sm_5, "MaxRuntimeInSeconds of a processing job that names none."},
    {"sagemaker.studio.idle_timeout", SettingType::duration, setting_none, ms(60min), ms(days{365}), true,
     Scope::domain, Rule::sm_12, "How long nothing may be active in a Studio app before it is shut down."},
    {"sagemaker.studio.start_up", SettingType::duration, 0, 0, ms(24h), false, Scope::domain, Rule::sm_12,
     "Time from CreateApp to InService; not billed."},
    {"unified_studio.idle_timeout", SettingType::duration, ms(1h), ms(60min), ms(days{365}), true,
     Scope::general, Rule::smus_1,
     "How long nothing may be active in an app of Unified Studio before it is shut down."},
    {"unified_studio.notebook_run_timeout", SettingType::duration, ms(12h), ms(1h), ms(24h), false,
     Scope::general, Rule::smus_3, "Ends a notebook run that names no timeout."},
    {"emr_serverless.trusted_identity_propagation", SettingType::flag, 1, 0, 1, false, Scope::general,
     Rule::emrs_5, "Whether Livy sessions of EMR Serverless carry the user's identity."},
    {"emr_serverless.idle_timeout", SettingType::duration, ms(1h), ms(1min), ms(24h), false, Scope::general,
     Rule::emrs_2, "How long a Livy session may stay without a statement (its ttl)."},
    {"emr_serverless.auto_stop", SettingType::duration, ms(15min), ms(1min), ms(days{7}), true,
     Scope::general, Rule::emrs_6, "How long an application may stay without a session (assumption B-22)."},
    {"emr_serverless.start_up", SettingType::duration, 0, 0, ms(24h), false, Scope::general, Rule::emrs_2,
     "Time from the creation of a Livy session until it is idle; not billed."},
    {"emr_serverless.sessions_per_application", SettingType::count, 25, 1, 10'000, false, Scope::general,
     Rule::emrs_8, "Livy sessions that one application holds at once."},
    {"emr_serverless.vcpu_quota", SettingType::count, setting_none, 1, 10'000'000, true, Scope::account,
     Rule::emrs_9,
     "vCPUs that all applications of the account may hold at once; grows automatically, so off by default."},
    {"emr_serverless.queues_when_full", SettingType::flag, 0, 0, 1, false, Scope::general, Rule::emrs_9,
     "Whether a session that exceeds a limit of its application or the quota waits in line, instead of being "
     "refused."},
    {"emr_ec2.trusted_identity_propagation", SettingType::flag, 1, 0, 1, false, Scope::general, Rule::emr_3,
     "Whether Livy sessions of EMR on EC2 carry the user's identity."},
    {"emr_ec2.queues_when_full", SettingType::flag, 1, 0, 1, false, Scope::general, Rule::none,
     "Whether a session waits in line where its cluster has no vCPUs left (as YARN does), instead of being "
     "refused."},
    {"emr_ec2.idle_timeout", SettingType::duration, ms(8h), ms(1min), ms(days{365}), false, Scope::general,
     Rule::emr_2, "How long a Livy session may stay without a statement."},
    {"emr_ec2.cluster_idle_timeout", SettingType::duration, ms(1h), ms(1min), ms(days{7}), true,
     Scope::general, Rule::emr_5, "Auto-termination: how long a cluster may be idle."},
    {"emr_ec2.start_up", SettingType::duration, 0, 0, ms(24h), false, Scope::general, Rule::emr_2,
     "Time from the creation of a Livy session until it is idle."},
    {"emr_ec2.cluster_start_up", SettingType::duration, 0, 0, ms(24h), false, Scope::general, Rule::emr_5,
     "Time from the launch of a cluster until it is WAITING; billed."},
    {"athena.query_timeout", SettingType::duration, ms(30min), ms(1s), ms(1h), false, Scope::general,
     Rule::ath_1, "Cancels a query of an Identity Center workgroup."},
    {"lake_formation.credential_duration", SettingType::duration, ms(1h), ms(15min), ms(12h), false,
     Scope::general, Rule::data_1,
     "How long credentials for a table live; 6 h at most unless assumption B-21 says 12 h."},
    {"s3_access_grants.credential_duration", SettingType::duration, ms(1h), ms(15min), ms(12h), false,
     Scope::general, Rule::data_1, "How long credentials for a location live."},
}};

// What holds before the first line of any file.
constexpr Moment beginning{Instant::min(), 0};

template <class Changes>
auto first_after(Changes& changes, Moment when) {
  return std::upper_bound(changes.begin(), changes.end(), when,
                          [](const Moment& moment, const auto& change) { return moment < change.from; });
}

void insert(std::vector<SettingsHistory::Change>& changes, Moment from, SettingValue value) {
  changes.insert(first_after(changes, from), {from, value});
}

/// From the first of `own` on only those hold.
void replace_from(std::vector<SettingsHistory::Change>& changes,
                  const std::vector<SettingsHistory::Change>& own) {
  if (own.empty()) return;
  std::erase_if(changes, [&](const auto& change) { return change.from >= own.front().from; });
  changes.insert(changes.end(), own.begin(), own.end());
}

template <class Quotas>
auto first_quota(Quotas& quotas, SkuNumber sku, Owner account) {
  return std::lower_bound(
      quotas.begin(), quotas.end(), std::pair{sku, account},
      [](const auto& quota, const auto& wanted) { return std::pair{quota.sku, quota.account} < wanted; });
}

}  // namespace

const SettingInfo& info_of(Setting setting) { return infos[static_cast<std::size_t>(setting)]; }

std::optional<Setting> setting_named(std::string_view key) {
  for (std::size_t i = 0; i < infos.size(); ++i) {
    if (infos[i].key == key) return static_cast<Setting>(i);
  }
  return std::nullopt;
}

const InstanceQuotas* instance_quotas_in(std::string_view key) {
  const auto* const found =
      std::find_if(instance_quota_tables.begin(), instance_quota_tables.end(), [&](const InstanceQuotas& of) {
        return key.size() > of.key.size() + 1 && key.starts_with(of.key) && key[of.key.size()] == '.';
      });
  return found == instance_quota_tables.end() ? nullptr : found;
}

std::string name_of_instance_quota(std::string_view sku) {
  for (const auto& [key, skus] : instance_quota_tables) {
    if (sku.starts_with(skus)) return std::string(key) + "." + std::string(sku.substr(skus.size()));
  }
  return std::string(sku);
}

SettingsHistory::SettingsHistory() {
  for (std::size_t i = 0; i < setting_count; ++i) {
    tracks_[i].push_back({general_owner, {{beginning, infos[i].initial}}});
  }
}

const SettingsHistory::Track* SettingsHistory::track_of(Setting setting, Owner owner) const {
  const auto& tracks = tracks_[static_cast<std::size_t>(setting)];
  for (const Track& track : tracks) {
    if (track.owner == owner) return &track;
  }
  return nullptr;
}

void SettingsHistory::set(Setting setting, Moment from, SettingValue value, Owner owner) {
  auto& tracks = tracks_[static_cast<std::size_t>(setting)];
  auto track = std::find_if(tracks.begin(), tracks.end(), [=](const Track& t) { return t.owner == owner; });
  if (track == tracks.end()) track = tracks.insert(tracks.end(), {owner, {}});
  insert(track->changes, from, value);
}

const SettingsHistory::Change& SettingsHistory::entry(Setting setting, Moment when, Owner owner) const {
  if (owner != general_owner) {
    if (const Track* own = track_of(setting, owner)) {
      const auto next = first_after(own->changes, when);
      if (next != own->changes.begin()) return *std::prev(next);
    }
  }
  const auto& changes = tracks_[static_cast<std::size_t>(setting)].front().changes;
  if (changes.size() == 1) return changes.front();
  return *std::prev(first_after(changes, when));
}

bool SettingsHistory::is_said(Setting setting, Moment when, Owner owner) const {
  return entry(setting, when, owner).from > beginning;
}

Moment SettingsHistory::since(Setting setting, Moment when, Owner owner) const {
  Change current = entry(setting, when, owner);
  // Setting a value again that already held does not make it newer.
  while (current.from != beginning) {
    Moment before = current.from;
    if (before.line > 0) {
      --before.line;
    } else {
      before = {before.at - Duration{1}, std::numeric_limits<std::uint32_t>::max()};
    }
    const Change& previous = entry(setting, before, owner);
    if (previous.value != current.value) break;
    current = previous;
  }
  return current.from;
}

void SettingsHistory::set_instance_quota(SkuNumber sku, Moment from, SettingValue value, Owner account) {
  auto quota = first_quota(instance_quotas_, sku, account);
  if (quota == instance_quotas_.end() || quota->sku != sku || quota->account != account)
    quota = instance_quotas_.insert(quota, {sku, account, {}});
  insert(quota->changes, from, value);
}

const SettingsHistory::InstanceQuota* SettingsHistory::instance_quota_of(SkuNumber sku, Owner account) const {
  const auto quota = first_quota(instance_quotas_, sku, account);
  const bool is_there = quota != instance_quotas_.end() && quota->sku == sku && quota->account == account;
  return is_there ? &*quota : nullptr;
}

SettingValue SettingsHistory::instance_quota(SkuNumber sku, Moment when, Owner account) const {
  for (const Owner owner : {account, general_owner}) {
    const InstanceQuota* quota = instance_quota_of(sku, owner);
    if (quota == nullptr) continue;
    const auto next = first_after(quota->changes, when);
    if (next != quota->changes.begin()) return std::prev(next)->value;
  }
  return setting_none;
}

std::vector<SettingsHistory::Change> SettingsHistory::in_force(Setting setting, Owner owner) const {
  std::vector<Change> all = changes(setting);
  if (owner != general_owner) replace_from(all, changes(setting, owner));
  return all;
}

std::vector<SettingsHistory::Change> SettingsHistory::instances_in_force(SkuNumber sku, Owner account) const {
  std::vector<Change> all{{beginning, setting_none}};
  for (const Owner owner : {general_owner, account}) {
    if (const InstanceQuota* quota = instance_quota_of(sku, owner)) replace_from(all, quota->changes);
  }
  return all;
}

bool SettingsHistory::ever_limited(const std::vector<Change>& changes) {
  return range_of(changes, never).least != setting_none;
}

SettingsHistory::Range SettingsHistory::range_of(const std::vector<Change>& changes, Instant until) {
  Range range;
  // What the file replaces at the start, such as a default, was never in force.
  auto change = first_after(changes, Moment{Instant{}, 0});
  if (change != changes.begin()) --change;
  for (; change != changes.end() && change->from.at <= until; ++change) range.add(change->value);
  return range;
}

const std::vector<SettingsHistory::Change>& SettingsHistory::changes(Setting setting, Owner owner) const {
  static const std::vector<Change> no_changes;
  const Track* track = track_of(setting, owner);
  return track ? track->changes : no_changes;
}

}  // namespace outlive
