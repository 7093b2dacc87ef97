// A quantile over replications, such as the cost that nine quarters of ten stay under, with an interval that assumes nothing
// of the distribution.
#pragma once

#include <cstdint>
#include <span>

#include "outlive/estimate.hpp"

namespace outlive::study {

/// The least value that a share `probability` of the sample does not exceed (its inverse distribution function; no value is
/// invented between two). Its interval lies between two order statistics: of `count` observations the number below the
/// quantile is binomial, whatever they are of, so ranks beyond which its tails have at most half of what `confidence` leaves
/// hold the quantile with at least that confidence (David and Nagaraja, Order Statistics, section 7.1). No interval where
/// the sample is too small to have such ranks.
///
/// Infinite values are beyond all others, as an end that never came is later than any, and may be a limit of the interval.
/// Throws std::invalid_argument for what is not a number, and for a probability or a confidence outside (0, 1).
Estimate quantile_of(std::span<const double> values, double probability, double confidence);

/// The least count of observations that gives `quantile_of` an interval; 6 for the median at 0.95, and 72 for 0.95 (or 0.05).
std::uint64_t least_count_for_quantile(double probability, double confidence);

}  // namespace outlive::study
