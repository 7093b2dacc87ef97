#include "outlive/report.hpp"
#include "outlive/run.hpp"
#include "sim/output/explain_row.hpp"
#include "sim/text/sanitize.hpp"
#include "tools/outlive/suggestion.hpp"
#include "tools/outlive/verbs.hpp"

namespace outlive::tool {
namespace {

std::string unknown_name(const Scenario& scenario, const Results& results, const std::string& name) {
  const std::string unknown = "no session or job is called '" + text::sanitize(name) + "'";
  const std::string sampled = output::what_is_sampled(scenario, results, name);
  if (!sampled.empty()) return unknown + ": " + sampled;
  const std::vector<std::string> rows = output::names_of_rows(scenario, results);
  std::vector<std::string_view> names(rows.begin(), rows.end());
  for (const SessionSpec& session : scenario.sessions) names.push_back(session.name);
  for (const JobSpec& job : scenario.jobs) names.push_back(job.name);
  return unknown + suggestion(name, names);
}

}  // namespace

ExitCode explain_verb(const Options& options, Console& console) {
  ExitCode code = ExitCode::done;
  const auto scenario = load(options.arguments.front(), options, console, code);
  if (!scenario) return code;
  const Results results =
      run(*scenario, {.record_lives = true, .record_over_time = !scenario->populations.empty()});
  const auto life = explain(*scenario, results, options.arguments.back(), console.style());
  if (!life) throw UsageError(unknown_name(*scenario, results, options.arguments.back()));
  console.print(*life);
  return ExitCode::done;
}

}  // namespace outlive::tool
