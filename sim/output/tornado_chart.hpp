// A tornado chart: which factors move a response most, and which way.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "outlive/estimate.hpp"
#include "sim/output/axis.hpp"

namespace outlive::output {

/// What a factor does at one of its levels, everything else as it is today.
struct TornadoEnd {
  std::string level{};
  double effect = 0;  // difference from today
  std::optional<Interval> interval{};
};

struct TornadoBar {
  std::string factor{};
  std::optional<TornadoEnd> low{};
  std::optional<TornadoEnd> high{};
};

struct TornadoChart {
  std::string title{};
  std::string description{};       // for readers who cannot see it
  Axis effect{};                   // linear; zero always belongs to it
  std::vector<TornadoBar> bars{};  // in any order
};

/// The chart as a file of its own, the widest bar first; the twelve widest are drawn, the rest counted in a note. An
/// effect that is no number is not drawn.
std::string tornado_chart_svg(const TornadoChart& chart);

}  // namespace outlive::output
