// Everything an administrator controls, and its history: "which value held when this started" is one look-up.
//
// A setting is a leaf such as `glue.idle_timeout`. Its value is an integer: milliseconds for a duration, 0 or 1 for a
// flag, a count otherwise; `setting_none` where a limit is switched off. Settings are fixed at creation for whatever
// starts (IDC-8, GLUE-9, SM-7), so a simulation only ever asks for the value at a Moment.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/rules.hpp"
#include "outlive/time.hpp"
#include "outlive/work.hpp"

namespace outlive {

enum class Setting : std::uint8_t {
  interactive_session_duration,
  interactive_session_directory_cap,
  background_sessions_enabled,
  background_session_duration,
  token_exchange_rate,
  scim_delay,
  glue_identity_propagation,
  glue_background_sessions,
  glue_idle_timeout,
  glue_timeout,
  glue_start_up,
  glue_dpu_quota,
  glue_session_quota,
  glue_queues_when_full,
  glue_job_timeout,
  sagemaker_identity_propagation,
  sagemaker_background_sessions,
  sagemaker_queues_when_full,
  sagemaker_start_up,
  sagemaker_training_max_runtime,
  sagemaker_processing_max_runtime,
  studio_idle_timeout,
  studio_start_up,
  unified_studio_idle_timeout,
  unified_studio_notebook_run_timeout,
  emr_serverless_identity_propagation,
  emr_serverless_idle_timeout,
  emr_serverless_auto_stop,
  emr_serverless_start_up,
  emr_serverless_sessions,
  emr_serverless_vcpu_quota,
  emr_serverless_queues_when_full,
  emr_ec2_identity_propagation,
  emr_ec2_queues_when_full,
  emr_ec2_idle_timeout,
  emr_ec2_cluster_idle_timeout,
  emr_ec2_start_up,
  emr_ec2_cluster_start_up,
  athena_query_timeout,
  lake_formation_credential_duration,
  s3_access_grants_credential_duration,
};
inline constexpr std::size_t setting_count = 41;

enum class SettingType : std::uint8_t { flag, duration, count };

using SettingValue = std::int64_t;
inline constexpr SettingValue setting_none = std::numeric_limits<SettingValue>::max();

/// Who may have a value of their own, besides the general one.
enum class Scope : std::uint8_t {
  general,  // nobody
  domain,   // each SageMaker domain
  account,  // each account, in each region that people work in: quotas
};

struct SettingInfo {
  std::string_view key;  // dotted, as scenario files spell it
  SettingType type;
  SettingValue initial;  // the documented default
  SettingValue least;
  SettingValue most;
  bool may_be_none;  // `none` switches the limit off
  Scope scope;
  Rule rule;
  std::string_view about;
};

const SettingInfo& info_of(Setting setting);
std::optional<Setting> setting_named(std::string_view key);

/// Quotas of instance types are in tables of their own, since the price book says which types there are.
struct InstanceQuotas {
  std::string_view key;   // dotted, as scenario files spell it
  std::string_view skus;  // how the SKUs begin whose use it limits; the type stands behind
};
inline constexpr std::array<InstanceQuotas, 2> instance_quota_tables{
    {{"sagemaker.training_instance_quotas", "sagemaker.training."},
     {"sagemaker.processing_instance_quotas", "sagemaker.processing."}}};
/// The table that `sagemaker.training_instance_quotas.ml.g5.xlarge` is in; nothing if the key is of no quota of instances.
const InstanceQuotas* instance_quotas_in(std::string_view key);
/// What the quota of a SKU is called: `sagemaker.training_instance_quotas.ml.g5.xlarge`.
std::string name_of_instance_quota(std::string_view sku);

/// A place in the total order of what people do: an instant, then the line of the scenario file.
struct Moment {
  Instant at{};
  std::uint32_t line = 0;
  friend auto operator<=>(const Moment&, const Moment&) = default;
};

/// The moments from which a study's own settings hold: before every line of its timeline, `--set` after the file.
inline constexpr Moment set_in_file{Instant::min(), 1};
inline constexpr Moment set_by_override{Instant::min(), 2};
/// What is told of a study's settings is what holds here, before the first line of its timeline.
inline constexpr Moment start_of_study{Instant{}, 0};

/// A SageMaker domain, or an account in a region, as the scope of a setting says; `general` stands for whoever names none.
using Owner = std::uint16_t;
inline constexpr Owner general_owner = 0;
using Domain = Owner;
inline constexpr Domain general_domain = general_owner;

class SettingsHistory {
 public:
  /// Starts with the documented default of every setting.
  SettingsHistory();

  /// Records that `setting` holds `value` from `from` on. Calls may come in any order of time.
  void set(Setting setting, Moment from, SettingValue value, Owner owner = general_owner);

  /// The value in force at `when`: that of the owner if it ever had one of its own by then, else the general one.
  [[nodiscard]] SettingValue at(Setting setting, Moment when, Owner owner = general_owner) const {
    return entry(setting, when, owner).value;
  }
  [[nodiscard]] bool flag(Setting setting, Moment when, Owner owner = general_owner) const {
    return at(setting, when, owner) != 0;
  }
  [[nodiscard]] Duration duration(Setting setting, Moment when, Owner owner = general_owner) const {
    return Duration{at(setting, when, owner)};
  }

  /// Whether a file or a line has said by `when` what holds then; else it is a default, or an assumption.
  [[nodiscard]] bool is_said(Setting setting, Moment when, Owner owner = general_owner) const;

  /// Since when the value in force at `when` has held without a break.
  [[nodiscard]] Moment since(Setting setting, Moment when, Owner owner = general_owner) const;

  /// How many instances of one type may be in use at once, by the SKU that bills them: a quota of training and one of
  /// processing jobs, of each account. `setting_none` until it is set.
  void set_instance_quota(SkuNumber sku, Moment from, SettingValue value, Owner account = general_owner);
  [[nodiscard]] SettingValue instance_quota(SkuNumber sku, Moment when, Owner account = general_owner) const;

  struct Change {
    Moment from;
    SettingValue value;
  };
  /// All values of a setting in the order of time, the first being what the study starts with; empty for an owner
  /// that has none of its own.
  [[nodiscard]] const std::vector<Change>& changes(Setting setting, Owner owner = general_owner) const;

  /// What holds for the owner: the general values until it has the first of its own, then these.
  [[nodiscard]] std::vector<Change> in_force(Setting setting, Owner owner) const;
  [[nodiscard]] std::vector<Change> instances_in_force(SkuNumber sku, Owner account) const;

  /// The least and the most that was in force from the start of the study to `until`; of no changes nothing: none, 0.
  struct Range {
    SettingValue least = setting_none;
    SettingValue most = 0;

    void add(SettingValue value) {
      least = std::min(least, value);
      most = std::max(most, value);
    }
  };
  static Range range_of(const std::vector<Change>& changes, Instant until);
  /// Whether a finite value is ever in force.
  static bool ever_limited(const std::vector<Change>& changes);

  struct InstanceQuota {
    SkuNumber sku;
    Owner account;
    std::vector<Change> changes;  // in the order of time
  };
  /// Those that were ever set, by SKU and account.
  [[nodiscard]] const std::vector<InstanceQuota>& instance_quotas() const { return instance_quotas_; }

 private:
  struct Track {
    Owner owner;
    std::vector<Change> changes;
  };
  [[nodiscard]] const Change& entry(Setting setting, Moment when, Owner owner) const;
  [[nodiscard]] const Track* track_of(Setting setting, Owner owner) const;
  [[nodiscard]] const InstanceQuota* instance_quota_of(SkuNumber sku, Owner account) const;

  std::array<std::vector<Track>, setting_count> tracks_;  // [0] of each is the general one
  std::vector<InstanceQuota> instance_quotas_;
};

}  // namespace outlive
