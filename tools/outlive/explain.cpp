#include "outlive/report.hpp"
#include "outlive/run.hpp"
#include "sim/text/sanitize.hpp"
#include "tools/outlive/suggestion.hpp"
#include "tools/outlive/verbs.hpp"

namespace outlive::tool {
namespace {

std::string unknown_name(const Scenario& scenario, const std::string& name) {
  std::vector<std::string_view> names;
  for (const SessionSpec& session : scenario.sessions) names.push_back(session.name);
  for (const JobSpec& job : scenario.jobs) names.push_back(job.name);
  return "no session or job is called '" + text::sanitize(name) + "'" + suggestion(name, names);
}

}  // namespace

ExitCode explain_verb(const Options& options, Console& console) {
  ExitCode code = ExitCode::done;
  const auto scenario = load(options.arguments.front(), options, console, code);
  if (!scenario) return code;
  const Results results = run(*scenario, {.record_lives = true});
  const auto life = explain(*scenario, results, options.arguments.back(), console.style());
  if (!life) throw UsageError(unknown_name(*scenario, options.arguments.back()));
  console.print(*life);
  return ExitCode::done;
}

}  // namespace outlive::tool
