#include "outlive/load.hpp"
#include "outlive/load_study.hpp"
#include "sim/output/verdicts.hpp"
#include "sim/workload/estimate.hpp"
#include "tools/outlive/files.hpp"
#include "tools/outlive/room.hpp"
#include "tools/outlive/verbs.hpp"

namespace outlive::tool {
namespace {

/// Who acts in the scenarios, where some of them are described by habit.
class People {
 public:
  void add(const Scenario& scenario) {
    users_ += scenario.users.size();
    populations_ += scenario.populations.size();
    for (const Population& population : scenario.populations) {
      members_ += population.most_users;
      grow_ = grow_ || population.most_users != population.users;
    }
  }

  /// `3 users, 2 populations with 4,500 users`; nothing where there is no population.
  [[nodiscard]] std::string text() const {
    if (populations_ == 0) return {};
    return output::counted(users_, "user") + ", " + output::counted(populations_, "population") + " with " +
           output::counted(members_, "user") + (grow_ ? " by the horizon" : "") + "\n";
  }

 private:
  std::size_t users_ = 0;
  std::size_t populations_ = 0;
  std::size_t members_ = 0;
  bool grow_ = false;
};

/// What was read and what is wrong with it.
struct Tally {
  std::size_t scenarios = 0;
  std::size_t studies = 0;
  std::size_t errors = 0;
  std::size_t warnings = 0;

  void add(const Diagnostics& diagnostics) {
    errors += diagnostics.error_count();
    warnings += diagnostics.all().size() - diagnostics.error_count();
  }
  /// `2 scenarios, 1 study: 0 errors, 0 warnings`.
  [[nodiscard]] std::string text() const {
    std::string read;
    if (scenarios > 0 || studies == 0) read = output::counted(scenarios, "scenario");
    if (studies > 0) {
      read += (read.empty() ? "" : ", ") + std::to_string(studies) + (studies == 1 ? " study" : " studies");
    }
    return read + ": " + output::counted(errors, "error") + ", " + output::counted(warnings, "warning") +
           "\n";
  }
};

/// A study with its base, each level of each factor tried on it.
ExitCode validate_study(const std::string& path, const Options& options, Console& console, Tally& tally) {
  const LoadStudyResult loaded =
      load_study(path, {.settings = options.overrides, .assumptions = options.assumptions});
  console.show(loaded.diagnostics);
  tally.add(loaded.diagnostics);
  ++tally.studies;
  if (loaded.study) return ExitCode::done;
  return loaded.unreadable ? ExitCode::no_access : ExitCode::invalid_input;
}

}  // namespace

ExitCode validate_verb(const Options& options, Console& console) {
  const FoundFiles found = find_scenarios(options.arguments);
  ExitCode code = show_problems(found, console);
  Tally tally;
  People people;
  for (const std::string& path : found.paths) {
    if (is_study_file(path)) {
      code = worse(code, validate_study(path, options, console, tally));
      continue;
    }
    ++tally.scenarios;
    LoadResult loaded = load_scenario(path, options.overrides, options.assumptions);
    loaded.diagnostics.sort();
    console.show(loaded.diagnostics);
    tally.add(loaded.diagnostics);
    if (loaded.scenario) people.add(*loaded.scenario);
    Diagnostics of_baselines;
    if (loaded.scenario) code = worse(code, load_baselines(*loaded.scenario, console, &of_baselines));
    tally.errors += of_baselines.error_count();
    if (!loaded.scenario) {
      code = worse(code, loaded.unreadable ? ExitCode::no_access : ExitCode::invalid_input);
    } else if (!loaded.scenario->populations.empty() && !console.quiet()) {
      console.print(path + ": " + estimate_line(workload::estimate(*loaded.scenario)) + "\n");
    }
  }
  if (found.paths.empty() && code == ExitCode::done) {
    console.complain("no scenario found");
    return ExitCode::invalid_input;
  }
  if (!console.quiet()) {
    console.print(tally.text() + people.text());
  }
  return code;
}

}  // namespace outlive::tool
