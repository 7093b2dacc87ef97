// The highest point of a function of two parameters, without derivatives.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace outlive::study {

using Point2 = std::array<double, 2>;

struct Peak {
  Point2 at{};
  double value = 0;
};

/// Nelder and Mead's simplex (The Computer Journal 7, 1965) with a fixed number of steps, so that the same start gives the same
/// bits. The function returns minus infinity where it is not to go. Finds a local maximum near `start`.
template <class Function>
Peak highest(Function function, Point2 start, double width, int steps = 200) {
  const auto value_at = [&](const Point2& at) {
    const double value = function(at);
    return Peak{at, std::isnan(value) ? -HUGE_VAL : value};
  };
  std::array<Peak, 3> corners{value_at(start), value_at({start[0] + width, start[1]}),
                              value_at({start[0], start[1] + width})};
  const auto better = [](const Peak& a, const Peak& b) { return a.value > b.value; };
  for (int step = 0; step < steps; ++step) {
    std::sort(corners.begin(), corners.end(), better);
    const Point2 middle{(corners[0].at[0] + corners[1].at[0]) / 2, (corners[0].at[1] + corners[1].at[1]) / 2};
    const auto towards = [&](double factor) {
      return value_at({middle[0] + factor * (middle[0] - corners[2].at[0]),
                       middle[1] + factor * (middle[1] - corners[2].at[1])});
    };
    const Peak reflected = towards(1);
    if (reflected.value > corners[0].value) {
      const Peak expanded = towards(2);
      corners[2] = better(expanded, reflected) ? expanded : reflected;
    } else if (reflected.value > corners[1].value) {
      corners[2] = reflected;
    } else {
      const Peak contracted = towards(reflected.value > corners[2].value ? 0.5 : -0.5);
      if (contracted.value > std::max(reflected.value, corners[2].value)) {
        corners[2] = contracted;
      } else {
        for (std::size_t i = 1; i < corners.size(); ++i) {
          corners[i] = value_at(
              {(corners[i].at[0] + corners[0].at[0]) / 2, (corners[i].at[1] + corners[0].at[1]) / 2});
        }
      }
    }
  }
  return *std::min_element(corners.begin(), corners.end(), better);
}

}  // namespace outlive::study
