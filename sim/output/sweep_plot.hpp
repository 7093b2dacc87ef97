// What a response does as the factors vary, as a picture.
#pragma once

#include <string>

#include "outlive/sweep.hpp"

namespace outlive::output {

/// A response along the factor with most levels, a line for each combination of the others, with their intervals. SVG.
std::string sweep_plot_svg(const Study& study, const Observations& observations, std::size_t response);

/// `cost.total.svg`: the name of the response, as far as it may be that of a file.
std::string plot_name(const Response& response);

}  // namespace outlive::output
