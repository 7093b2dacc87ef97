#include "sim/output/report_charts.hpp"

#include <algorithm>
#include <array>

#include "sim/output/capacity.hpp"
#include "sim/output/report_timeline.hpp"
#include "sim/output/summary.hpp"
#include "sim/output/words.hpp"
#include "sim/services/service.hpp"
#include "sim/study/background_curve.hpp"

namespace outlive::output {
namespace {

constexpr std::size_t most_points = 400;
constexpr std::size_t most_resources = 12;
constexpr std::size_t most_steps = 500;
constexpr std::size_t most_users = 2'000;
constexpr std::size_t most_lifetimes = 50'000;
constexpr double nanos = 1e9;

/// Whole numbers stay whole: `0` and not `0.0`.
Json number(double value) {
  const auto whole = static_cast<std::int64_t>(value);
  return static_cast<double>(whole) == value ? Json(whole) : Json(value);
}

Json money_number(Money money) { return number(static_cast<double>(money.nanos()) / nanos); }

Json thousandths(const std::vector<std::int64_t>& values) {
  Json numbers = Json::array();
  for (const std::int64_t value : values) numbers.push_back(number(static_cast<double>(value) / 1000));
  return numbers;
}

Json outcomes_json(const Results& results) {
  Json rows = Json::array();
  for (const OutcomeCount& each : count_outcomes(results.totals)) {
    rows.push_back({{"outcome", name_of(each.outcome)}, {"cause", name_of(each.cause)}, {"jobs", each.jobs}});
  }
  return rows;
}

Json cost_json(const OverTime& over_time) {
  Json all;
  all["interval_ms"] = over_time.interval.count();
  all["buckets"] = Json::array();
  for (std::size_t bucket = 0; bucket < bucket_count; ++bucket)
    all["buckets"].push_back(name_of(static_cast<Bucket>(bucket)));
  for (const Attendance attendance : {Attendance::attended, Attendance::background}) {
    Json& buckets = all[std::string(name_of(attendance))] = Json::array();
    for (std::size_t bucket = 0; bucket < bucket_count; ++bucket) {
      Json amounts = Json::array();
      for (const Cells<Money>& interval : over_time.cost)
        amounts.push_back(money_number(interval.at(static_cast<Bucket>(bucket), attendance)));
      buckets.push_back(std::move(amounts));
    }
  }
  return all;
}

/// Those that refused most first, then those of whose limit most was in use; resources without a limit last.
std::vector<const ResourceResult*> ranked(const std::vector<ResourceResult>& resources) {
  std::vector<const ResourceResult*> all;
  for (const ResourceResult& resource : resources) {
    if (!resource.most_use.empty() || resource.refusals > 0) all.push_back(&resource);
  }
  const auto scarcer = [](const ResourceResult* a, const ResourceResult* b) {
    const bool limited = a->limit != setting_none;
    if (limited != (b->limit != setting_none)) return limited;
    if (a->refusals != b->refusals) return a->refusals > b->refusals;
    if (!limited) return a->peak > b->peak;
    return static_cast<Int128>(a->peak) * b->limit > static_cast<Int128>(b->peak) * a->limit;
  };
  std::stable_sort(all.begin(), all.end(), scarcer);
  return all;
}

void add_capacity(Json& report, const Scenario& scenario, const Results& results) {
  std::vector<const ResourceResult*> resources = ranked(results.resources);
  if (resources.empty()) return;
  if (resources.size() > most_resources) {
    report["capacity_hidden"] = resources.size() - most_resources;
    resources.resize(most_resources);
  }
  Json& all = report["capacity"] = Json::array();
  for (const ResourceResult* resource : resources) {
    const UseOverTime use = use_in_stretches(scenario, *resource, most_points);
    Json row;
    row["name"] = shown(resource->name, name_width);
    row["unit"] = resource->unit;
    row["limit"] = resource->limit == setting_none ? Json(nullptr) : Json(resource->limit);
    row["interval_ms"] = use.stretch.count();
    row["mean"] = thousandths(use.mean);
    row["most"] = use.most;
    row["most_is_bound"] = resource->peak_is_bound();
    row["peak"] = peak_text(*resource);
    row["refused"] = use.refused;
    if (!use.most_queue.empty()) row["most_queue"] = use.most_queue;
    all.push_back(std::move(row));
  }
}

Json concurrency_json(const OverTime& over_time) {
  Json all;
  all["interval_ms"] = over_time.interval.count();
  all["series"] = Json::array();
  for (const RunningOverTime& running : over_time.running) {
    Json row;
    row["name"] = plural(services::service_of(running.service).title);
    row["most"] = running.most;
    row["mean"] = thousandths(running.mean);
    row["most_is_bound"] = running.most_is_bound;
    all["series"].push_back(std::move(row));
  }
  return all;
}

/// What a job would have cost that another duration ends is not known from one run: no money stands beside it.
void add_survival(Json& report, const Scenario& scenario, const Results& results) {
  const Duration current = scenario.settings.duration(Setting::background_session_duration, {Instant{}, 0});
  const study::SurvivalCurve curve = study::survival_curve(scenario, results, current, most_steps);
  if (curve.jobs == 0) return;
  Json& all = report["survival"];
  all["current_ms"] = current.count();
  all["jobs"] = curve.jobs;
  all["curve"] = Json::array();
  for (const auto& step : curve.steps)
    all["curve"].push_back(Json::array({step.duration.count(), step.lost, nullptr}));
  all["exact"] = curve.exact;
  all["note"] = curve.note;
}

Json forgotten_json(const Scenario& scenario, const OverTime& over_time) {
  Json rows = Json::array();
  for (const ForgottenSession& each : over_time.forgotten) {
    Json row;
    if (each.session != no_number) {
      const SessionSpec& spec = scenario.sessions[each.session];
      row["session"] = shown(spec.name, name_width);
      row["user"] = shown(scenario.users[spec.user].name, name_width);
    } else {
      const Population& population = scenario.populations[each.population];
      row["session"] = shown(population.activities[each.activity].name, name_width);
      row["user"] = shown(population.name, name_width) + " " + std::to_string(each.member + 1);
    }
    row["created_ms"] = each.created.time_since_epoch().count();
    row["idle_ms"] = each.idle.count();
    row["cost"] = money_number(each.cost);
    row["ended_by"] = name_of(each.cause);
    rows.push_back(std::move(row));
  }
  return rows;
}

void add_users(Json& report, const Scenario& scenario) {
  if (scenario.users.empty()) return;
  Json& users = report["users"] = Json::array();
  const std::size_t told = std::min(scenario.users.size(), most_users);
  for (std::size_t i = 0; i < told; ++i) users.push_back(shown(scenario.users[i].name, name_width));
  if (told < scenario.users.size()) report["users_hidden"] = scenario.users.size() - told;
}

}  // namespace

void add_charts(Json& report, const Scenario& scenario, const Results& results) {
  report["start"] = iso(scenario, Instant{});
  report["time_zone"] = "UTC";
  report["horizon_ms"] = scenario.horizon.time_since_epoch().count();
  report["currency"] = scenario.prices.currency;
  report["outcomes"] = outcomes_json(results);
  if (results.over_time.recorded()) report["cost_over_time"] = cost_json(results.over_time);
  add_capacity(report, scenario, results);
  if (!results.over_time.running.empty()) report["concurrency"] = concurrency_json(results.over_time);
  add_survival(report, scenario, results);
  if (results.over_time.recorded()) report["forgotten"] = forgotten_json(scenario, results.over_time);
  if (!results.lives.empty() || !results.sampled_lives.empty()) add_timeline(report, scenario, results);
  add_users(report, scenario);
}

bool lives_fit(const Scenario& scenario) {
  return scenario.sessions.size() + scenario.jobs.size() + scenario.sign_ins.size() + scenario.hosts.size() <=
         most_lifetimes;
}

}  // namespace outlive::output
