// Two runs of one scenario side by side, and the order in which their differences are told.
#pragma once

#include "outlive/results.hpp"
#include "outlive/sensitivity.hpp"

namespace outlive::study {

/// Fills in what differs. Throws std::invalid_argument if the results are not of one scenario.
void compare(const Results& before, const Results& after, Flip& flip);

/// Whether `a` matters more than `b`: the greater |cost|, then more fates, then the earlier assumption and option.
/// Whatever changes the answer comes before what does not.
bool matters_more(const Flip& a, const Flip& b);

}  // namespace outlive::study
