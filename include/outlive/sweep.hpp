// Runs a study: every design point in as many replications as it takes, all with common random numbers.
//
// The work is cut into units, each some replications of one design point, with numbers that depend on the study alone. What
// a unit comes to depends on nothing but its number, so units may be done in any order, on any thread or machine.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "outlive/diagnostic.hpp"
#include "outlive/run.hpp"
#include "outlive/study.hpp"

namespace outlive {

/// What the replications of each design point came to, responses and then controls, in the order of points and replications whatever the order in which
/// they came in.
class Observations {
 public:
  Observations() = default;
  Observations(std::size_t points, std::size_t responses) : responses_(responses), points_(points) {}

  [[nodiscard]] std::size_t points() const { return points_.size(); }
  [[nodiscard]] std::size_t responses() const { return responses_; }

  /// The values of all responses in one replication. Throws std::logic_error if they are there already.
  void set(std::size_t point, std::uint32_t replication, std::span<const double> values);

  [[nodiscard]] bool has(std::size_t point, std::uint32_t replication) const;
  /// How many replications from the first on are there without a gap.
  [[nodiscard]] std::uint32_t replications(std::size_t point) const;
  /// Of one response, by replication. Not finite where a replication had no number, such as an end that never came.
  [[nodiscard]] std::vector<double> values(std::size_t point, std::size_t response) const;
  /// Of all responses in one replication.
  [[nodiscard]] std::span<const double> row(std::size_t point, std::uint32_t replication) const;

 private:
  struct Point {
    std::vector<double> values;  // one row for each replication
    std::vector<bool> is_there;
  };
  std::size_t responses_ = 0;
  std::vector<Point> points_;
};

/// The number of what is none of a study's own units, such as what a search adds.
inline constexpr std::uint64_t no_unit = std::numeric_limits<std::uint64_t>::max();

/// Some replications of one design point.
struct Unit {
  std::uint64_t number = no_unit;
  std::uint32_t point = 0;  // among Study::points
  std::uint32_t first = 0;  // replication
  std::uint32_t count = 0;

  friend bool operator==(const Unit&, const Unit&) = default;
};

/// How many units the replications are that a study begins with; they are numbered from 0, point after point.
std::uint64_t count_units(const Study& study);

/// The unit of that number. The first numbers beyond `count_units` are those of further replications, one each, which only
/// a study with a precision takes: the next one of every point, then the one after that.
Unit unit_of(const Study& study, std::uint64_t number);

/// One of those further replications as a unit.
Unit further_unit(const Study& study, std::uint32_t point, std::uint32_t replication);

/// All units that a study begins with, in the order of their numbers.
std::vector<Unit> units_of(const Study& study);

/// What a unit came to: a row of responses for each of its replications.
struct UnitResult {
  Unit unit;
  std::vector<double> values;
};

/// Adds its rows.
void add(const UnitResult& result, Observations& observations);

/// A unit whose rows are all there.
UnitResult result_of(const Unit& unit, const Observations& observations);

struct SweepOptions {
  unsigned threads = 0;        // 0: as many as the machine has processors; the results do not depend on it
  Control* control = nullptr;  // its `stop` asks the sweep to return what it has; `events` are counted
  /// Rows from an earlier run of the same plan: they are taken over where they are asked for, and not simulated again.
  const Observations* known = nullptr;
  /// Called with every unit as soon as it is done, by one thread at a time.
  std::function<void(const UnitResult&)> on_unit = {};
  /// Called with how many replications are done, and how many there are to do as far as is known; by one thread at a time.
  std::function<void(std::uint64_t done, std::uint64_t whole)> on_progress = {};
};

/// What has become of a sweep.
enum class SweepEnd : std::uint8_t { complete, stopped, invalid };

/// Does `units`, in no particular order, and adds what they come to to `observations`; units whose rows are there already
/// are left out. `problems` receives what is wrong with the base at a design point, which ends the sweep: at the first such
/// unit, whatever the number of threads.
SweepEnd do_units(const Study& study, std::span<const Unit> units, const SweepOptions& options,
                  Observations& observations, Diagnostics& problems);

/// Runs all of a study: its units, and if it asks for a precision as many more replications of each point as that takes.
/// Rows that `observations` has already are not done again; with a precision they should be none, for how many more there
/// are is decided by what all points have at the same time. `known` rows change nothing but the time it takes.
SweepEnd sweep(const Study& study, const SweepOptions& options, Observations& observations,
               Diagnostics& problems);

/// A run, or the beginning of one up to the end of its warm-up.
struct Played {
  const Scenario& scenario;
  const Results& results;
};

/// The responses of one run of a design point, in the order of the study: money in whole units of the currency, durations
/// and instants in milliseconds, flags and conditions as 0 or 1. Not finite where there is no number, such as an end that
/// never came. What came of `warm_up`, the beginning of the same run, is left out.
std::vector<double> responses_of(const Study& study, const Played& whole, const Played* warm_up = nullptr);

}  // namespace outlive
