#include "outlive/run.hpp"

#include <algorithm>

#include "outlive/audit.hpp"
#include "outlive/expectation.hpp"
#include "outlive/report.hpp"
#include "sim/output/verdicts.hpp"
#include "sim/text/sanitize.hpp"
#include "tools/outlive/files.hpp"
#include "tools/outlive/verbs.hpp"

namespace outlive::tool {
namespace {

std::string report(std::string_view format, const Scenario& scenario, const Results& results,
                   const TextStyle& style) {
  if (format == "json") return report_json(scenario, results);
  if (format == "csv") return report_csv(scenario, results);
  if (format == "markdown") return report_markdown(scenario, results);
  return report_text(scenario, results, style);
}

enum class AuditFormat { none, document, lines };

AuditFormat audit_format(const std::string& path) {
  if (path.empty()) return AuditFormat::none;
  if (path.ends_with(".json")) return AuditFormat::document;
  if (path.ends_with(".jsonl") || path.ends_with(".ndjson")) return AuditFormat::lines;
  throw UsageError("--audit writes .json, .jsonl or .ndjson, not '" + text::sanitize(path) + "'");
}

ExitCode write_audit(AuditFormat format, const std::string& path, const Scenario& scenario,
                     const Results& results, const Console& console) {
  if (format == AuditFormat::none) return ExitCode::done;
  const bool lines = format == AuditFormat::lines;
  return write_file(path, lines ? audit_lines(scenario, results) : audit_json(scenario, results), console);
}

}  // namespace

ExitCode run_verb(const Options& options, Console& console) {
  const AuditFormat audit = audit_format(options.audit);  // before anything runs
  ExitCode code = ExitCode::done;
  const std::optional<Scenario> scenario = load(options.arguments.front(), options, console, code);
  if (!scenario) return code;
  const Results results = run(*scenario);
  code = write_audit(audit, options.audit, *scenario, results, console);
  if (code != ExitCode::done) return code;
  console.print(report(format_of(options), *scenario, results, console.style()));

  const auto judgements = output::judge(*scenario, results, check(*scenario, results));
  const auto failed = std::count_if(judgements.begin(), judgements.end(),
                                    [](const output::Judgement& judgement) { return !judgement.holds; });
  if (failed == 0) return ExitCode::done;
  // Behind the report, not in it: a document in JSON or CSV stays one document.
  if (!console.flush()) return ExitCode::no_access;
  for (const output::Judgement& judgement : judgements) {
    if (!judgement.holds) console.say(output::difference(judgement));
  }
  console.complain(std::to_string(failed) + " of " + output::counted(judgements.size(), "expectation") +
                   (failed == 1 ? " does not hold" : " do not hold"));
  return ExitCode::no;
}

}  // namespace outlive::tool
