// Probability distributions of durations and of counts, as tables that inversion reads: one uniform number makes one
// variate, and a larger one never makes a smaller variate (except between the parts of a mixture).
//
// Names and parameters are the standard ones. Durations are in milliseconds, as doubles until they are drawn.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "outlive/time.hpp"

namespace outlive {

/// Of a duration, or of a weight without a unit.
struct Distribution {
  enum class Family : std::uint8_t {
    fixed,        // a
    uniform,      // from a to b
    exponential,  // mean a
    lognormal,    // exp(a) is the median, b the standard deviation of the logarithm
    normal,       // mean a, standard deviation b
    weibull,      // shape a, scale b
    pareto,       // shape a, least value b
    empirical,    // one of `values`, each as likely
    mixture,      // one of `parts`, part i where the uniform number is below shares[i]
  };
  Family family = Family::fixed;
  double a = 0;
  double b = 0;
  double from = 0;  // the part of (0, 1) that truncation leaves: u becomes from + u * (until - from)
  double until = 1;
  std::vector<double> values{};  // ascending
  std::vector<double> shares{};  // cumulative; the last is 1
  std::vector<Distribution> parts{};
  // What truncation promised: no rounding of a quantile steps over it.
  double at_least = -std::numeric_limits<double>::infinity();
  double at_most = std::numeric_limits<double>::infinity();
};

/// Of a number of things.
struct CountDistribution {
  enum class Family : std::uint8_t {
    fixed,              // a
    poisson,            // mean a
    negative_binomial,  // mean a, dispersion b: variance a + a^2/b
    geometric,          // on 1, 2, ...: mean a
    uniform,            // a, a + 1, ... b
    atoms,              // values[i] where the uniform number is below shares[i]
  };
  Family family = Family::fixed;
  double a = 0;
  double b = 0;
  std::vector<double> values{};
  std::vector<double> shares{};  // cumulative; the last is 1
};

/// The variate of a uniform number strictly between 0 and 1. The same bits on every machine.
double quantile(const Distribution& whole, double u);
/// The probability of at most `value`.
double probability_up_to(const Distribution& distribution, double value);
/// The mean; infinity where it has none.
double mean_of(const Distribution& distribution);
/// The same distribution between two values. Throws std::invalid_argument if nothing lies between them.
Distribution truncated(Distribution distribution, double at_least, double at_most);

/// The count of a uniform number strictly between 0 and 1; `weight` multiplies the mean of the families that may be 0 and have
/// no largest value, Poisson and negative binomial, and leaves the others as they are.
std::uint64_t quantile(const CountDistribution& distribution, double u, double weight = 1);
double mean_of(const CountDistribution& distribution);

/// A duration is at least one millisecond, and at most some hundred years.
Duration duration_of(double milliseconds);

}  // namespace outlive
