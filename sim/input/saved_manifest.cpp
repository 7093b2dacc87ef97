#include "sim/input/saved_manifest.hpp"

#include <filesystem>
#include <system_error>

#include "sim/input/json_view.hpp"
#include "sim/input/saved_results.hpp"

namespace outlive::input {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t schema_version = 1;  // of manifest_json

/// Web sites and extensions of browsers have a manifest.json, too.
bool is_ours(const JsonView& root) {
  return root.find("schema_version") && is_of_version(root, schema_version) && root.find("execution") &&
         root.find("fingerprint");
}

/// Whoever changes a manifest must not be able to name files elsewhere.
bool is_plain(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && fs::path(name).filename() == name;
}

}  // namespace

std::vector<SavedFile> saved_files(const std::string& folder) {
  const fs::path path = fs::path(folder) / manifest_name;
  std::error_code ignored;
  if (!fs::is_regular_file(path, ignored)) return {};
  Diagnostics untold;  // what cannot be read names no files
  const Source source = read_source(path.string(), results_limit, untold);
  const auto document = source.ok() ? parse_json(source, untold) : std::nullopt;
  if (!document) return {};
  std::vector<JsonProblem> problems;
  const JsonView root(&*document, problems);
  if (!is_ours(root)) return {};
  std::vector<SavedFile> files;
  for (const JsonView& each : root["files"].elements()) {
    SavedFile file{each["name"].text().value_or(""), each["bytes"].count().value_or(0)};
    if (is_plain(file.name)) files.push_back(std::move(file));
  }
  return problems.empty() ? files : std::vector<SavedFile>{};
}

}  // namespace outlive::input
