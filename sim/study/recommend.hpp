// From a search that is over to a recommendation: the answer and what lies around it.
#pragma once

#include "outlive/recommendation.hpp"
#include "sim/study/settings_search.hpp"

namespace outlive::study {

/// All of a recommendation but trials under other assumptions.
Recommendation recommendation_of(const Study& study, const Observations& observations,
                                 const SettingsSearch& search);

}  // namespace outlive::study
