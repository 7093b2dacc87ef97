// A scatter chart: what can be had, by two responses, with the uncertainty of both; what is best and what is chosen.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "outlive/estimate.hpp"
#include "sim/output/axis.hpp"

namespace outlive::output {

struct ScatterPoint {
  std::string name{};
  double x = 0;
  double y = 0;
  std::optional<Interval> x_interval{};
  std::optional<Interval> y_interval{};
  bool on_front = false;  // of the Pareto front: nothing is better in both
  bool chosen = false;
};

/// A promise about one of the responses. The region that breaks it is shaded.
struct PromisedLimit {
  enum class On : std::uint8_t { x, y };
  enum class Kept : std::uint8_t { at_or_below, at_or_above };
  On on = On::y;
  Kept kept = Kept::at_or_above;
  double limit = 0;
  std::string label{};
};

struct ScatterChart {
  std::string title{};
  std::string description{};  // for readers who cannot see it
  Axis x{};
  Axis y{};
  std::vector<ScatterPoint> points{};
  std::vector<PromisedLimit> promises{};
};

/// The chart as a file of its own. The front is joined in the order of x. Names that find no room beside their points, and
/// of more than fifteen points those off the front, are shown on hovering only and counted in a note, as are points that have no place on the axes.
std::string scatter_chart_svg(const ScatterChart& chart);

}  // namespace outlive::output
