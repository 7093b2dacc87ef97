// What must hold of the results of any run, whatever it simulated. Checked after every run, in every build.
#pragma once

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"

namespace outlive::workload {

/// Throws std::logic_error, which names what does not hold, if
///  * a life, a job, a stretch of use or a sign-in ends before it begins, or goes on behind the horizon;
///  * a statement works outside of its session, or a job for longer than from its beginning to its end;
///  * a usage line is spent on less than no time;
///  * costs of the lines, of populations and over time do not add up to the bill, cell by cell;
///  * sessions or jobs were lost between rows, sums of populations and totals;
///  * a request of a resource was neither granted nor refused, given up or left waiting;
///  * more of a resource was in use than time and its peak allow.
/// What no result shows is checked where it happens: the clock (engine/logical_process.hpp), time and price of a line
/// (usage_lines.cpp), units held of each resource (lifetime/capacity.cpp).
/// Takes time in proportion to the rows of the scenario itself and to the intervals of its resources, not to users of
/// populations.
void check_invariants(const Scenario& scenario, const Results& results);

}  // namespace outlive::workload
