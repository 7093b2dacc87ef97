#include "sim/workload/use_series.hpp"

#include <algorithm>

#include "sim/engine/prefetch.hpp"

namespace outlive::workload {
namespace {

constexpr std::int64_t most_intervals = 8'192;

}  // namespace

Intervals::Intervals(Instant until) : horizon(until) {
  constexpr Duration minute = std::chrono::minutes{1};
  const Duration span = until.time_since_epoch();
  const Duration least = (span + Duration{most_intervals - 1}) / most_intervals;
  length = std::max(minute, (least + minute - Duration{1}) / minute * minute);
}

std::size_t Intervals::count() const {
  const Duration span = horizon.time_since_epoch();
  return static_cast<std::size_t>((span + length - Duration{1}) / length);
}

/// The level of the last change has held until now.
void UseSeries::hold(const Intervals& intervals, Instant until) {
  if (until <= since_) return;
  if (processes_ == 1 && level_ > peak_) {
    peak_ = level_;
    peak_at_ = since_;
  }
  highest_ = held_ ? std::max(highest_, level_) : level_;
  held_ = true;
  since_ = until;
  const std::size_t now = until < intervals.horizon ? intervals.of(until) : cells_.size();
  if (now == interval_) return;
  in_interval_.excess = highest_ - at_begin_;
  cells_[interval_] += in_interval_;
  // In between it stood at its level all the time, which is no excess.
  enter(now);
  at_begin_ = highest_ = level_;
  held_ = now < cells_.size() && until > intervals.begin(now);
}

void UseSeries::enter(std::size_t interval) {
  interval_ = interval;
  in_interval_ = {};
  if (interval < cells_.size()) engine::prefetch(cells_[interval]);
}

void UseSeries::change(const Intervals& intervals, Instant at, std::int64_t units) {
  if (at >= intervals.horizon) return;
  if (cells_.empty()) cells_.resize(intervals.count());
  if (!begun_) {
    begun_ = true;
    ++processes_;
    level_ = at_begin_ = highest_ = 0;
    since_ = Instant{};
    held_ = false;
    enter(0);
  }
  hold(intervals, at);
  level_ += units;
  unit_ms_ += static_cast<Int128>(units) * (intervals.horizon - at).count();
  in_interval_.step += units;
  in_interval_.partial_ms += units * (intervals.end(interval_) - at).count();
}

void UseSeries::end_process(const Intervals& intervals) {
  if (!begun_) return;
  hold(intervals, intervals.horizon);
  begun_ = false;
}

UseSeries& UseSeries::operator+=(const UseSeries& other) {
  if (other.cells_.empty()) return *this;
  if (cells_.empty()) cells_.resize(other.cells_.size());
  for (std::size_t i = 0; i < cells_.size(); ++i) cells_[i] += other.cells_[i];
  if (processes_ == 0) {
    peak_ = other.peak_;
    peak_at_ = other.peak_at_;
  }
  processes_ += other.processes_;
  unit_ms_ += other.unit_ms_;
  return *this;
}

UseSeries::Peak UseSeries::peak(const Intervals& intervals) const {
  if (processes_ <= 1) return {peak_, peak_at_, peak_};
  const std::vector<std::int64_t> most = most_use();
  const auto highest = std::max_element(most.begin(), most.end());
  std::int64_t at_least = 0;
  std::int64_t level = 0;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const std::int64_t length = (intervals.end(i) - intervals.begin(i)).count();
    const Int128 unit_ms = static_cast<Int128>(level) * length + cells_[i].partial_ms;
    level += cells_[i].step;
    at_least = std::max({at_least, level, static_cast<std::int64_t>((unit_ms + length - 1) / length)});
  }
  return {*highest, intervals.begin(static_cast<std::size_t>(highest - most.begin())), at_least};
}

std::vector<std::int64_t> UseSeries::mean_use(const Intervals& intervals, std::size_t together) const {
  std::vector<std::int64_t> means;
  std::int64_t level = 0;
  for (std::size_t first = 0; first < cells_.size(); first += together) {
    const std::size_t end = std::min(first + together, cells_.size());
    Int128 unit_ms = 0;
    for (std::size_t i = first; i < end; ++i) {
      unit_ms += static_cast<Int128>(level) * (intervals.end(i) - intervals.begin(i)).count();
      unit_ms += cells_[i].partial_ms;
      level += cells_[i].step;
    }
    means.push_back(static_cast<std::int64_t>(unit_ms * 1000 /
                                              (intervals.end(end - 1) - intervals.begin(first)).count()));
  }
  return means;
}

std::vector<std::int64_t> UseSeries::most_use(std::size_t together) const {
  std::vector<std::int64_t> most;
  std::int64_t level = 0;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const std::int64_t highest = level + cells_[i].excess;
    if (i % together == 0) {
      most.push_back(highest);
    } else {
      most.back() = std::max(most.back(), highest);
    }
    level += cells_[i].step;
  }
  return most;
}

}  // namespace outlive::workload
