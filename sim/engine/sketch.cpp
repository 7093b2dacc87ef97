#include "outlive/sketch.hpp"

#include <algorithm>
#include <bit>

namespace outlive {
namespace {

constexpr int part_bits = 6;  // cells to an octave: 2^6
constexpr std::uint64_t exact = std::uint64_t{1}
                                << (part_bits + 1);  // below it each value has a cell of its own

/// Octave and place in it, one after the other: cells follow each other without a gap.
std::size_t cell_of(std::uint64_t value) {
  if (value < exact) return value;
  const int octave = static_cast<int>(std::bit_width(value)) - 1 - part_bits;
  return (static_cast<std::size_t>(octave) << part_bits) + (value >> octave);
}

std::uint64_t first_of(std::size_t cell) {
  if (cell < exact) return cell;
  const std::size_t octave = (cell >> part_bits) - 1;
  return static_cast<std::uint64_t>(cell - (octave << part_bits)) << octave;
}

std::uint64_t ticks(Duration value) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(value.count(), 0));
}

}  // namespace

void Sketch::add(Duration value) {
  const std::size_t cell = cell_of(ticks(value));
  if (cell >= cells_.size()) cells_.resize(cell + 1);
  ++cells_[cell];
  ++count_;
  sum_ += static_cast<std::int64_t>(ticks(value));
  longest_ = std::max(longest_, value);
}

Sketch& Sketch::operator+=(const Sketch& other) {
  if (other.cells_.size() > cells_.size()) cells_.resize(other.cells_.size());
  for (std::size_t cell = 0; cell < other.cells_.size(); ++cell) cells_[cell] += other.cells_[cell];
  count_ += other.count_;
  sum_ += other.sum_;
  longest_ = std::max(longest_, other.longest_);
  return *this;
}

std::size_t Sketch::cell_of_quantile(double q) const {
  const double wanted = std::clamp(q, 0.0, 1.0) * static_cast<double>(count_);
  std::uint64_t seen = 0;
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
    seen += cells_[cell];
    if (cells_[cell] > 0 && static_cast<double>(seen) >= wanted) return cell;
  }
  return cell_of(ticks(longest_));
}

Duration Sketch::quantile(double q) const {
  if (count_ == 0) return {};
  const std::uint64_t last = first_of(cell_of_quantile(q) + 1) - 1;
  return std::min(longest_, Duration{static_cast<std::int64_t>(last)});
}

Duration Sketch::quantile_at_least(double q) const {
  if (sum_ == Int128{longest_.count()} * static_cast<Int128>(count_)) return longest_;
  return Duration{static_cast<std::int64_t>(first_of(cell_of_quantile(q)))};
}

std::uint64_t Sketch::longer_than(Duration value) const {
  std::uint64_t longer = 0;
  for (std::size_t cell = cell_of(ticks(value)) + 1; cell < cells_.size(); ++cell) longer += cells_[cell];
  return longer;
}

std::vector<Sketch::Cell> Sketch::cells() const {
  std::vector<Cell> counted;
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
    if (cells_[cell] == 0) continue;
    const Duration last{static_cast<std::int64_t>(first_of(cell + 1) - 1)};
    counted.push_back({std::min(longest_, last), cells_[cell]});
  }
  return counted;
}

}  // namespace outlive
