#include "sim/workload/invariants.hpp"

#include <numeric>
#include <stdexcept>
#include <string>

namespace outlive::workload {
namespace {

/// Thing and name are put together only if they are needed.
void require(bool holds, const char* what, std::string_view thing = {}, std::string_view name = {}) {
  if (holds) return;
  std::string message = "broken invariant: ";
  if (!thing.empty()) message += std::string(thing) + " '" + std::string(name) + "': ";
  throw std::logic_error(message + what);
}

/// Each instant that is known at or after those before it, and the last of them not behind the horizon.
bool in_order(std::initializer_list<Instant> instants, Instant horizon) {
  Instant last{};
  for (const Instant instant : instants) {
    if (instant == never) continue;
    if (instant < last) return false;
    last = instant;
  }
  return last <= horizon;
}

class Check {
 public:
  Check(const Scenario& scenario, const Results& results) : scenario_(scenario), results_(results) {}

  void all() const {
    sign_ins();
    sessions();
    jobs();
    hosts();
    lines();
    bill();
    for (const PopulationResult& population : results_.populations) {
      for (const ActivityResult& activity : population.activities) wishes_of(activity);
    }
    counts();
    for (const ResourceResult& resource : results_.resources) use_of(resource);
  }

 private:
  [[nodiscard]] Instant or_horizon(Instant instant) const {
    return instant == never ? scenario_.horizon : instant;
  }

  void sign_ins() const {
    for (const SignInResult& sign_in : results_.sign_ins)
      require(in_order({sign_in.started, sign_in.ended}, scenario_.horizon),
              "a sign-in ends before it begins");
  }

  void sessions() const {
    for (std::size_t i = 0; i < results_.sessions.size(); ++i) {
      const SessionResult& session = results_.sessions[i];
      const std::string_view name = scenario_.sessions[i].name;
      require(in_order({session.created, session.granted, session.ready, session.last_work, session.ended},
                       scenario_.horizon),
              "its instants are out of order", "session", name);
      for (Number line = 0; line < session.lines.count; ++line) {
        const UsageLine& used = results_.lines[session.lines.first + line];
        require(used.from >= session.created && used.until == or_horizon(session.ended),
                "it is billed for other time than it lived", "session", name);
      }
    }
  }

  void jobs() const {
    for (std::size_t i = 0; i < results_.jobs.size(); ++i) {
      const JobResult& job = results_.jobs[i];
      const JobSpec& spec = scenario_.jobs[i];
      require(in_order({job.submitted, job.granted, job.started, job.ended}, scenario_.horizon),
              "its instants are out of order", "job", spec.name);
      const Duration at_work = job.started == never ? Duration::zero() : or_horizon(job.ended) - job.started;
      require(job.worked == at_work, "it worked for other time than from its start to its end", "job",
              spec.name);
      require(job.kept <= job.worked, "its checkpoint holds more than was worked", "job", spec.name);
      const bool completed = job.outcome == Outcome::completed;
      require(completed || !(job.survived || job.unseen), "it survived and did not complete", "job",
              spec.name);
      if (spec.session != no_number && job.started != never)
        inside(job, results_.sessions[spec.session], spec.name);
    }
  }

  void inside(const JobResult& statement, const SessionResult& session, std::string_view name) const {
    require(session.ready != never && statement.started >= session.ready &&
                or_horizon(statement.ended) <= or_horizon(session.ended),
            "it works while its session does not live", "statement", name);
  }

  void hosts() const {
    for (std::size_t i = 0; i < results_.hosts.size(); ++i) {
      const HostResult& host = results_.hosts[i];
      require(in_order({host.created, host.ready, host.ended}, scenario_.horizon),
              "its instants are out of order", "host", scenario_.hosts[i].name);
      require(host.up <= scenario_.horizon - Instant{}, "it was up for longer than the run", "host",
              scenario_.hosts[i].name);
    }
  }

  void lines() const {
    require(results_.lines.size() == results_.line_costs.size(), "a usage line has no price");
    for (const UsageLine& line : results_.lines)
      require(in_order({line.from, line.until}, scenario_.horizon), "a usage line ends before it begins");
  }

  void bill() const {
    const auto bill = results_.totals.cost_of_all().of;
    Cells<Money> parts;
    for (const Cells<Money>& line : results_.line_costs) parts += line;
    for (const PopulationResult& population : results_.populations) {
      for (const ActivityResult& activity : population.activities) parts += activity.cost;
    }
    require(parts.of == bill, "lines and populations do not add up to the bill");
    if (!results_.over_time.recorded()) return;
    Cells<Money> over_time;
    for (const Cells<Money>& interval : results_.over_time.cost) over_time += interval;
    require(over_time.of == bill, "the cost of all intervals does not add up to the bill");
  }

  /// Of jobs that were refused and sessions, totals know each try, rows and activities each that came of it: the rest was
  /// refused.
  void counts() const {
    auto jobs = results_.totals.jobs;
    std::uint64_t sessions = sum_of(results_.totals.sessions);
    std::uint64_t refusals = 0;
    const auto take = [](auto& counts, Outcome outcome, Cause cause, std::uint64_t count) {
      counts[static_cast<std::size_t>(outcome)][static_cast<std::size_t>(cause)] -= count;
    };
    for (const JobResult& job : results_.jobs) take(jobs, job.outcome, job.cause, 1);
    for (const SessionResult& session : results_.sessions) {
      if (session.created != never) --sessions;
    }
    for (const PopulationResult& population : results_.populations) {
      for (const ActivityResult& activity : population.activities) {
        for (std::size_t outcome = 0; outcome < outcome_count; ++outcome) {
          for (std::size_t cause = 0; cause < cause_count; ++cause) {
            take(jobs, static_cast<Outcome>(outcome), static_cast<Cause>(cause),
                 activity.jobs[outcome][cause]);
          }
        }
        sessions -= sum_of(activity.sessions);
        refusals += sum_of(activity.refusals);
      }
    }
    constexpr auto rejected = static_cast<std::size_t>(Outcome::rejected);
    for (std::size_t outcome = 0; outcome < outcome_count; ++outcome) {
      require(outcome == rejected || sum_of(jobs[outcome]) == 0, "jobs were lost, or counted twice");
    }
    require(sum_of(jobs[rejected]) + sessions == refusals,
            "sessions or refusals were lost, or counted twice");
  }

  template <class Counts>
  static std::uint64_t sum_of(const Counts& counts) {
    return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
  }

  void use_of(const ResourceResult& resource) const {
    const std::uint64_t answered = resource.refusals + resource.waits.count() + resource.abandoned;
    const bool waits = answered < resource.requests;
    require(answered <= resource.requests && (!waits || resource.queued > resource.abandoned),
            "requests were lost", "resource", resource.name);
    const Int128 most = static_cast<Int128>(resource.peak) * (scenario_.horizon - Instant{}).count();
    require(resource.unit_ms >= 0 && resource.unit_ms <= most, "more was in use than its peak allows",
            "resource", resource.name);
    for (std::size_t i = 0; i < resource.most_use.size(); ++i) {
      require(resource.mean_use[i] >= 0 && resource.mean_use[i] <= 1000 * resource.most_use[i],
              "more was in use on average than at most", "resource", resource.name);
    }
    require(resource.queue_ms >= resource.waits.sum() && (resource.queued > 0 || resource.queue_ms == 0),
            "less was waited for than those waited who got something", "resource", resource.name);
  }

  static void wishes_of(const ActivityResult& activity) {
    require(activity.started + activity.given_up <= activity.wanted,
            "more was started or given up than wanted");
    require(sum_of(activity.refusals) <= activity.attempts, "more was refused than asked for");
  }

  const Scenario& scenario_;
  const Results& results_;
};

}  // namespace

void check_invariants(const Scenario& scenario, const Results& results) { Check(scenario, results).all(); }

}  // namespace outlive::workload
