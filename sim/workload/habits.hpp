// What chance decides about the users of a population: pure functions of seed, population, user and number of the draw.
//
// Nothing here depends on what happens in the simulation, so arrivals and demands are the same in every design point.
// Arrivals of a day are a count and then so many moments, drawn one after the other in the order of time from the day's
// profile (order statistics; a time transformation). With a Poisson count that is exactly the Poisson process of that
// rate; with a negative binomial count, one whose rate differs from day to day by a gamma factor.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "outlive/population.hpp"
#include "outlive/scenario.hpp"
#include "sim/engine/draws.hpp"

namespace outlive::workload {

/// Which of a user's visits: the day, which arrival of that day, which job of its batch.
struct VisitId {
  std::uint64_t packed = 0;

  static constexpr std::uint32_t most_arrivals = 1u << 20;
  static constexpr std::uint32_t most_in_batch = 1u << 12;
  static constexpr std::uint32_t most_statements = 1u << 16;
  static VisitId of(std::uint32_t day, std::uint32_t arrival, std::uint32_t in_batch) {
    return {(std::uint64_t{day} << 20 | arrival) << 12 | in_batch};
  }
  /// The draw for its statement number `n`, or its attempt number `n`.
  [[nodiscard]] std::uint64_t draw(std::uint32_t n) const { return packed << 16 | n; }
};

/// One activity of a population with the purposes of its streams.
class Habit {
 public:
  Habit(const Population& population, const Activity& activity, Number tally);

  [[nodiscard]] const Activity& activity() const { return *activity_; }
  /// Among the activities of all populations.
  [[nodiscard]] Number tally() const { return tally_; }

  [[nodiscard]] std::uint32_t arrivals(const engine::Draws& user, std::uint32_t day, double mean_times) const;
  /// Where in the day the next arrival lies, as a share of its volume, after one at `before` and with `left` to come.
  [[nodiscard]] double next_position(const engine::Draws& user, std::uint32_t day, std::uint32_t arrival,
                                     double before, std::uint32_t left) const;
  [[nodiscard]] std::uint32_t batch(const engine::Draws& user, std::uint32_t day,
                                    std::uint32_t arrival) const;

  struct Job {
    Number work;
    Duration takes;
    bool fails;
  };
  [[nodiscard]] Job job(const engine::Draws& user, VisitId visit) const;
  [[nodiscard]] bool restarts(const engine::Draws& user, VisitId visit, std::uint32_t attempt) const;

  struct Session {
    Number work;
    std::uint32_t statements;
    bool forgets_to_stop;
  };
  [[nodiscard]] Session session(const engine::Draws& user, VisitId visit) const;
  struct Statement {
    Duration takes;
    Duration think;  // after it
    bool saves_results = false;
    bool fails = false;
    bool restarts_kernel = false;  // before the next
  };
  [[nodiscard]] Statement statement(const engine::Draws& user, VisitId visit, std::uint32_t number) const;
  [[nodiscard]] bool comes_back(const engine::Draws& user, VisitId visit, std::uint32_t attempt) const;

 private:
  enum class Purpose : std::uint8_t {
    counts,
    moments,
    batches,
    starts,
    jobs,
    checkpoints,
    restarts,
    ends,
    statements,
    results,
    kernels,
    returns,
  };
  static constexpr std::size_t purpose_count = 12;
  [[nodiscard]] std::uint32_t purpose(Purpose which) const {
    return purposes_[static_cast<std::size_t>(which)];
  }
  [[nodiscard]] const Activity::Choice& choice(double u) const;

  const Activity* activity_;
  Number tally_;
  std::array<std::uint32_t, purpose_count> purposes_;
};

/// A population with the purposes of its streams.
class Habits {
 public:
  Habits(const Scenario& scenario, Number population, Number first_user, Number first_tally,
         std::uint32_t replication);

  [[nodiscard]] const Population& population() const { return *population_; }
  /// Among the scenario's populations.
  [[nodiscard]] Number number() const { return number_; }
  [[nodiscard]] const Calendar& calendar() const { return *calendar_; }
  /// Their numbers follow those of the scripted users, population after population.
  [[nodiscard]] Number first_user() const { return first_user_; }
  [[nodiscard]] const std::vector<Habit>& activities() const { return activities_; }

  [[nodiscard]] engine::Draws draws_of(Number index) const { return {key_, index}; }
  [[nodiscard]] Instant joins(Number index) const;
  /// How many times the mean this user does of everything.
  [[nodiscard]] double weight(const engine::Draws& user) const;
  /// When a user who joined then leaves the company, or `never`.
  [[nodiscard]] Instant leaves(const engine::Draws& user, Instant joined) const;
  [[nodiscard]] Duration until_administrator_acts(const engine::Draws& user) const;

  struct DayEnd {
    Instant at;
    Leaving leaving;
  };
  [[nodiscard]] DayEnd day_end(const engine::Draws& user, std::uint32_t day) const;
  /// The instant at a share of the day's volume.
  [[nodiscard]] Instant instant_at(std::uint32_t day, double position) const;
  /// For streams that other parts of the program draw from for this population.
  [[nodiscard]] std::uint32_t purpose(std::string_view name) const;

 private:
  Number number_;
  const Population* population_;
  const Calendar* calendar_;
  Number first_user_;
  engine::PhiloxKey key_;
  std::vector<Habit> activities_;
  std::uint32_t weights_;
  std::uint32_t departures_;
  std::uint32_t days_;
};

}  // namespace outlive::workload
