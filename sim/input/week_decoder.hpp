// `week:` of a population becomes a calendar.
#pragma once

#include "sim/input/population_context.hpp"

namespace outlive::input {

struct Week {
  Number calendar = 0;     // among Scenario::calendars; populations with the same week share it
  Distribution leaves_at;  // after local midnight
};

/// `week` may be absent; `population` is what it belongs to. Parts that are not as `members` say have been reported.
Week read_week(const KeyedNode& week, const KeyedNode& population, const Object& members,
               PopulationContext& context);

}  // namespace outlive::input
