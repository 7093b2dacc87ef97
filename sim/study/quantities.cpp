#include "sim/study/quantities.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <type_traits>

#include "sim/study/data_seen.hpp"
#include "sim/study/fields.hpp"
#include "sim/study/offboarding.hpp"
#include "sim/study/resource_quantities.hpp"
#include "sim/text/nearest.hpp"

namespace outlive::study {
namespace {

using Type = Expected::Type;

// Takes `word` and a dot off the front of `key`.
bool take(std::string_view& key, std::string_view word) {
  if (!key.starts_with(word) || key.size() <= word.size() || key[word.size()] != '.') return false;
  key.remove_prefix(word.size() + 1);
  return true;
}

// --- Money: `total`, a bucket or an attendance, each with `.share` ---

using CellsOf = std::function<Cells<Money>(const Scenario&, const Results&)>;
using Part = std::function<Money(const Cells<Money>&)>;

constexpr std::array cost_parts{"total", "useful",   "unseen",   "lost",      "unfinished",
                                "idle",  "overhead", "attended", "background"};

Part find_part(std::string_view name) {
  if (name == "total") return [](const Cells<Money>& cells) { return cells.total(); };
  for (std::size_t i = 0; i < bucket_count; ++i) {
    const auto bucket = static_cast<Bucket>(i);
    if (name_of(bucket) == name) return [bucket](const Cells<Money>& cells) { return cells.bucket(bucket); };
  }
  for (std::size_t i = 0; i < attendance_count; ++i) {
    if (name_of(static_cast<Attendance>(i)) != name) continue;
    return [i](const Cells<Money>& cells) {
      Money sum;
      for (const auto& row : cells.of) sum += row[i];
      return sum;
    };
  }
  return {};
}

std::optional<Quantity> find_cost(std::string_view key, const CellsOf& cells) {
  constexpr std::string_view suffix = ".share";
  const bool share = key.ends_with(suffix);
  if (share) key.remove_suffix(suffix.size());
  const Part part = find_part(key);
  if (!part) return std::nullopt;
  if (share) {
    return Quantity{Type::number, [part, cells](const Scenario& scenario, const Results& results) {
                      const Cells<Money> all = cells(scenario, results);
                      return share_value(part(all), all.total());
                    }};
  }
  return Quantity{Type::money, [part, cells](const Scenario& scenario, const Results& results) {
                    return money_value(part(cells(scenario, results)));
                  }};
}

bool has_service(const Scenario& scenario, std::string_view service) {
  return std::any_of(scenario.prices.skus.begin(), scenario.prices.skus.end(),
                     [&](const Sku& sku) { return service_of_sku(sku.name) == service; });
}

std::optional<Quantity> find_overall_cost(const Scenario& scenario, std::string_view key) {
  if (!take(key, "service")) {
    return find_cost(key,
                     [](const Scenario&, const Results& results) { return results.totals.cost_of_all(); });
  }
  const std::string service(key.substr(0, key.find('.')));
  if (!has_service(scenario, service)) return std::nullopt;
  const std::string_view part = key.size() > service.size() ? key.substr(service.size() + 1) : "total";
  return find_cost(part, [service](const Scenario& what, const Results& results) {
    Cells<Money> sum;
    for (std::size_t i = 0; i < results.totals.cost.size(); ++i) {
      if (service_of_sku(what.prices.skus.at(i).name) == service) sum += results.totals.cost[i];
    }
    return sum;
  });
}

// --- Things with a name ---

template <class Spec>
Number find_name(const std::vector<Spec>& specs, std::string_view name) {
  const auto spec =
      std::find_if(specs.begin(), specs.end(), [&](const Spec& each) { return each.name == name; });
  return spec == specs.end() ? no_number : static_cast<Number>(spec - specs.begin());
}

template <class Result>
std::optional<Quantity> find_of_one(std::span<const Field<Result>> fields, std::string_view name,
                                    std::vector<Result> Results::* all, Number number) {
  if (const Field<Result>* field = find_field(fields, name)) {
    return Quantity{field->type, [field, all, number](const Scenario& scenario, const Results& results) {
                      return field->read(scenario, (results.*all).at(number));
                    }};
  }
  if constexpr (requires(const Result& result) { result.lines; }) {
    std::string_view part = name;
    if (name != "cost" && !take(part, "cost")) return std::nullopt;
    return find_cost(name == "cost" ? "total" : part, [all, number](const Scenario&, const Results& results) {
      return results.cost_of((results.*all).at(number));
    });
  }
  return std::nullopt;
}

// What a job saw of its tables is found in what was vended to it, not in its own result.
constexpr std::array seen_names{"columns", "columns_seen"};

std::optional<Quantity> find_seen(std::string_view name, Number job) {
  if (name == "columns") {
    return Quantity{Type::text, [job](const Scenario& scenario, const Results& results) {
                      const auto columns = DataSeen(scenario, results).columns(job);
                      std::string text;
                      for (const std::string& column : columns.value_or(std::vector<std::string>{})) {
                        text += (text.empty() ? "" : ", ") + column;
                      }
                      return text_value(text.empty() ? "none" : text);
                    }};
  }
  if (name != "columns_seen") return std::nullopt;
  return Quantity{Type::number, [job](const Scenario& scenario, const Results& results) {
                    const auto columns = DataSeen(scenario, results).columns(job);
                    return count_value(columns ? static_cast<Int128>(columns->size()) : 0);
                  }};
}

std::optional<Quantity> find_of_job(std::string_view name, Number job) {
  auto quantity = find_of_one(job_fields(), name, &Results::jobs, job);
  if (!quantity) quantity = find_seen(name, job);
  if (quantity) quantity->job = job;
  return quantity;
}

std::optional<Quantity> find_of_session(std::string_view name, Number session) {
  auto quantity = find_of_one(session_fields(), name, &Results::sessions, session);
  if (quantity) quantity->session = session;
  return quantity;
}

// Names may hold dots, so every dot may be the one that ends the name.
template <class Spec, class Find>
std::optional<Quantity> find_named(const std::vector<Spec>& specs, std::string_view key, const Find& find) {
  for (std::size_t dot = key.find('.'); dot != std::string_view::npos; dot = key.find('.', dot + 1)) {
    const Number number = find_name(specs, key.substr(0, dot));
    if (number == no_number) continue;
    if (auto quantity = find(key.substr(dot + 1), number)) return quantity;
  }
  return std::nullopt;
}

template <class Spec, class Result>
std::optional<Quantity> find_named(const std::vector<Spec>& specs, std::string_view key,
                                   std::span<const Field<Result>> fields,
                                   std::vector<Result> Results::* all) {
  return find_named(specs, key, [fields, all](std::string_view name, Number number) {
    return find_of_one(fields, name, all, number);
  });
}

std::optional<Quantity> find_trace(const Scenario& scenario, std::string_view key) {
  Number number = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), number);
  if (error != std::errc{} || end == key.data() + key.size() || *end != '.') return std::nullopt;
  if (number >= scenario.traces.size()) return std::nullopt;
  const auto digits = static_cast<std::size_t>(end - key.data());
  return find_of_one(trace_fields(), key.substr(digits + 1), &Results::traces, number);
}

// --- Populations: `analysts.users`, `analysts.activities.explore.wanted` ---

std::optional<Quantity> find_activity(Number population, Number activity, std::string_view name) {
  const auto result = [population, activity](const Results& results) -> const ActivityResult& {
    return results.populations.at(population).activities.at(activity);
  };
  if (const Field<ActivityResult>* field = find_field(activity_fields(), name)) {
    return Quantity{field->type, [field, result](const Scenario& scenario, const Results& results) {
                      return field->read(scenario, result(results));
                    }};
  }
  std::string_view part = name;
  if (name != "cost" && !take(part, "cost")) return std::nullopt;
  return find_cost(name == "cost" ? "total" : part,
                   [result](const Scenario&, const Results& results) { return result(results).cost; });
}

std::optional<Quantity> find_of_population(const Scenario& scenario, Number population,
                                           std::string_view key) {
  if (const Field<PopulationResult>* field = find_field(population_fields(), key)) {
    return Quantity{field->type, [field, population](const Scenario& of, const Results& results) {
                      return field->read(of, results.populations.at(population));
                    }};
  }
  if (!take(key, "activities")) return std::nullopt;
  return find_named(scenario.populations[population].activities, key,
                    [population](std::string_view name, Number activity) {
                      return find_activity(population, activity, name);
                    });
}

std::optional<Quantity> find_population(const Scenario& scenario, std::string_view key) {
  return find_named(scenario.populations, key, [&scenario](std::string_view name, Number population) {
    return find_of_population(scenario, population, name);
  });
}

// --- Totals ---

Quantity count_quantity(std::function<Int128(const Results&)> count) {
  return {Type::number, [count = std::move(count)](const Scenario&, const Results& results) {
            return count_value(count(results));
          }};
}

std::uint64_t jobs_in_all(const Totals& totals) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < outcome_count; ++i) sum += totals.jobs_with(static_cast<Outcome>(i));
  return sum;
}

Int128 sessions_of_populations(const Results& results) {
  Int128 sum = 0;
  for (const PopulationResult& population : results.populations) {
    for (const ActivityResult& activity : population.activities) {
      for (const std::uint64_t sessions : activity.sessions) sum += sessions;
    }
  }
  return sum;
}

std::optional<Quantity> find_job_total(std::string_view key) {
  if (take(key, "cause")) {
    const auto cause = cause_named(key);
    if (!cause || *cause == Cause::none) return std::nullopt;
    return count_quantity([index = static_cast<std::size_t>(*cause)](const Results& results) {
      Int128 sum = 0;
      for (const auto& row : results.totals.jobs) sum += row[index];
      return sum;
    });
  }
  if (const auto outcome = outcome_named(key)) {
    return count_quantity([outcome](const Results& results) { return results.totals.jobs_with(*outcome); });
  }
  if (key == "surviving")
    return count_quantity([](const Results& results) { return results.totals.surviving_jobs; });
  if (key == "unseen")
    return count_quantity([](const Results& results) { return results.totals.unseen_jobs; });
  if (key == "lost_in_background")
    return count_quantity([](const Results& results) { return results.totals.jobs_lost_in_background; });
  if (key == "background_survival_share") {
    return Quantity{Type::number, [](const Scenario&, const Results& results) {
                      return survival_value(results.totals.surviving_jobs,
                                            results.totals.jobs_lost_in_background);
                    }};
  }
  return std::nullopt;
}

std::optional<Quantity> find_total(std::string_view key) {
  if (key == "jobs")
    return count_quantity([](const Results& results) { return jobs_in_all(results.totals); });
  if (take(key, "jobs")) return find_job_total(key);
  if (key == "sessions") {
    return count_quantity([](const Results& results) {
      return static_cast<Int128>(results.sessions.size()) + sessions_of_populations(results);
    });
  }
  if (take(key, "sessions")) {
    if (!take(key, "cause")) return std::nullopt;
    const auto cause = cause_named(key);
    if (!cause || *cause == Cause::none) return std::nullopt;
    return count_quantity([index = static_cast<std::size_t>(*cause)](const Results& results) {
      return results.totals.sessions[index];
    });
  }
  if (key == "background_sessions") {
    return count_quantity([](const Results& results) { return results.totals.background_sessions; });
  }
  if (key == "ineffective") {
    return count_quantity(
        [](const Results& results) { return static_cast<Int128>(results.ineffective.size()); });
  }
  return std::nullopt;
}

// --- Acts against people ---

constexpr std::array offboarding_names{"last_stop", "takes", "last_credential", "jobs", "sessions"};

// Over all acts: the latest, the longest, all together.
std::optional<Quantity> find_offboarding(std::string_view key) {
  const auto over_all = [](Type type, auto&& read) {
    return Quantity{type, [read](const Scenario& scenario, const Results& results) {
                      return read(offboardings(scenario, results));
                    }};
  };
  const auto latest = [&](Instant Offboarding::* member) {
    return over_all(Type::instant, [member](const std::vector<Offboarding>& all) {
      Instant last = never;
      for (const Offboarding& each : all) {
        if (each.*member != never) last = last == never ? each.*member : std::max(last, each.*member);
      }
      return instant_value(last);
    });
  };
  const auto sum = [&](std::uint32_t Offboarding::* member) {
    return over_all(Type::number, [member](const std::vector<Offboarding>& all) {
      Int128 count = 0;
      for (const Offboarding& each : all) count += each.*member;
      return count_value(count);
    });
  };
  if (key == "last_stop") return latest(&Offboarding::last_stop);
  if (key == "last_credential") return latest(&Offboarding::last_credential);
  if (key == "jobs") return sum(&Offboarding::jobs);
  if (key == "sessions") return sum(&Offboarding::sessions);
  if (key != "takes") return std::nullopt;
  return over_all(Type::duration, [](const std::vector<Offboarding>& all) {
    Duration longest{};
    for (const Offboarding& each : all) longest = std::max(longest, each.takes());
    return duration_value(longest);
  });
}

// --- Spelling ---

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
  if (!find_trace(scenario, number + ".jobs")) number = "0";
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

std::string_view service_of_sku(std::string_view sku) { return sku.substr(0, sku.find('.')); }

std::optional<Quantity> find_quantity(const Scenario& scenario, std::string_view key) {
  if (take(key, "jobs")) return find_named(scenario.jobs, key, find_of_job);
  if (take(key, "sessions")) return find_named(scenario.sessions, key, find_of_session);
  if (take(key, "sign_ins")) return find_named(scenario.sign_ins, key, sign_in_fields(), &Results::sign_ins);
  if (take(key, "hosts")) return find_named(scenario.hosts, key, host_fields(), &Results::hosts);
  if (take(key, "traces")) return find_trace(scenario, key);
  if (take(key, "resources")) return find_resource(scenario, key);
  if (take(key, "populations")) return find_population(scenario, key);
  if (take(key, "totals")) return find_total(key);
  if (take(key, "offboarding")) return find_offboarding(key);
  if (take(key, "cost")) return find_overall_cost(scenario, key);
  return std::nullopt;
}

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
