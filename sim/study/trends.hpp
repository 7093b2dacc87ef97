// Which points tell whether a response rises or falls with a factor: those that differ in nothing else.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "outlive/study.hpp"

namespace outlive::study {

/// From one point to that with the next level of a factor, all others being equal.
struct Step {
  std::size_t from = 0;
  std::size_t to = 0;
};

/// All of them, by `from`. None where each two points differ in another factor, too, as in most designs that fill a space.
std::vector<Step> steps_along(const Study& study, std::size_t factor);

/// Whether a point has all of these levels.
bool is_picked(const Study& study, std::size_t point, std::span<const StudyExpectation::Choice> choices);

/// Whether it is about a rise or a fall.
bool is_trend(const StudyExpectation& expectation);

/// Whether the design has a step that a trend would be judged by.
bool has_step(const Study& study, const StudyExpectation& trend);

}  // namespace outlive::study
