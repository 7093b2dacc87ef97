#include "sim/workload/recording.hpp"

#include <algorithm>
#include <tuple>

#include "sim/text/number.hpp"

namespace outlive::workload {
namespace {

constexpr std::int64_t most_reported = 400;

// Each divides a day, and those behind them are whole days.
constexpr std::array<Duration, 17> round_lengths{
    std::chrono::minutes{1},  std::chrono::minutes{2},  std::chrono::minutes{5},  std::chrono::minutes{10},
    std::chrono::minutes{15}, std::chrono::minutes{20}, std::chrono::minutes{30}, std::chrono::hours{1},
    std::chrono::hours{2},    std::chrono::hours{3},    std::chrono::hours{4},    std::chrono::hours{6},
    std::chrono::hours{8},    std::chrono::hours{12},   std::chrono::days{1},     std::chrono::days{2},
    std::chrono::days{7}};

/// Of equal costs the earlier first, then by who they are of: two that are alike in all of this are alike in everything.
auto rank(const ForgottenSession& session) {
  return std::tuple(-session.cost.nanos(), session.created, session.session, session.population,
                    session.member, session.activity, session.ended);
}

bool dearer(const ForgottenSession& a, const ForgottenSession& b) { return rank(a) < rank(b); }

/// A price shared over the intervals in the ratio of their usage: what has been used by the end of an interval is rounded, and
/// an interval gets the difference, so that they add up to the price.
void share(Money price, const std::vector<Cells<std::int64_t>>& usage, std::size_t bucket,
           std::size_t attendance, std::vector<Cells<Money>>& cost) {
  Int128 whole = 0;
  for (const Cells<std::int64_t>& interval : usage) whole += interval.of[bucket][attendance];
  if (whole == 0) return;
  Int128 used = 0;
  Int128 given = 0;
  for (std::size_t i = 0; i < usage.size(); ++i) {
    used += usage[i].of[bucket][attendance];
    const Int128 due = text::divide_half_even(price.nanos() * used, whole);
    cost[i].of[bucket][attendance] += Money::from_nanos(due - given);
    given = due;
  }
}

std::vector<Cells<Money>> cost_over_time(const Intervals& intervals, const UsageSeries& series,
                                         const Totals& totals) {
  std::vector<Cells<Money>> cost(intervals.count());
  for (SkuNumber sku = 0; sku < totals.cost.size(); ++sku) {
    const std::vector<Cells<std::int64_t>> usage = series.usage(intervals, sku);
    for (std::size_t bucket = 0; bucket < bucket_count; ++bucket) {
      for (std::size_t attendance = 0; attendance < attendance_count; ++attendance)
        share(totals.cost[sku].of[bucket][attendance], usage, bucket, attendance, cost);
    }
  }
  return cost;
}

/// The meters of a session run side by side, so that the first tells how long it was idle.
void add_own_sessions(const Results& results, DearestForgotten& dearest) {
  for (Number number = 0; number < results.sessions.size(); ++number) {
    const SessionResult& session = results.sessions[number];
    if (session.lines.empty()) continue;
    const UsageLine& usage = results.lines[session.lines.first];
    const std::int64_t idle = usage.usage.bucket(Bucket::idle) / std::max<std::int64_t>(usage.units, 1);
    dearest.add({.session = number,
                 .created = session.created,
                 .ended = session.ended,
                 .cause = session.cause,
                 .idle = Duration{idle},
                 .cost = results.cost_of(session).bucket(Bucket::idle)});
  }
}

}  // namespace

Intervals reported_intervals(Instant horizon) {
  const Duration span = horizon.time_since_epoch();
  const Duration least = (span + Duration{most_reported - 1}) / most_reported;
  const Duration fine = Intervals(horizon).length;
  const auto fits = [&](Duration length) { return length >= least && length % fine == Duration{}; };
  const auto* const round = std::find_if(round_lengths.begin(), round_lengths.end(), fits);
  if (round != round_lengths.end() && *round <= least * 4) return {*round, horizon};
  const auto* const longer = std::lower_bound(round_lengths.begin(), round_lengths.end(), least);
  if (longer != round_lengths.end()) return {*longer, horizon};
  constexpr Duration day = std::chrono::days{1};
  return {(least + day - Duration{1}) / day * day, horizon};
}

std::optional<Duration> background_need(const JobResult& job) {
  if (job.background_since == never) return std::nullopt;
  if (job.outcome == Outcome::completed) return job.ended - job.background_since;
  if (job.needs.background_session > Duration::zero()) return job.needs.background_session;
  return std::nullopt;
}

void DearestForgotten::add(const ForgottenSession& session) {
  if (session.cost <= Money{}) return;
  if (sessions_.size() == most_forgotten && !dearer(session, sessions_.back())) return;
  sessions_.insert(std::upper_bound(sessions_.begin(), sessions_.end(), session, dearer), session);
  if (sessions_.size() > most_forgotten) sessions_.pop_back();
}

DearestForgotten& DearestForgotten::operator+=(const DearestForgotten& other) {
  for (const ForgottenSession& session : other.sessions_) add(session);
  return *this;
}

Recording& Recording::operator+=(const Recording& other) {
  usage += other.usage;
  for (std::size_t service = 0; service < running.size(); ++service)
    running[service] += other.running[service];
  forgotten += other.forgotten;
  background_needs += other.background_needs;
  sampled_lives.insert(sampled_lives.end(), other.sampled_lives.begin(), other.sampled_lives.end());
  return *this;
}

OverTime summarise_recording(const Scenario& scenario, const Recording& recording, const Results& results) {
  const Intervals intervals = reported_intervals(scenario.horizon);
  OverTime all;
  all.interval = intervals.length;
  all.cost = cost_over_time(intervals, recording.usage, results.totals);
  for (std::size_t service = 0; service < recording.running.size(); ++service) {
    const UseSeries& series = recording.running[service];
    std::vector<std::int64_t> most = series.most_use();
    if (most.empty()) continue;
    const bool is_bound = series.peak(intervals).is_bound();
    all.running.push_back(
        {static_cast<ServiceType>(service), series.mean_use(intervals), std::move(most), is_bound});
  }
  DearestForgotten dearest = recording.forgotten;
  add_own_sessions(results, dearest);
  all.forgotten = dearest.sessions();
  all.background_needs = recording.background_needs;
  return all;
}

}  // namespace outlive::workload
