#include "sim/study/design_points.hpp"

#include <algorithm>
#include <utility>

#include "sim/study/factorial.hpp"
#include "sim/study/space_filling.hpp"

namespace outlive::study {
namespace {

DesignPoint point_of(const Study& study, std::size_t number, const LevelIndices& at) {
  DesignPoint point{static_cast<std::uint32_t>(number), {}};
  for (std::size_t i = 0; i < at.size(); ++i) point.levels.push_back(study.factors[i].levels[at[i]]);
  return point;
}

std::string lay_out_full(const Study& study, std::vector<DesignPoint>& points) {
  std::uint64_t count = 1;
  std::vector<std::uint32_t> levels;
  for (const Factor& factor : study.factors) {
    levels.push_back(static_cast<std::uint32_t>(factor.levels.size()));
    count *= factor.levels.size();
    if (count > most_points) {
      return "the factors have more than " + std::to_string(most_points) +
             " combinations; take fewer levels, or a design that fills the space with fewer points";
    }
  }
  for (const LevelIndices& at : full_factorial(levels)) points.push_back(point_of(study, points.size(), at));
  return {};
}

std::string lay_out_fraction(Study& study, std::vector<DesignPoint>& points) {
  std::vector<std::string> names;
  for (const Factor& factor : study.factors) {
    names.push_back(factor.name);
    if (factor.levels.size() != 2) {
      return "a fractional factorial has two levels of each factor, and '" + factor.name + "' has " +
             std::to_string(factor.levels.size());
    }
  }
  const auto design =
      fractional_factorial(static_cast<std::uint32_t>(study.factors.size()), study.design.resolution);
  if (!design) {
    return "a fractional factorial has at most " + std::to_string(most_fractional_factors) +
           " factors; a Latin hypercube or a Sobol sequence takes more";
  }
  for (const LevelIndices& at : design->points) points.push_back(point_of(study, points.size(), at));
  study.notes = design_notes(*design, names);
  return {};
}

/// A coordinate between 0 and 1 as a value of a range, or as one of equally many levels.
Level level_of(const Factor& factor, double coordinate) {
  if (factor.is_range) return level_at(factor, coordinate);
  const auto last = factor.levels.size() - 1;
  const auto at = static_cast<std::size_t>(coordinate * static_cast<double>(factor.levels.size()));
  return factor.levels[std::min(at, last)];
}

void lay_out_space(Study& study, std::uint64_t seed, std::vector<DesignPoint>& points) {
  const auto factors = static_cast<std::uint32_t>(study.factors.size());
  const bool is_sobol = study.design.kind == Design::Kind::sobol;
  const std::uint32_t count = study.design.points;
  for (const UnitPoint& at : is_sobol ? sobol(count, factors, seed) : latin_hypercube(count, factors, seed)) {
    DesignPoint point{static_cast<std::uint32_t>(points.size()), {}};
    for (std::size_t i = 0; i < at.size(); ++i) point.levels.push_back(level_of(study.factors[i], at[i]));
    points.push_back(std::move(point));
  }
  if (std::string note = is_sobol ? sobol_note(count) : std::string{}; !note.empty())
    study.notes.push_back(std::move(note));
}

std::string lay_out_whole(Study& study, std::uint64_t seed, std::vector<DesignPoint>& points) {
  switch (study.design.kind) {
    case Design::Kind::full_factorial: return lay_out_full(study, points);
    case Design::Kind::fractional_factorial: return lay_out_fraction(study, points);
    case Design::Kind::latin_hypercube:
    case Design::Kind::sobol: lay_out_space(study, seed, points); break;
  }
  return {};
}

}  // namespace

std::string lay_out(Study& study, std::span<const Constraint> constraints, std::uint64_t seed) {
  std::vector<DesignPoint> points;
  if (std::string why = lay_out_whole(study, seed, points); !why.empty()) return why;
  study.points_of_design = static_cast<std::uint32_t>(points.size());
  std::erase_if(points, [&](const DesignPoint& point) {
    return std::any_of(constraints.begin(), constraints.end(),
                       [&](const Constraint& each) { return !each.holds(point.levels); });
  });
  if (points.empty()) return "the constraints leave no design point";
  if (points.size() < study.points_of_design && study.design.kind == Design::Kind::fractional_factorial)
    study.notes.emplace_back(
        "Constraints left points out: the design is no longer balanced, and effects may be mixed up.");
  study.points = std::move(points);
  return {};
}

}  // namespace outlive::study
