// Which assumptions matter to the answer: each takes each of its other options in turn, and the runs are compared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "outlive/assumptions.hpp"
#include "outlive/diagnostic.hpp"
#include "outlive/money.hpp"
#include "outlive/run.hpp"
#include "outlive/scenario.hpp"

namespace outlive {

/// What it changes that one assumption takes another option while all others stay as they are.
struct Flip {
  Assumption assumption{};
  Option from = 0;
  Option to = 0;
  Diagnostics refused;  // why there is no such scenario; without errors it was run
  Money cost;           // what it costs more, in the price book's currency
  /// Jobs with another outcome or cause, or that survive or go unseen in one of the runs only.
  std::uint64_t fates = 0;
  std::uint64_t job_ends = 0;      // jobs that end at another time
  std::uint64_t session_ends = 0;  // sessions that end at another time or by another cause
  bool details = false;  // a state, a host, a credential, the sharing of the cost or the like differs

  [[nodiscard]] bool possible() const { return !refused.has_errors(); }
  /// Whether cost, fates or ends differ.
  [[nodiscard]] bool changes_answer() const {
    return cost != Money{} || fates > 0 || job_ends > 0 || session_ends > 0;
  }
};

struct Sensitivity {
  Assumptions in_force;            // what every flip starts from
  std::vector<Assumption> tested;  // those of which an option was tried, in the order of the registry
  std::vector<Flip> flips;         // the greatest |cost| first, then the most fates, then as `tested`
  Money cost;                      // of the run that they are compared with
  std::size_t changing = 0;        // assumptions of which an option changes the answer
  std::size_t untried = 0;         // options that there was no time for: it was told to stop
};

/// The scenario under other assumptions, or nothing and the errors. It has to be read again, since assumptions give
/// defaults to settings, prices and lines: load_scenario does.
using LoadUnder = std::function<std::optional<Scenario>(const Assumptions&, Diagnostics&)>;

/// Told before each run: how many are over, and of how many.
using Progress = std::function<void(std::size_t done, std::size_t all)>;

/// Runs `scenario` as it is, then once for each other option of each of `tested` (empty: of all). What `options.control` stops is
/// of those that were tried by then.
/// Throws std::invalid_argument if `load` returns another scenario: one with other jobs, sessions or hosts.
Sensitivity test_assumptions(const Scenario& scenario, const LoadUnder& load,
                             const std::vector<Assumption>& tested = {}, const Progress& progress = {},
                             const RunOptions& options = {});

}  // namespace outlive
