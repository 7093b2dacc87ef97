// The scenario files that a command line means: those it names, and those in the folders it names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/outlive/console.hpp"
#include "tools/outlive/exit_code.hpp"

namespace outlive::tool {

struct FoundFiles {
  std::vector<std::string> paths;        ///< sorted within each folder, none twice
  std::vector<std::string> passed_over;  ///< YAML files of folders that are none of ours
  std::vector<std::string> unreadable;   ///< folders or files, each with the reason
};

/// A file that is named counts as a scenario whatever it holds; in folders only *.yaml and *.yml files with a
/// top-level key `outlive` do. Studies and price books are left out in silence. Hidden folders are not searched.
FoundFiles find_scenarios(const std::vector<std::string>& names);

/// Whether a file says that it is a study. Only what can be read twice is looked into: no pipe, no standard input.
bool is_study_file(const std::string& path);

/// Says what was passed over and what could not be read.
ExitCode show_problems(const FoundFiles& found, Console& console);

/// Writes a file whole or not at all: it gets its name last. Until then it has none, or on file systems that want one
/// NAME.outlive-XXXXXX. What is no file, such as /dev/stdout, is written into. What a symbolic link leads to is rewritten, and
/// who may read it stays as it was. Says why it could not.
ExitCode write_file(const std::string& path, std::string_view text, const Console& console);

/// The same of a file that was not there before, not even as a link: of two at once only one writes it.
ExitCode write_new_file(const std::string& path, std::string_view text, const Console& console);

/// Whether the file is known by other names, too, which a rewritten one would leave behind.
bool has_other_names(const std::string& path);

}  // namespace outlive::tool
