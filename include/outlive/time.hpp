// Simulated time: exact integer milliseconds, never a double (design section 2).
//
// An Instant counts from the start of the scenario, not from 1970; a scenario knows its own start in UTC.
// `unlimited` and `never` stand for "this clock does not run"; `after` keeps sums with them from overflowing.
#pragma once

#include <chrono>
#include <cstdint>
#include <ratio>

namespace outlive {

/// The clock of a simulation, shaped like a standard clock so that its times have the standard arithmetic.
struct SimulatedClock {
  using rep = std::int64_t;
  using period = std::milli;
  using duration = std::chrono::duration<rep, period>;
  using time_point = std::chrono::time_point<SimulatedClock>;
  static constexpr bool is_steady = true;
};

/// A length of simulated time in milliseconds.
using Duration = SimulatedClock::duration;

/// A moment in milliseconds since the start of the scenario.
using Instant = SimulatedClock::time_point;

inline constexpr Duration unlimited = Duration::max();
inline constexpr Instant never = Instant::max();

/// The moment `length` after `start`; `never` where either has no end.
constexpr Instant after(Instant start, Duration length) {
  return start == never || length >= never - start ? never : start + length;
}

}  // namespace outlive
