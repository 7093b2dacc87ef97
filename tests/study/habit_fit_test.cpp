// Habits are recovered from arrivals that were drawn with them.
#include "sim/study/habit_fit.hpp"

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

#include "outlive/distribution.hpp"
#include "sim/engine/random_stream.hpp"

using namespace outlive;
using study::HabitFit;
using study::RecordedArrival;

namespace {

constexpr std::int64_t monday = 20'514;  // 2026-03-02

struct Truth {
  std::size_t users = 300;
  std::int64_t days = 56;
  double mean = 3;
  double k = 0;  // 0: Poisson
  double sigma = 0;
  double weekend = 0.5;
  std::size_t batch = 1;
};

std::vector<RecordedArrival> drawn(const Truth& truth) {
  engine::RandomStream random(11, 0, 0, 1);
  CountDistribution counts;
  counts.family =
      truth.k > 0 ? CountDistribution::Family::negative_binomial : CountDistribution::Family::poisson;
  counts.a = truth.mean;
  counts.b = truth.k;
  Distribution weights;
  weights.family = Distribution::Family::lognormal;
  weights.a = -truth.sigma * truth.sigma / 2;
  weights.b = truth.sigma;
  std::vector<RecordedArrival> all;
  for (std::uint32_t user = 0; user < truth.users; ++user) {
    const double weight = truth.sigma > 0 ? quantile(weights, random.uniform()) : 1;
    for (std::int64_t day = 0; day < truth.days; ++day) {
      const double volume = day % 7 >= 5 ? truth.weekend : 1;
      const std::uint64_t count = quantile(counts, random.uniform(), weight * volume);
      for (std::uint64_t i = 0; i < count; ++i) {
        const int hour = random.uniform() < 0.75 ? 9 : 15;
        const std::int64_t second = (monday + day) * 86'400 + hour * 3600 + static_cast<std::int64_t>(i);
        for (std::size_t job = 0; job < truth.batch; ++job)
          all.push_back({user, second, monday + day, hour, job == 0 ? 1 : 4});
      }
    }
  }
  return all;
}

}  // namespace

TEST_CASE("fit: counts a day, weekends, hours and batches are recovered") {
  const HabitFit fit = study::fit_habits(drawn({.batch = 2}), {});
  CHECK(fit.users == 300);
  CHECK(fit.days == 56);
  CHECK(fit.working_days == 40);
  CHECK(fit.per_day == doctest::Approx(3).epsilon(0.02));
  CHECK(fit.other_days == doctest::Approx(0.5).epsilon(0.03));
  CHECK(fit.batch_mean == doctest::Approx(2).epsilon(0.001));
  CHECK(fit.hours[9] == doctest::Approx(0.75).epsilon(0.02));
  CHECK(fit.hours[15] == doctest::Approx(0.25).epsilon(0.04));
  CHECK(fit.units.size() == 2);
  CHECK(fit.dispersion == 0);  // Poisson: a k is not worth its parameter
  CHECK(fit.sigma == 0);
  CHECK(fit.daily_sd ==
        doctest::Approx(fit.daily_sd_fitted).epsilon(0.35));  // of 40 days: 11 % is one standard error
}

TEST_CASE("fit: the dispersion of negative binomial counts is recovered, and beats Poisson") {
  for (const double k : {0.5, 2.0, 8.0}) {
    const HabitFit fit = study::fit_habits(drawn({.k = k}), {});
    CAPTURE(k);
    CHECK(fit.dispersion == doctest::Approx(k).epsilon(0.12));
    CHECK(fit.aic_negative_binomial < fit.aic_poisson);
  }
}

TEST_CASE("fit: how unlike users are is recovered, chance taken off") {
  for (const double sigma : {0.5, 1.0, 1.8}) {
    const HabitFit fit = study::fit_habits(drawn({.mean = 6, .sigma = sigma}), {});
    CAPTURE(sigma);
    CHECK(fit.sigma == doctest::Approx(sigma).epsilon(0.2));  // 300 users: 4 % is one standard error
  }
}

TEST_CASE("fit: without a calendar all days and hours are alike, one user is no crowd") {
  const HabitFit fit = study::fit_habits(drawn({.users = 1}), {.knows_calendar = false});
  CHECK(fit.all_days_work);
  CHECK(fit.working_days == fit.days);
  CHECK(fit.hours[3] == doctest::Approx(1.0 / 24));
  CHECK(fit.sigma == 0);
  CHECK_THROWS_AS(study::fit_habits({}, {}), std::invalid_argument);
}
