#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <string_view>

#include "outlive/expectation.hpp"
#include "outlive/run.hpp"
#include "sim/output/check_reports.hpp"
#include "sim/output/verdicts.hpp"
#include "sim/output/words.hpp"
#include "sim/text/sanitize.hpp"
#include "tools/outlive/files.hpp"
#include "tools/outlive/outputs.hpp"
#include "tools/outlive/room.hpp"
#include "tools/outlive/update.hpp"
#include "tools/outlive/verbs.hpp"
#include "tools/outlive/watch.hpp"

namespace outlive::tool {
namespace {

ExitCode check_runs(const Scenario& scenario, const Options& options, Console& console, Judge& judge) {
  Watch watch(console);
  const auto wanted = static_cast<std::uint32_t>(std::max(options.replications, 1));
  for (std::uint32_t number = 0; number < wanted; ++number) {
    watch.begin(number, wanted);
    const Results results = run(scenario, {.replication = number,
                                           .threads = static_cast<unsigned>(options.threads),
                                           .control = &watch.control()});
    if (watch.interrupted()) return ExitCode::interrupted;
    judge.add(results);
  }
  return ExitCode::done;
}

/// `code` is set where no answer was found.
output::CheckedScenario check_file(const std::string& path, std::size_t number, const Options& options,
                                   Console& console, Update& update, ExitCode& code) {
  output::CheckedScenario checked;
  checked.path = path;
  ExitCode own = ExitCode::done;
  Diagnostics found;
  auto scenario = load(path, options, console, own, &found);
  if (scenario) own = load_baselines(*scenario, console, &found);
  if (own == ExitCode::done &&
      !scenario->expectations.empty()) {  // otherwise an estate of millions is not run in vain
    Judge judge(*scenario);
    own = refuse_what_cannot_fit(*scenario, console);
    if (own == ExitCode::done) own = check_runs(*scenario, options, console, judge);
    if (own == ExitCode::done) {
      checked.expectations = output::judge(judge.verdicts());
      update.consider(number, judge, checked.expectations);
    }
  }
  if (own == ExitCode::interrupted) found.error({path, 0, 0}, "interrupted before all of it was checked");
  checked.valid = own == ExitCode::done;
  std::copy_if(found.all().begin(), found.all().end(), std::back_inserter(checked.problems),
               [](const Diagnostic& each) { return each.severity == Severity::error; });
  code = worse(code, own);
  return checked;
}

constexpr std::string_view standard_output = "-";

/// Standard output takes one document.
void require_one_document(const Options& options) {
  const int documents = static_cast<int>(options.junit == standard_output) +
                        static_cast<int>(options.tap == standard_output) +
                        static_cast<int>(format_of(options) != "text");
  if (documents > 1) throw UsageError("only one of --format, --junit and --tap can go to standard output");
}

/// The file must hold what its own text makes true, and the reports for other programs are about the files as they were.
void require_that_update_makes_sense(const Options& options) {
  if (options.update.empty()) return;
  if (!options.overrides.empty() || !options.assumptions.empty() || options.seed)
    throw UsageError(
        "--update goes with no --set, --assume or --seed: the file would expect what only they make true");
  if (format_of(options) != "text" || !options.junit.empty() || !options.tap.empty())
    throw UsageError("--update is told of in text only: it goes with no --format, --junit or --tap");
}

bool on_standard_output(const Options& options) {
  return options.junit == standard_output || options.tap == standard_output;
}

bool wants_annotations(const Options& options) {
  const char* const github = std::getenv("GITHUB_ACTIONS");  // NOLINT(concurrency-mt-unsafe): one thread
  return options.annotations.value_or(github != nullptr && std::string_view(github) == "true");
}

/// For other programs, wherever they were asked for.
ExitCode write_reports(const std::vector<output::CheckedScenario>& all, const Options& options,
                       Console& console) {
  const bool undecided_passes = options.undecided == Undecided::pass;
  ExitCode code = ExitCode::done;
  const auto write = [&](const std::string& path, auto&& report) {
    if (path.empty()) return;
    const std::string text = report(all, undecided_passes);
    if (path == standard_output) {
      console.print(text);
    } else {
      code = worse(code, write_file(path, text, console));
    }
  };
  write(options.junit, output::junit_xml);
  write(options.tap, output::tap);
  // The runner reads both streams; results stay what was asked for.
  if (wants_annotations(options)) {
    std::string commands = output::github_annotations(all, undecided_passes);
    if (!commands.empty()) {
      commands.pop_back();
      console.say(commands);
    }
  }
  return code;
}

}  // namespace

ExitCode check_verb(const Options& options, Console& console) {
  require_one_document(options);
  require_that_update_makes_sense(options);
  const FoundFiles found = find_scenarios(options.arguments);
  Outputs outputs(found.paths, "the scenario");
  outputs.add("--junit", options.junit);
  outputs.add("--tap", options.tap);
  ExitCode code = show_problems(found, console);
  std::vector<output::CheckedScenario> all;
  Update update(options.update);
  for (const std::string& path : found.paths) {
    all.push_back(check_file(path, all.size(), options, console, update, code));
    if (code == ExitCode::interrupted) {
      console.complain("interrupted: " + output::grouped(all.size() - 1) + " of " +
                       output::counted(found.paths.size(), "file") + " were checked");
      break;
    }
  }
  if (format_of(options) == "json") {
    console.print(output::check_json(all));
  } else if (!on_standard_output(options)) {
    for (const output::CheckedScenario& checked : all)
      console.print(output::check_lines(checked, console.style(), console.quiet()));
    if (code != ExitCode::interrupted) code = worse(code, update.rewrite(all, console));
    console.print(output::summary(output::tally(all)) + "\n");
  }
  code = worse(code, write_reports(all, options, console));
  for (const output::CheckedScenario& checked : all)
    code = worse(code, code_of(output::answer_of(checked.expectations), options.undecided));
  const output::Tally tally = output::tally(all);
  if (tally.expectations() == 0 && code == ExitCode::done) {
    console.complain(tally.scenarios == 0 ? "no scenario found"
                                          : "no scenario expects anything: nothing was checked");
    return ExitCode::invalid_input;
  }
  return code;
}

}  // namespace outlive::tool
