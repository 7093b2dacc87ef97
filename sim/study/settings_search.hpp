// The search for the design point that keeps all promises at the least cost: which replications would decide next, and what
// is known so far. It knows nothing of simulation: whoever does the replications asks it for the next ones.
//
// What it guarantees: with the study's confidence, if it chooses a point, that point keeps all promises, and no point that
// keeps them has a goal that is less by more than the indifference. All intervals that it may judge by (of the goal and each
// promise at each point, of the paired differences between the best point and each other) at all looks have an equal part of
// what the confidence leaves, so that by Bonferroni's inequality they hold together, under common random numbers as under any
// other dependence, and however replications were spread. What it assumes: that means of as many replications as there are at
// a look are nearly normal; shares and quantiles assume nothing. What was the same in all replications is taken for certain:
// of what is rarer than anybody saw nothing is known.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "outlive/recommendation.hpp"
#include "sim/study/goal_comparison.hpp"

namespace outlive::study {

/// A variance of less says nothing.
inline constexpr std::uint32_t fewest_at_first_look = 5;

/// How many replications a point has when it is judged for the first time.
std::uint32_t replications_at_first_look(const Study& study, bool random);

class SettingsSearch {
 public:
  /// `random`: whether replications differ; without chance one of each point is exact. Study and observations must outlive
  /// the search. Throws std::invalid_argument if the study has no goal.
  SettingsSearch(const Study& study, const Observations& observations, bool random);

  /// Judges what is there and says which replications are to be done next, one a unit; none once the search is over.
  std::vector<Unit> next();

  /// Chosen, none keeps, undecided; stopped as long as it is not over.
  [[nodiscard]] Recommendation::End end() const { return end_; }
  /// As Recommendation::point; it means nothing before all points had their first look.
  [[nodiscard]] std::size_t point() const { return point_; }
  [[nodiscard]] const std::vector<Candidate>& candidates() const { return candidates_; }
  /// As Recommendation::wanted.
  [[nodiscard]] std::optional<std::uint64_t> wanted() const { return wanted_; }
  /// How often a point is judged at most.
  [[nodiscard]] std::uint32_t looks() const { return static_cast<std::uint32_t>(looks_.size()); }
  /// Of each interval.
  [[nodiscard]] Certainty certainty() const { return certainty_; }

 private:
  using Points = std::vector<std::size_t>;

  void judge(std::size_t point);
  void drop_dearer(std::size_t than);
  [[nodiscard]] Points open_points() const;
  [[nodiscard]] Points sure_keepers() const;
  [[nodiscard]] bool seems_to_keep(std::size_t point) const;
  [[nodiscard]] Points rivals_of(std::size_t leader) const;
  [[nodiscard]] Points undecided_points(std::size_t leader) const;
  [[nodiscard]] std::vector<Unit> units_for(const Points& points) const;
  void conclude(Recommendation::End end, std::size_t point);
  void estimate_wanted();
  [[nodiscard]] std::size_t nearest_miss() const;

  const Study& study_;
  const Observations& observations_;
  std::vector<std::uint32_t> looks_;  // numbers of replications at which a point is judged
  Certainty certainty_;
  GoalComparison compare_;
  std::vector<Candidate> candidates_;
  std::size_t point_ = 0;
  std::optional<std::uint64_t> wanted_;
  Recommendation::End end_ = Recommendation::End::stopped;
};

}  // namespace outlive::study
