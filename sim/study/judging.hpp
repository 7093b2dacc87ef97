// Whether what was found in one or several replications is what was expected.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>

#include "outlive/estimate.hpp"
#include "outlive/scenario.hpp"
#include "sim/study/series.hpp"

namespace outlive::study {

/// What a number must lie between, both ends included.
struct Limits {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
};

/// A limit as a number: money in whole units of its currency, times in milliseconds. Throws std::logic_error for words.
double as_number(const Expected& limit);

/// What a comparison asks of numbers.
Limits limits_of(Comparison comparison, const Expected& low, const Expected& high);

/// Yes if the whole interval lies within the limits, no if all of it lies outside, otherwise undecided.
Answer answer_of(const Interval& interval, const Limits& limits);

/// Of an estimate whose interval straddles a limit: how many replications in all would decide, by the limit that lies
/// nearest to the estimate. Nothing if that is on the limit, where no number would do, or has no interval.
std::optional<std::uint64_t> deciding_replications(const Estimate& estimate, const Limits& limits);

struct Decision {
  Answer answer = Answer::no;
  std::optional<Estimate> mean;  // only if it was judged
  std::optional<std::uint64_t> replications_wanted;
};

/// As class Judge of outlive/expectation.hpp says. Throws std::logic_error if nothing was observed.
Decision decide(const Expectation& expectation, const Series& series);

/// Of what is known from two sides only: what it was at least and at most in each replication, numbers of a mean. Yes or no
/// where that follows from both.
Decision decide_between(const Expectation& expectation, const Series& at_least, const Series& at_most);

}  // namespace outlive::study
