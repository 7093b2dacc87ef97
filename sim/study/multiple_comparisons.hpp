// Many systems compared at once: each interval is widened so that all of them hold together with the confidence that was
// asked for. By Bonferroni's inequality, which holds under common random numbers as under any other dependence.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "outlive/estimate.hpp"
#include "sim/study/ranking.hpp"

namespace outlive::study {

/// By how much the mean of each system is above that of `baseline`, which differs from itself by exactly 0. `systems` holds
/// the values of each by replication. Throws std::invalid_argument unless all have as many, and for a confidence outside
/// (0, 1); no intervals of fewer than two replications.
std::vector<Estimate> differences_from(std::span<const std::vector<double>> systems, std::size_t baseline,
                                       double confidence);

/// Multiple comparisons with the best (Hsu, Annals of Statistics 12, 1984, with Bonferroni's critical value in place of his
/// own, which takes systems to be independent): the mean of each system minus the best mean of all others. An interval has 0
/// as one of its limits, or in it. With `Sense::greatest`: from 0 upwards, this is the best system; from below up to 0, it
/// is not (or as good as the best at most); else it may be, and is worse by no more than the lower limit. With
/// `Sense::least` everything the other way round. Errors as of `differences_from`; also for no system, and for fewer than
/// two, of which none is best.
std::vector<Estimate> differences_from_best(std::span<const std::vector<double>> systems, Sense sense,
                                            double confidence);

}  // namespace outlive::study
