// What was used, by what it was spent on; kept apart from prices, so that results can be priced again.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "outlive/time.hpp"
#include "outlive/vocabulary.hpp"
#include "outlive/work.hpp"

namespace outlive {

/// Usage or money by what it was spent on and whether the user was signed in.
template <class Amount>
struct Cells {
  std::array<std::array<Amount, attendance_count>, bucket_count> of{};

  [[nodiscard]] Amount& at(Bucket bucket, Attendance attendance) {
    return of[static_cast<std::size_t>(bucket)][static_cast<std::size_t>(attendance)];
  }
  [[nodiscard]] const Amount& at(Bucket bucket, Attendance attendance) const {
    return of[static_cast<std::size_t>(bucket)][static_cast<std::size_t>(attendance)];
  }
  [[nodiscard]] Amount bucket(Bucket which) const {
    return at(which, Attendance::attended) + at(which, Attendance::background);
  }
  [[nodiscard]] Amount total() const {
    Amount sum{};
    for (const auto& row : of) {
      for (const Amount& cell : row) sum += cell;
    }
    return sum;
  }
  Cells& operator+=(const Cells& other) {
    for (std::size_t i = 0; i < bucket_count; ++i) {
      for (std::size_t j = 0; j < attendance_count; ++j) of[i][j] += other.of[i][j];
    }
    return *this;
  }
};

/// One metered session or job: what it used of one SKU. Usage is in unit-milliseconds, already rounded as the SKU says.
struct UsageLine {
  SkuNumber sku = no_sku;
  std::int64_t units = 0;
  Instant from{};
  Instant until{};
  Cells<std::int64_t> usage;
};

}  // namespace outlive
