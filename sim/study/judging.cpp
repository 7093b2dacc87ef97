#include "sim/study/judging.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "sim/study/comparing.hpp"
#include "sim/study/sample.hpp"

namespace outlive::study {
namespace {

// Nothing that an expectation can name falls below zero, and no share exceeds one. Student's interval knows nothing of that:
// held against such a limit, too, what is rare would never lie within 0 and 1 %.
Limits that_bind(Limits limits, const Expectation& expectation) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (limits.low <= 0) limits.low = -infinity;
  if (limits.high >= 1 && expectation.key.ends_with("share")) limits.high = infinity;
  return limits;
}

}  // namespace

double as_number(const Expected& limit) {
  switch (limit.type) {
    case Expected::Type::money:
      return static_cast<double>(limit.money.nanos()) / static_cast<double>(nanos_per_dollar);
    case Expected::Type::number: return static_cast<double>(limit.number) / 1e9;
    case Expected::Type::flag: return limit.flag ? 1 : 0;
    case Expected::Type::duration:
    case Expected::Type::instant: return static_cast<double>(limit.ticks);
    case Expected::Type::text: break;
  }
  throw std::logic_error("a word is no limit");
}

Limits limits_of(Comparison comparison, const Expected& low, const Expected& high) {
  switch (comparison) {
    case Comparison::equals: return {as_number(low), as_number(low)};
    case Comparison::at_least: return {.low = as_number(low)};
    case Comparison::at_most: return {.high = as_number(low)};
    case Comparison::between: return {as_number(low), as_number(high)};
  }
  return {};
}

Answer answer_of(const Interval& interval, const Limits& limits) {
  if (interval.lower >= limits.low && interval.upper <= limits.high) return Answer::yes;
  if (interval.upper < limits.low || interval.lower > limits.high) return Answer::no;
  return Answer::undecided;
}

std::optional<std::uint64_t> deciding_replications(const Estimate& estimate, const Limits& limits) {
  if (!estimate.interval) return std::nullopt;
  const double distance =
      std::min(std::abs(estimate.value - limits.low), std::abs(estimate.value - limits.high));
  return replications_wanted(estimate.count, estimate.interval->half_width(), distance);
}

Decision decide(const Expectation& expectation, const Series& series) {
  if (series.count() == 0) throw std::logic_error("nothing was observed of '" + expectation.key + "'");
  const bool judge_mean =
      expectation.comparison != Comparison::equals && series.varies() && series.has_mean();
  if (!judge_mean) {
    // What holds of the least and the greatest holds of all between them, whatever the comparison.
    const bool all = holds(expectation, series.least()) && holds(expectation, series.greatest());
    return {.answer = all ? Answer::yes : Answer::no, .mean = {}, .replications_wanted = {}};
  }
  const Limits limits =
      that_bind(limits_of(expectation.comparison, expectation.low, expectation.high), expectation);
  Decision decision;
  decision.mean = mean_of(series.numbers(), expectation.confidence);
  decision.answer = answer_of(*decision.mean->interval, limits);
  if (decision.answer == Answer::undecided)
    decision.replications_wanted = deciding_replications(*decision.mean, limits);
  return decision;
}

Decision decide_between(const Expectation& expectation, const Series& at_least, const Series& at_most) {
  const Limits limits =
      that_bind(limits_of(expectation.comparison, expectation.low, expectation.high), expectation);
  Decision decision = decide(expectation, at_most);
  if (decision.mean) {
    const Estimate least = mean_of(at_least.numbers(), expectation.confidence);
    decision.answer =
        answer_of({.lower = least.interval->lower, .upper = decision.mean->interval->upper}, limits);
    if (decision.answer != Answer::undecided) decision.replications_wanted.reset();
    return decision;
  }
  decision.answer = Answer::yes;
  for (std::size_t i = 0; i < at_most.count() && decision.answer != Answer::no; ++i) {
    const Answer answer = answer_of({.lower = at_least.numbers()[i], .upper = at_most.numbers()[i]}, limits);
    if (answer != Answer::yes) decision.answer = answer;
  }
  return decision;
}

}  // namespace outlive::study
