// Moments of the calendar as ISO 8601 text and as milliseconds since 1970-01-01T00:00:00Z (no leap seconds).
//
// A text always says its offset from UTC (`Z` or `+01:00`): a moment without one means a different thing on
// every machine. These are absolute; `outlive::Instant` counts from the start of a scenario.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/text/parse_result.hpp"

namespace outlive::text {

/// Reads `2026-03-02T09:00:00Z`, with up to three decimals of a second, with `Z` or an offset such as
/// `+01:00`.
ParseResult<std::int64_t> parse_instant(std::string_view text);

/// `2026-03-02T09:00:00Z`; milliseconds only where there are any.
std::string format_instant(std::int64_t unix_ms);

}  // namespace outlive::text
