// How much of a series at the beginning of a run is not yet what it will be: MSER-5.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace outlive::study {

struct Truncation {
  std::size_t observations = 0;  // to be left out, a multiple of 5
  double mean = 0;               // of those that are left, up to the last whole batch
  /// The best place to cut lies at the end of the first half, where the search ends: the run is too short for its warm-up,
  /// and nothing is known of what comes after it. Also of fewer than ten batches, of which nothing can be said.
  bool too_short = true;
};

/// MSER-5 (White, Simulation 69, 1997; White, Cobb and Spratt, Winter Simulation Conference 2000): means of batches of 5
/// observations; that beginning is left out after which the variance of what remains, over its length, is least:
/// sum of (batch - mean of the rest)^2 / (batches of the rest)^2. It weighs the bias of what is left in against the noise of
/// what is left out, and asks for no parameter. Not more than half of the batches are left out. Observations behind the last
/// whole batch are not looked at. Throws std::invalid_argument if one is not finite.
Truncation mser5(std::span<const double> series);

/// Of the average over replications, in which the warm-up stands out from less noise. Throws std::invalid_argument unless all
/// series have the same length.
Truncation mser5(std::span<const std::vector<double>> replications);

}  // namespace outlive::study
