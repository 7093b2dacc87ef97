#include "sim/workload/usage_lines.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "sim/cost/pricing.hpp"

namespace outlive::workload {
namespace {

/// What is left of the time that the meter ran.
void add_idle(UsageLine& used, const cost::Split& held) {
  Duration attended_work{};
  Duration background_work{};
  for (const auto& bucket : used.usage.of) {
    attended_work += Duration{bucket[static_cast<std::size_t>(Attendance::attended)]};
    background_work += Duration{bucket[static_cast<std::size_t>(Attendance::background)]};
  }
  used.usage.at(Bucket::idle, Attendance::attended) = (held.attended - attended_work).count();
  used.usage.at(Bucket::idle, Attendance::background) = (held.background - background_work).count();
}

}  // namespace

UsageLines::UsageLines(const Inputs& inputs, Records& records, const cost::Attendance& attendance)
    : inputs_(inputs),
      records_(records),
      attendance_(attendance),
      reported_(reported_intervals(inputs.horizon)) {}

void UsageLines::reset() {
  meters_.clear();
  first_ = static_cast<Number>(records_.lines.size());
  for (FreeRows& each : free_) each.clear();
  recycled_.clear();
}

/// Lines of a row that come and go lie among those of their number.
LineSpan UsageLines::take(std::uint8_t count, bool recycled) {
  LineSpan span{static_cast<Number>(records_.lines.size()), count};
  if (!recycled) {
    records_.lines.resize(records_.lines.size() + count);
    meters_.resize(meters_.size() + count);
    return span;
  }
  const Number first = free_[count].take(recycled_.size());
  if (first == recycled_.size()) recycled_.resize(recycled_.size() + count);
  span.first = first_recycled + first;
  return span;
}

LineSpan UsageLines::open(std::uint32_t user, const Meters& meters, Instant now, bool recycled) {
  const auto runs = [&](const MeterSpec& meter) {
    return meter.sku != no_sku && meter.units != 0 && !inputs_.prices->skus[meter.sku].bills_bytes();
  };
  const Duration attended = attendance_.reading(user, now);
  const auto count = static_cast<std::uint8_t>(std::count_if(meters.begin(), meters.end(), runs));
  const LineSpan span = take(count, recycled);
  Number number = span.first;
  for (const MeterSpec& each : meters) {
    if (!runs(each)) continue;
    line(number) = {.sku = each.sku, .units = each.units, .from = now, .until = now, .usage = {}};
    meter(number++) = {.user = user, .attended_then = attended};
  }
  return span;
}

LineSpan UsageLines::charge_scan(const MeterSpec& scanned, std::int64_t bytes, Bucket bucket,
                                 const BilledTime& stretch, bool recycled) {
  const LineSpan span = take(1, recycled);
  const bool present = attendance_.present(stretch.user);
  const Attendance attendance = present ? Attendance::attended : Attendance::background;
  meter(span.first) = {.user = stretch.user, .present_at_end = present};
  UsageLine& scan = line(span.first);
  scan = {.sku = scanned.sku,
          .units = 1,
          .from = stretch.until - stretch.time.total(),
          .until = stretch.until,
          .usage = {}};
  scan.usage.at(bucket, attendance) = bytes;
  if (inputs_.record_over_time) record_charge(scan, bucket, attendance, bytes);
  return span;
}

BilledTime UsageLines::since_opening(const LineSpan& span, Instant now) const {
  const Meter& ran = meter(span.first);
  return {attendance_.since(ran.user, line(span.first).from, ran.attended_then, now), ran.user, now};
}

void UsageLines::close(const LineSpan& span, Instant now, bool idle_between) {
  if (span.empty()) return;
  if (inputs_.record_over_time && idle_between)
    record_stretch(span, Bucket::idle, since_opening(span, now), false);
  for (Number number = span.first; number < span.first + span.count; ++number) {
    UsageLine& used = line(number);
    Meter& ran = meter(number);
    used.until = now;
    ran.present_at_end = attendance_.present(ran.user);
    if (idle_between) add_idle(used, attendance_.since(ran.user, used.from, ran.attended_then, now));
  }
}

// --- Money ---

Cells<Money> UsageLines::settle(LineSpan& span) {
  Cells<Money> cost;
  if (span.empty()) return cost;
  for (Number number = span.first; number < span.first + span.count; ++number) cost += price(number);
  free_[span.count].give_back(span.first - first_recycled);
  span = {};
  return cost;
}

void UsageLines::price() {
  records_.line_costs.resize(records_.lines.size());
  for (Number number = first_; number < records_.lines.size(); ++number)
    records_.line_costs[number] = price(number);
}

/// What one line costs, added to the totals.
Cells<Money> UsageLines::price(Number number) {
  const UsageLine& used = line(number);
  const Sku& sku = inputs_.prices->skus[used.sku];
  check(number, sku);
  round_up(number, sku);
  const Cells<Money> cost = cost::price_cells(used.usage, sku);
  if (cost.total() != cost::price(used.usage.total(), sku)) {
    throw std::logic_error("the cells of usage line " + std::to_string(number) +
                           " do not add up to its price");
  }
  records_.totals.usage[used.sku] += used.usage;
  records_.totals.cost[used.sku] += cost;
  return cost;
}

void UsageLines::check(Number number, const Sku& sku) const {
  const UsageLine& used = line(number);
  if (!sku.bills_bytes() && used.usage.total() != (used.until - used.from).count()) {
    throw std::logic_error("the buckets of usage line " + std::to_string(number) +
                           " do not add up to its time");
  }
  for (const auto& bucket : used.usage.of) {
    for (const std::int64_t cell : bucket) {
      if (cell < 0) throw std::logic_error("usage line " + std::to_string(number) + " has less than no time");
    }
  }
}

/// Minimum charge and granularity are overhead; then milliseconds become unit-milliseconds.
void UsageLines::round_up(Number number, const Sku& sku) {
  UsageLine& used = line(number);
  const auto end = meter(number).present_at_end ? Attendance::attended : Attendance::background;
  const std::int64_t total = used.usage.total();
  const std::int64_t charged = sku.bills_bytes() ? cost::charged_bytes(total, sku)
                                                 : cost::charged(used.until - used.from, sku).count();
  used.usage.at(Bucket::overhead, end) += charged - total;
  if (inputs_.record_over_time) record_charge(used, Bucket::overhead, end, (charged - total) * used.units);
  for (auto& bucket : used.usage.of) {
    for (std::int64_t& cell : bucket) cell *= used.units;
  }
}

// --- Over time ---

/// Placed exactly, attended and background parts too: the presences of the user are known. What a session spends its time on
/// is not idle, as all of its time is recorded to be when its lines are closed.
void UsageLines::record_stretch(const LineSpan& span, Bucket bucket, const BilledTime& stretch,
                                bool in_session) {
  const auto record = [&](Attendance attendance, Instant from, Instant until) {
    if (from >= until) return;
    for (Number number = span.first; number < span.first + span.count; ++number) {
      const UsageLine& used = line(number);
      UsageSeries& usage = records_.recording.usage;
      usage.add(reported_, {used.sku, bucket, attendance}, from, until, used.units);
      if (in_session) usage.add(reported_, {used.sku, Bucket::idle, attendance}, from, until, -used.units);
    }
  };
  const Instant from = stretch.until - stretch.time.total();
  if (stretch.time.background == Duration::zero()) return record(Attendance::attended, from, stretch.until);
  Instant until = stretch.until;  // of what is still to be placed
  if (stretch.time.attended > Duration::zero()) {
    attendance_.for_each_presence(stretch.user, from, until, [&](Instant begin, Instant end) {
      record(Attendance::background, end, until);
      record(Attendance::attended, begin, end);
      until = begin;
    });
  }
  record(Attendance::background, from, until);
}

/// What is charged when the meter stops.
void UsageLines::record_charge(const UsageLine& used, Bucket bucket, Attendance attendance,
                               std::int64_t amount) {
  records_.recording.usage.add(reported_, {used.sku, bucket, attendance}, used.until, amount);
}

}  // namespace outlive::workload
