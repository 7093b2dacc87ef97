// The timeline of a report: when each lifetime was in which state, and the lives of sessions and jobs as `explain` tells them.
#pragma once

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"
#include "sim/output/json.hpp"

namespace outlive::output {

/// Names from scenarios are cut to so many columns.
inline constexpr std::size_t name_width = 120;

/// From Results::lives, the keys
///
///   timeline  {"states": [...], "rows": [{"id", "user", "kind", "service", "spans": [[from_ms, until_ms, state]...],
///             "ended_by", "rule"}...], "hidden": n}: the dearest rows, then the longest, as many as fit, in the order in which
///             they began; a span that lasts at the horizon ends there, and then nothing has ended its row
///   lives     {id: [[at_ms, who, state, cause, rule]...]}: of the first of those rows that are sessions or jobs, as many as
///             fit; `lives_hidden` counts the others
///   rules     {rule: sentence} of all rules that are named in either
///
/// A job that has the name of a session is called `jobs.NAME`, as `explain` calls it.
void add_timeline(Json& report, const Scenario& scenario, const Results& results);

}  // namespace outlive::output
