// How many users a population has: compound growth, the next one when a whole one is due.
#pragma once

#include "outlive/population.hpp"

namespace outlive::input {

/// A whole number, which may be more than any type for users holds.
double users_by(const Population& population, Instant at);

}  // namespace outlive::input
