#include "sim/workload/habits.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "sim/engine/elementary.hpp"

namespace outlive::workload {
namespace {

using engine::Draws;

std::uint32_t purpose_of(const std::string& population, std::string_view activity, std::string_view what) {
  const std::uint32_t of_activity = engine::purpose_named(activity, engine::purpose_named(population + "/"));
  return engine::purpose_named(what, engine::purpose_named("/", of_activity));
}

std::uint32_t at_most(std::uint64_t count, std::uint32_t most) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(count, most));
}

/// Whether chance says so; without a draw where it has no say.
template <class Draw>
bool happens(double share, Draw draw) {
  if (share <= 0) return false;
  return share >= 1 || draw() < share;
}

/// On the day of the year on which the clocks skip an hour, its share goes to the day's others: it has no length, so that all
/// who would come in it would come in one millisecond.
double around_skipped_hour(const Calendar::Day& day, const std::array<double, 25>& by_hour, double position) {
  const auto is_none = [](Instant begin, Instant end) { return begin == end; };
  const auto skipped = std::adjacent_find(day.hours.begin(), day.hours.end(), is_none);
  if (skipped == day.hours.end()) return position;
  const auto hour = static_cast<std::size_t>(skipped - day.hours.begin());
  const double before = by_hour[hour];
  const double share = by_hour[hour + 1] - before;
  if (share >= 1) return position;  // there is no other hour
  position *= 1 - share;
  if (position >= before) position += share;
  constexpr double below_one = 1 - 0x1p-53;
  return std::min(position, below_one);
}

/// The next statement comes at once where that is what is said; what chance makes of it takes a millisecond at least.
Duration think_time(const Distribution& think, double u) {
  const bool none = think.family == Distribution::Family::fixed && think.a <= 0;
  return none ? Duration::zero() : duration_of(quantile(think, u));
}

}  // namespace

Habit::Habit(const Population& population, const Activity& activity, Number tally)
    : activity_(&activity), tally_(tally), purposes_{} {
  static constexpr std::array<std::string_view, purpose_count> names{
      "counts",   "moments", "batches",    "starts",  "jobs",    "checkpoints",
      "restarts", "ends",    "statements", "results", "kernels", "returns"};
  for (std::size_t i = 0; i < purpose_count; ++i) {
    purposes_[i] = purpose_of(population.name, activity.name, names[i]);
  }
}

std::uint32_t Habit::arrivals(const Draws& user, std::uint32_t day, double mean_times) const {
  const double u = user.at(purpose(Purpose::counts), day);
  return at_most(quantile(activity_->per_day, u, mean_times), VisitId::most_arrivals - 1);
}

double Habit::next_position(const Draws& user, std::uint32_t day, std::uint32_t arrival, double before,
                            std::uint32_t left) const {
  const double u = user.at(purpose(Purpose::moments), std::uint64_t{day} << 20 | arrival);
  // The least of `left` uniform numbers above `before`.
  const double none_before = left == 1 ? 1 - u : elementary::pow(1 - u, 1.0 / left);
  return 1 - (1 - before) * none_before;
}

std::uint32_t Habit::batch(const Draws& user, std::uint32_t day, std::uint32_t arrival) const {
  const CountDistribution& batch = activity_->batch;
  if (batch.family == CountDistribution::Family::fixed && batch.a == 1) return 1;
  const double u = user.at(purpose(Purpose::batches), std::uint64_t{day} << 20 | arrival);
  return at_most(quantile(batch, u), VisitId::most_in_batch - 1);
}

const Activity::Choice& Habit::choice(double u) const {
  for (const Activity::Choice& choice : activity_->starts) {
    if (u < choice.until) return choice;
  }
  return activity_->starts.back();
}

Habit::Job Habit::job(const Draws& user, VisitId visit) const {
  const auto [size, fate] = user.pair(purpose(Purpose::starts), visit.packed);
  const Activity::Choice& what = choice(size);
  const bool checkpoints =
      happens(activity_->checkpoints, [&] { return user.at(purpose(Purpose::checkpoints), visit.packed); });
  return {.work = checkpoints ? what.with_checkpoints : what.work,
          .takes = duration_of(quantile(activity_->takes, user.at(purpose(Purpose::jobs), visit.packed))),
          .fails = fate < activity_->fails};
}

bool Habit::restarts(const Draws& user, VisitId visit, std::uint32_t attempt) const {
  return happens(activity_->restarts.share,
                 [&] { return user.at(purpose(Purpose::restarts), visit.draw(attempt)); });
}

Habit::Session Habit::session(const Draws& user, VisitId visit) const {
  const auto [size, statements] = user.pair(purpose(Purpose::starts), visit.packed);
  return {.work = choice(size).work,
          .statements = at_most(quantile(activity_->statements, statements), VisitId::most_statements - 1),
          .forgets_to_stop = happens(activity_->forgets_to_stop,
                                     [&] { return user.at(purpose(Purpose::ends), visit.packed); })};
}

Habit::Statement Habit::statement(const Draws& user, VisitId visit, std::uint32_t number) const {
  const std::uint64_t draw = visit.draw(number);
  const auto [takes, think] = user.pair(purpose(Purpose::statements), draw);
  Statement statement{.takes = duration_of(quantile(activity_->takes, takes)),
                      .think = think_time(activity_->think, think)};
  const bool is_certain =
      (activity_->saves_results <= 0 || activity_->saves_results >= 1) && activity_->fails <= 0;
  if (is_certain) {
    statement.saves_results = activity_->saves_results >= 1;
  } else {
    const auto [saves, fails] = user.pair(purpose(Purpose::results), draw);
    statement.saves_results = saves < activity_->saves_results;
    statement.fails = fails < activity_->fails;
  }
  statement.restarts_kernel =
      happens(activity_->restarts_kernel, [&] { return user.at(purpose(Purpose::kernels), draw); });
  return statement;
}

bool Habit::comes_back(const Draws& user, VisitId visit, std::uint32_t attempt) const {
  return happens(activity_->comes_back,
                 [&] { return user.at(purpose(Purpose::returns), visit.draw(attempt)); });
}

Habits::Habits(const Scenario& scenario, Number population, Number first_user, Number first_tally,
               std::uint32_t replication)
    : number_(population),
      population_(&scenario.populations[population]),
      calendar_(&scenario.calendars[population_->calendar]),
      first_user_(first_user),
      key_(engine::key_of(scenario.seed, replication)),
      weights_(purpose("weights")),
      departures_(purpose("departures")),
      days_(purpose("days")) {
  for (const Activity& activity : population_->activities) {
    activities_.emplace_back(*population_, activity, first_tally++);
  }
}

std::uint32_t Habits::purpose(std::string_view name) const { return purpose_of(population_->name, "", name); }

/// Compound growth: N users at the start are N (1 + g)^(t/T) at t; the next joins when one more is whole.
Instant Habits::joins(Number index) const {
  if (index < population_->users) return Instant{};
  const double ratio = (static_cast<double>(index) + 1) / population_->users;
  const double periods = elementary::log(ratio) / elementary::log(1 + population_->growth);
  return Instant{Duration{static_cast<std::int64_t>(
      std::ceil(periods * static_cast<double>(population_->growth_every.count())))}};
}

double Habits::weight(const Draws& user) const {
  const Distribution& activity = population_->activity;
  return activity.family == Distribution::Family::fixed ? activity.a
                                                        : quantile(activity, user.at(weights_, 0));
}

/// At a constant rate: a share s of those who are left goes in every period T, so the rate is -ln(1 - s) / T.
Instant Habits::leaves(const Draws& user, Instant joined) const {
  const Leavers& leavers = population_->leavers;
  if (leavers.share <= 0) return never;
  const double periods = elementary::log(1 - user.at(departures_, 0)) / elementary::log(1 - leavers.share);
  return after(joined, duration_of(periods * static_cast<double>(leavers.every.count())));
}

Duration Habits::until_administrator_acts(const Draws& user) const {
  return duration_of(quantile(population_->leavers.within, user.at(departures_, 1)));
}

Habits::DayEnd Habits::day_end(const Draws& user, std::uint32_t day) const {
  const auto [when, how] = user.pair(days_, day);
  constexpr double hour = 3'600'000;
  const double clock_time = std::clamp(quantile(population_->leaves_at, when) / hour, 0.0, 23.999);
  const auto of_hour = static_cast<std::size_t>(clock_time);
  const auto& hours = calendar_->days[day].hours;
  const Duration length = hours[of_hour + 1] - hours[of_hour];
  const double part = clock_time - static_cast<double>(of_hour);
  Leaving leaving = Leaving::laptop_closed;
  for (std::size_t i = leaving_count; i-- > 0;) {
    if (how < population_->leaving[i]) leaving = static_cast<Leaving>(i);
  }
  return {hours[of_hour] + Duration{static_cast<std::int64_t>(part * static_cast<double>(length.count()))},
          leaving};
}

Instant Habits::instant_at(std::uint32_t day, double position) const {
  const auto& by_hour = calendar_->by_hour;
  position = around_skipped_hour(calendar_->days[day], by_hour, position);
  const auto next = std::upper_bound(by_hour.begin() + 1, by_hour.end() - 1, position);
  const auto hour = static_cast<std::size_t>(next - by_hour.begin()) - 1;
  const double part = (position - by_hour[hour]) / (by_hour[hour + 1] - by_hour[hour]);
  const auto& hours = calendar_->days[day].hours;
  const Duration length = hours[hour + 1] - hours[hour];
  return hours[hour] + Duration{static_cast<std::int64_t>(std::clamp(part, 0.0, 1.0) *
                                                          static_cast<double>(length.count()))};
}

}  // namespace outlive::workload
