#include "sim/output/populations.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "sim/output/words.hpp"
#include "sim/text/number.hpp"
#include "sim/text/table.hpp"

namespace outlive::output {
namespace {

constexpr double middle = 0.5;
constexpr double late = 0.95;

template <class Counts>
std::uint64_t sum_of(const Counts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

/// Of nothing there is no typical value.
std::string rough_quantile(const Sketch& sketch, double q) {
  return sketch.count() == 0 ? "-" : rough(sketch.quantile(q));
}
std::string exact_quantile(const Sketch& sketch, double q) {
  return sketch.count() == 0 ? std::string{} : std::to_string(sketch.quantile(q).count());
}
Json quantile_json(const Sketch& sketch, double q) {
  return sketch.count() == 0 ? Json(nullptr) : Json(sketch.quantile(q).count());
}
Json mean_json(const Sketch& sketch) {
  if (sketch.count() == 0) return nullptr;
  return static_cast<std::int64_t>(sketch.sum() / static_cast<Int128>(sketch.count()));
}
Json sketch_json(const Sketch& sketch) {
  Json all;
  all["count"] = sketch.count();
  all["mean_ms"] = mean_json(sketch);
  all["median_ms"] = quantile_json(sketch, middle);
  all["p95_ms"] = quantile_json(sketch, late);
  all["longest_ms"] = sketch.count() == 0 ? Json(nullptr) : Json(sketch.longest().count());
  return all;
}

Json refusals_json(const ActivityResult& activity) {
  Json all = Json::array();
  for (std::size_t i = 0; i < cause_count; ++i) {
    if (activity.refusals[i] == 0) continue;
    all.push_back({{"cause", name_of(static_cast<Cause>(i))}, {"attempts", activity.refusals[i]}});
  }
  return all;
}

Json jobs_json(const ActivityResult& activity) {
  Json all = Json::array();
  for (std::size_t outcome = 0; outcome < outcome_count; ++outcome) {
    for (std::size_t cause = 0; cause < cause_count; ++cause) {
      const std::uint64_t jobs = activity.jobs[outcome][cause];
      if (jobs == 0) continue;
      all.push_back({{"outcome", name_of(static_cast<Outcome>(outcome))},
                     {"cause", name_of(static_cast<Cause>(cause))},
                     {"jobs", jobs}});
    }
  }
  return all;
}

Json sessions_json(const ActivityResult& activity) {
  Json all = Json::array();
  for (std::size_t i = 0; i < cause_count; ++i) {
    if (activity.sessions[i] == 0) continue;
    all.push_back({{"cause", name_of(static_cast<Cause>(i))}, {"sessions", activity.sessions[i]}});
  }
  return all;
}

Json activity_json(const Activity& activity, const ActivityResult& result, const std::string& unit) {
  const ActivityCounts counts = counts_of(result);
  Json row;
  row["name"] = activity.name;
  row["starts"] = activity.is_session ? "sessions" : "jobs";
  row["wanted"] = counts.wanted;
  row["started"] = counts.started;
  row["attempts"] = result.attempts;
  row["refused"] = counts.refused;
  row["given_up"] = counts.given_up;
  row["restarts"] = result.restarts;
  row["completed"] = counts.completed;
  row["not_completed"] = counts.other;
  row["surviving"] = result.surviving_jobs;
  row["unseen"] = result.unseen_jobs;
  row["refusals_by_cause"] = refusals_json(result);
  row["jobs_by_cause"] = jobs_json(result);
  row["sessions_by_cause"] = sessions_json(result);
  row["cost" + unit] = exact(result.cost.total());
  for (std::size_t i = 0; i < bucket_count; ++i) {
    const auto bucket = static_cast<Bucket>(i);
    row["cost_" + std::string(name_of(bucket)) + unit] = exact(result.cost.bucket(bucket));
  }
  row["delay"] = sketch_json(result.delays);
  row["length"] = sketch_json(result.lengths);
  return row;
}

}  // namespace

std::uint64_t all_users(const Scenario& scenario, const Results& results) {
  std::uint64_t users = scenario.users.size();
  for (const PopulationResult& population : results.populations) users += population.users;
  return users;
}

ActivityCounts counts_of(const ActivityResult& activity) {
  ActivityCounts counts{.wanted = activity.wanted,
                        .started = activity.started,
                        .refused = sum_of(activity.refusals),
                        .given_up = activity.given_up,
                        .sessions = sum_of(activity.sessions)};
  for (const auto& by_cause : activity.jobs) counts.other += sum_of(by_cause);
  counts.completed = sum_of(activity.jobs[static_cast<std::size_t>(Outcome::completed)]);
  counts.other -= counts.completed;
  return counts;
}

std::vector<ActivityColumn> start_columns() {
  using A = const ActivityResult&;
  return {{"wanted", [](A a) { return grouped(a.wanted); }},
          {"started", [](A a) { return grouped(counts_of(a).started); }},
          {"refused", [](A a) { return grouped(counts_of(a).refused); }},
          {"given up", [](A a) { return grouped(a.given_up); }},
          {"delay 50 %", [](A a) { return rough_quantile(a.delays, middle); }},
          {"95 %", [](A a) { return rough_quantile(a.delays, late); }}};
}

std::vector<ActivityColumn> outcome_columns(std::string_view currency) {
  using A = const ActivityResult&;
  return {{"completed", [](A a) { return grouped(counts_of(a).completed); }},
          {"other", [](A a) { return grouped(counts_of(a).other); }},
          {"survived", [](A a) { return grouped(a.surviving_jobs); }},
          {"unseen", [](A a) { return grouped(a.unseen_jobs); }},
          {"length 50 %", [](A a) { return rough_quantile(a.lengths, middle); }},
          {"in " + std::string(currency), [](A a) { return cents(a.cost.total()); }}};
}

std::string name_of_activity(const Population& population, const Activity& activity) {
  return population.name + " / " + activity.name;
}

std::string population_line(const Population& population, const PopulationResult& result) {
  return population.name + ": " + counted(result.users, "user") + ", " + grouped(result.leavers) + " left, " +
         counted(result.sign_ins, "sign-in");
}

std::string refusals_line(const Results& results) {
  std::array<std::uint64_t, cause_count> by_cause{};
  for (const PopulationResult& population : results.populations) {
    for (const ActivityResult& activity : population.activities) {
      for (std::size_t i = 0; i < cause_count; ++i) by_cause[i] += activity.refusals[i];
    }
  }
  std::vector<Cause> causes;
  for (std::size_t i = 0; i < cause_count; ++i) {
    if (by_cause[i] > 0) causes.push_back(static_cast<Cause>(i));
  }
  if (causes.empty()) return {};
  const auto attempts = [&](Cause cause) { return by_cause[static_cast<std::size_t>(cause)]; };
  std::stable_sort(causes.begin(), causes.end(), [&](Cause a, Cause b) { return attempts(a) > attempts(b); });
  std::vector<std::string> told;
  told.reserve(causes.size());
  for (const Cause cause : causes)
    told.push_back(grouped(attempts(cause)) + " " + std::string(name_of(cause)));
  return "attempts refused: " + text::join(told, ", ");
}

std::string rough(Duration duration) {
  using std::chrono::days, std::chrono::hours, std::chrono::minutes, std::chrono::seconds;
  constexpr std::array<Duration, 26> steps{
      Duration{1},   Duration{2},   Duration{5}, Duration{10}, Duration{20}, Duration{50}, Duration{100},
      Duration{200}, Duration{500}, seconds{1},  seconds{2},   seconds{5},   seconds{10},  seconds{15},
      seconds{30},   minutes{1},    minutes{2},  minutes{5},   minutes{10},  minutes{15},  minutes{30},
      hours{1},      hours{2},      hours{6},    hours{12},    days{1}};
  constexpr std::int64_t parts = 64;
  const auto finer =
      std::find_if(steps.begin(), steps.end(), [&](Duration step) { return step * parts > duration; });
  const std::int64_t step = (finer == steps.begin() ? steps.front() : *std::prev(finer)).count();
  return span(Duration{(duration.count() + step / 2) / step * step});
}

Json populations_json(const Scenario& scenario, const Results& results, const std::string& unit) {
  Json all = Json::array();
  for (std::size_t i = 0; i < results.populations.size(); ++i) {
    const Population& population = scenario.populations[i];
    const PopulationResult& result = results.populations[i];
    Json row;
    row["name"] = population.name;
    row["users"] = result.users;
    row["leavers"] = result.leavers;
    row["sign_ins"] = result.sign_ins;
    Json& activities = row["activities"] = Json::array();
    for (std::size_t a = 0; a < result.activities.size(); ++a)
      activities.push_back(activity_json(population.activities[a], result.activities[a], unit));
    all.push_back(std::move(row));
  }
  return all;
}

std::vector<std::string> activity_titles(std::string_view currency) {
  std::vector<std::string> titles{"wanted",        "started",         "attempts",    "refused",
                                  "given_up",      "restarts",        "sessions",    "completed",
                                  "not_completed", "surviving",       "unseen_jobs", "median_delay_ms",
                                  "p95_delay_ms",  "median_length_ms"};
  titles.push_back("activity_cost_" + std::string(currency));
  return titles;
}

std::vector<std::string> activity_fields(const ActivityResult& activity) {
  const ActivityCounts counts = counts_of(activity);
  std::vector<std::string> fields;
  for (const std::uint64_t count :
       {counts.wanted, counts.started, activity.attempts, counts.refused, counts.given_up, activity.restarts,
        counts.sessions, counts.completed, counts.other, activity.surviving_jobs, activity.unseen_jobs})
    fields.push_back(std::to_string(count));
  fields.push_back(exact_quantile(activity.delays, middle));
  fields.push_back(exact_quantile(activity.delays, late));
  fields.push_back(exact_quantile(activity.lengths, middle));
  fields.push_back(exact(activity.cost.total()));
  return fields;
}

}  // namespace outlive::output
