// What the time of jobs and sessions was spent on, and is billed for.
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
    return lines_.bill(session.lines, bucket, {worked, life.user, machine_.now()}, true);
  }
  LiveJob& live = jobs_[life.tag];
  if (inputs_.works[live.work].bytes > 0) return bill_query(life, job, bucket, worked);
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
  lines_.bill(job.lines, bucket, rest);
  if (!window_is_free) lines_.close(job.lines, machine_.now(), false);
}

/// By what it scanned, not by time: a failed query is free, one that was stopped pays for what it had read by then
/// (price table).
void Estate::bill_query(const Lifetime& life, JobResult& job, Bucket bucket, const cost::Split& worked) {
  if (job.outcome == Outcome::failed || job.started == never) return;
  const Work& work = inputs_.works[jobs_[life.tag].work];
  Int128 scanned = work.bytes;
  if (job.outcome != Outcome::completed)
    scanned = scanned * job.worked.count() / std::max<std::int64_t>(job.takes.count(), 1);
  if (work.meters[0].sku == no_sku || scanned == 0) return;
  job.lines = lines_.charge_scan(work.meters[0], static_cast<std::int64_t>(scanned), bucket,
                                 {worked, life.user, machine_.now()}, jobs_[life.tag].tally != no_number);
}

/// Where the meters of a session ran before it was ready, that time was start-up.
void Estate::bill_start_up(const SessionResult& session) {
  if (session.lines.empty()) return;
  lines_.bill(session.lines, Bucket::overhead, lines_.since_opening(session.lines, machine_.now()), true);
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

}  // namespace outlive::workload
