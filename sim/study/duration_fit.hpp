// Which distribution recorded durations come from: every family that populations can draw from, fitted by maximum likelihood, and
// how well each does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/distribution.hpp"

namespace outlive::study {

enum class DurationFamily : std::uint8_t {
  exponential,
  lognormal,
  weibull,
  pareto,
  lognormal_pareto,
  lognormal_lognormal
};
inline constexpr std::size_t duration_family_count = 6;

/// `lognormal`, `lognormal, Pareto tail`.
std::string_view name_of(DurationFamily family);

/// Parameters in milliseconds, as Distribution has them: see `distribution_of`.
struct DurationFit {
  DurationFamily family = DurationFamily::exponential;
  double a = 0;  // of the only part, or of the body
  double b = 0;
  double splice = 0;      // where the tail begins; 0: there is none
  double tail_share = 0;  // of the durations, beyond it
  double tail_a = 0;
  double tail_b = 0;
  int parameters = 0;
  double log_likelihood = 0;
  double aic = 0;       // 2 (parameters - log_likelihood): the lowest is chosen
  double distance = 0;  // Kolmogorov and Smirnov's: the greatest between the two cumulative distributions
  double p_value =
      0;  // that data of this distribution are as far from their own fit, by bootstrap; 0: not computed
};

struct DurationFits {
  std::vector<DurationFit> tried;  // by AIC, the best first; those that cannot be fitted are left out
  std::size_t count = 0;
  std::size_t tested = 0;  // so many of the durations, drawn at random, were used for the p-values
  std::size_t bootstraps = 0;
  std::size_t raised = 0;  // durations below `least`, taken for it
};

/// Without truncation.
Distribution distribution_of(const DurationFit& fit);

struct DurationFitOptions {
  double least_ms = 1;          // shorter durations, such as those rounded down to 0 s, are taken for this
  std::size_t bootstraps = 99;  // 0: no p-values
  std::uint64_t seed = 1;
};

/// Throws std::invalid_argument for fewer than ten durations. The p-values are of a parametric bootstrap with the parameters fitted
/// again each time (Stute, Gonzalez Manteiga, Presedo Quindimil 1993), since a table of Kolmogorov and Smirnov's distance does not
/// hold for fitted parameters; a splice stays where it is. Of more than 2,000 durations so many are tested.
DurationFits fit_durations(std::vector<double> durations_ms, const DurationFitOptions& options);

/// The greatest distance between the empirical distribution of `sorted` values, not empty, and `distribution`.
double kolmogorov_smirnov(const std::vector<double>& sorted, const Distribution& distribution);

}  // namespace outlive::study
