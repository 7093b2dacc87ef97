// timeline.csv: what a run cost and how much was running and in use, one row an interval.
#pragma once

#include <string>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"

namespace outlive::output {

/// RFC 4180 with line feeds; a header alone where nothing was recorded over time. Columns: `start` (ISO 8601, UTC);
/// `cost_BUCKET_ATTENDANCE_usd` for each bucket and attendance, exact decimals in the currency that the name ends in;
/// `running_SERVICE`, the most sessions or jobs of a service that ran at once; of every resource that was drawn on
/// `NAME_mean` (units, three decimals), `NAME_most` and `NAME_refused`. The use of a resource is known in intervals of its
/// own: a row tells of those that begin in it.
std::string timeline_csv(const Scenario& scenario, const Results& results);

}  // namespace outlive::output
