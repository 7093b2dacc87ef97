#include "sim/study/habit_fit.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>
#include <utility>

#include "sim/engine/elementary.hpp"
#include "sim/study/sample.hpp"

namespace outlive::study {
namespace {

using elementary::log;

constexpr double least_dispersion = 0.01;
constexpr double most_dispersion = 10'000;

/// 1970-01-01 was a Thursday.
bool is_weekend(std::int64_t day) {
  const std::int64_t weekday = ((day + 3) % 7 + 7) % 7;  // Monday is 0
  return weekday >= 5;
}

/// Arrivals of one user on the working days: those with any, and how many days there were.
struct UserDays {
  std::vector<double> counts;
  double sum = 0;
};

/// The logarithm of the probability of all counts, each user with the own mean; without the factorials, which no parameter changes.
double likelihood(const std::vector<UserDays>& users, double days, double k) {
  double sum = 0;
  for (const UserDays& user : users) {
    if (user.sum == 0) continue;
    const double mean = user.sum / days;
    // Over all days: k ln(k / (k + mean)) for each day, n ln(mean / (k + mean)) for each arrival.
    sum += days * k * -elementary::log1p(mean / k) + user.sum * (log(mean) - log(k + mean));
    for (const double count : user.counts) {
      for (double i = 0; i < count; i += 1) sum += log(k + i);
    }
  }
  return sum;
}

double poisson_likelihood(const std::vector<UserDays>& users, double days) {
  double sum = 0;
  for (const UserDays& user : users) {
    if (user.sum > 0) sum += user.sum * log(user.sum / days) - user.sum;
  }
  return sum;
}

/// Golden section on ln k: the likelihood has one peak there.
double most_likely_dispersion(const std::vector<UserDays>& users, double days) {
  constexpr double golden = 0.6180339887498949;
  constexpr int steps = 60;
  const auto value = [&](double log_k) { return likelihood(users, days, elementary::exp(log_k)); };
  double low = log(least_dispersion);
  double high = log(most_dispersion);
  for (int i = 0; i < steps; ++i) {
    const double left = high - golden * (high - low);
    const double right = low + golden * (high - low);
    if (value(left) < value(right)) {
      low = left;
    } else {
      high = right;
    }
  }
  return elementary::exp((low + high) / 2);
}

class Fitter {
 public:
  Fitter(std::vector<RecordedArrival> jobs, const HabitFitOptions& options)
      : jobs_(std::move(jobs)), options_(options) {
    if (jobs_.empty()) throw std::invalid_argument("no job, no habit");
    std::sort(jobs_.begin(), jobs_.end(), [](const RecordedArrival& a, const RecordedArrival& b) {
      return a.user != b.user ? a.user < b.user : a.second < b.second;
    });
    fit_.jobs = jobs_.size();
    fit_.users = jobs_.back().user + std::size_t{1};
  }

  HabitFit fit() {
    count_units();
    find_arrivals();
    find_days();
    find_hours();
    find_counts();
    find_activity();
    return std::move(fit_);
  }

 private:
  void count_units() {
    std::map<std::int64_t, std::uint64_t> counts;
    for (const RecordedArrival& job : jobs_) ++counts[job.units];
    for (const auto& [units, count] : counts) fit_.units.push_back({units, count});
    std::stable_sort(fit_.units.begin(), fit_.units.end(),
                     [](const UnitShare& a, const UnitShare& b) { return a.jobs > b.jobs; });
    std::vector<double> of_users(fit_.users);
    for (const RecordedArrival& job : jobs_) of_users[job.user] += 1;
    std::sort(of_users.rbegin(), of_users.rend());
    const std::size_t tenth = std::max<std::size_t>(1, of_users.size() / 10);
    double busiest = 0;
    for (std::size_t i = 0; i < tenth; ++i) busiest += of_users[i];
    fit_.busiest_share = busiest / static_cast<double>(fit_.jobs);
  }

  void find_arrivals() {
    for (const RecordedArrival& job : jobs_) {
      const bool with_last = options_.batches && !arrivals_.empty() && arrivals_.back().user == job.user &&
                             arrivals_.back().second == job.second;
      if (!with_last) arrivals_.push_back(job);
    }
    fit_.arrivals = arrivals_.size();
    fit_.batch_mean = static_cast<double>(fit_.jobs) / static_cast<double>(fit_.arrivals);
  }

  [[nodiscard]] bool works(std::int64_t day) const { return fit_.all_days_work || !is_weekend(day); }

  void find_days() {
    const auto [first, last] =
        std::minmax_element(arrivals_.begin(), arrivals_.end(),
                            [](const RecordedArrival& a, const RecordedArrival& b) { return a.day < b.day; });
    first_day_ = first->day;
    fit_.days = static_cast<std::size_t>(last->day - first->day + 1);
    double weekdays = 0;
    double weekends = 0;
    for (std::size_t i = 0; i < fit_.days; ++i) {
      (is_weekend(first_day_ + static_cast<std::int64_t>(i)) ? weekends : weekdays) += 1;
    }
    double on_weekdays = 0;
    for (const RecordedArrival& arrival : arrivals_) on_weekdays += is_weekend(arrival.day) ? 0 : 1;
    const double on_weekends = static_cast<double>(fit_.arrivals) - on_weekdays;
    const double ratio =
        weekends > 0 && on_weekdays > 0 ? (on_weekends / weekends) / (on_weekdays / weekdays) : 0;
    fit_.all_days_work = !options_.knows_calendar || weekdays == 0 || on_weekdays == 0 || ratio >= 1;
    fit_.other_days = fit_.all_days_work ? 0 : ratio;
    fit_.working_days = fit_.all_days_work ? fit_.days : static_cast<std::size_t>(weekdays);
  }

  void find_hours() {
    double all = 0;
    for (const RecordedArrival& arrival : arrivals_) {
      if (!works(arrival.day)) continue;
      fit_.hours.at(static_cast<std::size_t>(arrival.hour)) += 1;
      all += 1;
    }
    for (double& share : fit_.hours) share = options_.knows_calendar ? share / all : 1.0 / 24;
  }

  void find_counts() {
    const auto days = static_cast<double>(fit_.working_days);
    std::vector<UserDays> users(fit_.users);
    std::vector<double> of_days(fit_.days);
    std::map<std::pair<std::uint32_t, std::int64_t>, double> cells;
    for (const RecordedArrival& arrival : arrivals_) {
      if (!works(arrival.day)) continue;
      cells[{arrival.user, arrival.day}] += 1;
      of_days[static_cast<std::size_t>(arrival.day - first_day_)] += 1;
    }
    for (const auto& [cell, count] : cells) {
      users[cell.first].counts.push_back(count);
      users[cell.first].sum += count;
    }
    double all = 0;
    for (const UserDays& user : users) all += user.sum;
    fit_.per_day = all / (static_cast<double>(fit_.users) * days);
    const double k = most_likely_dispersion(users, days);
    // A day with no arrival has the factor Gamma(k) / Gamma(k) = 1, so only days with some are in the sums.
    fit_.aic_poisson = -2 * poisson_likelihood(users, days);
    fit_.aic_negative_binomial = 2 - 2 * likelihood(users, days, k);
    if (fit_.aic_negative_binomial < fit_.aic_poisson) fit_.dispersion = k;
    find_daily_spread(users, of_days);
  }

  void find_daily_spread(const std::vector<UserDays>& users, const std::vector<double>& of_days) {
    Moments moments;
    for (std::size_t i = 0; i < of_days.size(); ++i) {
      if (works(first_day_ + static_cast<std::int64_t>(i))) moments.add(of_days[i]);
    }
    fit_.daily_mean = moments.mean;
    fit_.daily_sd = moments.standard_deviation().value_or(0);
    double variance = 0;
    for (const UserDays& user : users) {
      const double mean = user.sum / static_cast<double>(fit_.working_days);
      variance += mean + (fit_.dispersion > 0 ? mean * mean / fit_.dispersion : 0);
    }
    fit_.daily_sd_fitted = std::sqrt(variance);
  }

  /// The variance of ln N is that of the logarithm of the user's mean, and about 1/mean + 1/(k days) of chance.
  void find_activity() {
    std::vector<double> of_users(fit_.users);
    for (const RecordedArrival& arrival : arrivals_) of_users[arrival.user] += 1;
    Moments logs;
    double chance = 0;
    for (const double count : of_users) {
      logs.add(log(std::max(count, 1.0)));
      chance += 1 / std::max(count, 1.0);
    }
    chance /= static_cast<double>(fit_.users);
    if (fit_.dispersion > 0) chance += 1 / (fit_.dispersion * static_cast<double>(fit_.days));
    const double variance = logs.variance().value_or(0) - chance;
    constexpr double least_sigma = 0.05;
    constexpr std::size_t least_users = 5;
    if (fit_.users >= least_users && variance > least_sigma * least_sigma) fit_.sigma = std::sqrt(variance);
  }

  std::vector<RecordedArrival> jobs_;
  HabitFitOptions options_;
  std::vector<RecordedArrival> arrivals_;
  std::int64_t first_day_ = 0;
  HabitFit fit_;
};

}  // namespace

HabitFit fit_habits(std::vector<RecordedArrival> jobs, const HabitFitOptions& options) {
  return Fitter(std::move(jobs), options).fit();
}

}  // namespace outlive::study
