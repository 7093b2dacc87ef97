// The horizon: what still runs is told apart from what ended, work that a checkpoint saved finds its bucket,
// and usage becomes money. Nothing here depends on the order of logical processes.
#include <stdexcept>
#include <string>

#include "sim/cost/pricing.hpp"
#include "sim/workload/estate.hpp"

namespace outlive::workload {

using lifetime::Index;
using lifetime::Part;

void Estate::close() {
  machine_.advance_to(horizon_);
  machine_.for_each_alive([&](Index index) {
    if (machine_.kind_of(index).part == Part::job) {
      end_job(machine_[index], Outcome::running, Cause::horizon, Rule::none);
    }
  });
  machine_.for_each_alive([&](Index index) {
    if (machine_.kind_of(index).part != Part::session) return;
    SessionResult& session = records_.sessions[machine_[index].tag];
    session.cause = Cause::horizon;
    count_session(machine_[index].tag);
    if (session.ready == never) bill_start_up(session, machine_[index].user);
    close_lines(session.lines, true);
    ended_sessions_.push_back(machine_[index].tag);
  });
  machine_.for_each_alive([&](Index index) {
    const lifetime::Lifetime& life = machine_[index];
    if (machine_.kind_of(index).part == Part::host) close_host(life.tag);
    if (machine_.kind_of(index).part == Part::pool && !pools_[life.tag].lines.empty()) {
      close_pool_lines(life.user, pools_[life.tag]);
    }
  });
  machine_.check_use();
  pools_.clear();
  settle_ended();
  crowd_.close();
  close_uses();
  settle_deferred();
  price_lines();
}

/// What is still in use, or waited for, is so to the horizon.
void Estate::close_uses() {
  for (const std::uint32_t number : machine_.touched()) {
    records_.resources[number].use.end_process(intervals_);
    records_.resources[number].queue.end_process(intervals_);
  }
  for (UseSeries& running : records_.recording.running) running.end_process(reported_);
  for (const Exchanges& exchanges : exchanges_) {
    if (exchanges.second < 0) continue;
    end_second(exchanges);
    records_.resources[exchanges.resource].use.end_process(intervals_);
  }
}

/// The bucket of the work of a job, or of work that the job took over from a checkpoint.
Bucket Estate::fate_of(Number number) const {
  const JobResult* job = &records_.jobs[number];
  while (job->continued_by != no_number) job = &records_.jobs[job->continued_by];
  return bucket_of(*job);
}

void Estate::settle_deferred() {
  for (const Deferred& deferred : deferred_) {
    const Instant until = records_.jobs[deferred.job].started + deferred.kept.total();
    bill(deferred.lines, fate_of(deferred.job), {deferred.kept, meter(deferred.lines.first).user, until});
  }
}

/// What still runs at the horizon.
void Estate::close_host(Number number) {
  HostResult& record = records_.hosts[number];
  record.cause = Cause::horizon;
  LiveHost& host = hosts_[number];
  if (machine_.state_of(host.ref.index).billed) record.up += horizon_ - host.up_since;
  close_host_lines(host, record);
}

void Estate::price_lines() {
  for (Number number = first_line_; number < records_.lines.size(); ++number) {
    records_.line_costs.push_back(price_line(number));
  }
}

/// What one line costs, added to the totals.
Cells<Money> Estate::price_line(Number number) {
  const UsageLine& used = line(number);
  const Sku& sku = inputs_.prices->skus[used.sku];
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

/// Minimum charge and granularity are overhead; then milliseconds become unit-milliseconds.
void Estate::round_up(Number number, const Sku& sku) {
  UsageLine& line = this->line(number);
  const Duration used = line.until - line.from;
  const bool by_time = sku.bytes_per_unit == 0;
  if (by_time && line.usage.total() != used.count()) {
    throw std::logic_error("the buckets of usage line " + std::to_string(number) +
                           " do not add up to its time");
  }
  for (const auto& bucket : line.usage.of) {
    for (const std::int64_t cell : bucket) {
      if (cell < 0) throw std::logic_error("usage line " + std::to_string(number) + " has less than no time");
    }
  }
  const auto end = meter(number).present_at_end ? Attendance::attended : Attendance::background;
  const std::int64_t total = line.usage.total();
  const std::int64_t charged = by_time ? cost::charged(used, sku).count() : cost::charged_bytes(total, sku);
  line.usage.at(Bucket::overhead, end) += charged - total;
  if (inputs_.record_over_time) record_charge(line, Bucket::overhead, end, (charged - total) * line.units);
  for (auto& bucket : line.usage.of) {
    for (std::int64_t& cell : bucket) cell *= line.units;
  }
}

}  // namespace outlive::workload
