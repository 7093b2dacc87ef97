#include "outlive/run.hpp"

#include <algorithm>

#include "outlive/expectation.hpp"
#include "outlive/report.hpp"
#include "sim/output/verdicts.hpp"
#include "tools/outlive/verbs.hpp"

namespace outlive::tool {
namespace {

std::string report(std::string_view format, const Scenario& scenario, const Results& results, const TextStyle& style) {
  if (format == "json") return report_json(scenario, results);
  if (format == "csv") return report_csv(scenario, results);
  if (format == "markdown") return report_markdown(scenario, results);
  return report_text(scenario, results, style);
}

}  // namespace

ExitCode run_verb(const Options& options, Console& console) {
  ExitCode code = ExitCode::done;
  const std::optional<Scenario> scenario = load(options.arguments.front(), options, console, code);
  if (!scenario) return code;
  const Results results = run(*scenario);
  const std::vector<Verdict> verdicts = check(*scenario, results);
  console.print(report(format_of(options), *scenario, results, console.style()));

  const auto failed = std::count_if(verdicts.begin(), verdicts.end(), [](const Verdict& v) { return !v.holds; });
  if (failed == 0) return ExitCode::done;
  for (const Verdict& verdict : verdicts) {
    if (!verdict.holds) console.say(output::difference(*scenario, results, verdict));
  }
  console.complain(std::to_string(failed) + " of " + output::counted(verdicts.size(), "expectation") +
                   (failed == 1 ? " does not hold" : " do not hold"));
  return ExitCode::no;
}

}  // namespace outlive::tool
