#include <algorithm>

#include "outlive/load.hpp"
#include "sim/import/trace_file.hpp"
#include "sim/output/fit_report.hpp"
#include "sim/text/sanitize.hpp"
#include "tools/outlive/files.hpp"
#include "tools/outlive/outputs.hpp"
#include "tools/outlive/verbs.hpp"

namespace outlive::tool {
namespace {

constexpr const char* usual_start = "service: training, instance_type: ml.g5.xlarge, max_runtime: 28d";

/// Times are recorded in seconds: what took 0 s took less than one.
constexpr double least_ms = 500;

output::FitResult fitted(import::TraceFile trace, const Options& options) {
  output::FitResult fit;
  fit.source = options.arguments.front();
  fit.zone = trace.zone;
  fit.knows_calendar = trace.knows_calendar;
  fit.knows_users = trace.knows_users;
  fit.first_ms = trace.first_ms;
  fit.last_ms = trace.last_ms;
  fit.refused = trace.refused;
  fit.starts = options.starts.empty() ? usual_start : options.starts;
  fit.longest_ms =
      std::max(least_ms, *std::max_element(trace.durations_ms.begin(), trace.durations_ms.end()));
  study::DurationFitOptions how;
  how.least_ms = least_ms;
  how.seed = options.seed.value_or(1);
  fit.durations = study::fit_durations(trace.durations_ms, how);
  fit.habits = study::fit_habits(std::move(trace.arrivals), {.knows_calendar = trace.knows_calendar,
                                                             .batches = !output::starts_session(fit.starts)});
  return fit;
}

}  // namespace

ExitCode fit_verb(const Options& options, Console& console) {
  Outputs outputs(options.arguments, "the table");
  outputs.add("-o", options.output);
  outputs.add("--plot", options.plot);
  if (!options.plot.empty() && !options.plot.ends_with(".svg"))
    throw UsageError("--plot writes .svg, not '" + text::sanitize(options.plot) + "'");
  Diagnostics problems;
  bool unreadable = false;
  import::TraceFile trace = import::read_trace_file(options.arguments.front(),
                                                    {options.columns, options.zone}, problems, unreadable);
  console.show(problems);
  if (problems.has_errors()) return unreadable ? ExitCode::no_access : ExitCode::invalid_input;
  std::vector<double> durations = trace.durations_ms;
  std::sort(durations.begin(), durations.end());
  const output::FitResult fit = fitted(std::move(trace), options);

  // What --starts says comes into the scenario as it is, so the loader has the last word.
  const std::string scenario = output::fit_scenario(fit);
  const LoadResult loaded =
      load_scenario_text(scenario, options.output.empty() ? "the fitted scenario" : options.output);
  if (!loaded.scenario) {
    console.show(loaded.diagnostics);
    return ExitCode::invalid_input;
  }
  if (!options.output.empty()) {
    const ExitCode code = write_file(options.output, scenario, console);
    if (code != ExitCode::done) return code;
  }
  if (!options.plot.empty()) {
    const ExitCode code = write_file(options.plot, output::fit_chart(fit, durations), console);
    if (code != ExitCode::done) return code;
  }
  const std::string_view format = format_of(options);
  console.print(format == "yaml"   ? scenario
                : format == "json" ? output::fit_json(fit)
                                   : output::fit_text(fit, console.style()));
  return ExitCode::done;
}

}  // namespace outlive::tool
