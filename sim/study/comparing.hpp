// Exact comparison of what was found with what was expected: integers and fractions, never a double.
#pragma once

#include <string>

#include "outlive/scenario.hpp"
#include "sim/study/quantities.hpp"

namespace outlive::study {

/// Money and numbers that an expectation equals are rounded half-even to the decimals that were written; a
/// limit (`at_least`, `at_most`, `between`) is compared with the exact value, so that 0.014 is more than
/// `at_most: 0.01`.
bool holds(const Expectation& expectation, const Value& found);

/// -1, 0 or 1: the exact value is less than the limit, as much, or more.
int order(const Value& found, const Expected& limit);

/// -1, 0 or 1: `a` is less than `b`, as much, or more; words by their letters. Both are of one type.
int order(const Value& a, const Value& b);

/// The value of that type that is nearest to a number.
Value nearest_value(Expected::Type type, double number);

/// numerator / denominator, rounded half-even and scaled by 10^decimals. The denominator is positive.
Int128 round_half_even(Int128 numerator, Int128 denominator, int decimals);

/// How many decimals of a value are told: as many as were written but `least`, and more where fewer would hide why the
/// expectation fails. Of durations and words 0.
int telling_decimals(const Expectation& expectation, const Value& found, int least);

/// The value as the scenario would write it: `1d6h`, `131.63 USD`, `0.332`; in the notation of what was expected `as`, such
/// as a percentage or a date.
std::string write_value(const Scenario& scenario, const Expected& as, const Value& found, int decimals);

/// With as many decimals as tell, to the cent at least, and three of a fraction.
std::string write_value(const Scenario& scenario, const Expectation& expectation, const Value& found);

/// To how many milliseconds a time is told that is known to within so many: they are noise where hours are.
double telling_step(double half_width);

}  // namespace outlive::study
