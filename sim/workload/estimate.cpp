#include "sim/workload/estimate.hpp"

#include <algorithm>
#include <cmath>

#include "sim/workload/partition.hpp"

namespace outlive::workload {
namespace {

// Fitted to the resident memory of runs with one logical process of 5,000 to 50,000 users (tools/studies/scale): about 1.1 KB
// for each of them, with a fifth of a session under way.
constexpr double bytes_of_user = 700;
constexpr double bytes_of_activity = 40;
constexpr double bytes_of_work = 1'500;
// Events of each: what users do, and the clocks that run out.
constexpr double events_of_day = 2;
constexpr double events_of_statement = 2;
constexpr double events_of_session = 6;
constexpr double events_of_job = 4;
constexpr double busiest = 3;  // times the mean, in the busiest hours of working days

double horizon_ms(const Scenario& scenario) {
  return std::max(1.0, static_cast<double>(scenario.horizon.time_since_epoch().count()));
}

/// A mean may be infinite; nothing lasts longer than the study.
double mean_ms(const Distribution& distribution, double longest) {
  const double mean = mean_of(distribution);
  return std::isfinite(mean) ? std::clamp(mean, 0.0, longest) : longest;
}

/// Users over the study, those who join later for as long as they are there.
double mean_users(const Scenario& scenario, const Population& population) {
  const double least = population.users;
  if (population.growth == 0 || population.growth_every <= Duration{}) return least;
  const double periods = horizon_ms(scenario) / static_cast<double>(population.growth_every.count());
  const double rate = std::log1p(population.growth) * periods;
  const double mean = std::abs(rate) < 1e-9 ? least : least * std::expm1(rate) / rate;
  return std::min(mean, static_cast<double>(population.most_users));
}

struct Load {
  double events = 0;
  double at_once = 0;
};

Load load_of(const Scenario& scenario, const Activity& activity, double users, double working_days) {
  const double horizon = horizon_ms(scenario);
  const double visits = users * working_days * mean_of(activity.per_day) * mean_of(activity.batch);
  double length = mean_ms(activity.takes, horizon);
  double events = events_of_job;
  if (activity.is_session) {
    const double statements = mean_of(activity.statements);
    events = events_of_session + events_of_statement * statements;
    length = std::min(horizon, statements * (length + mean_ms(activity.think, horizon)));
    // Those that are forgotten wait for their idle limit.
    const auto idle = scenario.settings.duration(Setting::glue_idle_timeout, {Instant{}, 0});
    const double waits = idle == unlimited ? horizon : std::min(horizon, static_cast<double>(idle.count()));
    length = std::min(horizon, length + activity.forgets_to_stop * waits);
  }
  return {visits * events, std::min(visits, busiest * visits / horizon * length)};
}

}  // namespace

Estimate estimate(const Scenario& scenario) {
  Estimate all;
  if (scenario.populations.empty()) return all;
  const Inputs inputs = inputs_of(scenario, {});
  std::vector<double> at_once(scenario.populations.size());
  for (std::size_t i = 0; i < scenario.populations.size(); ++i) {
    const Population& population = scenario.populations[i];
    double working_days = 0;
    for (const Calendar::Day& day : scenario.calendars[population.calendar].days) working_days += day.volume;
    const double users = mean_users(scenario, population);
    for (const Activity& activity : population.activities) {
      const Load load = load_of(scenario, activity, users, working_days);
      all.events += load.events;
      at_once[i] += load.at_once;
    }
    all.events += users * working_days * events_of_day;
  }
  for (const Process& process : partition(scenario, inputs, SharedLimits::couple).processes) {
    for (const Members& members : process.members) {
      const Population& population = scenario.populations[members.population];
      all.users_at_once += members.count;
      all.work_at_once += at_once[members.population];
      all.bytes += members.count * (bytes_of_user +
                                    bytes_of_activity * static_cast<double>(population.activities.size())) +
                   at_once[members.population] * bytes_of_work;
    }
  }
  return all;
}

}  // namespace outlive::workload
