// What a sweep came to, for people and for programs.
#pragma once

#include <string>
#include <vector>

#include "outlive/report.hpp"
#include "outlive/sweep.hpp"
#include "sim/output/document.hpp"

namespace outlive::output {

/// What a report of a sweep says, whatever the format.
Document sweep_document(const Study& study, const Observations& observations);

/// Seed and plan: what another run must show to be the same.
std::vector<std::string> study_footer(const Study& study);

/// One screen: every design point with its responses, how they differ from the first one, what was expected.
std::string sweep_text(const Study& study, const Observations& observations, const TextStyle& style);

/// The same as Markdown.
std::string sweep_markdown(const Study& study, const Observations& observations);

/// Everything: the plan, the points, each value of each replication, estimates and verdicts.
Json sweep_json(const Study& study, const Observations& observations);

/// The report as data, and what the page draws: sweep_json of at most 2,000 points, without the values of
/// each replication where these are more than 40,000.
Json sweep_report_json(const Study& study, const Observations& observations);

/// A row for each design point, with value and interval of each response.
std::string sweep_points_csv(const Study& study, const Observations& observations);

/// A row for each replication of each design point: its responses, then what its control variates came to.
std::string sweep_replications_csv(const Study& study, const Observations& observations);

/// The design points and how much work they are, without running them.
std::string design_text(const Study& study, const TextStyle& style);

/// The same for programs; with a precision, `runs` are those to begin with.
Json design_json(const Study& study);

}  // namespace outlive::output
