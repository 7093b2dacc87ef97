// The tables of a results folder: RFC 4180, a header, moments as ISO 8601 in UTC, durations in milliseconds, money as exact
// decimals with the currency in the name of its column. scenarios/schema/results.md tells what each column means.
#pragma once

#include <string>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"

namespace outlive::output {

/// `cost_usd`, then one for each bucket; `unit` is `_usd`.
std::vector<std::string> cost_titles(const std::string& unit);
/// What stands below them.
std::vector<std::string> cost_fields(const Cells<Money>& cost);

/// A row for each job that has a name or is of a trace: what report_csv has.
std::string jobs_csv(const Scenario& scenario, const Results& results);

/// A row for each session that a timeline names, and for each app, application and cluster.
std::string sessions_csv(const Scenario& scenario, const Results& results);

/// A row for each SKU, bucket and attendance that something was billed of: usage and cost. Adds up to the bill.
std::string cost_csv(const Scenario& scenario, const Results& results);

}  // namespace outlive::output
