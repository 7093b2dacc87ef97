// `week:` of a population becomes a calendar.
#pragma once

#include "sim/input/population_context.hpp"

namespace outlive::input {

struct Week {
  Number calendar = 0;     // among Scenario::calendars; populations with the same week share it
  Distribution leaves_at;  // after local midnight
};

/// `week` may be absent; `population` is what it belongs to.
Week read_week(const KeyedNode& week, const KeyedNode& population, PopulationContext& context);

}  // namespace outlive::input
