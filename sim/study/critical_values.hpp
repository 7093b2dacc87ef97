// Quantiles and tails of the distributions that intervals and tests come from. Boost.Math takes seconds to compile, so this
// is the only place of the layer that includes it.
#pragma once

#include <cstdint>

#include "outlive/estimate.hpp"

namespace outlive::study {

/// Throws std::invalid_argument unless `confidence` lies strictly between 0 and 1: 95 is no confidence, 0.95 is.
void require_confidence(double confidence);

/// What Student's t exceeds with probability `tail`, between 0 and 1. `degrees` of freedom are more than 0.
double student_exceeded(double degrees, double tail);

/// The shares between which `count` successes in `trials` are not surprising: with less than the lower one, so many or more
/// would have at most half of the probability that `confidence` leaves; with more than the upper one, so many or fewer
/// (Clopper and Pearson 1934). Throws std::invalid_argument without a trial.
Interval clopper_pearson(std::uint64_t count, std::uint64_t trials, double confidence);

/// The probability of at most `count` successes in `trials` with probability `share` each, strictly between 0 and 1.
double binomial_up_to(std::uint64_t count, std::uint64_t trials, double share);

/// The probability that Fisher's F with these degrees of freedom is more than `ratio`, which is not negative.
double fisher_beyond(double ratio, double numerator_degrees, double denominator_degrees);

}  // namespace outlive::study
