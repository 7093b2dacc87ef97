// --export: results for other programs, each in a file of its own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "outlive/results.hpp"
#include "tools/outlive/console.hpp"
#include "tools/outlive/exit_code.hpp"
#include "tools/outlive/options.hpp"

namespace outlive::tool {

/// Before anything runs: throws a UsageError if one has neither file nor folder, or two have the same file.
void check_exports(const Options& options);

/// Whether the run has to record lives for them.
bool need_lives(const std::vector<WantedExport>& wanted);

/// Nothing if it cannot be made of these results, which is then told.
std::optional<std::string> export_content(const ExportFormat& format, const Scenario& scenario,
                                          const Results& results, const Console& console);

/// Writes those that have a file one after the other, each whole or not at all, and stops at the first that cannot be
/// written. The others belong into the folder of results.
ExitCode write_exports(const std::vector<WantedExport>& wanted, const Scenario& scenario,
                       const Results& results, const Console& console);

}  // namespace outlive::tool
