#include "outlive/run.hpp"

#include <algorithm>
#include <tuple>

#include "sim/workload/estate.hpp"
#include "sim/workload/partition.hpp"
#include "sim/workload/trace_summary.hpp"

namespace outlive {

Results run(const Scenario& scenario, const RunOptions& options) {
  workload::Records records;
  records.sessions.resize(scenario.sessions.size());
  records.jobs.resize(scenario.jobs.size());
  records.sign_ins.resize(scenario.sign_ins.size());
  records.hosts.resize(scenario.hosts.size());
  const workload::Inputs inputs = workload::inputs_of(scenario, options.record_lives);
  workload::Estate estate(inputs, records);
  for (const workload::Process& process : workload::partition(scenario)) {
    estate.play(process.users, process.actions);
  }

  // What would have begun after the horizon never did.
  for (JobResult& job : records.jobs) {
    if (job.submitted == never) {
      job.cause = Cause::horizon;
      ++records.totals.jobs[static_cast<std::size_t>(job.outcome)][static_cast<std::size_t>(job.cause)];
    }
  }

  // An application that nobody started is still there.
  for (HostResult& host : records.hosts) {
    if (host.lives == 0 && host.created != never && host.cause == Cause::none) host.cause = Cause::horizon;
  }

  // Back into the order of time, whichever process wrote first.
  std::stable_sort(records.ineffective.begin(), records.ineffective.end(),
                   [](const Ineffective& a, const Ineffective& b) {
                     return std::tie(a.at, a.line) < std::tie(b.at, b.line);
                   });
  std::stable_sort(records.vendings.begin(), records.vendings.end(), [](const Vending& a, const Vending& b) {
    return std::tie(a.at, a.user, a.job) < std::tie(b.at, b.user, b.job);
  });
  std::stable_sort(records.lives.begin(), records.lives.end(),
                   [](const LifeEvent& a, const LifeEvent& b) { return a.at < b.at; });

  Results results{.totals = std::move(records.totals),
                  .populations = {},
                  .resources = {},
                  .sessions = std::move(records.sessions),
                  .jobs = std::move(records.jobs),
                  .sign_ins = std::move(records.sign_ins),
                  .hosts = std::move(records.hosts),
                  .vendings = std::move(records.vendings),
                  .lines = std::move(records.lines),
                  .line_costs = std::move(records.line_costs),
                  .traces = {},
                  .ineffective = std::move(records.ineffective),
                  .lives = std::move(records.lives),
                  .fingerprint = records.fingerprint.value()};
  results.resources =
      workload::summarise_resources(scenario, estate.numbers(), estate.intervals(), records.resources);
  results.traces = workload::summarise_traces(scenario, results.jobs);
  return results;
}

}  // namespace outlive
