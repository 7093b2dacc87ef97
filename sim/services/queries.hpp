// Clients of Identity Center that run queries and know no background sessions: Athena, Redshift, QuickSight.
#pragma once

#include "sim/lifetime/kind.hpp"

namespace outlive::services::query_clock {

inline constexpr lifetime::ClockId work = 0, timeout = 1, stop = 2;

}  // namespace outlive::services::query_clock
