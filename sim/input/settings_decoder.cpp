#include "sim/input/settings_decoder.hpp"

#include <algorithm>

#include "sim/input/assumption_decoder.hpp"
#include "sim/input/check.hpp"
#include "sim/input/decode.hpp"
#include "sim/input/population_overrides.hpp"
#include "sim/input/scalars.hpp"
#include "sim/input/scenario_schema.hpp"
#include "sim/input/skus.hpp"

namespace outlive::input {
namespace {

constexpr std::size_t most_domains = 1000;  // of one instance; they are searched one by one

SettingValue count_or_none(Node node) { return node.text() == "none" ? setting_none : as_integer(node); }

SettingValue value_of(const SettingInfo& info, Node node) {
  switch (info.type) {
    case SettingType::flag: return as_flag(node) ? 1 : 0;
    case SettingType::duration: {
      const Duration length = as_duration(node);
      return length == unlimited ? setting_none : length.count();
    }
    case SettingType::count: return count_or_none(node);
  }
  return 0;
}

/// The map of quotas that a setting is, by the beginning of the SKUs that it is about.
std::string_view instances_of(std::string_view path) {
  if (path == "sagemaker.training_instance_quotas") return "sagemaker.training.";
  if (path == "sagemaker.processing_instance_quotas") return "sagemaker.processing.";
  return {};
}

void store_quotas(Node quotas, std::string_view prefix, Moment from, Scenario& scenario,
                  Diagnostics& problems) {
  for (const Node quota : quotas) {
    const auto sku =
        find_instance(std::string(prefix), quota.key(), quota.key_place(), scenario.prices, problems);
    if (!sku || *sku == no_sku) continue;
    scenario.settings.set_instance_quota(*sku, from, count_or_none(quota));
  }
}

void store(const std::vector<GivenSetting>& given, Moment from, Domain domain, Scenario& scenario,
           Diagnostics& problems) {
  for (const GivenSetting& setting : given) {
    const std::string_view instances = instances_of(setting.path);
    if (!instances.empty()) store_quotas(setting.value, instances, from, scenario, problems);
    const auto which = setting_named(setting.path);
    if (!which) continue;
    const SettingValue value = value_of(info_of(*which), setting.value);
    if (const auto refused = refused_by_assumption(*which, value, scenario.assumptions)) {
      problems.error(setting.value.place(), setting.path + ": " + *refused,
                     std::string(id_of(info_of(*which).rule)));
    }
    scenario.settings.set(*which, from, value, domain);
  }
}

}  // namespace

Domain domain_named(Scenario& scenario, std::string_view name, const Place& place, Diagnostics& problems) {
  const auto known = std::find(scenario.domains.begin(), scenario.domains.end(), name);
  if (known != scenario.domains.end()) return static_cast<Domain>(known - scenario.domains.begin());
  if (scenario.domains.size() > most_domains) {
    problems.error(place, quote(name) + " is one SageMaker domain too many; expected at most " +
                              std::to_string(most_domains));
    return general_domain;
  }
  scenario.domains.emplace_back(name);
  return static_cast<Domain>(scenario.domains.size() - 1);
}

void read_settings(Node settings, Scenario& scenario, Diagnostics& problems) {
  store(settings_in(settings, settings_schema()->members), set_in_file, general_domain, scenario, problems);
  const Field* sagemaker = find_field(settings_schema()->members, "sagemaker");
  for (const Node domain : settings.find("sagemaker").find("domains")) {
    std::vector<GivenSetting> given = settings_in(domain, sagemaker->type->members);
    for (GivenSetting& setting : given) setting.path = "sagemaker." + setting.path;
    store(given, set_in_file, domain_named(scenario, domain.key(), domain.key_place(), problems), scenario,
          problems);
  }
}

void read_changes(Node node, Moment moment, Domain domain, Scenario& scenario, Diagnostics& problems) {
  const std::vector<GivenSetting> given = settings_in(node, settings_schema()->members);
  if (given.empty()) {
    problems.error(node.place(),
                   "'admin: set' sets nothing; expected settings such as "
                   "identity_center.background_sessions.duration: 1d");
  }
  for (const GivenSetting& setting : given) {
    const auto which = setting_named(setting.path);
    if (domain != general_domain && (!which || !info_of(*which).per_domain)) {
      problems.error(setting.value.key_place(), setting.path + " is not a setting of a SageMaker domain");
    }
  }
  store(given, moment, domain, scenario, problems);
}

void apply_overrides(const std::vector<Override>& overrides, Scenario& scenario, Diagnostics& problems) {
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < setting_count; ++i) keys.emplace_back(info_of(static_cast<Setting>(i)).key);
  keys.emplace_back("sagemaker.training_instance_quotas");
  keys.emplace_back("sagemaker.processing_instance_quotas");
  for (const Override& override_ : overrides) {
    if (is_of_document(override_.key)) continue;
    const Place place{"--set " + override_.key, 0, 0};
    const auto setting = setting_named(override_.key);
    const std::string_view instances = instances_of(override_.key);
    if (!setting && instances.empty()) {
      const std::string hint = did_you_mean(override_.key, keys);
      problems.error(place, "there is no setting " + quote(override_.key) +
                                (hint.empty() ? "; expected one such as glue.idle_timeout" : hint));
      continue;
    }
    if (override_.value.find('\n') != std::string::npos) {
      problems.error(place, "the value has a line feed; expected one line");
      continue;
    }
    // The value is read as it would be in a file, so that both have one grammar.
    Diagnostics found;
    const auto document = parse_document("--set", override_.key + ": " + override_.value + "\n", found);
    if (document && check(document->root(), *settings_with_dotted_keys(), "", found)) {
      if (!setting) {
        Diagnostics of_types;
        store_quotas(document->root().find(override_.key), instances, set_by_override, scenario, of_types);
        for (const Diagnostic& problem : of_types.all()) problems.error(place, problem.message);
        continue;
      }
      const SettingValue value = value_of(info_of(*setting), document->root().find(override_.key));
      if (const auto refused = refused_by_assumption(*setting, value, scenario.assumptions)) {
        problems.error(place, *refused, std::string(id_of(info_of(*setting).rule)));
      }
      scenario.settings.set(*setting, set_by_override, value);
      continue;
    }
    const std::string named = override_.key + ": ";  // as `place` has it already
    for (const Diagnostic& problem : found.all()) {
      const std::size_t begin = problem.message.starts_with(named) ? named.size() : 0;
      problems.error(place, problem.message.substr(begin), problem.rule);
    }
  }
}

}  // namespace outlive::input
