#include "tools/outlive/files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>
#include <unordered_set>

#include <unistd.h>

#include "sim/text/sanitize.hpp"

namespace outlive::tool {
namespace {

namespace fs = std::filesystem;

enum class Content { scenario, study, prices, other, unreadable };

bool is_key(std::string_view line, const std::string& key) {
  if (line.starts_with("\xef\xbb\xbf"))
    line.remove_prefix(3);  // a byte order mark, which the loader will refuse
  for (const std::string& spelling : {key, '"' + key + '"', '\'' + key + '\''}) {
    if (!line.starts_with(spelling)) continue;
    const std::size_t colon = line.find_first_not_of(' ', spelling.size());
    if (colon != std::string_view::npos && line[colon] == ':') return true;
  }
  return false;
}

Content content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Content::unreadable;
  for (std::string line; std::getline(file, line);) {
    if (is_key(line, "outlive")) return Content::scenario;
    if (is_key(line, "outlive_study")) return Content::study;
    if (is_key(line, "outlive_prices")) return Content::prices;
  }
  return file.bad() ? Content::unreadable : Content::other;
}

void add_file(const fs::path& path, FoundFiles& found) {
  switch (content_of(path)) {
    case Content::scenario: found.paths.push_back(path.generic_string()); break;
    case Content::study:
    case Content::prices: break;
    case Content::other: found.passed_over.push_back(path.generic_string()); break;
    case Content::unreadable: found.unreadable.push_back(path.generic_string() + ": cannot be read"); break;
  }
}

void search(const fs::path& folder, FoundFiles& found) {
  std::error_code error;
  std::vector<fs::path> files;
  fs::recursive_directory_iterator entry(folder, error);
  for (; !error && entry != fs::recursive_directory_iterator{}; entry.increment(error)) {
    const fs::path& path = entry->path();
    std::error_code ignored;
    if (entry->is_directory(ignored)) {
      if (path.filename().string().starts_with('.')) entry.disable_recursion_pending();
    } else if (path.extension() == ".yaml" || path.extension() == ".yml") {
      files.push_back(path);
    }
  }
  if (error) found.unreadable.push_back(folder.generic_string() + ": " + error.message());
  std::sort(files.begin(), files.end());
  for (const fs::path& path : files) add_file(path, found);
}

}  // namespace

FoundFiles find_scenarios(const std::vector<std::string>& names) {
  FoundFiles found;
  for (const std::string& name : names) {
    std::error_code ignored;
    if (fs::is_directory(name, ignored)) {
      search(name, found);
    } else {
      found.paths.push_back(name);
    }
  }
  std::unordered_set<std::string> seen;
  std::erase_if(found.paths, [&](const std::string& path) { return !seen.insert(path).second; });
  return found;
}

ExitCode show_problems(const FoundFiles& found, Console& console) {
  if (!console.quiet()) {
    for (const std::string& path : found.passed_over) {
      console.say(text::sanitize(path) + ": warning: passed over: no top-level key 'outlive'");
    }
  }
  for (const std::string& problem : found.unreadable) console.complain(text::sanitize(problem));
  return found.unreadable.empty() ? ExitCode::done : ExitCode::no_access;
}

ExitCode write_file(const std::string& path, std::string_view text, const Console& console) {
  const std::string draft = path + ".outlive-" + std::to_string(::getpid());
  std::error_code error;
  {
    std::ofstream file(draft, std::ios::binary | std::ios::trunc);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    file.close();
    if (!file) error = std::make_error_code(std::errc::io_error);
  }
  if (!error) fs::rename(draft, path, error);
  if (!error) return ExitCode::done;
  std::error_code ignored;
  fs::remove(draft, ignored);
  console.complain(text::sanitize(path) + ": cannot be written");
  return ExitCode::no_access;
}

}  // namespace outlive::tool
