// Numbers as text, strict when read and exact when written; no locale, no floating point.
//
// Only plain decimals are read: no leading zero or plus, no underscore, exponent, hexadecimal or octal, all
// of which some YAML reader somewhere turns into another number.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "outlive/money.hpp"
#include "sim/text/parse_result.hpp"

namespace outlive::text {

/// Reads `0`, `42`, `-7`.
ParseResult<std::int64_t> parse_integer(std::string_view text);

/// A decimal number as a whole number of 10^-digits, and with how many decimals it was written.
struct Decimal {
  Int128 scaled = 0;
  int written_decimals = 0;

  friend bool operator==(const Decimal&, const Decimal&) = default;
};

/// Reads `131.63` with digits = 9 as 131630000000, exactly. More decimals than `digits` (at most 18) are an
/// error, not a rounding.
ParseResult<Decimal> parse_decimal(std::string_view text, int digits);

std::string format_integer(Int128 number);

/// For people: `1,234,567`.
std::string format_grouped(Int128 number);

/// The quotient rounded to the nearest whole number, halves to the even one. The divisor is positive.
Int128 divide_half_even(Int128 dividend, Int128 divisor);

/// `33.3 %` for 1 of 3 with one decimal, rounded half-even from the exact ratio; `n/a` where `whole` is 0.
/// `part` times 100 times 10^decimals must fit in 127 bits; `whole` is not negative.
std::string format_percent(Int128 part, Int128 whole, int decimals);

/// `scaled` times 10^-digits with all its `digits` decimals, such as `-0.05` for -5 and 2.
std::string format_scaled(Int128 scaled, int digits, bool grouped = false);

/// 10^exponent, for exponents up to 38.
constexpr Int128 power_of_ten(int exponent) {
  Int128 power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

}  // namespace outlive::text
