#include "tools/outlive/files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>
#include <unordered_set>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/text/sanitize.hpp"
#include "tools/outlive/descriptor.hpp"

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

/// Pipes and devices, such as /dev/stdout, are written into and not replaced by a file.
bool is_replaceable(const std::string& path) {
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  return !fs::exists(status) || fs::is_regular_file(status) || fs::is_directory(status);
}

/// 0, or why it could not be written, as errno says it.
int write_into(const std::string& path, std::string_view text) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  return file.is_open() && write_all(file.number(), text) && file.close() ? 0 : errno;
}

/// Who may read and write a file stays as it was; a new one is as anybody's, where mkstemp would make it private.
mode_t mode_for(const std::string& path) {
  constexpr mode_t permissions = 07777;
  constexpr mode_t everybody = 0666;
  struct stat facts{};
  if (::stat(path.c_str(), &facts) == 0) return facts.st_mode & permissions;
  const mode_t mask = ::umask(0);
  (void)::umask(mask);
  return everybody & ~mask;
}

enum class Existing { replaced, kept };

/// A file without a name, which nobody has to remove if we are killed; not open where the file system has none.
Descriptor open_nameless(const std::string& target) {
  if (::access("/proc/self/fd", F_OK) != 0) return {};  // without it, there is no giving it a name
  const std::string folder = fs::path(target).parent_path().string();
  return Descriptor(
      ::open(folder.empty() ? "." : folder.c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC, S_IRUSR | S_IWUSR));
}

bool link_as(const Descriptor& file, const std::string& name) {
  const std::string open_file = "/proc/self/fd/" + std::to_string(file.number());
  return ::linkat(AT_FDCWD, open_file.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0;
}

/// Puts six letters in place of the X at the end of `draft` that no other file has.
bool give_name(const Descriptor& file, std::string& draft) {
  const Descriptor reserved(::mkstemp(draft.data()));
  return reserved.is_open() && ::unlink(draft.c_str()) == 0 && link_as(file, draft);
}

bool put_in_place(const std::string& draft, const std::string& target, Existing existing) {
  return existing == Existing::replaced ? ::rename(draft.c_str(), target.c_str()) == 0
                                        : ::link(draft.c_str(), target.c_str()) == 0;
}

/// Written and on the disk before it has its name: after a kill or a power cut it is whole, too, or not there. 0, or why it
/// could not be written, as errno says it.
int write_whole(const std::string& target, std::string_view text, Existing existing) {
  // A name that no other process has, not even one of the same number on another machine that shares the folder.
  std::string draft = target + ".outlive-XXXXXX";
  Descriptor file = open_nameless(target);
  bool has_name = !file.is_open();
  if (has_name) file = Descriptor(::mkstemp(draft.data()));
  if (!file.is_open()) return errno;
  bool good = ::fchmod(file.number(), mode_for(target)) == 0 && write_all(file.number(), text) &&
              ::fsync(file.number()) == 0;
  if (good && !has_name) {
    if (link_as(file, target)) return file.close() ? 0 : errno;
    // Only a file with a name can take the place of another.
    good = has_name = errno == EEXIST && existing == Existing::replaced && give_name(file, draft);
  }
  good = good && file.close() && put_in_place(draft, target, existing);
  const int fault = good ? 0 : errno;
  if (has_name && (fault != 0 || existing == Existing::kept)) (void)::unlink(draft.c_str());
  return fault;
}

int replace_file(const std::string& path, std::string_view text) {
  std::error_code ignored;
  const std::string target =
      fs::is_symlink(path, ignored) ? fs::weakly_canonical(path, ignored).string() : path;
  return write_whole(target, text, Existing::replaced);
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

bool is_study_file(const std::string& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored) && content_of(path) == Content::study;
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

bool has_other_names(const std::string& path) {
  std::error_code error;
  const auto names = fs::hard_link_count(path, error);
  return !error && names > 1;
}

ExitCode write_file(const std::string& path, std::string_view text, const Console& console) {
  const int fault = is_replaceable(path) ? replace_file(path, text) : write_into(path, text);
  if (fault == 0) return ExitCode::done;
  console.complain(text::sanitize(path) + ": cannot be written: " + reason_of(fault));
  return ExitCode::no_access;
}

ExitCode write_new_file(const std::string& path, std::string_view text, const Console& console) {
  const int fault = write_whole(path, text, Existing::kept);
  if (fault == 0) return ExitCode::done;
  console.complain(text::sanitize(path) + (fault == EEXIST ? " exists already, and nothing is overwritten"
                                                           : ": cannot be written: " + reason_of(fault)));
  return ExitCode::no_access;
}

}  // namespace outlive::tool
