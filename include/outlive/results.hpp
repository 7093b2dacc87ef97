// What a run returns: the fate of every session and job, usage in integers, and the cost that follows from it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/money.hpp"
#include "outlive/over_time.hpp"
#include "outlive/rules.hpp"
#include "outlive/scenario.hpp"
#include "outlive/settings.hpp"
#include "outlive/sketch.hpp"
#include "outlive/time.hpp"
#include "outlive/usage.hpp"
#include "outlive/vocabulary.hpp"

namespace outlive {

/// The usage lines of one session or job: one for each of its meters, side by side in Results::lines.
struct LineSpan {
  Number first = no_number;
  std::uint8_t count = 0;
  [[nodiscard]] bool empty() const { return count == 0; }
};

/// Limits that would have had to be longer for a job to complete; zero where the limit in force would have done.
struct Needs {
  Duration background_session{};
  Duration interactive_session{};
  Duration hard_limit{};  // glue.timeout, or MaxRuntime of a job
  Duration total_runtime{};
};

struct SessionResult {
  Identity identity = Identity::none;
  Instant created = never;  // `never` where it was not even tried
  Instant granted = never;  // the capacity that it needs; `never` if it was refused, or waited to its end
  Instant ready = never;
  Instant ended = never;      // `never` while it runs at the horizon
  std::string_view state;     // as the API names it
  Cause cause = Cause::none;  // Cause::horizon while it runs
  Rule rule = Rule::none;
  Duration background_duration{};  // fixed at its creation
  Instant identity_lost = never;   // when the identity session that it depended on ended under it
  LineSpan lines{};
  std::uint32_t jobs = 0;
  Duration worked{};          // of its statements
  Instant last_work = never;  // when its last statement ended
  [[nodiscard]] bool rejected() const { return created != never && identity == Identity::none; }
};

struct JobResult {
  Outcome outcome = Outcome::rejected;
  Cause cause = Cause::none;
  Rule rule = Rule::none;
  Identity identity = Identity::none;
  bool survived = false;  // completed after the interactive session that it was started from had ended
  bool unseen = false;    // completed, but nobody can have its results
  bool lost_in_background =
      false;  // ended after, or with, that session, by neither its own error nor its user
  bool results_kept = false;
  Instant submitted = never;
  Instant granted = never;  // the capacity that it needs; `never` if it was refused, or waited to its end
  Instant started = never;  // its work
  Instant ended = never;
  Duration takes{};  // the work asked for; for a restarted job what was left
  Duration worked{};
  Duration kept{};      // of `worked`: saved in a checkpoint
  Duration retained{};  // how long its instances were kept warm after it (SM-14)
  Duration background_duration{};
  Instant background_since = never;  // when its background session, or that of its session, began
  Needs needs;
  Instant identity_lost = never;      // when the identity session of it, or of its session, ended under it
  Instant credentials_until = never;  // when the last of the credentials vended to it expires
  std::string_view state;
  LineSpan lines{};                 // of a job with meters of its own
  LineSpan retained_lines{};        // of its instances while they were kept warm
  Number continued_by = no_number;  // the job that was started from its checkpoint
};

struct SignInResult {
  Instant started = never;
  Instant ended = never;
  Cause cause = Cause::none;
};

/// An app, application or cluster: of its last life, if it was opened or started several times.
struct HostResult {
  Instant created = never;
  Instant ready = never;
  Instant ended = never;
  std::string_view state;
  Cause cause = Cause::none;
  Rule rule = Rule::none;
  std::uint32_t lives = 0;      // how often it was opened, started or launched
  std::uint32_t sessions = 0;   // that were created in it, or in its notebooks
  Duration up{};                // of all its lives together
  std::vector<LineSpan> lines;  // of each stretch that was billed
};

/// Credentials handed to a job for one table or location, or refused.
struct Vending {
  Instant at{};
  Instant expires = never;  // `never` if refused
  Number user = 0;
  Number job = 0;
  Number table = no_number;     // among AccessCatalog::tables
  Number location = no_number;  // among the locations of its Reads
  std::vector<Number> columns;  // of the table: those that the user can see, ascending
  [[nodiscard]] bool allowed() const { return expires != never; }
};

/// Something that people did which turned out to have no effect.
struct Ineffective {
  Instant at{};
  std::uint32_t line = 0;
  std::string what;
};

/// One line of a life, for `explain`.
struct LifeEvent {
  Instant at{};
  std::string_view kind;   // of the lifetime
  std::string_view state;  // entered
  Cause cause = Cause::none;
  Rule rule = Rule::none;
  Number user = no_number;
  Number session = no_number;  // the session that it belongs to, if any
  Number job = no_number;      // the job that it belongs to, if any
  Number sign_in = no_number;
  Number host = no_number;
};

/// What the jobs of one trace came to, in integers (resource-milliseconds are units times milliseconds).
struct TraceResult {
  std::uint64_t jobs = 0;
  std::uint64_t survived = 0;
  std::uint64_t killed = 0;
  std::uint64_t unfinished = 0;
  std::uint64_t ties_at_limit = 0;
  std::uint64_t background_sessions = 0;
  Int128 total_resource_ms = 0;
  Int128 run_resource_ms = 0;
  Int128 forgone_resource_ms = 0;
  Int128 wasted_resource_ms = 0;
  std::uint64_t peak_running = 0;
  Instant peak_running_at{};
  std::int64_t peak_resources = 0;
  Instant peak_resources_at{};
};

/// Counts and costs over the whole run; exact, and independent of the order in which they were added.
struct Totals {
  std::array<std::array<std::uint64_t, cause_count>, outcome_count> jobs{};  // by outcome and cause
  std::array<std::uint64_t, cause_count> sessions{};  // by cause; Cause::horizon: still running
  std::uint64_t surviving_jobs = 0;
  std::uint64_t unseen_jobs = 0;
  std::uint64_t jobs_lost_in_background = 0;
  std::uint64_t background_sessions = 0;
  std::uint64_t events = 0;                // clocks that ran out and actions of people
  std::vector<Cells<std::int64_t>> usage;  // by SKU
  std::vector<Cells<Money>> cost;          // by SKU

  Totals& operator+=(const Totals& other);

  [[nodiscard]] std::uint64_t jobs_with(Outcome outcome) const {
    std::uint64_t sum = 0;
    for (const std::uint64_t count : jobs[static_cast<std::size_t>(outcome)]) sum += count;
    return sum;
  }
  [[nodiscard]] Cells<Money> cost_of_all() const {
    Cells<Money> sum;
    for (const Cells<Money>& sku : cost) sum += sku;
    return sum;
  }
};

/// What came of one habit of a population.
struct ActivityResult {
  std::uint64_t wanted = 0;                           // sessions or jobs that users set out to start
  std::uint64_t attempts = 0;                         // with repeated ones
  std::array<std::uint64_t, cause_count> refusals{};  // of attempts, by cause
  std::uint64_t started = 0;   // of those wanted: taken, to run or to wait for capacity
  std::uint64_t given_up = 0;  // of those wanted, never started; what is neither is still tried
  std::uint64_t restarts = 0;  // of jobs, from a checkpoint; of kernels
  std::array<std::array<std::uint64_t, cause_count>, outcome_count> jobs{};  // statements, of sessions
  std::array<std::uint64_t, cause_count> sessions{};  // by cause; Cause::horizon: still running
  std::uint64_t surviving_jobs = 0;
  std::uint64_t unseen_jobs = 0;
  std::uint64_t jobs_lost_in_background = 0;
  Cells<Money> cost;
  Sketch delays;   // from when it, or its restart, was wanted to when it worked: refusals, queues, start-up
  Sketch lengths;  // of sessions, from ready to end; of jobs, at work

  ActivityResult& operator+=(const ActivityResult& other);
};

struct PopulationResult {
  std::uint64_t users = 0;  // who had joined by the horizon
  std::uint64_t leavers = 0;
  std::uint64_t sign_ins = 0;
  std::vector<ActivityResult> activities;  // as in the scenario
};

/// A finite resource over the whole run: what was asked of it, and how much of it was in use when.
struct ResourceResult {
  std::string
      name;  // "glue.dpu_quota", "sagemaker.training_instance_quotas.ml.g5.xlarge", "clusters.lab.vcpu"
  std::string unit;                        // "DPU", "instances", "vCPU", "sessions", "exchanges per second"
  SettingValue limit = setting_none;       // the least that was ever in force
  SettingValue most_limit = setting_none;  // and the most
  std::uint64_t processes =
      0;  // logical processes that had some of it; several do not see what each other has
  std::uint64_t requests = 0;
  std::uint64_t refusals = 0;
  std::uint64_t queued = 0;     // requests that had to wait
  std::uint64_t abandoned = 0;  // that ended while they waited
  Sketch waits;                 // of all that were granted, those who did not wait included
  Int128 unit_ms = 0;           // units in use, times milliseconds
  // Most units in use at once. Where users were simulated apart it is known from two sides only: it was never above `peak`,
  // and reached `peak_at_least`.
  std::int64_t peak = 0;
  std::int64_t peak_at_least = 0;
  Instant peak_at{};
  [[nodiscard]] bool peak_is_bound() const { return peak_at_least < peak; }
  Duration interval{};                 // of the following, from the start on
  std::vector<std::int64_t> mean_use;  // thousandths of a unit, in each interval
  std::vector<std::int64_t> most_use;  // units
  std::vector<std::uint32_t> refused;  // refusals in each interval
  Int128 queue_ms = 0;                 // time that requests waited, also of those that were never granted
  std::vector<std::int64_t>
      mean_queue;  // thousandths of a request that waits, in each interval; empty if none ever did
  std::vector<std::int64_t> most_queue;  // requests that wait at once; for some time, as units in use
};

struct Results {
  Totals totals;
  std::vector<PopulationResult> populations;  // as in the scenario
  std::vector<ResourceResult> resources;      // those that were drawn on and have, or could have, a limit
  bool incomplete = false;              // stopped before the horizon, or before all users had been simulated
  double done = 1;                      // the share that was simulated
  std::vector<SessionResult> sessions;  // numbered as in the scenario
  std::vector<JobResult> jobs;
  std::vector<SignInResult> sign_ins;
  std::vector<HostResult> hosts;
  std::vector<Vending> vendings;  // in the order of time, then of users and jobs
  std::vector<UsageLine> lines;
  std::vector<Cells<Money>> line_costs;  // one for each of `lines`
  std::vector<TraceResult> traces;
  std::vector<Ineffective> ineffective;  // in the order in which it was done
  std::vector<LifeEvent> lives;  // if asked for, in the order in which it happened; none of populations
  OverTime over_time;            // if asked for
  /// With `over_time`: of the first users of each population, whose sign-ins, sessions and jobs are numbered by each user.
  /// A user's number counts those of the scenario, then those of the populations before.
  std::vector<LifeEvent> sampled_lives;
  std::uint64_t fingerprint = 0;  // of the trajectory

  [[nodiscard]] Cells<Money> cost_of(const LineSpan& span) const {
    Cells<Money> sum;
    for (Number line = 0; line < span.count; ++line) sum += line_costs.at(span.first + line);
    return sum;
  }
  [[nodiscard]] Cells<Money> cost_of(const SessionResult& session) const { return cost_of(session.lines); }
  /// With that of its instances while they were kept warm.
  [[nodiscard]] Cells<Money> cost_of(const JobResult& job) const {
    Cells<Money> sum = cost_of(job.lines);
    sum += cost_of(job.retained_lines);
    return sum;
  }
  /// Of all its lives.
  [[nodiscard]] Cells<Money> cost_of(const HostResult& host) const {
    Cells<Money> sum;
    for (const LineSpan& span : host.lines) sum += cost_of(span);
    return sum;
  }
};

}  // namespace outlive
