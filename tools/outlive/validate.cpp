#include "outlive/load.hpp"
#include "sim/output/verdicts.hpp"
#include "sim/workload/estimate.hpp"
#include "tools/outlive/files.hpp"
#include "tools/outlive/room.hpp"
#include "tools/outlive/verbs.hpp"

namespace outlive::tool {

ExitCode validate_verb(const Options& options, Console& console) {
  const FoundFiles found = find_scenarios(options.arguments);
  ExitCode code = show_problems(found, console);
  std::size_t errors = 0;
  std::size_t warnings = 0;
  for (const std::string& path : found.paths) {
    LoadResult loaded = load_scenario(path, options.overrides, options.assumptions);
    loaded.diagnostics.sort();
    console.show(loaded.diagnostics);
    errors += loaded.diagnostics.error_count();
    warnings += loaded.diagnostics.all().size() - loaded.diagnostics.error_count();
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
    console.print(output::counted(found.paths.size(), "scenario") + ": " + output::counted(errors, "error") +
                  ", " + output::counted(warnings, "warning") + "\n");
  }
  return code;
}

}  // namespace outlive::tool
