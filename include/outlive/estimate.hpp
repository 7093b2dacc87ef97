// What is known of a number that chance has a part in: a value, and the interval that it is uncertain by.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace outlive {

struct Interval {
  double lower = 0;
  double upper = 0;
  [[nodiscard]] double half_width() const { return (upper - lower) / 2; }
};

/// Never a bare mean: without an interval `count` says why (a single observation has none).
struct Estimate {
  double value = 0;
  std::optional<Interval> interval;
  std::size_t count = 0;  // observations
};

/// Of a question to which the answer may have to wait for more observations.
enum class Answer : std::uint8_t { yes, no, undecided };

}  // namespace outlive
