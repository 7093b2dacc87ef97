// What lies around a recommended design point: the points one step away, and those that nobody beats in goal and promise.
#pragma once

#include <vector>

#include "outlive/recommendation.hpp"
#include "sim/study/goal_comparison.hpp"

namespace outlive::study {

/// Fills in how each candidate compares with `point`, and who is on the front.
void compare_with(std::size_t point, const Study& study, const Observations& observations,
                  const GoalComparison& compare, std::vector<Candidate>& candidates);

/// The points of the study that differ from `point` in one factor by one step: the next level to either side, of words any
/// other. None where the design is no grid.
std::vector<Neighbour> neighbours_of(std::size_t point, const Study& study, const GoalComparison& compare,
                                     const std::vector<Candidate>& candidates);

/// Those that might be chosen if the world were otherwise: the two cheaper points that miss their promises by least, and of
/// those that seem to keep them the two that are dearer by least.
std::vector<std::size_t> rivals_of(std::size_t point, const Study& study,
                                   const std::vector<Candidate>& candidates);

}  // namespace outlive::study
