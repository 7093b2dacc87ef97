#include "sim/study/promises.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/study/sample.hpp"
#include "sim/study/study_verdicts.hpp"

namespace outlive::study {
namespace {

/// The limits as numbers; the one that there is not lies infinitely far away.
Interval limits_of(const Promise& promise) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const double low = as_number(promise.low);
  switch (promise.comparison) {
    case Comparison::equals: return {low, low};
    case Comparison::at_least: return {low, infinity};
    case Comparison::at_most: return {-infinity, low};
    case Comparison::between: return {low, as_number(promise.high)};
  }
  return {-infinity, infinity};
}

}  // namespace

double miss_of(double value, const Promise& promise) {
  const Interval limits = limits_of(promise);
  if (value >= limits.lower && value <= limits.upper) return 0;
  const double limit = value < limits.lower ? limits.lower : limits.upper;
  const double distance = std::abs(value - limit);
  return limit == 0 ? distance : distance / std::abs(limit);
}

PromiseStanding standing_of(const std::optional<Estimate>& estimate, const Promise& promise, bool random) {
  PromiseStanding standing{.answer = Answer::undecided, .estimate = estimate, .wanted = std::nullopt};
  const auto known = estimate ? known_of(*estimate, random) : std::nullopt;
  if (!known) return standing;
  standing.answer = answer_of(*known, promise.comparison, as_number(promise.low), as_number(promise.high));
  if (standing.answer == Answer::undecided) {
    const Interval limits = limits_of(promise);
    const double distance =
        std::min(std::abs(estimate->value - limits.lower), std::abs(estimate->value - limits.upper));
    standing.wanted = replications_wanted(estimate->count, known->half_width(), distance);
  }
  return standing;
}

PromiseStanding standing_at(const Study& study, const Observations& observations, std::size_t point,
                            const Promise& promise, const Certainty& certainty) {
  return standing_of(
      estimate_of(study.responses[promise.response], observations.values(point, promise.response), certainty),
      promise, certainty.random);
}

std::optional<std::size_t> worst_miss(const Study& study, std::span<const PromiseStanding> promises) {
  std::optional<std::size_t> worst;
  double most = 0;
  for (std::size_t i = 0; i < promises.size(); ++i) {
    const auto& estimate = promises[i].estimate;
    const double miss = estimate ? miss_of(estimate->value, study.goal->promises[i]) : 0;
    if (miss > most) {
      most = miss;
      worst = i;
    }
  }
  return worst;
}

}  // namespace outlive::study

namespace outlive {

Answer Candidate::keeps() const {
  const auto any = [this](Answer answer) {
    return std::any_of(promises.begin(), promises.end(),
                       [answer](const PromiseStanding& each) { return each.answer == answer; });
  };
  if (any(Answer::no)) return Answer::no;
  return any(Answer::undecided) ? Answer::undecided : Answer::yes;
}

}  // namespace outlive
