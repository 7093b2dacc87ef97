// Whether a design point keeps what a study promises.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "outlive/recommendation.hpp"
#include "sim/study/goal_comparison.hpp"

namespace outlive::study {

/// How far a value misses what was promised, as a share of the limit that it misses (of a limit of 0 the distance itself); 0 if
/// it keeps it.
double miss_of(double value, const Promise& promise);

/// Yes if all of the interval keeps the promise, no if all of it is beyond the limit.
PromiseStanding standing_of(const std::optional<Estimate>& estimate, const Promise& promise, bool random);

/// The same at one design point.
PromiseStanding standing_at(const Study& study, const Observations& observations, std::size_t point,
                            const Promise& promise, const Certainty& certainty);

/// Which promise is missed by most, as values go; nothing if none is missed.
std::optional<std::size_t> worst_miss(const Study& study, std::span<const PromiseStanding> promises);

}  // namespace outlive::study
