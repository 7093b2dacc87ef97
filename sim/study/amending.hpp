// What an expectation would have to say so that it held of what was found: the least change, in the writer's own notation.
#pragma once

#include "outlive/expectation.hpp"
#include "sim/study/series.hpp"

namespace outlive::study {

/// `equals` becomes what was found; a limit moves just as far as the found value, or its interval, lies beyond it, rounded
/// away from what was found to the decimals that were written. What already holds stays as it is.
Amendment amend(const Scenario& scenario, const Expectation& expectation, const Series& series);

}  // namespace outlive::study
