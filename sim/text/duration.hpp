// Durations as text: `15m`, `48h`, `7d`, `1h30m`, `500ms`.
//
// Units w d h m s ms, each at most once and in falling order; whole decimal numbers; no sign, space or
// fraction. A bare number is an error: 8 could be hours or seconds, and guessing is how budgets are lost.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "outlive/time.hpp"
#include "sim/text/parse_result.hpp"

namespace outlive::text {

/// The longest duration that is accepted: a hundred Julian years. What is longer is a slip of the pen.
inline constexpr Duration longest_duration = std::chrono::days{36525};

/// Why what is longer is refused.
inline constexpr std::string_view too_long = "is longer than 100 years (36525d)";

ParseResult<Duration> parse_duration(std::string_view text);

/// The shortest exact text in days and smaller units: `1h30m`, `7d`, `0s`; `unlimited`; a difference may be
/// `-5m`. parse_duration reads back everything from zero to longest_duration.
std::string format_duration(Duration duration);

}  // namespace outlive::text
