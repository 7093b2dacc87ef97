// How far the work has come, as a line for a terminal: one that never goes back, unless it says what begins anew.
#pragma once

#include <cstdint>
#include <string>

namespace outlive::tool {

/// What is found at one moment by whoever watches.
struct Reading {
  std::uint32_t number = 0;   // of the run that is under way, from 0
  std::uint32_t runs = 1;     // that there will be; 0 if nobody knows
  bool side_by_side = false;  // runs are only counted: how far each has come is not told
  std::uint32_t pass = 1;     // of the run, from 1
  double done = 0;            // share of that pass, from 0 to 1
  std::uint64_t events = 0;   // so far, of all runs
  double seconds = 0;         // since the watch began
};

/// The line at each of several readings, one after the other.
class Progress {
 public:
  /// `of_what` is counted: `replication`.
  explicit Progress(std::string of_what);

  /// `43 %, replication 3 of 20, 1.2 million events/s, 5 s left`; of a search that nobody knows the end of `43 % of run 5`, and
  /// of a single run that has to be played again `12 % of pass 2 of 2`.
  std::string line(const Reading& now);

 private:
  [[nodiscard]] double share_of(const Reading& now);
  [[nodiscard]] std::string counted(const Reading& now) const;

  std::string of_what_;
  std::uint32_t passes_ = 1;  // the most that a run has taken so far
  Reading before_{};
  double share_ = 0;  // the highest that was shown
  double since_ = 0;  // seconds and events when what the share is of began
  std::uint64_t events_since_ = 0;
};

}  // namespace outlive::tool
