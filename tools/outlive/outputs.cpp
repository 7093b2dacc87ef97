#include "tools/outlive/outputs.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "sim/text/sanitize.hpp"
#include "tools/outlive/options.hpp"

namespace outlive::tool {
namespace {

namespace fs = std::filesystem;

/// What is there and is no file, such as /dev/null, cannot be replaced.
bool is_file(const std::string& path) {
  if (path.empty() || path == "-") return false;
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  return !fs::exists(status) || fs::is_regular_file(status);
}

std::string resolved(const std::string& path) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(path, error);
  return error ? fs::path(path).lexically_normal().string() : real.string();
}

bool is_among(const std::vector<std::string>& paths, const std::string& path) {
  return std::find(paths.begin(), paths.end(), path) != paths.end();
}

}  // namespace

Outputs::Outputs(std::vector<std::string> inputs, std::string what)
    : inputs_(std::move(inputs)), what_(std::move(what)) {
  std::erase_if(inputs_, [](const std::string& path) { return !is_file(path); });
  for (std::string& path : inputs_) path = resolved(path);
}

void Outputs::add(const std::string& option, const std::string& file) {
  if (!is_file(file)) return;
  const std::string path = resolved(file);
  const std::string named = "'" + text::sanitize(file) + "'";
  if (is_among(inputs_, path)) throw UsageError(option + " would replace " + what_ + " " + named);
  if (is_among(added_, path)) throw UsageError(option + ": something else is written to " + named + ", too");
  added_.push_back(path);
}

}  // namespace outlive::tool
