#include <algorithm>

#include "outlive/expectation.hpp"
#include "outlive/run.hpp"
#include "sim/output/verdicts.hpp"
#include "sim/text/sanitize.hpp"
#include "tools/outlive/files.hpp"
#include "tools/outlive/room.hpp"
#include "tools/outlive/verbs.hpp"
#include "tools/outlive/watch.hpp"

namespace outlive::tool {
namespace {

struct Tally {
  std::size_t scenarios = 0;
  std::size_t hold = 0;
  std::size_t fail = 0;
  std::size_t invalid = 0;
};

bool any_fails(const std::vector<output::Judgement>& judgements) {
  return std::any_of(judgements.begin(), judgements.end(),
                     [](const output::Judgement& judgement) { return !judgement.holds; });
}

/// An expectation holds if it does in every replication; what is shown of one that does not is the first that failed.
ExitCode check_runs(const Scenario& scenario, const Options& options, Console& console,
                    std::vector<output::Judgement>& judgements) {
  Watch watch(console);
  const auto wanted = static_cast<std::uint32_t>(std::max(options.replications, 1));
  for (std::uint32_t number = 0; number < wanted; ++number) {
    watch.begin(number, wanted);
    const Results results = run(scenario, {.replication = number,
                                           .threads = static_cast<unsigned>(options.threads),
                                           .control = &watch.control()});
    if (watch.interrupted()) return ExitCode::interrupted;
    const auto own = output::judge(scenario, results, check(scenario, results));
    if (number == 0) judgements = own;
    for (std::size_t i = 0; i < own.size(); ++i) {
      if (judgements[i].holds && !own[i].holds) judgements[i] = own[i];
    }
  }
  return any_fails(judgements) ? ExitCode::no : ExitCode::done;
}

output::CheckedScenario check_file(const std::string& path, const Options& options, Console& console,
                                   ExitCode& code) {
  output::CheckedScenario checked;
  checked.path = path;
  ExitCode own = ExitCode::done;
  if (const auto scenario = load(path, options, console, own)) {
    // Where nothing is expected an estate of millions is not run in vain.
    const bool has_any = !scenario->expectations.empty();
    if (has_any) own = refuse_what_cannot_fit(*scenario, console);
    if (!has_any) {
      checked.valid = true;
    } else if (own == ExitCode::done) {
      own = check_runs(*scenario, options, console, checked.expectations);
      checked.valid = own != ExitCode::interrupted;
    }
  }
  code = worse(code, own);
  return checked;
}

void count(const output::CheckedScenario& checked, Tally& tally) {
  if (!checked.valid) ++tally.invalid;
  ++tally.scenarios;
  for (const output::Judgement& judgement : checked.expectations)
    ++(judgement.holds ? tally.hold : tally.fail);
}

// One shape whatever the numbers, so that it can be searched for and cut.
std::string summary(const Tally& tally) {
  const auto counted = [](std::size_t number, const char* noun) {
    return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
  };
  std::string text = counted(tally.scenarios, "scenario") + ", " +
                     counted(tally.hold + tally.fail, "expectation") + ": " + std::to_string(tally.hold) +
                     " hold, " + std::to_string(tally.fail) + " fail";
  if (tally.invalid > 0) text += "; " + std::to_string(tally.invalid) + " could not be checked";
  return text + "\n";
}

}  // namespace

ExitCode check_verb(const Options& options, Console& console) {
  const FoundFiles found = find_scenarios(options.arguments);
  ExitCode code = show_problems(found, console);
  Tally tally;
  std::vector<output::CheckedScenario> all;
  for (const std::string& path : found.paths) {
    all.push_back(check_file(path, options, console, code));
    count(all.back(), tally);
    if (code == ExitCode::interrupted) {
      console.complain("interrupted: not everything was checked");
      break;
    }
  }
  if (format_of(options) == "json") {
    console.print(output::check_json(all));
  } else {
    for (const output::CheckedScenario& checked : all) {
      console.print(output::check_lines(checked, console.style(), console.quiet()));
    }
    console.print(summary(tally));
  }
  if (tally.hold + tally.fail == 0 && code == ExitCode::done) {
    console.complain(tally.scenarios == 0 ? "no scenario found"
                                          : "no scenario expects anything: nothing was checked");
    return ExitCode::invalid_input;
  }
  return code;
}

}  // namespace outlive::tool
