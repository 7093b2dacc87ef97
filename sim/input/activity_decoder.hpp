// One entry of `activities:` of a population.
#pragma once

#include <string_view>

#include "sim/input/population_context.hpp"

namespace outlive::input {

/// Its parts may be other than the schema says, which has been reported; whatever else is wrong is reported here.
Activity read_activity(const KeyedNode& activity, const Object& members, PopulationContext& context);

/// Whether a sound activity may have the key: some are for sessions, some for jobs.
bool fits_activity(Node activity, std::string_view key);

}  // namespace outlive::input
