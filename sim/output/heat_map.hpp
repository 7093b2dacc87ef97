// A heat map: a response over the levels of two factors.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/output/axis.hpp"

namespace outlive::output {

struct HeatCell {
  std::size_t row = 0;
  std::size_t column = 0;
};

struct HeatMap {
  std::string title{};
  std::string description{};  // for readers who cannot see it
  std::string x_title{};
  std::string y_title{};
  std::vector<std::string> columns{};  // levels of the factor across, from the left
  std::vector<std::string> rows{};     // levels of the factor down, from the top
  std::vector<double> values{};        // row by row; what is missing at the end is an empty cell, too
  Axis value{};                        // linear; what it does not take is an empty cell
  std::optional<HeatCell> marked{};    // framed: the settings of today
};

/// The chart as a file of its own: the first 16 columns and 14 rows, with a note of what was cut. A number that does not fit
/// in its cell is shown on hovering only.
std::string heat_map_svg(const HeatMap& map);

/// The colour of a share of 0 to 1, as `#rrggbb`: equal steps look equally far apart, and grow lighter. After viridis by
/// Stéfan van der Walt and Nathaniel Smith (CC0), linear between nine of its colours.
std::string ramp_colour(double share);

/// Whether white is read better than near-black upon `#rrggbb`, by the contrast ratio of WCAG 2.1.
bool is_dark(const std::string& colour);

}  // namespace outlive::output
