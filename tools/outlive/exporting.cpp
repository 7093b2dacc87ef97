#include "tools/outlive/exporting.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "tools/outlive/files.hpp"
#include "tools/outlive/outputs.hpp"

namespace outlive::tool {

void check_exports(const Options& options) {
  Outputs outputs(options.arguments, "the scenario");
  outputs.add("--audit", options.audit);
  for (const WantedExport& each : options.exports) {
    const std::string name(each.format->name);
    if (!each.path && options.output.empty()) {
      throw UsageError("--export " + name + " needs a file, --export " + name + "=" +
                       std::string(each.format->file_name) + ", or a folder, -o FOLDER");
    }
    const std::string file =
        each.path ? *each.path : (std::filesystem::path(options.output) / each.format->file_name).string();
    outputs.add("--export " + name, file);
  }
}

bool need_lives(const std::vector<WantedExport>& wanted) {
  return std::any_of(wanted.begin(), wanted.end(),
                     [](const WantedExport& each) { return each.format->needs_lives; });
}

std::optional<std::string> export_content(const ExportFormat& format, const Scenario& scenario,
                                          const Results& results, const Console& console) {
  try {
    return format.write(scenario, results);
  } catch (const std::range_error& error) {
    console.complain(std::string(format.file_name) + ": cannot be made: " + error.what());
    return std::nullopt;
  }
}

ExitCode write_exports(const std::vector<WantedExport>& wanted, const Scenario& scenario,
                       const Results& results, const Console& console) {
  for (const WantedExport& each : wanted) {
    if (!each.path) continue;
    const auto content = export_content(*each.format, scenario, results, console);
    if (!content) return ExitCode::no_access;
    const ExitCode code = write_file(*each.path, *content, console);
    if (code != ExitCode::done) return code;
  }
  return ExitCode::done;
}

}  // namespace outlive::tool
