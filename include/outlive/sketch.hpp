// How a million durations are distributed, in a few kilobytes: counted in cells whose width is at most 1/64 of their value.
//
// Sketches of parts add up to the sketch of the whole, in any order, so they do not depend on threads or partition.
#pragma once

#include <cstdint>
#include <vector>

#include "outlive/money.hpp"
#include "outlive/time.hpp"

namespace outlive {

class Sketch {
 public:
  void add(Duration value);
  Sketch& operator+=(const Sketch& other);

  [[nodiscard]] std::uint64_t count() const { return count_; }
  /// Exact, in milliseconds.
  [[nodiscard]] Int128 sum() const { return sum_; }
  [[nodiscard]] Duration longest() const { return longest_; }
  /// The value that a share `q` of all does not exceed, too long by at most 1/64; zero where nothing was counted.
  [[nodiscard]] Duration quantile(double q) const;
  /// What that value is at least. The same where the width of its cell is a millisecond, or all values are alike.
  [[nodiscard]] Duration quantile_at_least(double q) const;
  /// How many were certainly longer than `value`: those in cells that begin behind it.
  [[nodiscard]] std::uint64_t longer_than(Duration value) const;

  /// What was counted, the shortest first: so many values in a cell of which none is longer than `longest`.
  struct Cell {
    Duration longest{};
    std::uint64_t count = 0;
  };
  [[nodiscard]] std::vector<Cell> cells() const;

  friend bool operator==(const Sketch&, const Sketch&) = default;

 private:
  [[nodiscard]] std::size_t cell_of_quantile(double q) const;

  std::vector<std::uint64_t> cells_;
  std::uint64_t count_ = 0;
  Int128 sum_ = 0;
  Duration longest_{};
};

}  // namespace outlive
