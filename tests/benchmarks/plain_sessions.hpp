// The session workload as one would write it at first: objects on the heap, one std::priority_queue of
// events, timers that are not cancelled but recognised as stale by a generation counter. Same order of
// events, same accounting.
#pragma once

#include <functional>
#include <span>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"
#include "tests/benchmarks/session_workload.hpp"

namespace outlive::benchmarks {

/// Plays `actions`, in the order of time, of users [0, users) with sessions [0, sessions).
/// `at_end` is called while all memory is still held.
Totals play_plainly(const Market& market, std::span<const Action> actions, Number users, Number sessions,
                    const std::function<void()>& at_end);

}  // namespace outlive::benchmarks
