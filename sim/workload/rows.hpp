// Rows of a table that serve one thing after the other: those of the scenario come first and are never given away.
#pragma once

#include <vector>

#include "outlive/work.hpp"

namespace outlive::workload {

class FreeRows {
 public:
  /// A free row, or `table_size` if a new one has to be appended.
  [[nodiscard]] Number take(std::size_t table_size) {
    if (free_.empty()) return static_cast<Number>(table_size);
    const Number row = free_.back();
    free_.pop_back();
    return row;
  }
  void give_back(Number row) { free_.push_back(row); }
  void clear() { free_.clear(); }

 private:
  std::vector<Number> free_;
};

}  // namespace outlive::workload
