// What background sessions of any duration would have ended, from a single run: each job tells how long its own would have
// had to last. Exact where jobs do not influence each other: nothing is shared, and what a limit ends is not started again.
#pragma once

#include <cstdint>
#include <string>
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

/// The curve as a chart draws it, for any run: the jobs of populations are known by cells of their needs.
struct SurvivalCurve {
  struct Step {
    Duration duration{};     // of every background session: from this one on, to the next step,
    std::uint64_t lost = 0;  // so many jobs are lost
  };
  std::uint64_t jobs = 0;   // with a background session, whose need is known
  std::vector<Step> steps;  // ascending, from a duration of zero on; empty if there are no such jobs
  bool exact = true;        // every step is, for any duration; else `note` says how it is not
  std::string note;         // one or more sentences
};

/// In at most `most_steps` steps, `current` among them. A step that is left out counts from the next one on, so that the curve
/// never promises too much. Of populations only if they were recorded over time.
SurvivalCurve survival_curve(const Scenario& scenario, const Results& results, Duration current,
                             std::size_t most_steps);

/// If the duration of background sessions is the one factor of a study without populations: runs its longest level once and
/// notes in the study what each level would end (Study::foretold). False if it was told to stop.
bool foretell(Study& study, const RunOptions& options);

}  // namespace outlive::study
