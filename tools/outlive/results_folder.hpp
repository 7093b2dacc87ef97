// A folder of results while it is written.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/scenario.hpp"
#include "sim/input/saved_manifest.hpp"
#include "sim/output/manifest.hpp"
#include "tools/outlive/console.hpp"
#include "tools/outlive/exit_code.hpp"
#include "tools/outlive/options.hpp"

namespace outlive::tool {

/// Each file is written whole or not at all. The manifest is taken away first and written last: a folder that has one is
/// whole, and of one run. What its manifest listed and the new one does not is removed; files of others stay.
class ResultsFolder {
 public:
  ResultsFolder(const Options& options, const Console& console) : options_(options), console_(console) {}

  /// Makes it, if need be.
  ExitCode open();
  /// Of a file that an earlier run left and that this one has nothing for, nothing stays.
  void write(const std::string& name, const std::string& about, const std::optional<std::string>& text);
  /// `manifest` knows all but the files and the execution. The worst of what happened.
  ExitCode close(output::Manifest manifest, const Scenario& scenario);

 private:
  [[nodiscard]] std::string path_of(std::string_view name) const;
  [[nodiscard]] bool is_written(std::string_view name) const;
  ExitCode remove(std::string_view name, const char* complaint) const;
  ExitCode remove_left_behind() const;

  const Options& options_;
  const Console& console_;
  std::vector<input::SavedFile> earlier_;  // what the manifest listed that was there
  std::vector<output::ManifestFile> files_;
  ExitCode code_ = ExitCode::done;
};

/// The report of a study as data, and for a browser.
void write_report(ResultsFolder& folder, const output::Json& report);

/// Why a folder is none of results that are whole; empty if it is one.
std::string refusal(const std::string& path);

/// Makes a folder and those above it. Says why it could not.
ExitCode make_folder(const std::string& folder, const Console& console);

}  // namespace outlive::tool
