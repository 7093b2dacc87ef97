// outlive init: writes a commented scenario to start from, with what it refers to beside it. Nothing is ever overwritten.
#include <array>
#include <filesystem>

#include "outlive/load.hpp"
#include "outlive/load_study.hpp"
#include "sim/text/sanitize.hpp"
#include "tools/outlive/files.hpp"
#include "tools/outlive/verbs.hpp"

namespace outlive::embedded {
extern const std::string_view starter_script;
extern const std::string_view starter_population;
extern const std::string_view starter_trace;
extern const std::string_view starter_jobs;
extern const std::string_view starter_study;
}  // namespace outlive::embedded

namespace outlive::tool {
namespace {

namespace fs = std::filesystem;

struct NamedText {
  std::string name;
  std::string text;
};

struct Starter {
  NamedText file;
  std::vector<NamedText> beside;  // what it refers to, by these names
  std::string next;               // the command to try first
};

std::string with_line_feed(std::string text) {
  if (!text.ends_with('\n')) text += '\n';
  return text;
}

Starter starter_of(const std::string& kind) {
  const NamedText schema{"scenario.schema.json", with_line_feed(scenario_schema_json())};
  const auto scenario = [](std::string_view text) { return NamedText{"scenario.yaml", std::string(text)}; };
  if (kind == "population") return {scenario(embedded::starter_population), {schema}, "run"};
  if (kind == "trace") {
    return {scenario(embedded::starter_trace),
            {{"jobs.csv", std::string(embedded::starter_jobs)}, schema},
            "run"};
  }
  if (kind == "study") {
    return {{"study.yaml", std::string(embedded::starter_study)},
            {scenario(embedded::starter_script),
             {"study.schema.json", with_line_feed(study_schema_json())},
             schema},
            "sweep"};
  }
  return {scenario(embedded::starter_script), {schema}, "run"};
}

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::symlink_status(path, ignored).type() !=
         fs::file_type::not_found;  // a link that leads nowhere counts
}

/// The comments of a starter name its file in their commands: under another name they name that one, if a shell would read it
/// as one word.
std::string text_for(const NamedText& file, const std::string& name) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
  std::string text = file.text;
  if (name.find_first_not_of(plain) != std::string::npos || name.starts_with('-')) return text;
  for (std::size_t at = 0; (at = text.find(file.name, at)) != std::string::npos; at += name.size()) {
    text.replace(at, file.name.size(), name);
  }
  return text;
}

void print(const Starter& starter, Console& console) {
  console.print(starter.file.text);
  if (console.quiet()) return;
  std::string names;
  for (const NamedText& each : starter.beside) names += (names.empty() ? "" : ", ") + each.name;
  console.say("outlive: it refers to " + names + "; 'outlive init FILE' writes them, too");
}

}  // namespace

ExitCode init_verb(const Options& options, Console& console) {
  const Starter starter = starter_of(options.kind);
  const std::string path = options.arguments.empty() ? starter.file.name : options.arguments.front();
  if (path == "-") {
    print(starter, console);
    return ExitCode::done;
  }
  const fs::path folder = fs::path(path).parent_path();
  for (const NamedText& each : starter.beside) {
    if (fs::path(path).filename() == each.name) {
      throw UsageError("'" + each.name + "' is what the starter refers to: choose another name for it");
    }
  }
  // The scenario first: if that cannot be, nothing is written.
  const std::string text = text_for(starter.file, fs::path(path).filename().string());
  if (const ExitCode code = write_new_file(path, text, console); code != ExitCode::done) return code;
  if (!console.quiet()) console.say("wrote " + text::sanitize(path));
  for (const NamedText& each : starter.beside) {
    const std::string beside = (folder / each.name).string();
    if (is_there(beside)) {
      if (!console.quiet()) console.say(text::sanitize(beside) + " is there already, and stays as it is");
      continue;
    }
    if (const ExitCode code = write_new_file(beside, each.text, console); code != ExitCode::done) return code;
    if (!console.quiet()) console.say("wrote " + text::sanitize(beside));
  }
  if (!console.quiet()) console.say("next: outlive " + starter.next + " " + text::sanitize(path));
  return ExitCode::done;
}

}  // namespace outlive::tool
