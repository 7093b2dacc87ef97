// From a search that is over to a recommendation: the answer and what lies around it.
#pragma once

#include <optional>

#include "outlive/recommendation.hpp"
#include "sim/study/settings_search.hpp"

namespace outlive::study {

/// All of a recommendation but trials under other assumptions.
Recommendation recommendation_of(const Study& study, const Observations& observations,
                                 const SettingsSearch& search);

/// What a search knew when it was stopped.
struct FoundSoFar {
  Study study;           // of the points that had their first look
  Recommendation found;  // of that study, `stopped`: which point leads, and how the others compare with it
};

/// Of a search that `observations` were made for: what it had concluded when it was last told of all replications that it had
/// asked for. While points wait for their first look it is that of the others alone, as if they were all. Nothing if none had it.
std::optional<FoundSoFar> found_so_far(const Study& study, const Observations& observations);

}  // namespace outlive::study
