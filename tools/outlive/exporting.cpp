#include "tools/outlive/exporting.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "sim/text/sanitize.hpp"
#include "tools/outlive/files.hpp"

namespace outlive::tool {

void check_exports(const Options& options) {
  std::set<std::string> paths{options.audit};
  for (const WantedExport& each : options.exports) {
    const std::string name(each.format->name);
    if (!each.path) {
      throw UsageError("--export " + name + " needs a file: --export " + name + "=" +
                       std::string(each.format->file_name));
    }
    if (*each.path == options.arguments.front()) {
      throw UsageError("--export " + name + " would replace the scenario '" + text::sanitize(*each.path) +
                       "'");
    }
    if (!paths.insert(*each.path).second) {
      throw UsageError("--export " + name + ": something else is written to '" + text::sanitize(*each.path) +
                       "', too");
    }
  }
}

bool need_lives(const std::vector<WantedExport>& wanted) {
  return std::any_of(wanted.begin(), wanted.end(),
                     [](const WantedExport& each) { return each.format->needs_lives; });
}

ExitCode write_exports(const std::vector<WantedExport>& wanted, const Scenario& scenario,
                       const Results& results, const Console& console) {
  for (const WantedExport& each : wanted) {
    std::string content;
    try {
      content = each.format->write(scenario, results);
    } catch (const std::range_error& error) {
      console.complain(text::sanitize(*each.path) + ": cannot be written: " + error.what());
      return ExitCode::no_access;
    }
    const ExitCode code = write_file(*each.path, content, console);
    if (code != ExitCode::done) return code;
  }
  return ExitCode::done;
}

}  // namespace outlive::tool
