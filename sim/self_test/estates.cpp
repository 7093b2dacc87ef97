#include "sim/self_test/estates.hpp"

#include <algorithm>
#include <stdexcept>

#include "sim/self_test/stations.hpp"

namespace outlive::self_test {
namespace {

/// A sum over those that were wanted.
template <class Sum>
std::vector<Quotient> for_each_wanted(const std::vector<Results>& all, Sum sum) {
  std::vector<Quotient> quotients;
  for (const Results& results : all) {
    const ActivityResult& activity = activity_of(results);
    quotients.push_back({sum(activity), static_cast<double>(activity.wanted)});
  }
  return quotients;
}

double in_usd(Money money) { return static_cast<double>(money.nanos()) / nanos_per_dollar; }

}  // namespace

Scenario scenario_of(const Monday& monday) {
  return load_own("outlive: 1\ntitle: theory\nstart: 2026-03-02T00:00:00Z\nhorizon: 6d\nseed: " +
                  std::to_string(monday.seed) + R"(
settings:
  identity_center:
    interactive_session: {duration: 16h}
    background_sessions: {enabled: true, duration: )" +
                  monday.background + R"(}
  glue: {background_sessions: )" +
                  monday.background_sessions + ", idle_timeout: " + monday.idle_timeout + R"(}
  sagemaker: {background_sessions: )" +
                  monday.background_sessions + R"(, training: {max_runtime: 28d}}
populations:
  people:
    users: )" + std::to_string(monday.users) +
                  "\n    leaving: {" + monday.leaving + R"(: 100%}
    week: {days: [monday], hours: {from: 9h, to: 10h}, leaves_at: )" +
                  monday.leaves_at + R"(}
    activities:
      work:
        starts: )" +
                  monday.starts + "\n        per_day: {poisson: {mean: 1}}\n        takes: " + monday.takes +
                  "\n" + monday.more);
}

const ActivityResult& activity_of(const Results& results) {
  return results.populations.at(0).activities.at(0);
}

double price_of(const Scenario& scenario, const std::string& sku) {
  const auto number = scenario.prices.find(sku);
  if (!number) throw std::runtime_error("no price of " + sku);
  return in_usd(scenario.prices.skus[*number].price);
}

std::vector<Quotient> completed_share(const std::vector<Results>& all) {
  return for_each_wanted(all, [](const ActivityResult& activity) {
    double completed = 0;
    for (const std::uint64_t count : activity.jobs[static_cast<std::size_t>(Outcome::completed)])
      completed += static_cast<double>(count);
    return completed;
  });
}

std::vector<Quotient> surviving_share(const std::vector<Results>& all) {
  return for_each_wanted(
      all, [](const ActivityResult& activity) { return static_cast<double>(activity.surviving_jobs); });
}

std::vector<Quotient> ended_by_idle_timeout(const std::vector<Results>& all) {
  return for_each_wanted(all, [](const ActivityResult& activity) {
    return static_cast<double>(activity.sessions[static_cast<std::size_t>(Cause::idle_timeout)]);
  });
}

std::vector<Quotient> mean_length(const std::vector<Results>& all) {
  return for_each_wanted(all, [](const ActivityResult& activity) { return hours(activity.lengths.sum()); });
}

std::vector<Quotient> mean_cost(const std::vector<Results>& all) {
  return for_each_wanted(all, [](const ActivityResult& activity) { return in_usd(activity.cost.total()); });
}

std::vector<Quotient> mean_cost(const std::vector<Results>& all, Bucket bucket) {
  return for_each_wanted(
      all, [bucket](const ActivityResult& activity) { return in_usd(activity.cost.bucket(bucket)); });
}

}  // namespace outlive::self_test
