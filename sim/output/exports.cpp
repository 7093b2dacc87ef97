#include "outlive/exports.hpp"

#include <algorithm>
#include <array>

namespace outlive {
namespace {

constexpr std::array<ExportFormat, 5> formats{{
    {"focus", "focus.csv", "the bill as FOCUS 1.2", false, focus_csv},
    {"cur", "cur.csv", "the bill as AWS's Cost and Usage Report 2.0", false, cur_csv},
    {"trace", "trace.json", "sessions and jobs for ui.perfetto.dev or chrome://tracing", true, trace_json},
    {"openmetrics", "metrics.txt", "the summary as OpenMetrics text", false, openmetrics_text},
    {"sqlite", "results.sqlite", "everything as an SQLite database", false, sqlite_database},
}};

}  // namespace

std::span<const ExportFormat> export_formats() { return formats; }

const ExportFormat* find_export(std::string_view name) {
  const auto* const found = std::find_if(formats.begin(), formats.end(),
                                         [&](const ExportFormat& each) { return each.name == name; });
  return found == formats.end() ? nullptr : found;
}

}  // namespace outlive
