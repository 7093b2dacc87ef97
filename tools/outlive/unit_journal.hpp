// What a sweep has done so far, on disk: a line for each unit as soon as it is done, so that a killed sweep can be resumed.
#pragma once

#include <cstdint>
#include <string>

#include "outlive/shards.hpp"
#include "tools/outlive/console.hpp"
#include "tools/outlive/descriptor.hpp"
#include "tools/outlive/exit_code.hpp"

namespace outlive::tool {

/// The file of a shard while it is worked on: its name and `.part`. It only grows, so a kill can only cut its last line short,
/// and that is taken off when the next run goes on with it. Whoever has it open has it alone, where the file system knows locks.
class UnitJournal {
 public:
  UnitJournal(const std::string& folder, const Study& study, const Shard& shard);

  /// Opens the file; with `resume` adds what an earlier run left in it to `known`, otherwise begins anew. Says what is wrong if
  /// that is not `done`.
  ExitCode open(bool resume, Observations& known, Console& console);
  /// One call writes one line. After the first that fails nothing is written any more.
  void add(const UnitResult& result);

  /// Whether everything could be written.
  [[nodiscard]] bool good() const { return fault_ == 0; }
  /// Tells why not.
  ExitCode complain(const Console& console) const;
  /// It is needed no more: what it holds stands elsewhere.
  void remove();

 private:
  enum class Lock { taken, held_by_another, failed };
  Lock lock();
  /// False if there is something that cannot be taken over.
  bool take_over(Observations& known, Console& console);
  void cut_to(std::uint64_t size);
  void write(const std::string& line);

  const Study& study_;
  Shard shard_;
  std::string path_;
  Descriptor file_;
  int fault_ = 0;  // as errno has it
};

}  // namespace outlive::tool
