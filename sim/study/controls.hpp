// Control variates of studies with populations: what is drawn of them, what they are on average, and estimates that use
// both.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "outlive/sweep.hpp"
#include "sim/study/control_variates.hpp"

namespace outlive::study {

/// All that the base offers: for each activity what users set out to start, and of jobs for how long.
std::vector<ControlVariate> controls_of(const Scenario& scenario);

/// In one replication at a design point, in the order of the study.
std::vector<double> drawn_controls(const Study& study, const Scenario& scenario, std::uint32_t replication);

/// Their means there, in closed form (demand.hpp).
std::vector<double> expected_controls(const Study& study, const Scenario& scenario);

/// What controls do for a study: nothing where there are none, too few replications, or too many points to be worth it.
class Controlled {
 public:
  static std::optional<Controlled> of(const Study& study, const Observations& observations);

  /// The mean of a response at a design point, narrowed; nothing for quantiles, shares and what has no number.
  [[nodiscard]] std::optional<ControlledMean> mean_of(std::size_t point, std::size_t response) const;

  /// A control whose mean over all replications of a point is farthest from what it must be.
  struct Check {
    std::size_t control = 0;  // among Study::controls
    std::size_t point = 0;
    double found = 0;
    double expected = 0;
    double z = 0;  // standard errors from there
    double p =
        1;  // chance puts any of those that were checked that far with at most this probability (Student, Bonferroni)
  };
  [[nodiscard]] std::optional<Check> worst_check() const;

 private:
  Controlled(const Study& study, const Observations& observations)
      : study_(&study), observations_(&observations) {}

  const Study* study_;
  const Observations* observations_;
  std::vector<std::vector<double>> expected_;  // by point and control
};

}  // namespace outlive::study
