// From the registry of settings to the nested objects that a scenario writes.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "outlive/settings.hpp"
#include "sim/input/scenario_schema.hpp"
#include "sim/text/duration.hpp"

namespace outlive::input {
namespace {

std::string rule_of(const SettingInfo& info) { return std::string(id_of(info.rule)); }

TypeRef type_of(const SettingInfo& info) {
  switch (info.type) {
    case SettingType::flag: return flag();
    case SettingType::duration:
      return duration({.min = Duration{info.least},
                       .max = Duration{info.most},
                       .none = info.may_be_none,
                       .rule = rule_of(info)});
    case SettingType::count: {
      const TypeRef count = integer({.min = info.least, .max = info.most, .rule = rule_of(info)});
      return info.may_be_none ? any_of({count, choice({"none"})}) : count;
    }
  }
  return text();
}

std::string default_of(const SettingInfo& info) {
  if (info.initial == setting_none) return "none";
  switch (info.type) {
    case SettingType::flag: return info.initial != 0 ? "true" : "false";
    case SettingType::duration: return text::format_duration(Duration{info.initial});
    case SettingType::count: return std::to_string(info.initial);
  }
  return {};
}

struct Group {
  std::string_view name;
  std::string_view about;
};
constexpr std::array<Group, 14> groups{{
    {"identity_center", "What the Identity Center administrator controls."},
    {"interactive_session", "Sign-ins of the workforce."},
    {"background_sessions", "User background sessions: what lets work go on after its user has signed out."},
    {"glue", "What the Glue administrator controls, and the account's quota."},
    {"sagemaker", "What the administrator of a SageMaker Studio domain controls."},
    {"training", "Training jobs."},
    {"processing", "Processing jobs."},
    {"studio", "Apps of SageMaker Studio."},
    {"unified_studio", "What the administrator of Unified Studio controls."},
    {"emr_serverless", "Livy sessions of EMR Serverless, their applications, and the account's quota."},
    {"emr_ec2", "Livy sessions of EMR on EC2, and their clusters."},
    {"athena", "Identity Center workgroups of Athena."},
    {"lake_formation", "Credentials that Lake Formation hands out."},
    {"s3_access_grants", "Credentials that S3 Access Grants hands out."},
}};

struct Entry {
  std::string path;  // what is left of it below this level
  const SettingInfo* info;
};

/// Quotas of instance types are no settings of the registry: the price book says which types there are.
std::vector<Field> instance_quota_fields() {
  const TypeRef quotas = map_of(any_of({integer({.min = 0, .max = 1'000'000}), choice({"none"})}));
  return {
      optional(
          "training_instance_quotas", quotas,
          "How many instances of a type the training jobs of the account may have at once, by type, such as "
          "ml.g5.xlarge: 4."),
      optional("processing_instance_quotas", quotas, "The same for processing jobs.")};
}

std::vector<Field> fields_of(const std::vector<Entry>& leaves) {
  std::vector<Field> fields;
  for (std::size_t i = 0; i < leaves.size();) {
    const std::size_t dot = leaves[i].path.find('.');
    if (dot == std::string::npos) {
      const SettingInfo& info = *leaves[i].info;
      fields.push_back(optional(leaves[i].path, type_of(info), std::string(info.about), default_of(info)));
      ++i;
      continue;
    }
    // The registry keeps what belongs together side by side.
    const std::string group = leaves[i].path.substr(0, dot + 1);
    std::vector<Entry> inside;
    for (; i < leaves.size() && leaves[i].path.starts_with(group); ++i) {
      inside.push_back({leaves[i].path.substr(group.size()), leaves[i].info});
    }
    std::string name = group.substr(0, dot);
    std::vector<Field> members = fields_of(inside);
    if (name == "sagemaker") {
      for (Field& field : instance_quota_fields()) members.push_back(std::move(field));
    }
    const auto* about =
        std::find_if(groups.begin(), groups.end(), [&](const Group& known) { return known.name == name; });
    fields.push_back(optional(std::move(name), object(std::move(members)),
                              about == groups.end() ? std::string{} : std::string(about->about)));
  }
  return fields;
}

}  // namespace

TypeRef settings_schema() {
  static const TypeRef schema = [] {
    std::vector<Entry> leaves;
    for (std::size_t i = 0; i < setting_count; ++i) {
      const SettingInfo& info = info_of(static_cast<Setting>(i));
      leaves.push_back({std::string(info.key), &info});
    }
    return object(fields_of(leaves));
  }();
  return schema;
}

TypeRef account_settings_schema() {
  static const TypeRef schema = [] {
    std::vector<Entry> leaves;
    for (std::size_t i = 0; i < setting_count; ++i) {
      const SettingInfo& info = info_of(static_cast<Setting>(i));
      if (info.scope == Scope::account) leaves.push_back({std::string(info.key), &info});
    }
    std::vector<Field> fields = fields_of(leaves);
    fields.push_back(optional("sagemaker", object(instance_quota_fields()), "Quotas of instance types."));
    return object(std::move(fields));
  }();
  return schema;
}

TypeRef settings_with_dotted_keys() {
  static const TypeRef schema = [] {
    Object members;
    members.settings = settings_schema();
    members.dotted = true;
    return object(std::move(members));
  }();
  return schema;
}

}  // namespace outlive::input
