#include "sim/workload/usage_series.hpp"

#include <algorithm>

namespace outlive::workload {

UsageSeries::Row& UsageSeries::row(const Intervals& intervals, const Place& place) {
  if (place.sku >= rows_.size()) rows_.resize(place.sku + 1);
  Row& row =
      rows_[place.sku][static_cast<std::size_t>(place.bucket)][static_cast<std::size_t>(place.attendance)];
  if (row.empty()) row.resize(intervals.count());
  return row;
}

void UsageSeries::add(const Intervals& intervals, const Place& place, Instant from, Instant until,
                      std::int64_t units) {
  if (from >= until) return;
  Row& cells = row(intervals, place);
  const std::size_t first = intervals.of(from);
  const std::size_t last = intervals.of(until - Duration{1});
  if (first == last) {
    cells[first].amount += units * (until - from).count();
    return;
  }
  cells[first].amount += units * (intervals.end(first) - from).count();
  cells[first + 1].step += units;
  cells[last].step -= units;
  cells[last].amount += units * (until - intervals.begin(last)).count();
}

void UsageSeries::add(const Intervals& intervals, const Place& place, Instant at, std::int64_t amount) {
  if (amount == 0 || intervals.count() == 0) return;
  Row& cells = row(intervals, place);
  cells[std::min(intervals.of(at), cells.size() - 1)].amount += amount;
}

UsageSeries& UsageSeries::operator+=(const UsageSeries& other) {
  if (rows_.size() < other.rows_.size()) rows_.resize(other.rows_.size());
  for (std::size_t sku = 0; sku < other.rows_.size(); ++sku) {
    for (std::size_t bucket = 0; bucket < bucket_count; ++bucket) {
      for (std::size_t attendance = 0; attendance < attendance_count; ++attendance) {
        const Row& more = other.rows_[sku][bucket][attendance];
        Row& sum = rows_[sku][bucket][attendance];
        if (sum.size() < more.size()) sum.resize(more.size());
        for (std::size_t i = 0; i < more.size(); ++i) {
          sum[i].amount += more[i].amount;
          sum[i].step += more[i].step;
        }
      }
    }
  }
  return *this;
}

std::vector<Cells<std::int64_t>> UsageSeries::usage(const Intervals& intervals, SkuNumber sku) const {
  std::vector<Cells<std::int64_t>> usage;
  if (sku >= rows_.size()) return usage;
  for (std::size_t bucket = 0; bucket < bucket_count; ++bucket) {
    for (std::size_t attendance = 0; attendance < attendance_count; ++attendance) {
      const Row& cells = rows_[sku][bucket][attendance];
      if (usage.size() < cells.size()) usage.resize(cells.size());
      std::int64_t units = 0;
      for (std::size_t i = 0; i < cells.size(); ++i) {
        units += cells[i].step;
        const std::int64_t length = (intervals.end(i) - intervals.begin(i)).count();
        usage[i].of[bucket][attendance] = cells[i].amount + units * length;
      }
    }
  }
  return usage;
}

}  // namespace outlive::workload
