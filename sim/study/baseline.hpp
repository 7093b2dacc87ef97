// A quantity held against what it was in saved results: a share of that, or the change from it.
#pragma once

#include <cstdint>
#include <optional>

#include "outlive/estimate.hpp"
#include "outlive/run_record.hpp"
#include "outlive/scenario.hpp"
#include "sim/study/series.hpp"

namespace outlive::study {

/// What came of it.
struct AgainstBaseline {
  Answer answer = Answer::undecided;
  double own = 0;    // mean, as `as_number` has it
  double there = 0;  // the same in the baseline
  /// The share, or the change, that the limits are about. Nothing where it would be a share of nothing.
  std::optional<Estimate> told;
  std::optional<std::uint64_t> replications_wanted;  // of both sides
};

/// "At most 105 % of it" is judged as "own minus 1.05 times its own is at most 0", which needs no division by a mean that is
/// uncertain itself: the interval is that of contrast (contrast.hpp), paired where both sides have the same seed, Welch's
/// otherwise. Where chance had no part, or a side has one replication, the values are compared as they are.
AgainstBaseline hold_against(const RunRecord& baseline, const Scenario& scenario,
                             const Expectation& expectation, const Series& series);

}  // namespace outlive::study
