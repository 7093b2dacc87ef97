#include "sim/study/precision.hpp"

#include <algorithm>
#include <cmath>

#include "sim/study/point_estimates.hpp"

namespace outlive::study {
namespace {

/// The responses of which the precision is wanted.
std::vector<std::size_t> wanted_responses(const Study& study) {
  const std::vector<std::string>& names = study.precision->of;
  std::vector<std::size_t> wanted;
  for (std::size_t i = 0; i < study.responses.size(); ++i) {
    const bool named = std::find(names.begin(), names.end(), study.responses[i].name) != names.end();
    const bool is_mean = study.responses[i].statistic == outlive::Response::Statistic::mean;
    if (named || (names.empty() && is_mean)) wanted.push_back(i);
  }
  return wanted;
}

/// How many replications in all the least known response of a point takes; none more than there are if it is known.
double replications_for(const Study& study, const Observations& observations, std::size_t point) {
  const double count = observations.replications(point);
  double most = count;
  for (const std::size_t response : wanted_responses(study)) {
    const auto estimate = estimate_of(study, observations, point, response);
    if (!estimate) continue;
    const auto width = relative_half_width(*estimate);
    if (width && *width <= study.precision->within) continue;
    const double times = width ? *width / study.precision->within : 2;  // of a mean of zero there is no share
    most = std::max(most, std::ceil(count * times * times));
  }
  return most;
}

}  // namespace

std::vector<Unit> units_for_precision(const Study& study, const Observations& observations) {
  std::vector<Unit> units;
  for (std::uint32_t point = 0; point < study.points.size(); ++point) {
    const std::uint32_t count = observations.replications(point);
    const double wanted = std::min({replications_for(study, observations, point), 2.0 * count,
                                    static_cast<double>(study.precision->at_most)});
    for (std::uint32_t first = count; first < wanted; ++first)
      units.push_back(further_unit(study, point, first));
  }
  return units;
}

std::vector<std::size_t> points_not_precise(const Study& study, const Observations& observations) {
  std::vector<std::size_t> points;
  for (std::size_t point = 0; study.precision && point < study.points.size(); ++point) {
    if (replications_for(study, observations, point) > observations.replications(point))
      points.push_back(point);
  }
  return points;
}

}  // namespace outlive::study
