#include "sim/workload/usage_series.hpp"

#include <algorithm>

namespace outlive::workload {

void UsageSeries::make_room(const Intervals& intervals, std::size_t number) {
  if (number >= rows_.size()) rows_.resize(number + 1);
  rows_[number].resize(intervals.count());
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
  for (std::size_t number = 0; number < other.rows_.size(); ++number) {
    const Row& more = other.rows_[number];
    Row& sum = rows_[number];
    if (sum.size() < more.size()) sum.resize(more.size());
    for (std::size_t i = 0; i < more.size(); ++i) {
      sum[i].amount += more[i].amount;
      sum[i].step += more[i].step;
    }
  }
  return *this;
}

std::vector<Cells<std::int64_t>> UsageSeries::usage(const Intervals& intervals, SkuNumber sku) const {
  std::vector<Cells<std::int64_t>> usage;
  for (std::size_t bucket = 0; bucket < bucket_count; ++bucket) {
    for (std::size_t attendance = 0; attendance < attendance_count; ++attendance) {
      const std::size_t number = number_of(sku, bucket, attendance);
      if (number >= rows_.size()) return usage;
      const Row& cells = rows_[number];
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
