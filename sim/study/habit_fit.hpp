// What recorded jobs say of the habits of their users: how often, when, how many at once, and how much more some do than others.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace outlive::study {

struct RecordedArrival {
  std::uint32_t user = 0;   // from 0
  std::int64_t second = 0;  // since 1970: what a user submits in the same second came as one batch
  std::int64_t day = 0;     // local days since 1970
  int hour = 0;             // local, 0 to 23
  std::int64_t units = 1;
};

struct HabitFitOptions {
  bool knows_calendar = true;  // whether days are days of the week and hours those of a clock
  bool batches = true;         // whether jobs that come together are one arrival
};

struct UnitShare {
  std::int64_t units = 1;
  std::uint64_t jobs = 0;
};

struct HabitFit {
  std::size_t jobs = 0;
  std::size_t users = 0;
  std::size_t arrivals = 0;
  std::size_t days = 0;          // from the first to the last, all of them
  std::size_t working_days = 0;  // of these
  bool all_days_work = false;    // weekends are as busy as other days, or not known
  double other_days = 0;         // volume of one against a working day, 0 to 1
  double batch_mean = 1;         // jobs of an arrival
  double per_day = 0;            // arrivals on a working day, of the mean user
  double dispersion = 0;         // k of the negative binomial; 0: Poisson's fits as well
  double aic_poisson = 0;
  double aic_negative_binomial = 0;
  double sigma = 0;  // of the logarithm of what users do; 0: all do as much
  std::array<double, 24>
      hours{};            // shares of the arrivals on working days; all equal where the clock is not known
  double daily_mean = 0;  // arrivals of all users on a working day
  double daily_sd = 0;    // as recorded
  double daily_sd_fitted = 0;    // as independent users of these habits would make it
  double busiest_share = 0;      // of the jobs, by the busiest tenth of the users
  std::vector<UnitShare> units;  // most frequent first
};

/// Counts of each user and day have the user's own mean; k is the most likely one of all together, found between 0.01 and 10,000, and
/// is kept if AIC says so. Sigma is the standard deviation of the logarithm of the users' counts, less what chance alone adds to
/// it (by the delta method). Throws std::invalid_argument without an arrival.
HabitFit fit_habits(std::vector<RecordedArrival> jobs, const HabitFitOptions& options);

}  // namespace outlive::study
