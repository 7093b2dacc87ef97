// Usage: which meters run, and what their time was spent on. Until a process is closed, lines count milliseconds (or bytes),
// not units (closing.cpp).
#include <algorithm>

#include "sim/services/service.hpp"
#include "sim/workload/estate.hpp"

namespace outlive::workload {

using lifetime::Lifetime;

/// What the time of a job was spent on, as far as its own fate decides.
Bucket Estate::bucket_of(const JobResult& job) {
  switch (job.outcome) {
    case Outcome::completed: return job.unseen ? Bucket::unseen : Bucket::useful;
    case Outcome::running: return Bucket::unfinished;
    default: return Bucket::lost;
  }
}

/// Statements have no meters of their own: they spend the time of their session, and of what that runs in.
void Estate::bill_job(const Lifetime& life, JobResult& job, const cost::Split& worked) {
  const Bucket bucket = bucket_of(job);
  if (const Number host = shared_host_of(life); host != no_number) end_sharing(host, life.tag, bucket);
  if (is_statement(life)) {
    SessionResult& session = records_.sessions[machine_[life.container].tag];
    session.worked += worked.total();
    return bill(session.lines, bucket, {worked, life.user, machine_.now()}, true);
  }
  LiveJob& live = jobs_[life.tag];
  if (inputs_.works[live.work].bytes > 0) return bill_query(life, job, bucket);
  if (job.lines.empty()) return;
  BilledTime rest{worked, life.user, machine_.now()};
  const bool window_is_free = otherwise(Assumption::save_window_is_billed) && live.told_to_stop != never;
  if (window_is_free) {
    rest.time = attendance_.between(life.user, job.started, live.told_to_stop);
    rest.until = live.told_to_stop;
  }
  if (job.kept > Duration::zero()) {
    const cost::Split kept = attendance_.between(life.user, job.started, job.started + job.kept);
    rest.time -= kept;
    if (live.tally == no_number) {
      deferred_.push_back({life.tag, job.lines, kept});
    } else {
      live.kept = kept;
    }
  }
  bill(job.lines, bucket, rest);
  if (!window_is_free) close_lines(job.lines, false);
}

/// By what it scanned, not by time: a failed query is free, one that was stopped pays for what it had read by then
/// (price table).
void Estate::bill_query(const Lifetime& life, JobResult& job, Bucket bucket) {
  if (job.outcome == Outcome::failed || job.started == never) return;
  const Work& work = inputs_.works[jobs_[life.tag].work];
  Int128 scanned = work.bytes;
  if (job.outcome != Outcome::completed)
    scanned = scanned * job.worked.count() / std::max<std::int64_t>(job.takes.count(), 1);
  if (work.meters[0].sku == no_sku || scanned == 0) return;
  job.lines = take_lines(1, jobs_[life.tag].tally != no_number);
  const bool present = attendance_.present(life.user);
  meter(job.lines.first) = {.user = life.user, .present_at_end = present};
  UsageLine& scan = line(job.lines.first);
  scan = {.sku = work.meters[0].sku, .units = 1, .from = job.started, .until = machine_.now(), .usage = {}};
  scan.usage.at(bucket, present ? Attendance::attended : Attendance::background) =
      static_cast<std::int64_t>(scanned);
  if (inputs_.record_over_time) {
    record_charge(scan, bucket, present ? Attendance::attended : Attendance::background,
                  static_cast<std::int64_t>(scanned));
  }
}

/// The meters of a span run side by side: each of them ran for this time, to this end.
void Estate::bill(const LineSpan& lines, Bucket bucket, const BilledTime& stretch, bool in_session) {
  for (Number number = lines.first; number < lines.first + lines.count; ++number) {
    Cells<std::int64_t>& usage = line(number).usage;
    usage.at(bucket, Attendance::attended) += stretch.time.attended.count();
    usage.at(bucket, Attendance::background) += stretch.time.background.count();
  }
  if (inputs_.record_over_time) record_stretch(lines, bucket, stretch, in_session);
}

/// Where the meters of a session ran before it was ready, that time was start-up.
void Estate::bill_start_up(const SessionResult& session, std::uint32_t user) {
  if (session.lines.empty()) return;
  const Duration attended_then = meter(session.lines.first).attended_then;
  const Instant from = line(session.lines.first).from;
  bill(session.lines, Bucket::overhead,
       {attendance_.since(user, from, attended_then, machine_.now()), user, machine_.now()}, true);
}

/// What a session is billed for by itself: not the pre-initialised workers of its application, which bill for those.
Meters Estate::meters_of(const LiveSession& session) const {
  const Work& work = inputs_.works[session.work];
  Meters meters = work.meters;
  if (session.pre_initialised == 0) return meters;
  for (MeterSpec& meter : meters) {
    meter.units = meter.units / work.workers.count * (work.workers.count - session.pre_initialised);
  }
  return meters;
}

bool Estate::billed_from_creation(const Work& work) const {
  const auto& assumption = services::service_of(work.service).billed_from_creation;
  return assumption && otherwise(*assumption);
}

LineSpan Estate::open_lines(std::uint32_t user, const Meters& meters, bool recycled) {
  const auto runs = [&](const MeterSpec& meter) {  // what is billed by bytes: see bill_query
    return meter.sku != no_sku && meter.units != 0 && inputs_.prices->skus[meter.sku].bytes_per_unit == 0;
  };
  const Instant now = machine_.now();
  const Duration attended = attendance_.reading(user, now);
  const auto count = static_cast<std::uint8_t>(std::count_if(meters.begin(), meters.end(), runs));
  const LineSpan span = take_lines(count, recycled);
  Number number = span.first;
  for (const MeterSpec& each : meters) {
    if (!runs(each)) continue;
    line(number) = {.sku = each.sku, .units = each.units, .from = now, .until = now, .usage = {}};
    meter(number++) = {.user = user, .attended_then = attended};
  }
  return span;
}

/// The meters stop. Where time that was spent on nothing else was idle, it is added up here.
void Estate::close_lines(const LineSpan& span, bool idle_between) {
  if (inputs_.record_over_time && idle_between && !span.empty()) {
    const Meter& ran = meter(span.first);
    const cost::Split held =
        attendance_.since(ran.user, line(span.first).from, ran.attended_then, machine_.now());
    record_stretch(span, Bucket::idle, {held, ran.user, machine_.now()});
  }
  for (Number number = span.first; number < span.first + span.count; ++number) {
    UsageLine& used = line(number);
    Meter& ran = meter(number);
    used.until = machine_.now();
    ran.present_at_end = attendance_.present(ran.user);
    if (!idle_between) continue;
    const cost::Split held = attendance_.since(ran.user, used.from, ran.attended_then, used.until);
    Duration attended_work{};
    Duration background_work{};
    for (const auto& bucket : used.usage.of) {
      attended_work += Duration{bucket[static_cast<std::size_t>(Attendance::attended)]};
      background_work += Duration{bucket[static_cast<std::size_t>(Attendance::background)]};
    }
    used.usage.at(Bucket::idle, Attendance::attended) = (held.attended - attended_work).count();
    used.usage.at(Bucket::idle, Attendance::background) = (held.background - background_work).count();
  }
}

}  // namespace outlive::workload
