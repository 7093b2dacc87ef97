#include "sim/study/demand.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/workload/habits.hpp"

namespace outlive::study {
namespace {

using workload::Habit;
using workload::Habits;
using workload::VisitId;
using Family = CountDistribution::Family;

double milliseconds(Instant instant) { return static_cast<double>(instant.time_since_epoch().count()); }

/// Whether a count grows with the weight of its user and the volume of its day.
bool follows_weight(Family family) {
  return family == Family::poisson || family == Family::negative_binomial;
}

std::vector<Demand> empty_demand(const Scenario& scenario) {
  std::vector<Demand> all;
  for (const Population& population : scenario.populations) {
    for (const Activity& activity : population.activities)
      all.push_back({.name = population.name + "." + activity.name, .is_jobs = !activity.is_session});
  }
  return all;
}

/// What one user sets out to do.
class UserDemand {
 public:
  UserDemand(const Habits& habits, Number index, Instant horizon, Duration limit)
      : habits_(habits),
        draws_(habits.draws_of(index)),
        joins_(habits.joins(index)),
        until_(std::min(habits.leaves(draws_, joins_), horizon)),
        is_leaver_(until_ < horizon),
        weight_(habits.weight(draws_)),
        limit_(limit) {}

  void add(std::span<Demand> demand) {
    const auto& days = habits_.calendar().days;
    for (std::uint32_t day = 0; day < days.size() && days[day].hours[0] <= until_; ++day) {
      if (days[day].volume <= 0 || days[day].hours[24] <= joins_) continue;
      for (std::size_t i = 0; i < habits_.activities().size(); ++i)
        add_day(habits_.activities()[i], day, demand[i]);
    }
  }

 private:
  void add_day(const Habit& habit, std::uint32_t day, Demand& demand) {
    std::uint32_t left = habit.arrivals(draws_, day, weight_ * habits_.calendar().days[day].volume);
    double position = 0;
    for (std::uint32_t arrival = 0; left > 0; ++arrival, --left) {
      position = habit.next_position(draws_, day, arrival, position, left);
      const Instant at = habits_.instant_at(day, position);
      if (at < joins_) continue;
      // Whoever leaves the company at this very moment has left; what happens at the horizon still happens.
      if (at > until_ || (is_leaver_ && at == until_)) return;
      add_arrival(habit, day, arrival, demand);
    }
  }

  void add_arrival(const Habit& habit, std::uint32_t day, std::uint32_t arrival, Demand& demand) {
    if (!demand.is_jobs) {
      ++demand.wanted;
      return;
    }
    const std::uint32_t batch = habit.batch(draws_, day, arrival);
    for (std::uint32_t i = 0; i < batch; ++i) {
      const Duration takes = habit.job(draws_, VisitId::of(day, arrival, i)).takes;
      ++demand.wanted;
      demand.capped += static_cast<double>(std::min(takes, limit_).count());
      demand.beyond += takes > limit_ ? 1 : 0;
    }
  }

  const Habits& habits_;
  engine::Draws draws_;
  Instant joins_;
  Instant until_;
  bool is_leaver_;
  double weight_;
  Duration limit_;
};

/// The mean probability that somebody is still there between `from` and `to`, both after joining: exp(-rate t).
double presence(double rate, double from, double to) {
  if (rate == 0) return 1;
  return (std::exp(-rate * from) - std::exp(-rate * to)) / (rate * (to - from));
}

/// Sums over users, days and hours of share(hour) P(there), by whether the day's volume counts.
struct Presence {
  double weighted = 0;  // with the volume of the day
  double days = 0;      // without
};

/// The share of a day's arrivals that goes to its other hours, as the clocks skip theirs; 0 where there is no other.
double skipped_share(const Calendar& calendar, const Calendar::Day& day) {
  double skipped = 0;
  for (std::size_t hour = 0; hour < 24; ++hour) {
    if (day.hours[hour] == day.hours[hour + 1]) skipped = calendar.by_hour[hour + 1] - calendar.by_hour[hour];
  }
  return skipped < 1 ? skipped : 0;
}

Presence presence_of(const Habits& habits, Instant joins, Instant horizon) {
  const Leavers& leavers = habits.population().leavers;
  const double rate =
      leavers.share <= 0 ? 0 : -std::log(1 - leavers.share) / static_cast<double>(leavers.every.count());
  const Calendar& calendar = habits.calendar();
  Presence sum;
  for (const Calendar::Day& day : calendar.days) {
    if (day.volume <= 0 || day.hours[24] <= joins || day.hours[0] > horizon) continue;
    const double all = 1 - skipped_share(calendar, day);
    double there = 0;
    for (std::size_t hour = 0; hour < 24; ++hour) {
      const double begin = milliseconds(day.hours[hour]);
      const double end = milliseconds(day.hours[hour + 1]);
      const double from = std::max(begin, milliseconds(joins));
      const double to = std::min(end, milliseconds(horizon));
      if (to <= from) continue;
      const double share = (calendar.by_hour[hour + 1] - calendar.by_hour[hour]) / all;
      there += share * (to - from) / (end - begin) *
               presence(rate, from - milliseconds(joins), to - milliseconds(joins));
    }
    sum.weighted += day.volume * there;
    sum.days += there;
  }
  return sum;
}

Presence presence_of_all(const Habits& habits, Instant horizon) {
  const Population& population = habits.population();
  Presence at_start = presence_of(habits, Instant{}, horizon);
  Presence sum{at_start.weighted * population.users, at_start.days * population.users};
  for (Number index = population.users; index < population.most_users; ++index) {
    const Instant joins = habits.joins(index);
    if (joins > horizon) break;
    const Presence one = presence_of(habits, joins, horizon);
    sum.weighted += one.weighted;
    sum.days += one.days;
  }
  return sum;
}

/// E[min(X, limit)].
double mean_up_to(const Distribution& distribution, double limit) {
  const double below = probability_up_to(distribution, limit);
  if (below <= 0) return limit;
  if (below >= 1) return mean_of(distribution);
  return below * mean_of(truncated(distribution, -std::numeric_limits<double>::infinity(), limit)) +
         (1 - below) * limit;
}

}  // namespace

std::vector<Demand> drawn_demand(const Scenario& scenario, std::uint32_t replication, Duration limit) {
  std::vector<Demand> all = empty_demand(scenario);
  std::size_t first = 0;
  for (Number number = 0; number < scenario.populations.size(); ++number) {
    const Habits habits(scenario, number, 0, 0, replication);
    const std::span<Demand> own = std::span(all).subspan(first, habits.activities().size());
    first += own.size();
    const Population& population = habits.population();
    for (Number index = 0; index < population.most_users; ++index) {
      if (habits.joins(index) > scenario.horizon) break;
      UserDemand(habits, index, scenario.horizon, limit).add(own);
    }
  }
  return all;
}

std::vector<Demand> expected_demand(const Scenario& scenario, Duration limit) {
  std::vector<Demand> all = empty_demand(scenario);
  const auto most = static_cast<double>(limit.count());
  std::size_t at = 0;
  for (Number number = 0; number < scenario.populations.size(); ++number) {
    const Habits habits(scenario, number, 0, 0, 0);
    const Presence presence = presence_of_all(habits, scenario.horizon);
    const double weight = mean_of(habits.population().activity);
    for (const Habit& habit : habits.activities()) {
      const Activity& activity = habit.activity();
      Demand& demand = all[at++];
      const double days =
          follows_weight(activity.per_day.family) ? presence.weighted * weight : presence.days;
      demand.wanted = days * mean_of(activity.per_day) * (demand.is_jobs ? mean_of(activity.batch) : 1);
      if (!demand.is_jobs) continue;
      demand.capped = demand.wanted * mean_up_to(activity.takes, most);
      demand.beyond = demand.wanted * (1 - probability_up_to(activity.takes, most));
    }
  }
  return all;
}

}  // namespace outlive::study
