// Whether draws come from the distribution that they should come from. The exact figures are Boost.Math's, which
// shares nothing with what is tested.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <boost/math/distributions/chi_squared.hpp>

#include "sim/engine/random_stream.hpp"

namespace goodness {

constexpr std::size_t draws = 100'000;

template <class Quantile>
std::vector<double> sample(Quantile quantile, std::uint64_t seed = 1) {
  outlive::engine::RandomStream random(seed, 0, 0, 0);
  std::vector<double> values(draws);
  for (double& value : values) value = static_cast<double>(quantile(random.uniform()));
  return values;
}

struct Moments {
  double mean = 0;
  double variance = 0;
};

inline Moments moments(const std::vector<double>& values) {
  Moments result;
  for (const double value : values) result.mean += value;
  const auto count = static_cast<double>(values.size());
  result.mean /= count;
  for (const double value : values) result.variance += (value - result.mean) * (value - result.mean);
  result.variance /= count - 1;
  return result;
}

/// By how many of its standard errors the mean of a sample is off; from the variance of the sample.
inline double z_of_mean(const std::vector<double>& values, double mean) {
  const Moments found = moments(values);
  return (found.mean - mean) / std::sqrt(found.variance / static_cast<double>(values.size()));
}

inline double z_of_variance(const std::vector<double>& values, double variance, double kurtosis_excess) {
  const double error = variance * std::sqrt((kurtosis_excess + 2) / static_cast<double>(values.size()));
  return (moments(values).variance - variance) / error;
}

/// By how many standard errors the share of a sample that is `counted` is off.
inline double z_of_share(double counted, double count, double share) {
  return (counted - count * share) / std::sqrt(count * share * (1 - share));
}

/// The probability of a worse fit by chance: values are counted in bins of which `edges` are the inner edges (a
/// value on an edge belongs to the bin above it), each bin being equally probable or as likely as `probabilities`
/// says.
inline double chi_square_p(const std::vector<double>& values, const std::vector<double>& edges,
                           const std::vector<double>& probabilities = {}) {
  const std::size_t bins = edges.size() + 1;
  std::vector<double> hits(bins);
  for (const double value : values) {
    ++hits[static_cast<std::size_t>(std::upper_bound(edges.begin(), edges.end(), value) - edges.begin())];
  }
  double sum = 0;
  for (std::size_t bin = 0; bin < bins; ++bin) {
    const double probability = probabilities.empty() ? 1 / static_cast<double>(bins) : probabilities[bin];
    const double expected = probability * static_cast<double>(values.size());
    sum += (hits[bin] - expected) * (hits[bin] - expected) / expected;
  }
  return boost::math::cdf(
      boost::math::complement(boost::math::chi_squared(static_cast<double>(bins - 1)), sum));
}

/// Neither a bad fit nor one too good to be by chance.
inline bool by_chance(double p) { return p > 1e-6 && p < 1 - 1e-6; }

/// The 49 inner edges of 50 equally probable bins.
template <class Quantile>
std::vector<double> fifty_bins(Quantile quantile) {
  std::vector<double> edges;
  for (int i = 1; i < 50; ++i) edges.push_back(quantile(i / 50.0));
  return edges;
}

}  // namespace goodness
