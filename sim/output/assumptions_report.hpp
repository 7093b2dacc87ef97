// The registry of assumptions, and which of them matter to the answer of a scenario, in every format.
#pragma once

#include <string>
#include <vector>

#include "outlive/assumptions.hpp"
#include "outlive/report.hpp"
#include "outlive/sensitivity.hpp"

namespace outlive::output {

std::string assumptions_text(const std::vector<Assumption>& all, const TextStyle& style);
std::string assumptions_json(const std::vector<Assumption>& all);

/// One row an assumption; its alternatives stand in one field, parted by semicolons.
std::string assumptions_csv(const std::vector<Assumption>& all);
std::string assumptions_markdown(const std::vector<Assumption>& all);

/// `5 of 31 assumptions change the answer; the largest, B-6 glue_timeout = 48h, changes the cost by -12.34 USD and the
/// fate of 3 jobs.`
std::string sensitivity_headline(const Scenario& scenario, const Sensitivity& found);

/// Before everything, if it was told to stop: `INCOMPLETE: stopped after 9 of 40 other options`. Else nothing.
std::string incomplete_line(const Sensitivity& found);

/// The headline, a table of what changes the answer, and a line for each sort of what does not.
std::string sensitivity_text(const Scenario& scenario, const Sensitivity& found, const TextStyle& style);
std::string sensitivity_json(const Scenario& scenario, const Sensitivity& found);

/// One row for each option that was tried.
std::string sensitivity_csv(const Scenario& scenario, const Sensitivity& found);
std::string sensitivity_markdown(const Scenario& scenario, const Sensitivity& found);

}  // namespace outlive::output
