#include "sim/input/usage_limit.hpp"

#include <algorithm>

#include "sim/text/number.hpp"

namespace outlive::input {
namespace {

constexpr Int128 most_unit_ms = Int128{1}
                                << 62U;  // half of what fits, for what is added up before it is compared
constexpr std::int64_t ms_per_hour = 3'600'000;
// The longest minimum charge and granularity of a price book, one after the other.
constexpr Duration most_rounding = std::chrono::hours{48};

}  // namespace

void check_usage_limit(const Scenario& scenario, Place place, Diagnostics& problems) {
  Int128 total = 0;
  for (const Action& action : scenario.actions) {
    if (action.work == no_number || action.at > scenario.horizon) continue;
    const Work& work = scenario.works[action.work];
    const Duration left = scenario.horizon - action.at;
    const bool traced = work.service == ServiceType::traced_job;
    const Duration longest = (traced ? std::min(action.takes, left) : left) + most_rounding;
    total += static_cast<Int128>(work.units) * longest.count();
  }
  if (total <= most_unit_ms) return;
  problems.error(std::move(place), "the work of this scenario may use up to " +
                                       text::format_grouped(total / ms_per_hour) +
                                       " unit-hours by the horizon; at most " +
                                       text::format_grouped(most_unit_ms / ms_per_hour) +
                                       " can be counted exactly; take fewer workers or an earlier horizon");
}

}  // namespace outlive::input
