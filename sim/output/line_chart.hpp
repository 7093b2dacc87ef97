// A line chart: responses along a factor, each with its uncertainty.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "outlive/estimate.hpp"
#include "sim/output/axis.hpp"

namespace outlive::output {

struct LinePoint {
  double x = 0;
  double y = 0;
  std::optional<Interval> interval{};  // of y
};

struct LineSeries {
  std::string name{};
  std::vector<LinePoint> points{};  // in the order in which they are joined
};

/// A value of x that is pointed out: the setting of today.
struct MarkedX {
  double value = 0;
  std::string label{};
};

enum class IntervalStyle : std::uint8_t { band, whiskers };

struct LineChart {
  std::string title{};
  std::string description{};  // for readers who cannot see it
  Axis x{};
  Axis y{};
  std::vector<LineSeries> series{};  // the first eight are drawn, the rest counted in a note
  IntervalStyle intervals = IntervalStyle::band;
  std::optional<MarkedX> marked{};
};

/// The chart as a file of its own. What has no place on its axes (no number, or not above zero on a logarithmic axis)
/// leaves a gap and is counted in a note.
std::string line_chart_svg(const LineChart& chart);

}  // namespace outlive::output
