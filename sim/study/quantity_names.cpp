// How quantities are spelt: all of them, and the one that was probably meant.
#include <algorithm>
#include <type_traits>

#include "sim/study/fields.hpp"
#include "sim/study/quantities.hpp"
#include "sim/study/quantity_keys.hpp"
#include "sim/study/resource_quantities.hpp"
#include "sim/text/nearest.hpp"

namespace outlive::study {
namespace {

using keys::cost_parts;
using keys::find_name;
using keys::offboarding_names;
using keys::seen_names;
using keys::take;

std::string nearest_of(std::string_view written, const std::vector<std::string>& candidates) {
  const std::vector<std::string_view> views(candidates.begin(), candidates.end());
  return std::string(text::nearest(written, views).value_or(std::string_view{}));
}

template <class Result>
std::vector<std::string> names_of(std::span<const Field<Result>> fields, bool billed) {
  std::vector<std::string> names;
  for (const Field<Result>& field : fields) names.emplace_back(field.name);
  if (!billed) return names;
  names.emplace_back("cost");
  for (const char* part : cost_parts) {
    names.push_back(std::string("cost.") + part);
    names.push_back(std::string("cost.") + part + ".share");
  }
  if constexpr (std::is_same_v<Result, JobResult>)
    names.insert(names.end(), seen_names.begin(), seen_names.end());
  return names;
}

// Corrects the name and then the field, so that one slip in each is still understood.
template <class Spec, class Result>
std::string nearest_named(const std::string& section, const std::vector<Spec>& specs,
                          std::span<const Field<Result>> fields, std::string_view key, bool billed) {
  const std::size_t dot = std::min(key.find('.'), key.size());
  std::string name(key.substr(0, dot));
  if (find_name(specs, name) == no_number) {
    std::vector<std::string> names;
    names.reserve(specs.size());
    for (const Spec& spec : specs) names.push_back(spec.name);
    name = nearest_of(name, names);
    if (name.empty()) return {};
  }
  const std::vector<std::string> candidates = names_of(fields, billed);
  std::string field(dot < key.size() ? key.substr(dot + 1) : std::string_view{});
  if (field.empty()) return section + name + "." + candidates.front();
  if (std::find(candidates.begin(), candidates.end(), field) == candidates.end()) {
    field = nearest_of(field, candidates);
  }
  return field.empty() ? std::string{} : section + name + "." + field;
}

std::string nearest_of_trace(const Scenario& scenario, std::string_view key) {
  if (scenario.traces.empty()) return {};
  const std::size_t dot = std::min(key.find('.'), key.size());
  std::string number(key.substr(0, dot));
  if (!find_quantity(scenario, "traces." + number + ".jobs")) number = "0";
  const std::string field =
      nearest_of(key.substr(std::min(dot + 1, key.size())), names_of(trace_fields(), false));
  return field.empty() ? field : "traces." + number + "." + field;
}

std::string nearest_of_population(const Scenario& scenario, std::string_view key) {
  std::vector<std::string> candidates;
  for (const Population& population : scenario.populations) {
    for (const Field<PopulationResult>& field : population_fields())
      candidates.push_back(population.name + "." + std::string(field.name));
    for (const Activity& activity : population.activities) {
      const std::string section = population.name + ".activities." + activity.name + ".";
      for (const std::string& name : names_of(activity_fields(), true)) candidates.push_back(section + name);
    }
  }
  const std::string found = nearest_of(key, candidates);
  return found.empty() ? found : "populations." + found;
}

}  // namespace

std::string nearest_quantity(const Scenario& scenario, std::string_view key) {
  std::string_view rest = key;
  if (take(rest, "jobs")) return nearest_named("jobs.", scenario.jobs, job_fields(), rest, true);
  if (take(rest, "sessions"))
    return nearest_named("sessions.", scenario.sessions, session_fields(), rest, true);
  if (take(rest, "sign_ins"))
    return nearest_named("sign_ins.", scenario.sign_ins, sign_in_fields(), rest, false);
  if (take(rest, "hosts")) return nearest_named("hosts.", scenario.hosts, host_fields(), rest, true);
  if (take(rest, "traces")) return nearest_of_trace(scenario, rest);
  if (take(rest, "resources")) return nearest_resource(scenario, rest);
  if (take(rest, "populations")) return nearest_of_population(scenario, rest);
  std::string found = nearest_of(key, overall_quantities(scenario));
  if (!found.empty()) return found;
  // Perhaps only the section is misspelt.
  const std::size_t dot = key.find('.');
  if (dot == std::string_view::npos) return {};
  const std::vector<std::string> sections{"jobs",   "sessions", "sign_ins",    "hosts",     "traces",
                                          "totals", "cost",     "offboarding", "resources", "populations"};
  const std::string_view written = key.substr(0, dot);
  for (const std::string& each : sections) {
    const std::string whole = each + std::string(key.substr(dot));
    if (!nearest_of(written, {each}).empty() && find_quantity(scenario, whole)) return whole;
  }
  const std::string section = nearest_of(written, sections);
  if (section.empty() || section == written) return {};
  return nearest_quantity(scenario, section + std::string(key.substr(dot)));
}

std::vector<std::string> job_quantities() { return names_of(job_fields(), true); }
std::vector<std::string> session_quantities() { return names_of(session_fields(), true); }
std::vector<std::string> activity_quantities() { return names_of(activity_fields(), true); }
std::vector<std::string> host_quantities() { return names_of(host_fields(), true); }

std::vector<std::string> overall_quantities(const Scenario& scenario) {
  std::vector<std::string> keys{"totals.jobs",
                                "totals.jobs.surviving",
                                "totals.jobs.unseen",
                                "totals.jobs.lost_in_background",
                                "totals.jobs.background_survival_share",
                                "totals.sessions",
                                "totals.background_sessions",
                                "totals.ineffective"};
  for (std::size_t i = 0; i < outcome_count; ++i) {
    keys.push_back("totals.jobs." + std::string(name_of(static_cast<Outcome>(i))));
  }
  for (std::size_t i = 1; i < cause_count; ++i) {
    const std::string cause(name_of(static_cast<Cause>(i)));
    keys.push_back("totals.jobs.cause." + cause);
    keys.push_back("totals.sessions.cause." + cause);
  }
  for (const char* name : offboarding_names) keys.push_back(std::string("offboarding.") + name);
  const auto add_costs = [&](const std::string& section) {
    for (const char* part : cost_parts) {
      keys.push_back(section + part);
      keys.push_back(section + part + ".share");
    }
  };
  add_costs("cost.");
  std::vector<std::string_view> services;
  for (const Sku& sku : scenario.prices.skus) {
    const std::string_view service = service_of_sku(sku.name);
    if (std::find(services.begin(), services.end(), service) != services.end()) continue;
    services.push_back(service);
    keys.push_back("cost.service." + std::string(service));
    add_costs("cost.service." + std::string(service) + ".");
  }
  return keys;
}

}  // namespace outlive::study
