// ASCII character tests that, unlike those of <cctype>, know no locale and accept any char.
#pragma once

namespace outlive::text {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace outlive::text
