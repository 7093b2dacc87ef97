#include "tools/outlive/results_folder.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <system_error>

#include "sim/input/saved_results.hpp"
#include "sim/output/page.hpp"
#include "sim/text/sanitize.hpp"
#include "tools/outlive/files.hpp"

namespace outlive::tool {
namespace {

namespace fs = std::filesystem;

std::string iso_of(std::chrono::system_clock::time_point moment) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(moment);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

}  // namespace

std::string ResultsFolder::path_of(std::string_view name) const {
  return (fs::path(options_.output) / name).string();
}

ExitCode ResultsFolder::open() {
  const ExitCode code = make_folder(options_.output, console_);
  if (code != ExitCode::done) return code;
  earlier_ = input::saved_files(options_.output);
  return remove(input::manifest_name, ": cannot be replaced: ");
}

ExitCode ResultsFolder::remove(std::string_view name, const char* complaint) const {
  std::error_code error;
  fs::remove(path_of(name), error);
  if (!error) return ExitCode::done;
  console_.complain(text::sanitize(path_of(name)) + complaint + error.message());
  return ExitCode::no_access;
}

bool ResultsFolder::is_written(std::string_view name) const {
  return std::any_of(files_.begin(), files_.end(),
                     [name](const output::ManifestFile& each) { return each.name == name; });
}

/// A file of another size was changed since then: it is somebody else's.
ExitCode ResultsFolder::remove_left_behind() const {
  ExitCode code = ExitCode::done;
  for (const input::SavedFile& file : earlier_) {
    std::error_code error;
    const fs::path path = path_of(file.name);
    if (is_written(file.name) || !fs::is_regular_file(fs::symlink_status(path, error))) continue;
    if (fs::file_size(path, error) != file.bytes || error) continue;
    code = worse(code, remove(file.name, ": is left of an earlier run and cannot be removed: "));
  }
  return code;
}

void ResultsFolder::write(const std::string& name, const std::string& about,
                          const std::optional<std::string>& text) {
  if (!text) {
    std::error_code ignored;
    fs::remove(path_of(name), ignored);
    return;
  }
  code_ = worse(code_, write_file(path_of(name), *text, console_));
  files_.push_back({name, about, text->size()});
}

ExitCode ResultsFolder::close(output::Manifest manifest, const Scenario& scenario) {
  code_ = worse(code_, remove_left_behind());
  if (code_ != ExitCode::done) return code_;
  manifest.files = std::move(files_);
  manifest.execution = {
      .command = options_.words,
      .started = iso_of(options_.began),
      .seconds = std::chrono::duration<double>(std::chrono::system_clock::now() - options_.began).count(),
      .threads = static_cast<unsigned>(options_.threads)};
  return write_file(path_of(input::manifest_name), output::dump(output::manifest_json(manifest, scenario)),
                    console_);
}

ExitCode make_folder(const std::string& folder, const Console& console) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) return ExitCode::done;
  console.complain(text::sanitize(folder) + ": cannot be made: " + error.message());
  return ExitCode::no_access;
}

void write_report(ResultsFolder& folder, const output::Json& report) {
  const std::string json = output::dump_compact(report);
  folder.write("report.json", "the report as data: 'outlive report' renders it", json);
  folder.write("report.html", "the report for a browser, with charts", output::report_page(json));
}

std::string refusal(const std::string& path) {
  const fs::path folder(path);
  std::error_code ignored;
  const std::string name = text::sanitize(path);
  if (!fs::exists(folder, ignored)) return name + ": there is no such folder";
  if (!fs::is_directory(folder, ignored)) {
    return name + ": is no folder; expected one that 'outlive run -o FOLDER' wrote";
  }
  const std::string why = input::why_not_whole(path);
  return why.empty() ? why : name + ": " + why;
}

}  // namespace outlive::tool
