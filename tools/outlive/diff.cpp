// `outlive diff A B`: what differs between two folders of results, and why.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "outlive/comparison.hpp"
#include "sim/input/json_view.hpp"
#include "sim/input/saved_results.hpp"
#include "sim/output/comparison_report.hpp"
#include "sim/output/document.hpp"
#include "sim/output/words.hpp"
#include "sim/text/table.hpp"
#include "tools/outlive/results_folder.hpp"
#include "tools/outlive/verbs.hpp"

namespace outlive::tool {
namespace {

namespace fs = std::filesystem;
using output::Json;

constexpr std::size_t most_lines = 40;  // of the scenario, told of each side
constexpr std::size_t most_told = 100;  // of a line

/// A folder of results with its manifest.
struct Folder {
  fs::path path;
  Json manifest;

  [[nodiscard]] std::string fact(const char* key) const {
    const auto found = manifest.find(key);
    if (found == manifest.end() || found->is_null()) return "-";
    return found->is_string() ? found->get<std::string>() : found->dump();
  }
  [[nodiscard]] std::string kind() const { return fact("kind"); }
};

std::optional<Folder> read_folder(const std::string& path, Console& console, ExitCode& code) {
  if (const std::string why = refusal(path); !why.empty()) {
    console.complain(why);
    code = worse(code, ExitCode::no_access);
    return std::nullopt;
  }
  Diagnostics problems;
  const input::Source source =
      input::read_source((fs::path(path) / input::manifest_name).string(), input::results_limit, problems);
  std::optional<Json> manifest;
  if (source.ok()) manifest = input::parse_json(source, problems);
  if (manifest && !manifest->is_object()) problems.error({source.path, 1, 1}, "a manifest is an object");
  console.show(problems);
  if (!manifest || problems.has_errors()) {
    code = worse(code, source.ok() ? ExitCode::invalid_input : ExitCode::no_access);
    return std::nullopt;
  }
  return Folder{path, std::move(*manifest)};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// The lines of `these` that `those` have not, or have less often.
std::vector<std::string> only_in(const std::vector<std::string>& these,
                                 const std::vector<std::string>& those) {
  std::map<std::string, std::size_t> left;
  for (const std::string& line : those) ++left[line];
  std::vector<std::string> only;
  for (const std::string& line : these) {
    std::size_t& number = left[line];
    if (number == 0) {
      only.push_back(line);
    } else {
      --number;
    }
  }
  return only;
}

/// Whether two files have the same bytes, be they text or not. Those that neither folder has are the same.
bool is_same(const Folder& a, const Folder& b, const std::string& name) {
  std::ifstream of_a(a.path / name, std::ios::binary);
  std::ifstream of_b(b.path / name, std::ios::binary);
  if (!of_a.is_open() || !of_b.is_open()) return of_a.is_open() == of_b.is_open();
  using Bytes = std::istreambuf_iterator<char>;
  return std::equal(Bytes(of_a), Bytes(), Bytes(of_b), Bytes());
}

/// The names of the files of both that a manifest lists.
std::set<std::string> file_names(const Folder& a, const Folder& b) {
  std::set<std::string> names;
  for (const Folder* folder : {&a, &b}) {
    const auto files = folder->manifest.find("files");
    if (files == folder->manifest.end() || !files->is_array()) continue;
    for (const Json& file : *files) {
      const auto name = file.find("name");
      // A name, no path: a manifest from elsewhere does not make this program read whatever it likes.
      if (name == file.end() || !name->is_string()) continue;
      const std::string text = name->get<std::string>();
      if (fs::path(text).filename() == text) names.insert(text);
    }
  }
  return names;
}

struct Differences {
  std::vector<std::vector<std::string>> facts;  // name, A, B
  std::vector<std::string> only_in_a;           // lines of the scenario
  std::vector<std::string> only_in_b;
  std::vector<std::string> files;
  [[nodiscard]] bool is_any() const {
    return !facts.empty() || !only_in_a.empty() || !only_in_b.empty() || !files.empty();
  }
};

Differences differences_of(const Folder& a, const Folder& b) {
  Differences found;
  for (const char* key : {"kind", "title", "version", "complete", "seed", "replications", "plan", "start",
                          "horizon_ms", "currency", "traces", "fingerprint"}) {
    if (a.fact(key) != b.fact(key)) found.facts.push_back({key, a.fact(key), b.fact(key)});
  }
  const std::vector<std::string> of_a = lines_of(a.fact("scenario"));
  const std::vector<std::string> of_b = lines_of(b.fact("scenario"));
  found.only_in_a = only_in(of_a, of_b);
  found.only_in_b = only_in(of_b, of_a);
  for (const std::string& name : file_names(a, b)) {
    if (!is_same(a, b, name)) found.files.push_back(name);
  }
  return found;
}

text::Section lines_section(std::string title, const std::vector<std::string>& lines) {
  text::Section section;
  section.title = std::move(title);
  for (std::size_t i = 0; i < std::min(lines.size(), most_lines); ++i) {
    const std::size_t begin = std::min(lines[i].find_first_not_of(' '), lines[i].size());
    section.sentences.push_back(output::shown(lines[i].substr(begin), most_told));
  }
  section.more = lines.size() - std::min(lines.size(), most_lines);
  section.more_in = "'outlive show' of both";
  return section;
}

text::Document document_of(const Folder& a, const Folder& b, const Differences& found) {
  text::Document document;
  document.title = "A  " + a.path.string() + ", B  " + b.path.string();
  if (!found.is_any()) {
    document.headline.emplace_back("The same results, for the same reasons.");
    return document;
  }
  text::Section facts;
  facts.title = "Why";
  facts.columns = {"", "A", "B"};
  facts.words = 3;
  facts.rows = found.facts;
  if (!facts.rows.empty()) document.sections.push_back(std::move(facts));
  if (!found.only_in_a.empty())
    document.sections.push_back(lines_section("Only in the scenario of A", found.only_in_a));
  if (!found.only_in_b.empty())
    document.sections.push_back(lines_section("Only in the scenario of B", found.only_in_b));
  text::Section files;
  files.title = "Files that differ";
  files.sentences = {found.files.empty() ? "none: what differs changed no result"
                                         : text::join(found.files, ", ")};
  document.sections.push_back(std::move(files));
  return document;
}

/// What the runs came to, side by side; nothing where they cannot be compared.
std::optional<output::ComparedRuns> compared(const Folder& a, const Folder& b, Console& console,
                                             ExitCode& code) {
  if (a.kind() != "run" || b.kind() != "run" || a.fact("currency") != b.fact("currency")) return std::nullopt;
  input::SavedResults of_a = input::read_saved_results(a.path.string());
  input::SavedResults of_b = input::read_saved_results(b.path.string());
  for (input::SavedResults* each : {&of_a, &of_b}) {
    console.show(each->diagnostics);
    if (!each->record) code = worse(code, each->unreadable ? ExitCode::no_access : ExitCode::invalid_input);
  }
  if (!of_a.record || !of_b.record) return std::nullopt;
  output::ComparedRuns runs;
  runs.found = compare(*of_a.record, *of_b.record);
  runs.a = std::move(*of_a.record);
  runs.b = std::move(*of_b.record);
  runs.name_a = a.path.string();
  runs.name_b = b.path.string();
  return runs;
}

Json differences_json(const Differences& found, const std::optional<output::ComparedRuns>& runs) {
  Json all;
  all["schema_version"] = 1;
  all["same"] = !found.is_any();
  Json& why = all["why"] = Json::array();
  for (const auto& fact : found.facts) why.push_back({{"what", fact[0]}, {"a", fact[1]}, {"b", fact[2]}});
  all["scenario_only_in_a"] = found.only_in_a;
  all["scenario_only_in_b"] = found.only_in_b;
  all["files"] = found.files;
  all["comparison"] = runs ? Json::parse(output::comparison_json(*runs)) : Json(nullptr);
  return all;
}

}  // namespace

ExitCode diff_verb(const Options& options, Console& console) {
  ExitCode code = ExitCode::done;
  const auto a = read_folder(options.arguments.front(), console, code);
  const auto b = read_folder(options.arguments.back(), console, code);
  if (!a || !b) return code;
  const Differences found = differences_of(*a, *b);
  std::optional<output::ComparedRuns> runs;
  if (!found.files.empty()) runs = compared(*a, *b, console, code);
  if (code != ExitCode::done) return code;
  if (format_of(options) == "json") {
    console.print(output::dump(differences_json(found, runs)));
  } else {
    console.print(output::document_text(document_of(*a, *b, found), console.style()));
    if (runs) console.print("\n" + output::comparison_text(*runs, console.style()));
  }
  return found.is_any() ? ExitCode::no : ExitCode::done;
}

}  // namespace outlive::tool
