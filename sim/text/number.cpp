#include "sim/text/number.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "sim/text/character.hpp"

namespace outlive::text {

namespace {

__extension__ using Uint128 = unsigned __int128;

constexpr std::size_t most_whole_digits = 18;  // with 18 decimals, 36 digits: within 127 bits

constexpr const char* not_an_integer = "is not a whole number such as 42";
constexpr const char* not_a_decimal = "is not a decimal number such as 131.63";

// The magnitude, also of the one number whose negation does not fit.
Uint128 magnitude_of(Int128 number) {
  return number < 0 ? 0 - static_cast<Uint128>(number) : static_cast<Uint128>(number);
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool has_leading_zero(std::string_view digits) { return digits.size() > 1 && digits.front() == '0'; }

std::string digits_of(Uint128 number) {
  std::string digits;
  do {
    digits += static_cast<char>('0' + static_cast<int>(number % 10));
    number /= 10;
  } while (number != 0);
  std::reverse(digits.begin(), digits.end());
  return digits;
}

std::string group(std::string digits) {
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

}  // namespace

ParseResult<std::int64_t> parse_integer(std::string_view text) {
  using Result = ParseResult<std::int64_t>;
  const bool negative = text.starts_with('-');
  const std::string_view digits = text.substr(negative ? 1 : 0);
  if (!all_digits(digits)) return Result::failed(not_an_integer);
  if (has_leading_zero(digits)) return Result::failed("has a leading zero");
  if (negative && digits == "0") return Result::failed("is a zero with a sign");

  const Int128 limit = negative ? -Int128{std::numeric_limits<std::int64_t>::min()}
                                : Int128{std::numeric_limits<std::int64_t>::max()};
  Int128 number = 0;
  for (const char digit : digits) {
    number = number * 10 + (digit - '0');
    if (number > limit) return Result::failed("is too large");
  }
  return Result::of(static_cast<std::int64_t>(negative ? -number : number));
}

ParseResult<Decimal> parse_decimal(std::string_view text, int digits) {
  using Result = ParseResult<Decimal>;
  const bool negative = text.starts_with('-');
  const std::string_view number = text.substr(negative ? 1 : 0);
  const std::size_t point = number.find('.');
  const std::string_view whole = number.substr(0, point);
  const bool has_point = point != std::string_view::npos;
  const std::string_view decimals = has_point ? number.substr(point + 1) : std::string_view{};
  if (!all_digits(whole) || (has_point && !all_digits(decimals))) return Result::failed(not_a_decimal);
  if (has_leading_zero(whole)) return Result::failed("has a leading zero");
  if (whole.size() > most_whole_digits) return Result::failed("is too large");
  if (decimals.size() > static_cast<std::size_t>(digits)) {
    return Result::failed("has more than " + std::to_string(digits) + " decimals");
  }

  Int128 scaled = 0;
  for (const char digit : whole) scaled = scaled * 10 + (digit - '0');
  for (const char digit : decimals) scaled = scaled * 10 + (digit - '0');
  const int written = static_cast<int>(decimals.size());
  scaled *= power_of_ten(digits - written);
  if (negative && scaled == 0) return Result::failed("is a zero with a sign");
  return Result::of({negative ? -scaled : scaled, written});
}

std::string format_integer(Int128 number) {
  const std::string digits = digits_of(magnitude_of(number));
  return number < 0 ? "-" + digits : digits;
}

std::string format_grouped(Int128 number) {
  const std::string digits = group(digits_of(magnitude_of(number)));
  return number < 0 ? "-" + digits : digits;
}

std::string format_scaled(Int128 scaled, int digits, bool grouped) {
  const auto decimals = static_cast<std::size_t>(digits);
  std::string number = digits_of(magnitude_of(scaled));
  if (number.size() <= decimals) number.insert(0, decimals + 1 - number.size(), '0');
  std::string whole = number.substr(0, number.size() - decimals);
  if (grouped) whole = group(std::move(whole));
  std::string text = scaled < 0 ? "-" + whole : whole;
  if (decimals > 0) text += '.' + number.substr(number.size() - decimals);
  return text;
}

Int128 divide_half_even(Int128 dividend, Int128 divisor) {
  Int128 quotient = dividend / divisor;
  Int128 remainder = dividend % divisor;
  if (remainder < 0) {  // round down first, so that the remainder is never negative
    remainder += divisor;
    --quotient;
  }
  const Int128 missing = divisor - remainder;  // compared with the remainder, as twice it may not fit
  const bool up = remainder > missing || (remainder == missing && quotient % 2 != 0);
  return up ? quotient + 1 : quotient;
}

std::string format_percent(Int128 part, Int128 whole, int decimals) {
  if (whole == 0) return "n/a";
  return format_scaled(divide_half_even(part * 100 * power_of_ten(decimals), whole), decimals) + " %";
}

}  // namespace outlive::text
