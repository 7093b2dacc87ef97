// The horizon: what still runs is told apart from what ended, work that a checkpoint saved finds its bucket,
// and usage becomes money. Nothing here depends on the order of logical processes.
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
    if (session.ready == never) bill_start_up(session);
    lines_.close(session.lines, horizon_, true);
    ended_sessions_.push_back(machine_[index].tag);
  });
  machine_.for_each_alive([&](Index index) {
    const lifetime::Lifetime& life = machine_[index];
    if (machine_.kind_of(index).part == Part::host) close_host(life.tag);
    if (machine_.kind_of(index).part == Part::pool && !pools_[life.tag].lines.empty()) {
      close_pool_lines(pools_[life.tag]);
    }
  });
  machine_.check_use();
  pools_.clear();
  settle_ended();
  crowd_.close();
  close_uses();
  settle_deferred();
  lines_.price();
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
    lines_.bill(deferred.lines, fate_of(deferred.job),
                {deferred.kept, lines_.user_of(deferred.lines), until});
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

}  // namespace outlive::workload
