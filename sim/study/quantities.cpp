#include "sim/study/quantities.hpp"

#include <algorithm>
#include <charconv>
#include <type_traits>

#include "sim/study/data_seen.hpp"
#include "sim/study/fields.hpp"
#include "sim/study/offboarding.hpp"
#include "sim/study/quantity_keys.hpp"
#include "sim/study/resource_quantities.hpp"

namespace outlive::study {
namespace {

using Type = Expected::Type;
using keys::find_name;
using keys::take;

// --- Money: `total`, a bucket or an attendance, each with `.share` ---

using CellsOf = std::function<Cells<Money>(const Scenario&, const Results&)>;
using Part = std::function<Money(const Cells<Money>&)>;

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
  const auto reader_of = [result](const Field<ActivityResult>* field) {
    return [field, result](const Scenario& scenario, const Results& results) {
      return field->read(scenario, result(results));
    };
  };
  if (const Field<ActivityResult>* field = find_field(activity_fields(), name)) {
    Quantity quantity{.type = field->type, .read = reader_of(field)};
    if (const auto* least = find_field(activity_at_least_fields(), name))
      quantity.read_least = reader_of(least);
    return quantity;
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

}  // namespace outlive::study
