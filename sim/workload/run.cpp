#include "outlive/run.hpp"

#include <algorithm>
#include <thread>
#include <tuple>

#include "sim/workload/estate.hpp"
#include "sim/workload/invariants.hpp"
#include "sim/workload/partition.hpp"
#include "sim/workload/play.hpp"
#include "sim/workload/trace_summary.hpp"

namespace outlive {

namespace workload {
namespace {

Records empty_records(const Scenario& scenario, const Inputs& inputs) {
  Records records;
  records.sessions.resize(scenario.sessions.size());
  records.jobs.resize(scenario.jobs.size());
  records.sign_ins.resize(scenario.sign_ins.size());
  records.hosts.resize(scenario.hosts.size());
  records.make_room(inputs);
  return records;
}

std::vector<PopulationResult> results_of_populations(const Inputs& inputs, const Records& records) {
  std::vector<PopulationResult> results;
  for (const Habits& habits : inputs.habits) {
    const PeopleCounts& people = records.people[habits.number()];
    results.push_back(
        {.users = people.users, .leavers = people.leavers, .sign_ins = people.sign_ins, .activities = {}});
    for (const Habit& habit : habits.activities()) {
      results.back().activities.push_back(records.activities[habit.tally()]);
    }
  }
  return results;
}

std::vector<ResourceResult> summarise(const Scenario& scenario, const Records& records) {
  return summarise_resources(scenario, Intervals(scenario.horizon), records.resources);
}

/// What was exchanged in one second is known exactly even where users were simulated apart.
void put_exchanges_right(const Scenario& scenario, const ExchangeCounts& counts, std::size_t accounts,
                         std::vector<ResourceResult>& resources) {
  for (Number account = 0; account < accounts; ++account) {
    for (Number number = 0; number < application_count; ++number) {
      const std::string name = name_of(scenario, {ResourceKind::exchanges, account, number});
      const auto place = std::find_if(resources.begin(), resources.end(),
                                      [&](const ResourceResult& each) { return each.name == name; });
      if (place == resources.end()) continue;
      const ExchangeCounts::Most most = counts.highest(account, static_cast<Application>(number));
      place->peak = most.exchanges;
      place->peak_at = Instant{std::chrono::seconds{most.second}};
      place->peak_at_least = most.exchanges;
      for (std::int64_t& most_of_interval : place->most_use)  // a sum over users, which may be more
        most_of_interval = std::min(most_of_interval, place->peak);
    }
  }
}

/// Whether what was simulated apart never met a limit, nor would have if it had been simulated together: in every interval
/// all that was used, even if each process used its most at the same moment, was below the least limit.
bool limits_held(const std::vector<ResourceResult>& resources) {
  return std::all_of(resources.begin(), resources.end(), [](const ResourceResult& resource) {
    const bool is_of_one = resource.unit != unit_of_exchanges && resource.processes <= 1;
    return resource.limit == setting_none || is_of_one ||
           (resource.refusals == 0 && resource.queued == 0 && resource.peak <= resource.limit);
  });
}

// What was done of the first is taken back before, so that nobody who watches counts it for the second.
void begin_second_pass(Control& control) {
  control.done = 0;
  control.pass = 2;
}

}  // namespace
}  // namespace workload

Results run(const Scenario& scenario, const RunOptions& options) {
  using namespace workload;
  Inputs inputs = inputs_of(scenario, options);
  const unsigned threads = options.threads != 0 ? options.threads : std::thread::hardware_concurrency();
  if (options.control != nullptr) options.control->pass = 1;
  Records records = empty_records(scenario, inputs);
  const bool can_be_apart = scenario.horizon.time_since_epoch() <= ExchangeCounts::longest;
  const Partition first =
      partition(scenario, inputs, can_be_apart ? SharedLimits::may_not_bind : SharedLimits::couple);
  ExchangeCounts exchanges(inputs.account_count, scenario.horizon);
  if (first.is_tentative) inputs.exchange_counts = &exchanges;
  const std::vector<SettingValue> limits =
      first.is_tentative ? least_limits(scenario) : std::vector<SettingValue>{};
  const Played tried = play(inputs, first, threads, records, limits);
  double done = tried.done;
  std::vector<ResourceResult> resources = summarise(scenario, records);
  if (first.is_tentative) put_exchanges_right(scenario, exchanges, inputs.account_count, resources);
  if (first.is_tentative && (tried.met_a_limit || !limits_held(resources))) {
    inputs.exchange_counts = nullptr;
    records = empty_records(scenario, inputs);
    if (options.control != nullptr && done == 1) begin_second_pass(*options.control);
    // Told to stop by now, it has nothing to say: what was simulated apart met no limit.
    if (done == 1) {
      done = play(inputs, partition(scenario, inputs, SharedLimits::couple), threads, records).done;
    } else {
      done = 0;
    }
    resources = summarise(scenario, records);
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

  // A user's events were written by one process, in their order.
  std::vector<LifeEvent>& sampled = records.recording.sampled_lives;
  std::stable_sort(sampled.begin(), sampled.end(), [](const LifeEvent& a, const LifeEvent& b) {
    return std::tie(a.at, a.user) < std::tie(b.at, b.user);
  });

  Results results{.totals = std::move(records.totals),
                  .populations = results_of_populations(inputs, records),
                  .resources = std::move(resources),
                  .incomplete = done < 1,
                  .done = done,
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
                  .over_time = {},
                  .sampled_lives = std::move(records.recording.sampled_lives),
                  .fingerprint = records.fingerprint.value()};
  results.traces = workload::summarise_traces(scenario, results.jobs);
  if (options.record_over_time) results.over_time = summarise_recording(scenario, records.recording, results);
  check_invariants(scenario, results);
  return results;
}

}  // namespace outlive
