// Exact comparison of what was found with what was expected: integers and fractions, never a double.
#pragma once

#include <string>
#include <string_view>

#include "outlive/scenario.hpp"
#include "sim/study/quantities.hpp"

namespace outlive::study {

/// Money and numbers that an expectation equals are rounded half-even to the decimals that were written; a
/// limit (`at_least`, `at_most`, `between`) is compared with the exact value, so that 0.014 is more than
/// `at_most: 0.01`.
bool holds(const Expectation& expectation, const Value& found);

/// numerator / denominator, rounded half-even and scaled by 10^decimals. The denominator is positive.
Int128 round_half_even(Int128 numerator, Int128 denominator, int decimals);

/// The value as the scenario would write it: `1d6h`, `131.63 USD`, `0.332`. With as many decimals as were
/// written, and more where fewer would hide why the expectation fails.
std::string write_value(const Scenario& scenario, const Expectation& expectation, const Value& found);

}  // namespace outlive::study
