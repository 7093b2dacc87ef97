#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include "outlive/shards.hpp"
#include "sim/input/units_reader.hpp"
#include "sim/output/words.hpp"
#include "sim/study/merging.hpp"
#include "sim/text/sanitize.hpp"
#include "tools/outlive/studies.hpp"
#include "tools/outlive/sweep.hpp"

namespace outlive::tool {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view file_of_shard = ".jsonl";
constexpr std::string_view unfinished = ".jsonl.part";

/// The files that the arguments name, and all shards in the folders that they name.
class ShardFiles {
 public:
  explicit ShardFiles(const Console& console) : console_(console) {}

  void add(const std::string& argument) {
    std::error_code ignored;
    if (fs::is_directory(argument, ignored)) {
      add_folder(argument);
    } else {
      paths_.push_back(argument);
    }
  }

  [[nodiscard]] const std::vector<std::string>& paths() const { return paths_; }
  [[nodiscard]] bool unreadable() const { return unreadable_; }

 private:
  void add_folder(const std::string& folder) {
    std::error_code error;
    std::set<std::string> found;
    for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator{};
         entry.increment(error)) {
      if (entry->path().filename().string().starts_with("shard-"))
        found.insert(entry->path().generic_string());
    }
    if (error) {
      console_.complain(text::sanitize(folder) + ": cannot be read: " + error.message());
      unreadable_ = true;
    }
    for (const std::string& path : found) {
      // One that is not finished is named as such, unless another run has finished it.
      const bool is_part = path.ends_with(unfinished);
      const std::string whole =
          is_part ? path.substr(0, path.size() - unfinished.size()) + std::string(file_of_shard) : path;
      if (whole.ends_with(file_of_shard) && (!is_part || !found.contains(whole))) paths_.push_back(path);
    }
  }

  const Console& console_;
  std::vector<std::string> paths_;
  bool unreadable_ = false;
};

/// "0-2,5": as Slurm's --array takes them.
std::string as_array(const std::vector<std::uint32_t>& numbers) {
  std::string text;
  for (std::size_t first = 0; first < numbers.size();) {
    std::size_t last = first;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    text += (first == 0 ? "" : ",") + std::to_string(numbers[first]);
    if (last > first) text += (last == first + 1 ? "," : "-") + std::to_string(numbers[last]);
    first = last + 1;
  }
  return text;
}

void refuse_what_is_of_shards(const Options& options) {
  for (const char* name : {"dry-run", "shards", "shard", "resume"}) {
    if (std::find(options.given.begin(), options.given.end(), name) != options.given.end())
      throw UsageError("'sweep merge' takes no --" + std::string(name));
  }
}

}  // namespace

ExitCode merge(const Options& options, Console& console) {
  refuse_what_is_of_shards(options);
  if (options.arguments.size() < 3)
    throw UsageError("an argument is missing: outlive sweep merge STUDY SHARDS...");
  ExitCode code = ExitCode::done;
  std::optional<Study> study = study_of(options.arguments[1], options, console, code);
  if (!study) return code;
  ShardFiles found(console);
  for (std::size_t i = 2; i < options.arguments.size(); ++i) found.add(options.arguments[i]);
  Diagnostics problems;
  bool unreadable = found.unreadable();
  std::vector<UnitsFile> files;
  for (const std::string& path : found.paths()) {
    if (auto file = input::read_units(path, problems, unreadable)) files.push_back(std::move(*file));
  }
  const study::Merged merged = study::merge_shards(*study, files, problems);
  console.show(problems);
  if (!merged.to_do.empty()) {
    console.complain(std::to_string(merged.to_do.size()) + " of " + output::counted(merged.shards, "shard") +
                     " to be run again: " + as_array(merged.to_do));
  }
  if (!merged.observations || problems.has_errors())
    return unreadable ? ExitCode::no_access : ExitCode::invalid_input;
  if (!settle(*study, options, console)) return ExitCode::interrupted;
  return finish(options, *study, *merged.observations, console);
}

}  // namespace outlive::tool
