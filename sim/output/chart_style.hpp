// How the classes of drawings look, on light and on dark pages.
//
// Roles are classes of their own (paper, ink, quiet, grid, axis, line, band, whisker, mark ...); what belongs to the
// n-th series carries `c0` to `c7` besides, its colour, and its line `d0` to `d7`, its dashes.
#pragma once

#include <cstddef>
#include <string>

namespace outlive::output {

/// More series than this are not told apart, so no more are drawn.
inline constexpr std::size_t most_series = 8;

/// The style sheet. Every selector begins with the class of the drawing, so that a page may hold other things, too.
std::string chart_style();

}  // namespace outlive::output
