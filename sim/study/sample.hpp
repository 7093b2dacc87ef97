// What independent observations, such as the values of a response over replications, say of the mean that they vary around.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "outlive/estimate.hpp"

namespace outlive::study {

struct Moments {
  std::size_t count = 0;
  double mean = 0;
  double squares = 0;  // sum of the squared distances from the mean

  /// By Welford's recurrence, which subtracts no large sums. Throws std::invalid_argument if `value` is not finite: what
  /// has no number has no mean, and whoever leaves it out must say so.
  void add(double value);

  /// Without bias: divided by count - 1. Nothing of fewer than two values.
  [[nodiscard]] std::optional<double> variance() const;
  [[nodiscard]] std::optional<double> standard_deviation() const;
  /// Of the mean.
  [[nodiscard]] std::optional<double> standard_error() const;
};

/// In the order of the values. Throws as `Moments::add` does.
Moments moments_of(std::span<const double> values);

/// Of a[i] - b[i]. Throws std::invalid_argument unless there are as many of both.
Moments difference_of(std::span<const double> a, std::span<const double> b);

/// Student's interval around a value whose standard error was estimated with so many degrees of freedom.
/// Throws std::invalid_argument for a confidence outside (0, 1).
Interval student_interval(double value, double standard_error, double degrees, double confidence);

/// The mean with Student's interval: the sample standard deviation is itself uncertain, which a normal interval forgets.
/// Exact for normal values, near enough for means of many; no interval of fewer than two values. Values that never vary have
/// an interval of no width: right where chance has no part, wrong for what is rare and was not seen yet (proportion.hpp).
/// Throws std::invalid_argument for values that are not finite and a confidence outside (0, 1); of no values the mean is 0.
Estimate mean_of(std::span<const double> values, double confidence);

/// The same from moments that were gathered one by one.
Estimate estimate_of(const Moments& moments, double confidence);

/// The mean of a[i] - b[i] with Student's interval. Under common random numbers the two of a pair rise and fall together, so
/// that this is narrower than both intervals apart. Throws std::invalid_argument unless there are as many of both.
Estimate paired_difference(std::span<const double> a, std::span<const double> b, double confidence);

/// The mean of a minus the mean of b, which need not be as many, with Welch's interval: for samples that have nothing to do with
/// each other (B. L. Welch, Biometrika 34, 1947). No interval unless there are two values of each.
Estimate independent_difference(std::span<const double> a, std::span<const double> b, double confidence);

/// The mean of `parts` as a share of the mean of `wholes`, paired by replication: a change in per cent. Its variance is that of
/// parts - share * wholes (the delta method; Cochran, Sampling Techniques, 3rd ed., section 2.11), which takes into account
/// that both rise and fall together; for few replications it is an approximation. Nothing where the wholes have the mean 0.
/// Throws std::invalid_argument unless there are as many of both.
std::optional<Estimate> ratio_of_means(std::span<const double> parts, std::span<const double> wholes,
                                       double confidence);

/// How many replications in all would decide, where `count` of them left an interval of `half_width` around a value that
/// lies `distance` from the limit: ceil(count (half_width / distance)^2), as half-widths fall with the root of the count.
/// An estimate, since both will move. At least 2; nothing if the value lies on the limit, where no number would do.
std::optional<std::uint64_t> replications_wanted(std::size_t count, double half_width, double distance);

}  // namespace outlive::study
