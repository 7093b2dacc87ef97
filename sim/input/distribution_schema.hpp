// How distributions are written: of durations, of counts, and of what weighs users against each other.
#pragma once

#include "sim/input/schema.hpp"

namespace outlive::input {

/// `5m`, or {lognormal: {median: 12m, sigma: 1.4}, at_most: 20d} and the like.
TypeRef duration_distribution();

/// `3`, or {poisson: {mean: 2}} and the like; `least_one`: only those that are never 0.
TypeRef count_distribution(bool least_one);

/// {lognormal: {sigma: 1.9}}: weights with mean 1.
TypeRef weight_distribution();

}  // namespace outlive::input
