#include "sim/import/import.hpp"

#include <filesystem>

#include "outlive/load.hpp"
#include "sim/text/sanitize.hpp"
#include "tools/outlive/files.hpp"
#include "tools/outlive/outputs.hpp"
#include "tools/outlive/suggestion.hpp"
#include "tools/outlive/verbs.hpp"

namespace outlive::tool {
namespace {

namespace fs = std::filesystem;

/// The files of the command line, and the format if it begins with one.
std::vector<std::string> files_of(const Options& options, import::ImportOptions& how) {
  std::vector<std::string> files = options.arguments;
  if (const auto format = import::format_named(files.front())) {
    how.format = format;
    files.erase(files.begin());
  } else if (files.front() != "-" && files.front().find_first_of("./") == std::string::npos &&
             !fs::exists(files.front())) {
    const std::vector<std::string_view> names(import::format_names().begin(), import::format_names().end());
    const std::string near = suggestion(files.front(), names);
    std::string known;
    for (const std::string_view name : names) known += (known.empty() ? "" : ", ") + std::string(name);
    throw UsageError("'" + text::sanitize(files.front()) + "' is neither a file nor a format" +
                     (near.empty() ? ", which are " + known : near));
  }
  if (files.empty()) throw UsageError("an argument is missing: outlive import [FORMAT] FILES...");
  return files;
}

/// What --set says stands in the scenario as it is: what no scenario would take is told before anything is read.
bool are_settings(const Options& options, Console& console) {
  const LoadResult tried = load_scenario_text(
      "outlive: 1\ntitle: x\nstart: 2000-01-01T00:00:00Z\nhorizon: 1d\nusers: {x: {}}\n"
      "timeline:\n  - {at: 0m, user: x, do: sign_in}\n",
      "--set", options.overrides);
  if (!tried.scenario) console.show(tried.diagnostics);
  return tried.scenario.has_value();
}

/// NAME.yaml and NAME.csv, whichever of them was asked for.
struct Targets {
  std::string yaml;
  std::string csv;
};

Targets targets_of(const std::string& output) {
  const fs::path path(output);
  fs::path yaml = path;
  fs::path csv = path;
  if (path.extension() == ".csv") yaml.replace_extension(".yaml");
  if (path.extension() != ".csv") csv.replace_extension(".csv");
  return {yaml.string(), csv.string()};
}

ExitCode write(const import::Imported& imported, const std::vector<std::string>& inputs,
               const std::string& output, Console& console) {
  if (output.empty()) {
    console.print(imported.csv.empty() ? imported.yaml : imported.csv);
    return console.flush() ? ExitCode::done : ExitCode::no_access;
  }
  const Targets targets = targets_of(output);
  Outputs outputs(inputs, "the export");
  outputs.add("-o", targets.yaml);
  if (!imported.csv.empty()) outputs.add("-o", targets.csv);
  // The trace first: a scenario never stands there without it.
  if (!imported.csv.empty()) {
    const ExitCode code = write_file(targets.csv, imported.csv, console);
    if (code != ExitCode::done) return code;
  }
  return write_file(targets.yaml, imported.yaml, console);
}

}  // namespace

ExitCode import_verb(const Options& options, Console& console) {
  import::ImportOptions how;
  const std::vector<std::string> files = files_of(options, how);
  if (!are_settings(options, console)) return ExitCode::invalid_input;
  how.settings = options.overrides;
  if (options.takes) how.takes = *options.takes;
  how.zone_given = !options.zone.empty();
  if (how.zone_given) how.zone = options.zone;
  if (!options.output.empty()) how.csv_name = fs::path(targets_of(options.output).csv).filename().string();

  const import::Imported imported = import::import_files(files, how);
  console.show(imported.problems);
  if (imported.problems.has_errors())
    return imported.unreadable ? ExitCode::no_access : ExitCode::invalid_input;
  const ExitCode code = write(imported, files, options.output, console);
  if (code != ExitCode::done) return code;
  // Behind the document, on standard error: what was made of the export is no part of it.
  std::string summary =
      format_of(options) == "json" ? imported.tally.json(imported.what) : imported.tally.text(imported.what);
  if (summary.ends_with('\n')) summary.pop_back();
  if (!console.quiet() || format_of(options) == "json") console.say(summary);
  return ExitCode::done;
}

}  // namespace outlive::tool
