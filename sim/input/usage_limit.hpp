// Usage is counted in 64-bit unit-milliseconds, exactly. A scenario whose work could ever count beyond that
// is refused here, so that nothing later need fear an overflow.
#pragma once

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"

namespace outlive::input {

/// Holds the most that all actions together can use by the horizon against the limit; too much is reported
/// at `place`.
void check_usage_limit(const Scenario& scenario, Place place, Diagnostics& problems);

}  // namespace outlive::input
