// What a run cost and how much was running, over time; which sessions were forgotten at the highest price; how long background
// sessions were needed. Recorded where RunOptions::record_over_time asks for it: nothing that is simulated depends on it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "outlive/money.hpp"
#include "outlive/sketch.hpp"
#include "outlive/time.hpp"
#include "outlive/usage.hpp"
#include "outlive/vocabulary.hpp"
#include "outlive/work.hpp"

namespace outlive {

/// The sessions of one service from their creation to their end, or its jobs while they were at work.
struct RunningOverTime {
  ServiceType service = ServiceType::glue_session;
  std::vector<std::int64_t> mean;  // by interval, in thousandths, rounded down
  std::vector<std::int64_t> most;  // at once; where users were simulated apart, a bound: never less
  bool most_is_bound = false;
};

/// A session that was paid for while nothing ran in it.
struct ForgottenSession {
  Number session = no_number;     // of the scenario's own; else it is one of a population:
  Number population = no_number;  // among Scenario::populations
  Number member = no_number;      // the user's number in it, from 0
  Number activity = no_number;    // in it
  Instant created{};
  Instant ended = never;      // `never` while it runs at the horizon
  Cause cause = Cause::none;  // Cause::horizon while it runs
  Duration idle{};
  Money cost{};  // of that time
};

struct OverTime {
  Duration interval{};             // from the start of the study on; zero where nothing was recorded
  std::vector<Cells<Money>> cost;  // by interval; adds up to the cost of the run to the last nano-dollar
  std::vector<RunningOverTime> running;     // of the services that ran anything, in the order of ServiceType
  std::vector<ForgottenSession> forgotten;  // the dearest first, at most `most_forgotten`
  Sketch background_needs;  // of the jobs of populations: how long their background sessions had to last

  [[nodiscard]] bool recorded() const { return interval > Duration::zero(); }
};

inline constexpr std::size_t most_forgotten = 50;

}  // namespace outlive
