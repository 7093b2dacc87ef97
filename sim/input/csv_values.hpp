// What the plain numbers of tables mean, and what their columns are called.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "outlive/time.hpp"
#include "sim/input/csv.hpp"
#include "sim/text/parse_result.hpp"

namespace outlive::input {

/// One of `ms`, `s`, `min`, `h`.
std::int64_t milliseconds_of(std::string_view unit);

/// A number of `unit_ms`, exact to the millisecond.
text::ParseResult<Duration> parse_plain_duration(std::string_view text, std::int64_t unit_ms);

/// "user, started, ended", the first of them if they are many.
std::string columns_of(const CsvReader& table);

}  // namespace outlive::input
