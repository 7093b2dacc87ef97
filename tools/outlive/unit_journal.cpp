#include "tools/outlive/unit_journal.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/input/units_reader.hpp"
#include "sim/output/units_file.hpp"
#include "sim/output/words.hpp"
#include "sim/study/merging.hpp"
#include "sim/text/sanitize.hpp"

namespace outlive::tool {
namespace {

namespace fs = std::filesystem;

/// Whether the path still leads to the open file: another process may have removed it since.
bool leads_to(const std::string& path, const Descriptor& file) {
  struct stat by_path{};
  struct stat by_descriptor{};
  return ::stat(path.c_str(), &by_path) == 0 && ::fstat(file.number(), &by_descriptor) == 0 &&
         by_path.st_dev == by_descriptor.st_dev && by_path.st_ino == by_descriptor.st_ino;
}

/// A file without a single whole line is the beginning of nothing; no head is this long.
bool has_head(const Descriptor& file) {
  std::array<char, 4096> head{};
  const ssize_t size = ::pread(file.number(), head.data(), head.size(), 0);
  return size > 0 && std::find(head.begin(), head.begin() + size, '\n') != head.begin() + size;
}

}  // namespace

UnitJournal::UnitJournal(const std::string& folder, const Study& study, const Shard& shard)
    : study_(study), shard_(shard), path_((fs::path(folder) / name_of(shard)).string() + ".part") {}

ExitCode UnitJournal::open(bool resume, Observations& known, Console& console) {
  switch (lock()) {
    case Lock::taken: break;
    case Lock::failed: return complain(console);
    case Lock::held_by_another:
      console.complain(text::sanitize(path_) + ": another process works on this shard");
      return ExitCode::no_access;
  }
  if (resume && has_head(file_)) {
    if (!take_over(known, console)) return ExitCode::invalid_input;
  } else {
    if (has_head(file_) && !console.quiet())
      console.say(text::sanitize(path_) +
                  ": begun anew; --resume would have gone on with what was done already");
    cut_to(0);
    write(output::units_head(study_, shard_));
  }
  return good() ? ExitCode::done : complain(console);
}

UnitJournal::Lock UnitJournal::lock() {
  while (true) {
    file_ = Descriptor(::open(path_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666));
    if (!file_.is_open()) {
      fault_ = errno;
      return Lock::failed;
    }
    // Two processes would only do the same twice, so a file system without locks is no reason to stop.
    if (::flock(file_.number(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) return Lock::held_by_another;
    if (leads_to(path_, file_)) return Lock::taken;
  }
}

bool UnitJournal::take_over(Observations& known, Console& console) {
  Diagnostics problems;
  bool unreadable = false;
  auto file = input::read_units(path_, problems, unreadable);
  if (file && file->shard != shard_)
    problems.error({path_, 1, 1}, "is of " + name_of(file->shard) + ", and not of what its name says");
  if (!file || problems.has_errors() || !study::fits(*file, study_, problems)) {
    console.show(problems);
    console.complain("nothing was resumed; take the file away to begin anew");
    return false;
  }
  cut_to(file->size);
  for (const UnitResult& result : file->results) outlive::add(result, known);
  const std::size_t units = file->results.size();
  if (!console.quiet())
    console.say("resumed: " + output::counted(units, "unit") +
                (units == 1 ? " was done already" : " were done already"));
  return true;
}

/// What is no file, such as a pipe, cannot be cut, and need not.
void UnitJournal::cut_to(std::uint64_t size) {
  struct stat status{};
  if (::fstat(file_.number(), &status) == 0 && S_ISREG(status.st_mode) &&
      ::ftruncate(file_.number(), static_cast<off_t>(size)) != 0)
    fault_ = errno;
}

void UnitJournal::add(const UnitResult& result) { write(output::unit_line(result)); }

ExitCode UnitJournal::complain(const Console& console) const {
  console.complain(text::sanitize(path_) + ": cannot be written: " + reason_of(fault_));
  return ExitCode::no_access;
}

void UnitJournal::remove() {
  std::error_code ignored;
  fs::remove(path_, ignored);  // while it is locked, so that nobody else's file goes
  (void)file_.close();
}

void UnitJournal::write(const std::string& line) {
  if (good() && !write_all(file_.number(), line + "\n")) fault_ = errno;
}

}  // namespace outlive::tool
