// Simulates a scenario.
#pragma once

#include <atomic>
#include <cstdint>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"

namespace outlive {

/// Between a run and those who wait for it, in other threads.
struct Control {
  std::atomic<bool> stop = false;         // asks the run to return what it has
  std::atomic<std::uint64_t> events = 0;  // so far; brought up to date now and then
  std::atomic<std::uint64_t> done = 0;    // parts of the work, of
  std::atomic<std::uint64_t> whole = 0;   // so many; 0 before the run knows
  std::atomic<std::uint32_t> pass = 1;    // 2 while all is played again, as users share a limit that binds
};

struct RunOptions {
  bool record_lives = false;      // keep every transition of what the scenario itself names, for `explain`
  bool record_over_time = false;  // Results::over_time
  std::uint32_t replication = 0;  // another one has other random numbers
  unsigned threads = 0;           // 0: as many as the machine has processors; the results do not depend on it
  Control* control = nullptr;     // must outlive the run
  /// Plays what is independent in another order, in blocks of other sizes, a different one for each number but 0: the results
  /// do not depend on that either, and this is how to see it.
  std::uint64_t shuffle = 0;
};

/// Plays the scenario to its horizon. Never fails on a scenario that the loader returned; the same scenario gives the
/// same results, byte for byte. Throws std::logic_error if an invariant is broken, which is a fault of Outlive's own.
Results run(const Scenario& scenario, const RunOptions& options = {});

}  // namespace outlive
