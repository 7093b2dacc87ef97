// Renders results for people and for programs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "outlive/expectation.hpp"
#include "outlive/results.hpp"
#include "outlive/scenario.hpp"

namespace outlive {

struct TextStyle {
  bool unicode = true;  // bars and dashes; false: ASCII
  bool color = false;
  int width = 80;
};

/// One screen: jobs by outcome and cause, surviving and unseen jobs, cost by service and bucket, the dearest forgotten
/// sessions, what each killed job would have needed.
std::string report_text(const Scenario& scenario, const Results& results, const TextStyle& style);

/// The same as JSON: `schema_version`, snake_case, units in keys, fixed key order.
std::string report_json(const Scenario& scenario, const Results& results);

/// The same as Markdown, fit for a comment.
std::string report_markdown(const Scenario& scenario, const Results& results);

/// One row a job: RFC 4180.
std::string report_csv(const Scenario& scenario, const Results& results);

/// The life of a session, job, host or sign-in as dated lines with the rule that acted; nothing if there is none of that name.
/// Needs results with recorded lives; of users of populations, called as in the page of a report (`analysts 17 #3`), results
/// that were recorded over time.
std::optional<std::string> explain(const Scenario& scenario, const Results& results, std::string_view name,
                                   const TextStyle& style);

/// The scenario as the simulator sees it, as YAML: defaults filled in, each setting with its origin.
std::string show(const Scenario& scenario);

}  // namespace outlive
