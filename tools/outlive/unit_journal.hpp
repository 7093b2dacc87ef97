// What a sweep has done so far, on disk: a line for each unit as soon as it is done, so that a killed sweep can be resumed.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "outlive/shards.hpp"
#include "tools/outlive/console.hpp"

namespace outlive::tool {

/// The file of a shard while it is worked on: its name and `.part`. A kill can only cut its last line short, and that is left
/// out when it is read again.
class UnitJournal {
 public:
  UnitJournal(std::string folder, const Study& study, const Shard& shard);
  ~UnitJournal();
  UnitJournal(const UnitJournal&) = delete;
  UnitJournal& operator=(const UnitJournal&) = delete;

  /// Takes over what an earlier run left, if it fits. False if it does not, and says why.
  bool resume(Console& console);
  /// Opens the file for writing, with everything that was taken over. False if it cannot be written.
  bool open(const Console& console);
  void add(const UnitResult& result);

  [[nodiscard]] const std::vector<UnitResult>& results() const { return results_; }
  /// Whether everything could be written.
  [[nodiscard]] bool good() const { return good_; }
  /// It is needed no more: what it holds stands elsewhere.
  void remove();

 private:
  void write(const std::string& line);

  const Study& study_;
  Shard shard_;
  std::string path_;
  std::vector<UnitResult> results_;
  std::FILE* file_ = nullptr;
  bool good_ = true;
};

}  // namespace outlive::tool
