#include <algorithm>

#include "outlive/expectation.hpp"
#include "outlive/run.hpp"
#include "sim/output/verdicts.hpp"
#include "sim/text/sanitize.hpp"
#include "tools/outlive/files.hpp"
#include "tools/outlive/verbs.hpp"

namespace outlive::tool {
namespace {

struct Tally {
  std::size_t scenarios = 0;
  std::size_t hold = 0;
  std::size_t fail = 0;
  std::size_t invalid = 0;
};

output::CheckedScenario check_file(const std::string& path, const Options& options, Console& console,
                                   ExitCode& code) {
  output::CheckedScenario checked;
  checked.path = path;
  ExitCode own = ExitCode::done;
  if (const auto scenario = load(path, options, console, own)) {
    checked.valid = true;
    if (!scenario->expectations.empty()) {  // nothing to hold: an estate of millions is not run in vain
      const Results results = run(*scenario);
      checked.expectations = output::judge(*scenario, results, check(*scenario, results));
    }
    const bool failed = std::any_of(checked.expectations.begin(), checked.expectations.end(),
                                    [](const output::Judgement& judgement) { return !judgement.holds; });
    if (failed) own = ExitCode::no;
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
