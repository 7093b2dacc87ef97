#include "sim/study/main_effects.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/study/sample.hpp"

namespace outlive::study {
namespace {

/// The points at which a factor has this level.
std::vector<std::size_t> points_with(const Study& study, std::size_t factor, const Level& level) {
  std::vector<std::size_t> points;
  for (std::size_t point = 0; point < study.points.size(); ++point) {
    if (study.points[point].levels[factor].text == level.text) points.push_back(point);
  }
  return points;
}

}  // namespace

bool is_balanced(const Study& study) {
  const bool factorial = study.design.kind == Design::Kind::full_factorial ||
                         study.design.kind == Design::Kind::fractional_factorial;
  return factorial && study.points.size() == study.points_of_design;
}

std::vector<double> means_over(const Observations& observations, std::span<const std::size_t> points,
                               std::size_t response) {
  std::vector<double> means;
  if (points.empty()) return means;
  std::uint32_t count = observations.replications(points.front());
  for (const std::size_t point : points) count = std::min(count, observations.replications(point));
  for (std::uint32_t replication = 0; replication < count; ++replication) {
    double sum = 0;
    for (const std::size_t point : points) sum += observations.row(point, replication)[response];
    if (!std::isfinite(sum)) return {};
    means.push_back(sum / static_cast<double>(points.size()));
  }
  return means;
}

std::optional<Estimate> main_effect(const Study& study, const Observations& observations, std::size_t factor,
                                    std::size_t response) {
  const std::vector<Level>& levels = study.factors[factor].levels;
  std::vector<double> low = means_over(observations, points_with(study, factor, levels.front()), response);
  std::vector<double> high = means_over(observations, points_with(study, factor, levels.back()), response);
  const std::size_t count = std::min(low.size(), high.size());
  if (count == 0) return std::nullopt;
  low.resize(count);
  high.resize(count);
  return paired_difference(high, low, study.confidence);
}

}  // namespace outlive::study
