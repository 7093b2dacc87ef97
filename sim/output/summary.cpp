#include "sim/output/summary.hpp"

#include <algorithm>

#include "sim/study/quantities.hpp"

namespace outlive::output {
namespace {

std::vector<ServiceCost> cost_by_service(const Scenario& scenario, const Totals& totals) {
  std::vector<ServiceCost> services;
  for (std::size_t i = 0; i < totals.cost.size(); ++i) {
    if (totals.usage[i].total() == 0 && totals.cost[i].total() == Money{}) continue;
    const std::string service(study::service_of_sku(scenario.prices.skus[i].name));
    auto row = std::find_if(services.begin(), services.end(),
                            [&](const ServiceCost& each) { return each.service == service; });
    if (row == services.end()) row = services.insert(services.end(), {service, {}});
    row->cost += totals.cost[i];
  }
  return services;
}

std::vector<Forgotten> rank_forgotten(const Results& results) {
  std::vector<Forgotten> forgotten;
  for (Number session = 0; session < results.sessions.size(); ++session) {
    const LineSpan& lines = results.sessions[session].lines;
    if (lines.empty()) continue;
    const Money cost = results.cost_of(lines).bucket(Bucket::idle);
    if (cost == Money{}) continue;
    const UsageLine& usage = results.lines[lines.first];  // its meters run side by side
    const std::int64_t idle = usage.usage.bucket(Bucket::idle) / std::max<std::int64_t>(usage.units, 1);
    forgotten.push_back({session, Duration{idle}, cost});
  }
  std::stable_sort(forgotten.begin(), forgotten.end(),
                   [](const Forgotten& a, const Forgotten& b) { return a.cost > b.cost; });
  return forgotten;
}

void add(const Shortfall& shortfall, Number job, std::vector<LimitCount>& limits) {
  auto limit = std::find_if(limits.begin(), limits.end(),
                            [&](const LimitCount& each) { return each.limit == shortfall.limit; });
  if (limit == limits.end()) {
    limit = limits.insert(limits.end(),
                          {.limit = shortfall.limit, .jobs = 0, .worst = shortfall, .neediest = {}});
  }
  ++limit->jobs;
  if (shortfall.needed > limit->worst.needed) limit->worst = shortfall;
  auto& neediest = limit->neediest;
  if (neediest.size() == shown_jobs && neediest.back().shortfall.needed >= shortfall.needed) return;
  const auto place = std::find_if(neediest.begin(), neediest.end(), [&](const LimitCount::Job& each) {
    return each.shortfall.needed < shortfall.needed;
  });
  neediest.insert(place, {job, shortfall});
  if (neediest.size() > shown_jobs) neediest.pop_back();
}

std::vector<LimitCount> count_limits(const Scenario& scenario, const Results& results) {
  std::vector<LimitCount> limits;
  for (Number job = 0; job < results.jobs.size(); ++job) {
    for (const Shortfall& shortfall : shortfalls_of(scenario, results, job)) add(shortfall, job, limits);
  }
  std::stable_sort(limits.begin(), limits.end(),
                   [](const LimitCount& a, const LimitCount& b) { return a.jobs > b.jobs; });
  return limits;
}

}  // namespace

std::vector<OutcomeCount> count_outcomes(const Totals& totals) {
  std::vector<OutcomeCount> rows;
  for (std::size_t outcome = 0; outcome < outcome_count; ++outcome) {
    const std::size_t first = rows.size();
    for (std::size_t cause = 0; cause < cause_count; ++cause) {
      const std::uint64_t jobs = totals.jobs[outcome][cause];
      if (jobs > 0) rows.push_back({static_cast<Outcome>(outcome), static_cast<Cause>(cause), jobs});
    }
    std::stable_sort(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.end(),
                     [](const OutcomeCount& a, const OutcomeCount& b) { return a.jobs > b.jobs; });
  }
  return rows;
}

Summary summarise(const Scenario& scenario, const Results& results) {
  Summary summary;
  for (std::size_t i = 0; i < outcome_count; ++i)
    summary.jobs += results.totals.jobs_with(static_cast<Outcome>(i));
  summary.outcomes = count_outcomes(results.totals);
  summary.cost = results.totals.cost_of_all();
  summary.services = cost_by_service(scenario, results.totals);
  summary.forgotten = rank_forgotten(results);
  summary.limits = count_limits(scenario, results);
  return summary;
}

Money cost_while(const Cells<Money>& cost, Attendance attendance) {
  Money sum;
  for (const auto& row : cost.of) sum += row[static_cast<std::size_t>(attendance)];
  return sum;
}

}  // namespace outlive::output
