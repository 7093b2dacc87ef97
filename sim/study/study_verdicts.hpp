// What a study expects, held against what it came to. Verdicts know their noise: yes if the whole interval keeps the limit,
// no if it is all beyond, else undecided.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "outlive/estimate.hpp"
#include "outlive/sweep.hpp"
#include "sim/study/judging.hpp"

namespace outlive::study {

struct StudyVerdict {
  const StudyExpectation* expectation = nullptr;
  Answer answer = Answer::undecided;
  std::size_t point = 0;  // among those that it is about: the one that decided, or the worst
  std::size_t from = 0;   // of a difference or a trend: what it is compared with
  bool over_all =
      false;  // of a difference: it is one of means over all points that are picked, not of two points
  std::optional<Estimate> estimate;     // of what was held against the limit there
  std::optional<std::uint64_t> wanted;  // replications in all that would probably decide
};

/// One for each expectation of the study, in its order.
std::vector<StudyVerdict> judge(const Study& study, const Observations& observations);

}  // namespace outlive::study
