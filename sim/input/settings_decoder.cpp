#include "sim/input/settings_decoder.hpp"

#include <algorithm>

#include "sim/input/accounts.hpp"
#include "sim/input/assumption_decoder.hpp"
#include "sim/input/check.hpp"
#include "sim/input/decode.hpp"
#include "sim/input/population_overrides.hpp"
#include "sim/input/scalars.hpp"
#include "sim/input/scenario_schema.hpp"
#include "sim/input/skus.hpp"
#include "sim/text/yaml_scalar.hpp"

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

/// The map of quotas that a setting is; nothing if it is another.
const InstanceQuotas* table_named(std::string_view path) {
  for (const InstanceQuotas& table : instance_quota_tables) {
    if (table.key == path) return &table;
  }
  return nullptr;
}

Scope scope_of(std::string_view path) {
  if (table_named(path) != nullptr) return Scope::account;
  const auto setting = setting_named(path);
  return setting ? info_of(*setting).scope : Scope::general;
}

void store_quotas(Node quotas, std::string_view prefix, Moment from, const std::vector<Owner>& owners,
                  Scenario& scenario, Diagnostics& problems) {
  for (const Node quota : quotas) {
    const auto sku =
        find_instance(std::string(prefix), quota.key(), quota.key_place(), scenario.prices, problems);
    if (!sku || *sku == no_sku) continue;
    for (const Owner owner : owners)
      scenario.settings.set_instance_quota(*sku, from, count_or_none(quota), owner);
  }
}

void store(const std::vector<GivenSetting>& given, Moment from, const std::vector<Owner>& owners,
           Scenario& scenario, Diagnostics& problems) {
  for (const GivenSetting& setting : given) {
    if (const InstanceQuotas* table = table_named(setting.path))
      store_quotas(setting.value, table->skus, from, owners, scenario, problems);
    const auto which = setting_named(setting.path);
    if (!which) continue;
    const SettingValue value = value_of(info_of(*which), setting.value);
    if (const auto refused = refused_by_assumption(*which, value, scenario.assumptions)) {
      problems.error(setting.value.place(), setting.path + ": " + *refused,
                     std::string(id_of(info_of(*which).rule)));
    }
    for (const Owner owner : owners) scenario.settings.set(*which, from, value, owner);
  }
}

/// Single accounts and regions. Of entries that say different things of one account the later is stored behind the
/// earlier, and counts.
void read_own_quotas(Node entries, Scenario& scenario, Diagnostics& problems) {
  const AccountNames names(scenario);
  for (const Node entry : entries) {
    const std::vector<GivenSetting> given = settings_in(entry, account_settings_schema()->members);
    if (given.empty())
      problems.error(entry.place(), "this sets no quota; expected one such as glue.dpu_quota: 500");
    if (!entry.find("account") && !entry.find("region")) {
      problems.error(entry.place(),
                     "expected 'account', 'region' or both; a quota of all accounts stands in 'settings' "
                     "itself, such as glue.dpu_quota");
      continue;
    }
    store(given, set_in_file, names.fitting(entry, set_in_file, problems), scenario, problems);
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

void warn_of_empty_domains(Node settings, const Scenario& scenario, Diagnostics& problems) {
  if (problems.has_errors()) return;  // they may be why somebody is missing
  const auto is_in = [&](std::string_view domain) {
    return [&scenario, domain](const auto& people) { return scenario.domains[people.domain] == domain; };
  };
  for (const Node domain : settings.find("sagemaker").find("domains")) {
    const bool has_people =
        std::any_of(scenario.users.begin(), scenario.users.end(), is_in(domain.key())) ||
        std::any_of(scenario.populations.begin(), scenario.populations.end(), is_in(domain.key()));
    if (!has_people)
      problems.warning(domain.key_place(), "nobody works in the SageMaker domain " + quote(domain.key()) +
                                               ", so its settings hold for no one");
  }
}

void read_settings(Node settings, Scenario& scenario, Diagnostics& problems) {
  store(settings_in(settings, settings_schema()->members), set_in_file, {general_owner}, scenario, problems);
  const Field* sagemaker = find_field(settings_schema()->members, "sagemaker");
  for (const Node domain : settings.find("sagemaker").find("domains")) {
    std::vector<GivenSetting> given = settings_in(domain, sagemaker->type->members);
    for (GivenSetting& setting : given) setting.path = "sagemaker." + setting.path;
    store(given, set_in_file, {domain_named(scenario, domain.key(), domain.key_place(), problems)}, scenario,
          problems);
  }
  read_own_quotas(settings.find("quotas"), scenario, problems);
}

void read_changes(Node node, Moment moment, const Owners& owners, Scenario& scenario, Diagnostics& problems) {
  const std::vector<GivenSetting> given = settings_in(node, settings_schema()->members);
  if (given.empty()) {
    problems.error(node.place(),
                   "'admin: set' sets nothing; expected settings such as "
                   "identity_center.background_sessions.duration: 1d");
  }
  for (const GivenSetting& setting : given) {
    if (owners.scope == Scope::general || scope_of(setting.path) == owners.scope) continue;
    problems.error(setting.value.key_place(),
                   setting.path + (owners.scope == Scope::domain ? " is not a setting of a SageMaker domain"
                                                                 : " is not a quota of an account"));
  }
  store(given, moment, owners.numbers, scenario, problems);
}

namespace {

/// What an override is about: `quotas.research.glue.dpu_quota` is the key glue.dpu_quota, of research.
struct Target {
  std::string key;
  std::vector<Owner> owners;
  std::string instance_type;  // of a table of quotas, the one that is set
};

/// Tables are set as a whole, or one type at a time.
std::vector<std::string> keys_of_settings(bool with_type) {
  std::vector<std::string> keys;
  for (const InstanceQuotas& table : instance_quota_tables) keys.emplace_back(table.key);
  for (std::size_t i = 0; i < setting_count && !with_type; ++i)
    keys.emplace_back(info_of(static_cast<Setting>(i)).key);
  return keys;
}

/// The instance type at the end of a key: what stands behind a table or, where none is spelt right, one that has a price.
std::string instance_type_in(const std::string& key, const PriceBook& prices) {
  std::string longest;
  for (const InstanceQuotas& table : instance_quota_tables) {
    const std::string beginning = std::string(table.key) + ".";
    if (const std::size_t at = key.rfind(beginning); at != std::string::npos)
      return key.substr(at + beginning.size());
    for (const Sku& sku : prices.skus) {
      if (!sku.name.starts_with(table.skus)) continue;
      const std::string type = sku.name.substr(table.skus.size());
      if (type.size() > longest.size() && key.ends_with("." + type)) longest = type;
    }
  }
  return longest;
}

std::optional<Target> target_of(const std::string& key, const Scenario& scenario, const Place& place,
                                Diagnostics& problems) {
  const std::string type = instance_type_in(key, scenario.prices);
  const std::string ending = type.empty() ? "" : "." + type;
  const std::vector<std::string> keys = keys_of_settings(!type.empty());
  std::vector<std::string> known;
  if (key.starts_with(own_quotas)) {
    const AccountNames names(scenario);
    for (const std::string& name : names.all()) {
      for (const std::string& quota : keys) {
        if (scope_of(quota) != Scope::account) continue;
        known.push_back(std::string(own_quotas) + name + "." + quota + ending);
        if (known.back() == key) return Target{quota, names.called(name), type};
      }
    }
  } else {
    for (const std::string& setting : keys) {
      known.push_back(setting + ending);
      if (known.back() == key) return Target{setting, {general_owner}, type};
    }
  }
  const std::string hint = did_you_mean(key, known);
  const std::string example =
      key.starts_with(own_quotas)
          ? "quotas.NAME.glue.dpu_quota, of an account or region that somebody works in"
          : "glue.idle_timeout";
  problems.error(place, "there is no setting " + quote(key) +
                            (hint.empty() ? "; expected one such as " + example : hint));
  return std::nullopt;
}

void apply_override(const Override& override_, Scenario& scenario, Diagnostics& problems) {
  const Place place{"--set " + override_.key, 0, 0};
  const auto target = target_of(override_.key, scenario, place, problems);
  if (!target) return;
  if (override_.value.find('\n') != std::string::npos) {
    problems.error(place, "the value has a line feed; expected one line");
    return;
  }
  const bool is_whole_table = table_named(target->key) != nullptr && target->instance_type.empty();
  if (is_whole_table && override_.value.find('{') == std::string::npos) {
    problems.error(place, "each type has a quota of its own; expected --set " + override_.key +
                              ".TYPE=" + override_.value + ", such as ml.g5.xlarge");
    return;
  }
  // The value is read as it would be in a file, so that both have one grammar.
  Diagnostics found;
  std::string text = target->key + ": ";
  std::string named = text;  // as `place` has it already
  if (!target->instance_type.empty()) {
    text += "\n  " + text::yaml_scalar(target->instance_type) + ": ";
    named = target->key + "." + target->instance_type + ": ";
  }
  const auto document = parse_document("--set", text + override_.value + "\n", found);
  if (document && check(document->root(), *settings_with_dotted_keys(), "", found)) {
    store(settings_in(document->root(), settings_schema()->members), set_by_override, target->owners,
          scenario, found);
  }
  for (const Diagnostic& problem : found.all()) {
    const std::size_t begin = problem.message.starts_with(named) ? named.size() : 0;
    problems.error(place, problem.message.substr(begin), problem.rule);
  }
}

}  // namespace

void apply_overrides(const std::vector<Override>& overrides, Scenario& scenario, Diagnostics& problems) {
  for (const Override& override_ : overrides) {
    if (!is_of_document(override_.key)) apply_override(override_, scenario, problems);
  }
}

}  // namespace outlive::input
