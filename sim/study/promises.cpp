#include "sim/study/promises.hpp"

#include <algorithm>
#include <cmath>

#include "sim/study/judging.hpp"
#include "sim/study/sample.hpp"

namespace outlive::study {
namespace {

Limits limits_of(const Promise& promise) {
  return study::limits_of(promise.comparison, promise.low, promise.high);
}

}  // namespace

double miss_of(double value, const Promise& promise) {
  const Limits limits = limits_of(promise);
  if (value >= limits.low && value <= limits.high) return 0;
  const double limit = value < limits.low ? limits.low : limits.high;
  const double distance = std::abs(value - limit);
  return limit == 0 ? distance : distance / std::abs(limit);
}

PromiseStanding standing_of(const std::optional<Estimate>& estimate, const Promise& promise, bool random) {
  PromiseStanding standing{.answer = Answer::undecided, .estimate = estimate, .wanted = std::nullopt};
  const auto known = estimate ? known_of(*estimate, random) : std::nullopt;
  if (!known) return standing;
  const Limits limits = limits_of(promise);
  standing.answer = answer_of(*known, limits);
  if (standing.answer == Answer::undecided) {
    const double distance =
        std::min(std::abs(estimate->value - limits.low), std::abs(estimate->value - limits.high));
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
