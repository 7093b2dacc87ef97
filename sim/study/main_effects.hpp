// What each factor does to a response by itself, over all levels of the others.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "outlive/estimate.hpp"
#include "outlive/sweep.hpp"

namespace outlive::study {

/// Whether the points that a study runs are balanced, so that effects are not mixed up with each other by the design alone:
/// factorials from which no constraint took a point.
bool is_balanced(const Study& study);

/// By replication the mean of a response over some points; empty where a replication had no number, or there is no point.
std::vector<double> means_over(const Observations& observations, std::span<const std::size_t> points,
                               std::size_t response);

/// The mean of a response where a factor has its last level, over all points with it, less that where it has its first:
/// taken in each replication, so that random numbers that points have in common fall out, and then averaged (Student's
/// interval). Nothing where a replication had no number.
std::optional<Estimate> main_effect(const Study& study, const Observations& observations, std::size_t factor,
                                    std::size_t response);

}  // namespace outlive::study
