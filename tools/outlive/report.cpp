// `outlive report FOLDER`: renders results that were saved, without simulating.
#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "sim/input/saved_document.hpp"
#include "sim/output/document.hpp"
#include "sim/output/page.hpp"
#include "tools/outlive/results_folder.hpp"
#include "tools/outlive/verbs.hpp"

namespace outlive::tool {
namespace {

namespace fs = std::filesystem;

/// The file of a folder that a format is, for each kind of results; reports in words are made from report.json.
std::string_view file_of(std::string_view kind, std::string_view format) {
  constexpr std::array<std::array<std::string_view, 3>, 3> names{{
      {"run", "summary.json", "summary.csv"},
      {"sweep", "sweep.json", "points.csv"},
      {"recommendation", "recommendation.json", ""},
  }};
  for (const auto& [of, json, csv] : names) {
    if (of == kind) return format == "json" ? json : csv;
  }
  return {};
}

ExitCode print_file(const fs::path& path, Console& console) {
  Diagnostics problems;
  const input::Source source = input::read_source(path.string(), input::csv_limit, problems);
  console.show(problems);
  if (!source.ok()) {
    return source.status == input::SourceStatus::unreadable ? ExitCode::no_access : ExitCode::invalid_input;
  }
  console.print(source.text);
  return ExitCode::done;
}

}  // namespace

ExitCode report_verb(const Options& options, Console& console) {
  const fs::path folder = options.arguments.front();
  if (const std::string why = refusal(options.arguments.front()); !why.empty()) {
    console.complain(why);
    return ExitCode::no_access;
  }
  const input::SavedDocument saved = input::read_saved_document((folder / "report.json").string());
  console.show(saved.diagnostics);
  if (!saved.document) return saved.unreadable ? ExitCode::no_access : ExitCode::invalid_input;
  const std::string_view format = format_of(options);
  if (format == "json" || format == "csv") {
    const std::string_view name = file_of(saved.document->kind, format);
    if (name.empty()) throw UsageError("results of this kind have no CSV; try --format json");
    return print_file(folder / name, console);
  }
  if (format == "html") {
    console.print(output::report_page(saved.json));
    return ExitCode::done;
  }
  console.print(format == "markdown" ? output::document_markdown(*saved.document)
                                     : output::document_text(*saved.document, console.style()));
  return ExitCode::done;
}

}  // namespace outlive::tool
