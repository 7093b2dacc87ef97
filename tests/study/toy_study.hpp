// Studies whose truth is known: a grid of two factors, a cost, and a share that survives. No simulator has a part in it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "outlive/study.hpp"
#include "outlive/sweep.hpp"
#include "sim/engine/elementary.hpp"
#include "sim/engine/random_stream.hpp"

namespace outlive::testing {

/// What a design point is in truth, and how much it varies.
struct ToyPoint {
  double cost = 0;
  double survival = 1;
};

struct ToyNoise {
  double common_cost = 0;  // standard deviations: the same at all points of a replication
  double own_cost = 0;
  double own_survival = 0;
};

inline Factor toy_factor(const std::string& name, std::size_t levels) {
  Factor factor;
  factor.name = name;
  factor.keys = {name};
  factor.type = Factor::Type::count;
  for (std::size_t i = 1; i <= levels; ++i)
    factor.levels.push_back({std::to_string(i), {std::to_string(i)}, static_cast<double>(i), {}});
  return factor;
}

/// All combinations of the levels of `a` and `b`; cost is looked for, survival promised to be at least `promised`.
inline Study toy_study(std::size_t levels_of_a, std::size_t levels_of_b, double promised = 0.995) {
  Study study;
  study.title = "Toy";
  study.factors = {toy_factor("a", levels_of_a), toy_factor("b", levels_of_b)};
  for (const Level& a : study.factors[0].levels)
    for (const Level& b : study.factors[1].levels)
      study.points.push_back({static_cast<std::uint32_t>(study.points.size()), {a, b}});
  study.points_of_design = static_cast<std::uint32_t>(study.points.size());
  study.responses.resize(2);
  study.responses[0].name = study.responses[0].key = "cost";
  study.responses[0].unit = Response::Unit::money;
  study.responses[1].name = study.responses[1].key = "survival";
  study.responses[1].unit = Response::Unit::share;
  study.replications = 10;
  Expected limit;
  limit.type = Expected::Type::number;
  limit.number = static_cast<std::int64_t>(promised * 1e9);
  limit.text = promised == 0.995 ? "99.5%" : std::to_string(promised);
  study.goal.emplace();
  study.goal->promises = {{1, Comparison::at_least, limit, {}, {}}};
  return study;
}

inline Observations no_observations(const Study& study) { return {study.points.size(), study.width()}; }

/// One replication of a toy's design point: a pure function of all that it is given.
class ToySampler {
 public:
  ToySampler(std::vector<ToyPoint> points, const ToyNoise& noise, std::uint64_t seed)
      : points_(std::move(points)), noise_(noise), seed_(seed) {}

  void operator()(const Unit& unit, Observations& observations) const {
    for (std::uint32_t i = unit.first; i < unit.first + unit.count; ++i) {
      const ToyPoint& truth = points_[unit.point];
      const double cost = truth.cost + noise_.common_cost * normal(i, 1'000'000, 1) +
                          noise_.own_cost * normal(i, unit.point, 2);
      const double survival = truth.survival + noise_.own_survival * normal(i, unit.point, 3);
      observations.set(unit.point, i, std::vector{cost, survival});
    }
  }

 private:
  [[nodiscard]] double normal(std::uint32_t replication, std::uint32_t user, std::uint32_t purpose) const {
    engine::RandomStream stream(seed_, replication, user, purpose);
    return elementary::normal_quantile(stream.uniform());
  }

  std::vector<ToyPoint> points_;
  ToyNoise noise_;
  std::uint64_t seed_;
};

}  // namespace outlive::testing
