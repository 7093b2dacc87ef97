// What a logical process is given and what it writes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/run.hpp"
#include "outlive/scenario.hpp"
#include "sim/engine/fingerprint.hpp"
#include "sim/workload/crowd.hpp"
#include "sim/workload/exchange_counts.hpp"
#include "sim/workload/habits.hpp"
#include "sim/workload/recording.hpp"
#include "sim/workload/resources.hpp"

namespace outlive::workload {

/// What is known beforehand and shared by all logical processes: settings and directory as history, prices, and the
/// tables that actions refer to.
struct Inputs {
  const SettingsHistory* settings = nullptr;
  const DirectoryHistory* directory = nullptr;
  const AccessCatalog* access = nullptr;
  const PriceBook* prices = nullptr;
  Assumptions assumptions{};
  std::span<const User> users;
  std::span<const Work> works;
  std::span<const HostSpec> hosts{};
  std::span<const HostSetup> setups{};
  std::span<const Reads> reads{};
  std::size_t groups = 0;
  std::uint64_t seed = 1;
  std::uint32_t replication = 0;
  Instant horizon{};
  bool record_lives = false;
  bool record_over_time = false;
  std::uint64_t shuffle = 0;  // as in RunOptions
  std::size_t account_count = 1;
  std::vector<bool> counts_glue_sessions{true};  // by account; only where they are limited, ever
  std::vector<Moment> changes_of_quotas{};
  std::vector<Habits> habits{};  // one for each population; their users are numbered behind `users`
  Control* control = nullptr;    // of those who wait for the run
  ExchangeCounts* exchange_counts = nullptr;  // where users who share the rate are simulated apart

  [[nodiscard]] const Habits* habits_of(Number user) const;
  [[nodiscard]] Domain domain_of(Number user) const {
    const Habits* of_population = habits_of(user);
    return of_population != nullptr ? of_population->population().domain : users[user].domain;
  }
  [[nodiscard]] Number account_of(Number user) const {
    if (account_count == 1) return 0;
    const Habits* of_population = habits_of(user);
    return of_population != nullptr ? of_population->population().account : users[user].account;
  }
};

/// The inputs that a scenario is.
Inputs inputs_of(const Scenario& scenario, const RunOptions& options);

/// Sums over the users of one population.
struct PeopleCounts {
  std::uint64_t users = 0;
  std::uint64_t leavers = 0;
  std::uint64_t sign_ins = 0;
};

/// What the logical processes write: each touches only the rows of its own users, and adds to the sums.
struct Records {
  std::vector<SessionResult> sessions;
  std::vector<JobResult> jobs;
  std::vector<SignInResult> sign_ins;
  std::vector<HostResult> hosts;
  std::vector<Vending> vendings;
  std::vector<UsageLine> lines;
  std::vector<Cells<Money>> line_costs;  // one for each of `lines`
  std::vector<Ineffective> ineffective;
  std::vector<LifeEvent> lives;
  Totals totals;
  std::vector<PeopleCounts> people;        // one for each population
  std::vector<ActivityResult> activities;  // of all populations, one after the other
  std::vector<ResourceUse> resources;      // as ResourceNumbers has them
  Recording recording;                     // if asked for
  engine::Fingerprint fingerprint;

  /// For sums over all that the inputs know.
  void make_room(const Inputs& inputs);
  /// Adds the sums of another; its rows are its own.
  void add_sums(const Records& other);
};

/// The users of a logical process and what they do, in the order of (at, line).
struct Process {
  std::vector<Number> users;  // ascending; of the scenario, then of populations
  std::vector<Action> actions;
  std::vector<Members> members;  // the users who are of populations
};

/// How many of each the actions of a process number.
struct Rows {
  std::size_t sign_ins = 0;
  std::size_t sessions = 0;
  std::size_t jobs = 0;
  std::size_t hosts = 0;
};

}  // namespace outlive::workload
