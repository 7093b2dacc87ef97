// Shares that must add up to a whole: 70% and 30%, exactly.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/input/keyed_node.hpp"

namespace outlive::input {

/// Adds shares up as they are written, without rounding.
class Shares {
 public:
  void add(std::int64_t portion) {
    sum_ += portion;
    until_.push_back(sum_);
  }
  /// False if they do not add up to 100%, which is then told of `whole`.
  [[nodiscard]] bool add_up(const KeyedNode& whole, Diagnostics& problems) const;
  /// Each share with all before it; the last is 1 if they add up.
  [[nodiscard]] std::vector<double> cumulative() const;

 private:
  std::int64_t sum_ = 0;
  std::vector<std::int64_t> until_;
};

/// A share as a number from 0.
double as_fraction(Node node);

}  // namespace outlive::input
