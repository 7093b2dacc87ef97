// Sizes of data as text: `3 GB`, `1.5 TB`, `10 MB`.
//
// Decimal units, as bills count them: 1 KB is 1000 B. A bare number is an error, and so is a binary unit such as GiB: the
// difference is seven percent of a bill.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/text/parse_result.hpp"

namespace outlive::text {

/// The largest size that is accepted: a million terabytes. What is larger is a slip of the pen.
inline constexpr std::int64_t most_bytes = 1'000'000'000'000'000'000;

/// Reads a decimal number, one space and the unit. What is no whole number of bytes is an error, not a rounding.
ParseResult<std::int64_t> parse_bytes(std::string_view text);

/// The shortest exact text: `3 GB`, `1500 MB`, `0 B`. parse_bytes reads it back.
std::string format_bytes(std::int64_t bytes);

}  // namespace outlive::text
