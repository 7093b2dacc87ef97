// The data behind the charts of a report: what report.json holds besides the tables of the document.
#pragma once

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"
#include "sim/output/json.hpp"

namespace outlive::output {

/// Adds to `report`: start, time_zone, horizon_ms and currency; outcomes; where they are known cost_over_time, capacity,
/// concurrency, survival, forgotten; timeline, lives, rules (report_timeline.hpp) and users. A key that is absent is not known:
/// over time RunOptions::record_over_time decides, of lives record_lives. Durations and instants are milliseconds, instants
/// since the start; money is in the currency, rounded to a double. Whatever is left out for its size is counted in a `hidden`
/// beside it, so that the whole stays below 1.5 MB.
void add_charts(Json& report, const Scenario& scenario, const Results& results);

/// Whether RunOptions::record_lives is worth its memory: at most 50,000 lifetimes of the scenario's own.
bool lives_fit(const Scenario& scenario);

}  // namespace outlive::output
