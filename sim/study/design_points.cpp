#include "sim/study/design_points.hpp"

#include <algorithm>

namespace outlive::study {
namespace {

/// All combinations, the last factor changing fastest.
std::string lay_out_full(const Study& study, std::vector<DesignPoint>& points) {
  std::uint64_t count = 1;
  for (const Factor& factor : study.factors) {
    count *= factor.levels.size();
    if (count > most_points) {
      return "the factors have more than " + std::to_string(most_points) +
             " combinations; take fewer levels, or a design that fills the space with fewer points";
    }
  }
  std::vector<std::size_t> at(study.factors.size(), 0);
  for (std::uint64_t number = 0; number < count; ++number) {
    DesignPoint point{static_cast<std::uint32_t>(number), {}};
    for (std::size_t i = 0; i < at.size(); ++i) point.levels.push_back(study.factors[i].levels[at[i]]);
    points.push_back(std::move(point));
    for (std::size_t i = at.size(); i-- > 0;) {
      if (++at[i] < study.factors[i].levels.size()) break;
      at[i] = 0;
    }
  }
  return {};
}

}  // namespace

std::string lay_out(Study& study, std::span<const Constraint> constraints, std::uint64_t /*seed*/) {
  std::vector<DesignPoint> points;
  if (std::string why = lay_out_full(study, points); !why.empty()) return why;
  study.points_of_design = static_cast<std::uint32_t>(points.size());
  std::erase_if(points, [&](const DesignPoint& point) {
    return std::any_of(constraints.begin(), constraints.end(),
                       [&](const Constraint& each) { return !each.holds(point.levels); });
  });
  if (points.empty()) return "the constraints leave no design point";
  study.points = std::move(points);
  return {};
}

}  // namespace outlive::study
