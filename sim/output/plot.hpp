// What charts with axes share: title, frame with ticks, legend, notes.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/output/axis.hpp"
#include "sim/output/svg.hpp"

namespace outlive::output {

inline constexpr double page_margin = 24;

/// The area that data is drawn in, and where values lie in it.
struct Plot {
  Box area;
  Scale x;
  Scale y;
};

void draw_title(Svg& svg, std::string_view title);

/// Small print below everything, what was left out above all; nothing if there are none.
void draw_notes(Svg& svg, std::span<const std::string> notes);

/// What a legend takes of the page: at the right of the area, and of the line above it.
struct Reserved {
  double right = page_margin + 8;
  double above = 0;
};

/// Grid, ticks and titles. Tick labels never overlap: there are fewer of them
/// instead, or words are slanted and shortened.
Plot draw_axes(Svg& svg, const Axis& x, Interval x_range, const Axis& y, Interval y_range,
               const Reserved& reserved);

/// How much more than usual the words of an axis take below an area of that width.
double room_below(const Axis& axis, double width);

/// Ticks, labels and title below an area, with lines of the grid through it.
void draw_x_axis(Svg& svg, const Axis& axis, const Scale& scale, const Box& area);

/// The scale with as many ticks as have room for their labels between `from` and `to`.
Scale fitting_x_scale(const Axis& axis, Interval range, Margin margin, double from, double to);

/// A vertical dashed line with its label above the area.
void draw_marked_x(Svg& svg, const Plot& plot, double value, std::string_view label);

/// A range in units of the viewBox, with a bar at each end.
void draw_x_whisker(Svg& svg, double from, double to, double y, std::string_view classes);
void draw_y_whisker(Svg& svg, double x, double from, double to, std::string_view classes);

/// The colour and the dashes of the n-th series.
std::string colour_class(std::size_t series);
std::string dash_class(std::size_t series);
Mark mark_of(std::size_t series);

/// `First 8 of 40 series shown`; empty if all are.
std::string cut_note(std::size_t shown, std::size_t all, std::string_view things);

/// For hovering: `3.2 (3.1 to 3.4)`.
std::string label_with_interval(const Axis& axis, double value, const std::optional<Interval>& interval);

}  // namespace outlive::output
