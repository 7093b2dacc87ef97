// What background sessions of any duration would have ended, from a single run: each job tells how long its own would have
// had to last. Exact where jobs do not influence each other: nothing is shared, and what a limit ends is not started again.
#pragma once

#include <cstdint>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/run.hpp"
#include "outlive/study.hpp"

namespace outlive::study {

class BackgroundCurve {
 public:
  /// Of the scripted jobs and rows of traces of one run.
  explicit BackgroundCurve(const Results& results);

  /// How many of them need more than this.
  [[nodiscard]] std::uint64_t lost_at(Duration duration) const;

 private:
  std::vector<Duration> needs_;  // ascending
};

/// If the duration of background sessions is the one factor of a study without populations: runs its longest level once and
/// notes in the study what each level would end (Study::foretold). False if it was told to stop.
bool foretell(Study& study, const RunOptions& options);

}  // namespace outlive::study
