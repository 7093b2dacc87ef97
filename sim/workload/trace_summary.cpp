#include "sim/workload/trace_summary.hpp"

#include <algorithm>
#include <utility>

namespace outlive::workload {
namespace {

struct Change {
  Instant at;
  std::int64_t jobs;  // +1 or -1
  std::int64_t resources;
};

/// The highest numbers at work at once, and when each was first reached. What ends at an instant makes room
/// for what begins at it.
void find_peaks(std::vector<Change>& changes, TraceResult& trace) {
  std::sort(changes.begin(), changes.end(),
            [](const Change& a, const Change& b) { return a.at != b.at ? a.at < b.at : a.jobs < b.jobs; });
  std::int64_t running = 0;
  std::int64_t resources = 0;
  for (const Change& change : changes) {
    running += change.jobs;
    resources += change.resources;
    if (running > static_cast<std::int64_t>(trace.peak_running)) {
      trace.peak_running = static_cast<std::uint64_t>(running);
      trace.peak_running_at = change.at;
    }
    if (resources > trace.peak_resources) {
      trace.peak_resources = resources;
      trace.peak_resources_at = change.at;
    }
  }
}

void add(const JobResult& job, std::int64_t units, TraceResult& trace) {
  ++trace.jobs;
  const bool killed = job.outcome == Outcome::failed || job.outcome == Outcome::stopped;
  trace.survived += job.outcome == Outcome::completed ? 1 : 0;
  trace.killed += killed ? 1 : 0;
  trace.unfinished += job.outcome == Outcome::running ? 1 : 0;
  const Int128 asked = static_cast<Int128>(job.takes.count()) * units;
  const Int128 run = static_cast<Int128>(job.worked.count()) * units;
  trace.total_resource_ms += asked;
  trace.run_resource_ms += run;
  trace.forgone_resource_ms += killed ? asked - run : 0;
  trace.wasted_resource_ms += killed ? run : 0;
}

}  // namespace

std::vector<TraceResult> summarise_traces(const Scenario& scenario, const std::vector<JobResult>& jobs) {
  std::vector<TraceResult> traces(scenario.traces.size());
  if (traces.empty()) return traces;
  std::vector<std::vector<Change>> changes(traces.size());
  std::vector<std::vector<std::pair<Number, Instant>>> background(traces.size());  // whose, since when
  for (Number number = 0; number < jobs.size(); ++number) {
    const JobSpec& spec = scenario.jobs[number];
    if (spec.trace == no_number) continue;
    const JobResult& job = jobs[number];
    const std::int64_t units = scenario.works[spec.work].units;
    TraceResult& trace = traces[spec.trace];
    add(job, units, trace);
    if (job.outcome == Outcome::completed && job.identity == Identity::background_session &&
        job.ended - job.background_since == job.background_duration) {
      ++trace.ties_at_limit;
    }
    if (job.background_since != never) background[spec.trace].emplace_back(spec.user, job.background_since);
    if (job.worked > Duration::zero()) {
      changes[spec.trace].push_back({job.started, 1, units});
      changes[spec.trace].push_back({job.started + job.worked, -1, -units});
    }
  }
  for (std::size_t i = 0; i < traces.size(); ++i) {
    find_peaks(changes[i], traces[i]);
    auto& sessions = background[i];
    if (scenario.traces[i].anchor == Anchor::user) {
      // One background session serves all jobs that share its user and its beginning.
      std::sort(sessions.begin(), sessions.end());
      sessions.erase(std::unique(sessions.begin(), sessions.end()), sessions.end());
    }
    traces[i].background_sessions = sessions.size();
  }
  return traces;
}

}  // namespace outlive::workload
