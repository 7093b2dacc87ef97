// What was used in each interval of the study, by SKU and by what it was spent on: exact integers, so that parts add up to the
// whole in any order, and the intervals to the usage that is billed.
//
// A stretch costs the same however long it lasts: its first and last interval get their amounts, and what lies between is a
// step up and a step down.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "outlive/usage.hpp"
#include "sim/workload/use_series.hpp"

namespace outlive::workload {

class UsageSeries {
 public:
  /// Where usage counts.
  struct Place {
    SkuNumber sku = no_sku;
    Bucket bucket = Bucket::useful;
    Attendance attendance = Attendance::attended;
  };

  /// So many units were in use from `from` to `until`, which lie in the study; fewer than none takes usage back.
  void add(const Intervals& intervals, const Place& place, Instant from, Instant until, std::int64_t units);

  /// An amount that is charged at a moment: bytes, a minimum charge, what was rounded up. What is charged at the horizon, or
  /// of what ended there, belongs to the last interval.
  void add(const Intervals& intervals, const Place& place, Instant at, std::int64_t amount);

  UsageSeries& operator+=(const UsageSeries& other);

  /// Unit-milliseconds, or bytes, of a SKU by interval; empty where nothing of it was used.
  [[nodiscard]] std::vector<Cells<std::int64_t>> usage(const Intervals& intervals, SkuNumber sku) const;

 private:
  struct Cell {
    std::int64_t amount = 0;
    std::int64_t step =
        0;  // units that are in use for the whole of this interval and were not in the one before
  };
  using Row = std::vector<Cell>;  // by interval; empty until something is added

  static std::size_t number_of(SkuNumber sku, std::size_t bucket, std::size_t attendance) {
    return (sku * bucket_count + bucket) * attendance_count + attendance;
  }
  Row& row(const Intervals& intervals, const Place& place) {
    const std::size_t number = number_of(place.sku, static_cast<std::size_t>(place.bucket),
                                         static_cast<std::size_t>(place.attendance));
    if (number >= rows_.size() || rows_[number].empty()) make_room(intervals, number);
    return rows_[number];
  }
  void make_room(const Intervals& intervals, std::size_t number);

  std::vector<Row> rows_;  // by number_of
};

}  // namespace outlive::workload
