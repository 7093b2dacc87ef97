// Results in formats that other programs read: bills for FinOps tools, a trace for trace viewers, metrics, a database.
//
// One table has all of them: the command line, its help and a folder of results work from it.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"

namespace outlive {

/// The bill as a FOCUS 1.2 cost and usage data set (https://focus.finops.org, columns of version 1.2): CSV, one row for each
/// usage line, month, bucket and attendance, and `x_` columns for what it was spent on. What populations used has no lines:
/// it is one row for each SKU, month, bucket and attendance. Rows of BilledCost add up to the run's cost exactly. A field
/// without a value is null, as the specification has it.
std::string focus_csv(const Scenario& scenario, const Results& results);

/// The same charges with the column names of AWS's Cost and Usage Report 2.0 (Data Exports, table COST_AND_USAGE_REPORT).
/// Maps (`product`, `resource_tags`, ...) are JSON objects; session, job, bucket and so on are keys of `resource_tags`.
std::string cur_csv(const Scenario& scenario, const Results& results);

/// Chrome's trace event format as JSON, for ui.perfetto.dev and chrome://tracing: a process for each user, in it a thread
/// for each sign-in, session, job and host with a slice for each state, flows from the end of a sign-in to the work that
/// this ended, counters for resources in use and for what is spent per hour. `ts` is in microseconds since the start. Needs
/// results with recorded lives (RunOptions::record_lives); of populations there are only counters.
std::string trace_json(const Scenario& scenario, const Results& results);

/// The summary as OpenMetrics 1.0 text: counts, seconds and money, ending in `# EOF`.
std::string openmetrics_text(const Scenario& scenario, const Results& results);

/// An SQLite database as its file's bytes: STRICT tables, indexes, and views that answer the usual questions; money in
/// integer nano-units of the currency, moments in milliseconds since 1970. The same for the same results and the same release
/// of SQLite. Throws std::range_error if an amount does not fit in 64 bits (9.2 thousand million USD), std::runtime_error
/// with SQLite's words if the database cannot be made.
std::string sqlite_database(const Scenario& scenario, const Results& results);

/// What `sqlite_database` has in it, as Markdown: tables with their columns, views with what they answer.
std::string sqlite_markdown();

struct ExportFormat {
  std::string_view name;       // as the command line calls it
  std::string_view file_name;  // in a folder of results
  std::string_view about;      // one line, for help
  bool needs_lives = false;    // RunOptions::record_lives
  std::string (*write)(const Scenario& scenario, const Results& results) = nullptr;
};

/// In the order of help.
std::span<const ExportFormat> export_formats();

/// Nothing if there is none of this name.
const ExportFormat* find_export(std::string_view name);

}  // namespace outlive
