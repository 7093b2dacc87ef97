#include "tools/outlive/unit_journal.hpp"

#include <filesystem>
#include <utility>

#include "sim/input/units_reader.hpp"
#include "sim/output/units_file.hpp"
#include "sim/output/words.hpp"
#include "sim/text/sanitize.hpp"

namespace outlive::tool {

namespace fs = std::filesystem;

UnitJournal::UnitJournal(std::string folder, const Study& study, const Shard& shard)
    : study_(study),
      shard_(shard),
      path_((fs::path(std::move(folder)) / name_of(shard)).string() + ".part") {}

UnitJournal::~UnitJournal() {
  if (file_ != nullptr) (void)std::fclose(file_);
}

bool UnitJournal::resume(Console& console) {
  std::error_code ignored;
  if (!fs::exists(path_, ignored)) return true;
  Diagnostics problems;
  bool unreadable = false;
  auto file = input::read_units(path_, problems, unreadable);
  // A file without a single whole line is the beginning of nothing.
  if (!file && fs::file_size(path_, ignored) == 0) return true;
  if (!file || !input::fits(*file, study_, problems)) {
    console.show(problems);
    console.complain("nothing was resumed; take the file away to begin anew");
    return false;
  }
  results_ = std::move(file->results);
  if (!console.quiet())
    console.say("resumed: " + output::counted(results_.size(), "unit") + " were done already");
  return true;
}

bool UnitJournal::open(const Console& console) {
  const std::string draft = path_ + ".new";
  file_ = std::fopen(draft.c_str(), "wb");
  if (file_ != nullptr) {
    write(output::units_head(study_, shard_));
    for (const UnitResult& result : results_) write(output::unit_line(result));
    std::error_code error;
    if (good_) fs::rename(draft, path_, error);
    if (error) good_ = false;
  }
  if (file_ != nullptr && good_) return true;
  console.complain(text::sanitize(path_) + ": cannot be written");
  return false;
}

void UnitJournal::add(const UnitResult& result) {
  results_.push_back(result);
  if (file_ != nullptr) write(output::unit_line(result));
}

void UnitJournal::remove() {
  if (file_ != nullptr) (void)std::fclose(std::exchange(file_, nullptr));
  std::error_code ignored;
  fs::remove(path_, ignored);
}

void UnitJournal::write(const std::string& line) {
  const std::string whole = line + "\n";
  const bool written =
      std::fwrite(whole.data(), 1, whole.size(), file_) == whole.size() && std::fflush(file_) == 0;
  good_ = good_ && written;
}

}  // namespace outlive::tool
