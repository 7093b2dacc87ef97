// Which of two design points is better by the goal of a study, under the same random numbers at both.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "outlive/estimate.hpp"
#include "outlive/sweep.hpp"

namespace outlive::study {

/// How sure comparisons are to be.
struct Certainty {
  bool random = true;        // whether chance has a part: without it one replication is exact
  double confidence = 0.95;  // of each interval
};

/// As estimate_of in point_estimates.hpp; without chance there is no interval, whatever the statistic.
std::optional<Estimate> estimate_of(const Response& response, const std::vector<double>& values,
                                    const Certainty& certainty);

/// What is known of a value: its interval; without chance the value itself; nothing where chance has a part and there are too
/// few replications for an interval.
std::optional<Interval> known_of(const Estimate& estimate, bool random);

class GoalComparison {
 public:
  /// All three must outlive it, but for `certainty`.
  GoalComparison(const Study& study, const Observations& observations, const Certainty& certainty)
      : study_(study), observations_(observations), certainty_(certainty) {}

  /// The goal at `a` less `times` that at `b`, over the replications that both have. Of means paired; of quantiles and shares
  /// from the intervals of both, each with half of what the confidence leaves. Nothing if a replication has no number.
  [[nodiscard]] std::optional<Estimate> difference(std::size_t a, std::size_t b, double times = 1) const;

  /// Whether `a` is surely less than `b`.
  [[nodiscard]] bool surely_less(std::size_t a, std::size_t b) const;
  /// Whether `a` is surely more than `b` by no more than the indifference, or less.
  [[nodiscard]] bool surely_as_good(std::size_t a, std::size_t b) const;
  /// Whether `a` is surely less than `b` by more than the indifference.
  [[nodiscard]] bool surely_better(std::size_t a, std::size_t b) const;
  /// The same three as values go.
  [[nodiscard]] bool less(std::size_t a, std::size_t b) const;
  [[nodiscard]] bool as_good(std::size_t a, std::size_t b) const;
  [[nodiscard]] bool better(std::size_t a, std::size_t b) const;

  /// The one that none is less than, as values go; of equals the first. Nothing of none.
  [[nodiscard]] std::optional<std::size_t> cheapest(std::span<const std::size_t> points) const;

 private:
  [[nodiscard]] const Response& response() const { return study_.responses[study_.goal->least]; }
  [[nodiscard]] std::size_t common(std::size_t a, std::size_t b) const;
  [[nodiscard]] std::vector<double> goals(std::size_t point, std::size_t count) const;
  [[nodiscard]] std::vector<double> paired(std::size_t a, std::size_t b, double times) const;
  [[nodiscard]] std::optional<double> value(std::size_t a, std::size_t b, double times) const;
  [[nodiscard]] double widened(std::size_t point) const;
  [[nodiscard]] std::optional<Interval> known(std::size_t a, std::size_t b, double times) const;

  const Study& study_;
  const Observations& observations_;
  Certainty certainty_;
};

}  // namespace outlive::study
