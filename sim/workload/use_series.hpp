// What one finite resource was used for over time, added up over any number of logical processes.
//
// A process tells its changes in the order of time, each at constant cost however long a use lasts: the study is divided
// into intervals, and only the steps between intervals are kept, with the part of its first interval that each step covers.
// Everything is an integer and is added, so that the sum depends on no order. What an interval's highest use was is known
// for each process alone; the sum over processes is never less than what was in use at once. What was in use where intervals
// meet, and on average in one, is known exactly: the peak is never less than that. Reports have intervals that a page can
// show; use is counted in a quarter of these, where the two bounds are closer to each other.
#pragma once

#include <cstdint>
#include <vector>

#include "outlive/money.hpp"
#include "outlive/time.hpp"

namespace outlive::workload {

/// How a study is divided: a minute, or as many as keep the number of intervals below 8,192.
struct Intervals {
  Duration length{};
  Instant horizon{};

  explicit Intervals(Instant until);
  Intervals(Duration each, Instant until) : length(each), horizon(until) {}
  Intervals() = default;
  [[nodiscard]] std::size_t count() const;
  /// Those that use is counted in.
  static constexpr std::size_t parts = 4;
  [[nodiscard]] Intervals in_parts() const { return {length / parts, horizon}; }
  [[nodiscard]] std::size_t of(Instant at) const {
    return static_cast<std::size_t>(at.time_since_epoch() / length);
  }
  [[nodiscard]] Instant begin(std::size_t interval) const {
    return Instant{length * static_cast<std::int64_t>(interval)};
  }
  [[nodiscard]] Instant end(std::size_t interval) const {
    return begin(interval + 1) < horizon ? begin(interval + 1) : horizon;
  }
};

class UseSeries {
 public:
  /// One process takes `units` from `at` on, or gives them back. No earlier than its change before; at the horizon nothing
  /// counts any more.
  void change(const Intervals& intervals, Instant at, std::int64_t units);

  /// That process is over: what it still uses it uses to the horizon.
  void end_process(const Intervals& intervals);

  /// Between processes only.
  UseSeries& operator+=(const UseSeries& other);

  /// So many used it.
  [[nodiscard]] std::uint64_t processes() const { return processes_; }

  /// Of all processes together, over the whole study.
  [[nodiscard]] Int128 unit_ms() const { return unit_ms_; }

  /// Most units in use at once for some time, and since when: exact for one process, and for several the sum of what each
  /// used at most in one interval, at the beginning of the first interval of which that holds; and what it was at least.
  struct Peak {
    std::int64_t units = 0;
    Instant at{};
    std::int64_t at_least = 0;
    [[nodiscard]] bool is_bound() const { return at_least < units; }
  };
  [[nodiscard]] Peak peak(const Intervals& intervals) const;

  /// By interval, or by so many of them together: mean use in thousandths of a unit, rounded down, and the most units.
  [[nodiscard]] std::vector<std::int64_t> mean_use(const Intervals& intervals,
                                                   std::size_t together = 1) const;
  [[nodiscard]] std::vector<std::int64_t> most_use(std::size_t together = 1) const;

 private:
  struct Cell {
    std::int64_t step = 0;        // units more at the end of the interval than at its beginning
    std::int64_t partial_ms = 0;  // what those steps came to within the interval
    std::int64_t excess = 0;      // highest use within it, less the use at its beginning; over all processes

    Cell& operator+=(const Cell& other) {
      step += other.step;
      partial_ms += other.partial_ms;
      excess += other.excess;
      return *this;
    }
  };

  void hold(const Intervals& intervals, Instant until);
  void enter(std::size_t interval);

  std::vector<Cell> cells_;
  Int128 unit_ms_ = 0;
  std::uint64_t processes_ = 0;  // that used it
  std::int64_t peak_ = 0;        // of the one process, while there is only one
  Instant peak_at_{};

  // Of the process that is under way.
  bool begun_ = false;
  std::int64_t level_ = 0;
  Instant since_{};            // of this level
  std::size_t interval_ = 0;   // of the last change
  Cell in_interval_{};         // what the process adds to that: its cell is fetched meanwhile
  std::int64_t at_begin_ = 0;  // level at that interval's beginning
  std::int64_t highest_ = 0;   // held for some time in that interval
  bool held_ = false;          // anything was
};

}  // namespace outlive::workload
