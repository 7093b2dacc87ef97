// How many more replications of which design points a wanted precision takes.
#pragma once

#include <vector>

#include "outlive/sweep.hpp"

namespace outlive::study {

/// A replication each, as units: as many as would probably do, but never more than there are already, so that an estimate of
/// few replications does not decide alone. Empty where all points are known well enough, or have had as many as they may.
std::vector<Unit> units_for_precision(const Study& study, const Observations& observations);

/// The design points that are not known that well: at the end those that had as many replications as they may.
std::vector<std::size_t> points_not_precise(const Study& study, const Observations& observations);

}  // namespace outlive::study
