// Of how many replications, jobs or users something holds: a share, and the interval that it is uncertain by.
#pragma once

#include <cstdint>
#include <span>

#include "outlive/estimate.hpp"

namespace outlive::study {

/// The share of `yes` among `count`, with the exact interval of Clopper and Pearson (Biometrika 26, 1934): at the chosen
/// confidence or above it for every true share and any count. Wald's (share +- z sqrt(share (1 - share) / count)) is neither:
/// 0 of 30 would be certain, and for rare shares, which is what quotas and promises are about, it misses far more often than
/// it says. Nothing is known of no observations. Throws std::invalid_argument if `yes` is more than `count`.
Estimate proportion_of(std::uint64_t yes, std::uint64_t count, double confidence);

/// The same of values that are 1 (yes) or 0 (no); throws std::invalid_argument if one is neither.
Estimate proportion_of(std::span<const double> values, double confidence);

}  // namespace outlive::study
