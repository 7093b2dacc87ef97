#include "sim/input/assumption_decoder.hpp"

#include <algorithm>

#include "sim/access/durations.hpp"
#include "sim/input/object_view.hpp"
#include "sim/input/scalars.hpp"
#include "sim/text/duration.hpp"

namespace outlive::input {
namespace {

// Before anything that a file says, and after what is documented.
constexpr Moment before_all_files{Instant::min(), 0};

template <class Use>
void for_each_assumption(const Use& use) {
  for (std::size_t i = 0; i < assumption_count; ++i) {
    const auto assumption = static_cast<Assumption>(i);
    use(assumption, info_of(assumption));
  }
}

std::vector<std::string> options_of(const AssumptionInfo& info) {
  return {info.options.begin(), info.options.end()};
}

std::optional<Option> option_named(const AssumptionInfo& info, std::string_view text) {
  const auto option = std::find(info.options.begin(), info.options.end(), text);
  if (option == info.options.end()) return std::nullopt;
  return static_cast<Option>(option - info.options.begin());
}

/// Whoever gives the ID of the domain reference is told the key.
std::string hint_of(const std::string& key) {
  std::vector<std::string> keys;
  std::string by_id;
  for_each_assumption([&](Assumption, const AssumptionInfo& info) {
    keys.emplace_back(info.key);
    if (key == info.id) by_id = "; did you mean " + quote(info.key) + "?";
  });
  const std::string near = by_id.empty() ? did_you_mean(key, keys) : by_id;
  return near.empty() ? "; expected one such as glue_timeout" : near;
}

std::string unknown_option(const AssumptionInfo& info, const std::string& option) {
  const std::string all = join_or(options_of(info));
  const std::string near = did_you_mean(option, options_of(info));
  return quote(option) + " is not known here" +
         (near.empty() ? "; expected " + all : near + " (" + all + ")");
}

}  // namespace

TypeRef assumptions_schema() {
  static const TypeRef schema = [] {
    std::vector<Field> fields;
    for_each_assumption([&](Assumption, const AssumptionInfo& info) {
      fields.push_back(optional(std::string(info.key), choice(options_of(info)),
                                std::string(info.question) + " [" + std::string(info.id) + "]",
                                std::string(info.options.front())));
    });
    return object(std::move(fields));
  }();
  return schema;
}

void read_assumptions(Node section, Scenario& scenario) {
  if (!section || !section.is_map()) return;
  for_each_assumption([&](Assumption assumption, const AssumptionInfo& info) {
    const Node given = section.find(info.key);
    if (!given || !given.is_scalar()) return;
    if (const auto option = option_named(info, given.text()))
      scenario.assumptions.choose(assumption, *option);
  });
}

void choose_assumptions(const std::vector<Override>& choices, Scenario& scenario, Diagnostics& problems) {
  for (const Override& choice : choices) {
    const Place place{"--assume " + choice.key, 0, 0};
    const auto assumption = assumption_named(choice.key);
    if (!assumption) {
      problems.error(place, "there is no assumption " + quote(choice.key) + hint_of(choice.key));
      continue;
    }
    if (const auto option = option_named(info_of(*assumption), choice.value)) {
      scenario.assumptions.choose(*assumption, *option);
    } else {
      problems.error(place, unknown_option(info_of(*assumption), choice.value));
    }
  }
}

void assume_settings(Scenario& scenario) {
  for_each_assumption([&](Assumption assumption, const AssumptionInfo& info) {
    if (!info.setting || !scenario.assumptions.otherwise(assumption)) return;
    scenario.settings.set(*info.setting, before_all_files,
                          info.defaults[scenario.assumptions.option(assumption)]);
  });
}

void assume_prices(Scenario& scenario) {
  if (!scenario.assumptions.otherwise(Assumption::memory_worker_price)) return;
  constexpr std::string_view memory = ".m_dpu";
  for (Sku& sku : scenario.prices.skus) {
    if (!sku.name.ends_with(memory)) continue;
    const std::string service = sku.name.substr(0, sku.name.size() - memory.size());
    const auto plain = scenario.prices.find(service + ".dpu");
    if (plain) sku.price = scenario.prices.skus[*plain].price;
  }
}

std::optional<std::string> refused_by_assumption(Setting setting, SettingValue value,
                                                 const Assumptions& assumptions) {
  if (setting != Setting::lake_formation_credential_duration) return std::nullopt;
  const Duration longest = access::longest_table_credentials(assumptions);
  if (Duration{value} <= longest) return std::nullopt;
  const AssumptionInfo& info = info_of(Assumption::lake_formation_credential_maximum);
  return text::format_duration(Duration{value}) + " is out of range; expected " +
         text::format_duration(Duration{info_of(setting).least}) + " to " + text::format_duration(longest) +
         ", unless the assumption " + std::string(info.key) + " is " + std::string(info.options.back());
}

}  // namespace outlive::input
