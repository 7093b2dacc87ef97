// What a quantity came to in one replication after the other: as much of it as any expectation can be held against.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "sim/study/quantities.hpp"

namespace outlive::study {

class Series {
 public:
  void add(const Value& value);

  [[nodiscard]] std::size_t count() const { return count_; }
  /// The least and the greatest of all; of words in the order of letters. There must be one.
  [[nodiscard]] const Value& least() const { return *least_; }
  [[nodiscard]] const Value& greatest() const { return *greatest_; }
  /// Whether two replications differ at all.
  [[nodiscard]] bool varies() const;
  /// Numbers, money, durations and instants have a mean, unless one is `never` or `unlimited`.
  [[nodiscard]] bool has_mean() const { return numbers_.size() == count_; }
  /// The values of all replications as numbers: money in whole units, times in milliseconds. Only if there is a mean.
  [[nodiscard]] std::span<const double> numbers() const { return numbers_; }

 private:
  std::size_t count_ = 0;
  std::optional<Value> least_;
  std::optional<Value> greatest_;
  std::vector<double> numbers_;
};

}  // namespace outlive::study
