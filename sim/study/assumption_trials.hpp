// Whether a recommendation stands if an assumption is wrong: the chosen design point and its best rivals once more under every
// other option, with the same random numbers.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "outlive/recommendation.hpp"

namespace outlive::study {

/// Whether replications of a study differ at all: it has populations, or stops that take their time at random.
bool has_chance(const Study& study);

/// Does replications of a study and adds what they come to; `do_units` behind a recommendation.
using DoUnits = std::function<SweepEnd(const Study&, std::span<const Unit>, Observations&, Diagnostics&)>;

class AssumptionTrials {
 public:
  /// All of it must outlive the trials. `found` has a chosen point and its rivals.
  AssumptionTrials(const Study& study, const Observations& observations, const Recommendation& found,
                   DoUnits do_units);

  /// One for each option that is not in force, without assumptions that the study varies; in the order of the registry.
  [[nodiscard]] std::vector<AssumptionTrial> planned() const;

  /// False if it was told to stop.
  bool run(AssumptionTrial& trial) const;

  /// How many replications a trial takes at least.
  [[nodiscard]] std::uint64_t replications_at_least() const;

 private:
  [[nodiscard]] Study study_under(const AssumptionTrial& trial) const;
  [[nodiscard]] std::uint32_t replications() const;

  const Study& study_;
  const Observations& observations_;
  std::vector<std::size_t> points_;  // the chosen one first
  bool random_;
  const Recommendation& found_;
  DoUnits do_units_;
};

/// The greatest effect first, then the greatest difference of the goal.
void sort_by_effect(std::vector<AssumptionTrial>& trials);

}  // namespace outlive::study
