#include "sim/input/usage_limit.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "sim/text/number.hpp"

namespace outlive::input {
namespace {

constexpr Int128 most_units = Int128{1}
                              << 62U;  // half of what fits, for what is added up before it is compared
constexpr std::int64_t ms_per_hour = 3'600'000;
// The longest minimum charge and granularity of a price book, one after the other.
constexpr Duration most_rounding = std::chrono::hours{48};
// The most data that they can be.
constexpr Int128 most_rounding_bytes = Int128{2} * 1'000'000'000'000;

bool sets_up_a_host(Verb verb) {
  return verb == Verb::open_app || verb == Verb::restart_app || verb == Verb::create_application ||
         verb == Verb::update_application || verb == Verb::launch_cluster;
}

Int128 units_of(const Meters& meters) {
  Int128 units = 0;
  for (const MeterSpec& meter : meters) units += meter.units;
  return units;
}

/// What all work and all hosts may use at most, whatever happens to them.
class Bound {
 public:
  explicit Bound(const Scenario& scenario) : scenario_(scenario), most_of_host_(scenario.hosts.size()) {
    for (const Action& action : scenario.actions) {
      if (!sets_up_a_host(action.verb) || action.work == no_number) continue;
      Int128& most = most_of_host_[action.subject];
      most = std::max(most, units_of(scenario.setups[action.work].meters));
    }
    for (const Action& action : scenario.actions) {
      if (action.at <= scenario.horizon) add(action);
    }
  }

  Int128 unit_ms = 0;
  Int128 bytes = 0;

 private:
  void add(const Action& action) {
    const Duration left = scenario_.horizon - action.at;
    switch (action.verb) {
      case Verb::open_app:
      case Verb::create_application:
      case Verb::launch_cluster:
        // It is billed once at a time, until the horizon at most.
        unit_ms += most_of_host_[action.subject] * (left + most_rounding).count();
        break;
      case Verb::restart_app:
      case Verb::start_application:
        // Another life of it, which is rounded by itself.
        unit_ms += most_of_host_[action.subject] * most_rounding.count();
        break;
      default:
        if (action.work != no_number && !sets_up_a_host(action.verb)) add_work(action, left);
    }
  }

  void add_work(const Action& action, Duration left) {
    const Work& work = scenario_.works[action.work];
    if (work.bytes > 0) {
      bytes += work.bytes + most_rounding_bytes;
      return;
    }
    const bool traced = work.service == ServiceType::traced_job;
    const Duration longest = traced ? std::min(action.takes, left) : left;
    const Int128 units = std::max(units_of(work.meters), Int128{work.units});
    unit_ms += units * (longest + most_rounding).count();
    // A warm pool takes over the instances when their job ends.
    const Duration keep_alive = work.limits[static_cast<std::size_t>(Limit::keep_alive)];
    if (keep_alive != from_settings) unit_ms += units * most_rounding.count();
    // It may start its application, which is rounded by itself again.
    if (work.host != no_number) unit_ms += most_of_host_[work.host] * most_rounding.count();
  }

  const Scenario& scenario_;
  std::vector<Int128> most_of_host_;
};

}  // namespace

void check_usage_limit(const Scenario& scenario, Place place, Diagnostics& problems) {
  const Bound bound(scenario);
  if (bound.unit_ms > most_units) {
    problems.error(place, "the work of this scenario may use up to " +
                              text::format_grouped(bound.unit_ms / ms_per_hour) +
                              " unit-hours by the horizon; at most " +
                              text::format_grouped(most_units / ms_per_hour) +
                              " can be counted exactly; take fewer workers or an earlier horizon");
  }
  constexpr Int128 bytes_per_terabyte = 1'000'000'000'000;
  if (bound.bytes > most_units) {
    problems.error(std::move(place),
                   "the queries of this scenario may scan up to " +
                       text::format_grouped(bound.bytes / bytes_per_terabyte) + " TB; at most " +
                       text::format_grouped(most_units / bytes_per_terabyte) + " can be counted exactly");
  }
}

}  // namespace outlive::input
