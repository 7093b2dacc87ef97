// Sums of results over logical processes: exact, so their order does not matter.
#include "outlive/results.hpp"

namespace outlive {
namespace {

template <class Table>
void add(Table& sums, const Table& other) {
  if constexpr (requires { sums += other; }) {
    sums += other;
  } else {
    for (std::size_t i = 0; i < other.size(); ++i) add(sums[i], other[i]);
  }
}

}  // namespace

Totals& Totals::operator+=(const Totals& other) {
  add(jobs, other.jobs);
  add(sessions, other.sessions);
  surviving_jobs += other.surviving_jobs;
  unseen_jobs += other.unseen_jobs;
  jobs_lost_in_background += other.jobs_lost_in_background;
  background_sessions += other.background_sessions;
  events += other.events;
  add(usage, other.usage);
  add(cost, other.cost);
  return *this;
}

ActivityResult& ActivityResult::operator+=(const ActivityResult& other) {
  wanted += other.wanted;
  attempts += other.attempts;
  add(refusals, other.refusals);
  started += other.started;
  given_up += other.given_up;
  restarts += other.restarts;
  add(jobs, other.jobs);
  add(sessions, other.sessions);
  surviving_jobs += other.surviving_jobs;
  unseen_jobs += other.unseen_jobs;
  jobs_lost_in_background += other.jobs_lost_in_background;
  cost += other.cost;
  delays += other.delays;
  lengths += other.lengths;
  return *this;
}

}  // namespace outlive
