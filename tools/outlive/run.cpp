#include "outlive/run.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "outlive/audit.hpp"
#include "outlive/expectation.hpp"
#include "outlive/load.hpp"
#include "outlive/quota_search.hpp"
#include "outlive/report.hpp"
#include "outlive/run_record.hpp"
#include "sim/output/needed_quotas.hpp"
#include "sim/output/replications_report.hpp"
#include "sim/output/report_charts.hpp"
#include "sim/output/run_files.hpp"
#include "sim/output/verdicts.hpp"
#include "sim/output/words.hpp"
#include "sim/study/replications.hpp"
#include "sim/text/sanitize.hpp"
#include "tools/outlive/exporting.hpp"
#include "tools/outlive/files.hpp"
#include "tools/outlive/results_folder.hpp"
#include "tools/outlive/room.hpp"
#include "tools/outlive/verbs.hpp"
#include "tools/outlive/watch.hpp"

namespace outlive::tool {
namespace {

/// What came of all runs.
struct Runs {
  Results first;
  std::vector<Verdict> verdicts;
  std::optional<study::Replications> replications;
  std::vector<ResourceRequests> asked;  // in all replications together
  std::optional<output::NeededQuotas> needed;
  bool interrupted = false;
};

std::string report(std::string_view format, const Scenario& scenario, const Runs& runs,
                   const TextStyle& style) {
  const study::Replications* replications = runs.replications ? &*runs.replications : nullptr;
  const output::NeededQuotas* needed = runs.needed ? &*runs.needed : nullptr;
  if (format == "json") return output::report_json(scenario, runs.first, replications, runs.verdicts, needed);
  if (format == "markdown") return output::report_markdown(scenario, runs.first, replications, needed);
  if (format == "csv") {
    return replications == nullptr || replications->count == 0
               ? report_csv(scenario, runs.first)
               : output::replications_csv(*replications, scenario.prices.currency);
  }
  return output::report_text(scenario, runs.first, replications, style, needed);
}

/// For exports that tell of lives; and for the report, where they are not too many.
bool wants_lives(const Options& options, const Scenario& scenario) {
  return need_lives(options.exports) || (!options.output.empty() && output::lives_fit(scenario));
}

/// A baseline may be about to be made by this very run: that it cannot be read is no error here.
void read_baselines_that_are_there(Scenario& scenario, Console& console) {
  Diagnostics warnings;
  const BaselinesRead read = read_baselines(scenario);
  for (const Diagnostic& each : read.diagnostics.all()) warnings.warning(each.place, each.message, each.rule);
  console.show(warnings);
}

bool can_be_judged(const Scenario& scenario, const Expectation& expectation) {
  return expectation.relation == Relation::absolute || in_baseline(scenario, expectation) != nullptr;
}

Runs simulate(const Scenario& scenario, const Options& options, Console& console) {
  Runs runs;
  Watch watch(console);
  const auto wanted = static_cast<std::uint32_t>(std::max(options.replications, 1));
  std::uint32_t number = 0;
  watch.begin(0, wanted);
  Judge judge(scenario);
  auto replications = study::replicate(scenario,
                                       {.record_lives = wants_lives(options, scenario),
                                        .record_over_time = !options.output.empty(),
                                        .threads = static_cast<unsigned>(options.threads),
                                        .control = &watch.control(),
                                        .shuffle = options.shuffle},
                                       wanted, [&](Results results) {
                                         if (!results.incomplete) {
                                           judge.add(results);
                                           add_requests(results, runs.asked);
                                         }
                                         if (number == 0) runs.first = std::move(results);
                                         watch.begin(std::min(++number, wanted - 1), wanted);
                                       });
  runs.verdicts = judge.verdicts();
  std::erase_if(runs.verdicts,
                [&](const Verdict& verdict) { return !can_be_judged(scenario, *verdict.expectation); });
  if (wanted > 1) runs.replications = std::move(replications);
  // An interruption that came too late to stop anything changes nothing.
  runs.interrupted = output::is_incomplete(runs.first, runs.replications ? &*runs.replications : nullptr);
  return runs;
}

enum class AuditFormat { none, document, lines };

AuditFormat audit_format(const std::string& path) {
  if (path.empty()) return AuditFormat::none;
  if (path.ends_with(".json")) return AuditFormat::document;
  if (path.ends_with(".jsonl") || path.ends_with(".ndjson")) return AuditFormat::lines;
  throw UsageError("--audit writes .json, .jsonl or .ndjson, not '" + text::sanitize(path) + "'");
}

ExitCode write_results(const Options& options, const Scenario& scenario, const Runs& runs,
                       const Console& console) {
  if (options.output.empty()) return ExitCode::done;
  ResultsFolder folder(options, console);
  const ExitCode code = folder.open();
  if (code != ExitCode::done) return code;
  const study::Replications* replications = runs.replications ? &*runs.replications : nullptr;
  const output::RunReport report{scenario, runs.first, replications, runs.verdicts,
                                 runs.needed ? &*runs.needed : nullptr};
  for (const output::RunFile& file : output::run_files()) {
    folder.write(std::string(file.name), std::string(file.about), file.text(report));
  }
  for (const WantedExport& each : options.exports) {
    if (each.path) continue;
    const auto content = export_content(*each.format, scenario, runs.first, console);
    if (!content) return ExitCode::no_access;
    folder.write(std::string(each.format->file_name), std::string(each.format->about), content);
  }
  return folder.close({.kind = "run",
                       .title = scenario.title,
                       .path = options.arguments.front(),
                       .fingerprint = runs.first.fingerprint,
                       .replications = replications == nullptr ? 1 : replications->count,
                       .complete = !runs.interrupted},
                      scenario);
}

/// Who asked for a log and finds nothing in it would look for a fault.
void note_empty_log(const std::string& path, const Scenario& scenario, const Console& console) {
  if (console.quiet()) return;
  const bool in_bulk = !scenario.populations.empty() || !scenario.traces.empty();
  console.say(text::sanitize(path) + ": has no records: " +
              (in_bulk ? "users of populations and rows of traces leave none, only what the timeline names"
                       : "nothing that happens in the scenario leaves one"));
}

/// Nothing in such a log could say that it is of a part only, so there is none of a run that was interrupted.
ExitCode write_audit(AuditFormat format, const std::string& path, const Scenario& scenario,
                     const Results& results, const Console& console) {
  if (format == AuditFormat::none) return ExitCode::done;
  if (results.incomplete) {
    console.complain(text::sanitize(path) + ": not written: the run was interrupted");
    return ExitCode::done;
  }
  const bool lines = format == AuditFormat::lines;
  const std::string log = lines ? audit_lines(scenario, results) : audit_json(scenario, results);
  if (log.find("\"eventName\"") == std::string::npos) note_empty_log(path, scenario, console);
  return write_file(path, log, console);
}

/// Which quotas would have been enough: found by running the scenario again under others, in every replication.
void find_quotas(const Scenario& scenario, const Options& options, Console& console, Runs& runs) {
  Watch watch(console, "run");
  const double share = *options.refusals_under;
  const std::uint32_t replications = runs.replications ? runs.replications->count : 1;
  runs.needed = output::NeededQuotas{
      share, replications,
      find_needed_quotas(scenario, runs.asked, replications, share,
                         {.threads = static_cast<unsigned>(options.threads), .control = &watch.control()},
                         [&](std::size_t number) { watch.begin(static_cast<std::uint32_t>(number), 0); })};
  runs.interrupted = watch.interrupted();
}

ExitCode tell_what_does_not_hold(const std::vector<output::Judgement>& judgements, const Options& options,
                                 const Console& console) {
  for (const output::Judgement& judgement : judgements) {
    if (judgement.answer != Answer::yes) console.say(output::difference(judgement, console.style().unicode));
  }
  const auto tell = [&](Answer answer, const char* of_one, const char* of_many) {
    const auto number = std::count_if(judgements.begin(), judgements.end(),
                                      [&](const output::Judgement& each) { return each.answer == answer; });
    if (number == 0) return;
    console.complain(std::to_string(number) + " of " + output::counted(judgements.size(), "expectation") +
                     (number == 1 ? of_one : of_many));
  };
  tell(Answer::no, " does not hold", " do not hold");
  tell(Answer::undecided, " is undecided", " are undecided");
  return code_of(output::answer_of(judgements), options.undecided);
}

}  // namespace

ExitCode run_verb(const Options& options, Console& console) {
  const AuditFormat audit = audit_format(options.audit);  // before anything runs
  check_exports(options);
  if (options.refusals_under && format_of(options) == "csv")
    throw UsageError(
        "--refusals-under is answered in text, markdown and json; a table in csv has no room for it");
  ExitCode code = ExitCode::done;
  std::optional<Scenario> scenario = load(options.arguments.front(), options, console, code);
  if (!scenario) return code;
  read_baselines_that_are_there(*scenario, console);
  code = refuse_what_cannot_fit(*scenario, console);
  if (code != ExitCode::done) return code;
  Runs runs = simulate(*scenario, options, console);
  if (options.refusals_under && !runs.interrupted) find_quotas(*scenario, options, console, runs);
  code = write_audit(audit, options.audit, *scenario, runs.first, console);
  code = worse(code, write_results(options, *scenario, runs, console));
  if (code != ExitCode::done) return code;
  code = write_exports(options.exports, *scenario, runs.first, console);
  if (code != ExitCode::done) return code;
  console.print(report(format_of(options), *scenario, runs, console.style()));
  if (runs.interrupted) return tell_partial(console);

  // Behind the report, not in it: a document in JSON or CSV stays one document.
  if (!console.flush()) return ExitCode::no_access;
  return tell_what_does_not_hold(output::judge(runs.verdicts), options, console);
}

}  // namespace outlive::tool
