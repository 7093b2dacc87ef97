// Who waits for a run: a line of progress on a terminal, Ctrl-C, and schedulers that want their machine back.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <thread>

#include "outlive/run.hpp"
#include "tools/outlive/console.hpp"
#include "tools/outlive/exit_code.hpp"
#include "tools/outlive/progress.hpp"

namespace outlive::tool {

/// How a run ends that was told to stop: by the signal that did.
ExitCode interruption();

/// Says behind a report that it is of a part, not in it: a document in JSON or CSV stays one document. `hint`: what to do about it.
ExitCode tell_partial(Console& console, const std::string& hint = {});

/// While it lives, the first SIGINT or SIGTERM asks the run behind `control` to return what it has; the next one ends the program.
/// A command that watches several runs has been asked once for all of them.
/// Progress is shown by a thread of its own, which is the only one that may use the console meanwhile.
class Watch {
 public:
  /// `of_what` is counted: a run, unless something else is.
  explicit Watch(Console& console, std::string of_what = "replication");
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  [[nodiscard]] Control& control() { return control_; }
  [[nodiscard]] bool interrupted() const { return control_.stop; }
  /// `number` of `all` runs begins, counted from 0; `all` is 0 if nobody knows how many there will be.
  void begin(std::uint32_t number, std::uint32_t all);
  /// The same of runs that go on side by side: how far each has come is not told.
  void count(std::uint64_t done, std::uint64_t all);

 private:
  void show(Console& console, const std::stop_token& told);
  [[nodiscard]] std::string line();

  Control control_;
  std::atomic<std::uint32_t> number_ = 0;
  std::atomic<std::uint32_t> all_ = 1;
  std::atomic<bool> side_by_side_ = false;
  Progress progress_;  // of the thread alone
  std::chrono::steady_clock::time_point since_;
  std::jthread thread_;  // the last member: it uses the others
};

}  // namespace outlive::tool
