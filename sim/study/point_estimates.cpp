#include "sim/study/point_estimates.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/study/proportion.hpp"
#include "sim/study/quantile_interval.hpp"
#include "sim/study/sample.hpp"

namespace outlive::study {
namespace {

bool all_finite(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

/// What two points came to in the replications that both have.
struct Pairs {
  std::vector<double> at;
  std::vector<double> from;
};

std::optional<Pairs> pairs_of(const Observations& observations, std::size_t point, std::size_t from,
                              std::size_t response) {
  Pairs pairs{observations.values(point, response), observations.values(from, response)};
  const std::size_t count = std::min(pairs.at.size(), pairs.from.size());
  pairs.at.resize(count);
  pairs.from.resize(count);
  if (count == 0 || !all_finite(pairs.at) || !all_finite(pairs.from)) return std::nullopt;
  return pairs;
}

}  // namespace

std::optional<Estimate> estimate_of(const Response& response, const std::vector<double>& values,
                                    double confidence) {
  if (values.empty() || !all_finite(values)) return std::nullopt;
  switch (response.statistic) {
    case Response::Statistic::mean: return mean_of(values, confidence);
    case Response::Statistic::quantile: return quantile_of(values, response.quantile, confidence);
    case Response::Statistic::share: {
      const auto yes = static_cast<std::uint64_t>(std::count(values.begin(), values.end(), 1.0));
      return proportion_of(yes, values.size(), confidence);
    }
  }
  return std::nullopt;
}

std::optional<Estimate> estimate_of(const Study& study, const Observations& observations, std::size_t point,
                                    std::size_t response) {
  return estimate_of(study.responses[response], observations.values(point, response), study.confidence);
}

std::optional<Estimate> difference_of(const Study& study, const Observations& observations, std::size_t point,
                                      std::size_t from, std::size_t response) {
  const auto pairs = pairs_of(observations, point, from, response);
  if (!pairs) return std::nullopt;
  if (study.responses[response].statistic != Response::Statistic::quantile)
    return paired_difference(pairs->at, pairs->from, study.confidence);
  const auto one = estimate_of(study, observations, point, response);
  const auto other = estimate_of(study, observations, from, response);
  return Estimate{one->value - other->value, std::nullopt, pairs->at.size()};
}

std::optional<Estimate> relative_difference_of(const Study& study, const Observations& observations,
                                               std::size_t point, std::size_t from, std::size_t response) {
  auto pairs = pairs_of(observations, point, from, response);
  if (!pairs || study.responses[response].statistic == Response::Statistic::quantile) return std::nullopt;
  for (std::size_t i = 0; i < pairs->at.size(); ++i) pairs->at[i] -= pairs->from[i];
  return ratio_of_means(pairs->at, pairs->from, study.confidence);
}

std::optional<double> relative_half_width(const Estimate& estimate) {
  if (!estimate.interval) return std::nullopt;
  const double half_width = estimate.interval->half_width();
  if (half_width == 0) return 0;
  return estimate.value == 0 ? std::optional<double>{} : half_width / std::abs(estimate.value);
}

}  // namespace outlive::study
