// A mean, known better for knowing the true means of other things: if more users came than come on average, the cost of this
// replication is above its mean, too, and it is known by about how much.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "outlive/estimate.hpp"

namespace outlive::study {

/// What is observed along with the response, and what it would be on average.
struct Control {
  std::span<const double> values;  // by replication
  double mean = 0;                 // in truth, not of `values`
};

struct ControlledMean {
  Estimate estimate;  // the mean of the response where all controls had their means
  Estimate plain;     // without controls
  /// By what share the variance of the estimate is below that of the plain mean, 1 being all of it. Below 0 where the
  /// controls cost more than they bring: each takes a degree of freedom. Nothing where the plain mean has no variance.
  std::optional<double> removed;
  /// By how many of its standard errors the mean of each control is off. Far from 0, say above 4: it does not have the mean
  /// that it was said to have, and the estimate is off, too. Nothing for one that never varies.
  std::vector<std::optional<double>> z;
  std::vector<double>
      coefficients;  // of each control; 0 of those that were left out, such as one that never varies
};

/// Linear control variates with coefficients by least squares on the controls' distances from their means; the variance is
/// that of the intercept, with as many degrees of freedom as there are replications beyond the controls and 1 (Lavenberg and
/// Welch, Management Science 27, 1981). Exact where response and controls are jointly normal. With no more replications than
/// that the estimate is the plain one. Throws std::invalid_argument for numbers of values that differ, values that are not
/// finite, and a confidence outside (0, 1).
ControlledMean controlled_mean(std::span<const double> response, std::span<const Control> controls,
                               double confidence);

}  // namespace outlive::study
