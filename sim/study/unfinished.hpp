// What can be told of a study that was told to stop: the design points that were finished, as a study of their own.
#pragma once

#include <cstdint>

#include "outlive/sweep.hpp"

namespace outlive::study {

/// The finished design points of a study, as if constraints had left out all others, and what they came to. `unfinished` says
/// of how many they are. Nothing is expected of them: verdicts need all points.
struct FinishedPart {
  Study study;
  Observations observations;
};

/// Those that have so many replications, with all that they have.
FinishedPart finished_part(const Study& study, const Observations& observations, std::uint32_t replications);

/// Those of a sweep: with all replications that it begins with. Where it adds more for a precision, a point is told of before it
/// has them, but counts as done only with them. The notes say that nothing was judged, where the study expects something.
FinishedPart finished_part(const Study& study, const Observations& observations);

}  // namespace outlive::study
