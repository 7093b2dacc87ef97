#include "sim/input/csv_values.hpp"

#include <algorithm>
#include <charconv>

#include "sim/text/duration.hpp"
#include "sim/text/number.hpp"

namespace outlive::input {

std::int64_t milliseconds_of(std::string_view unit) {
  if (unit == "ms") return 1;
  if (unit == "min") return 60'000;
  if (unit == "h") return 3'600'000;
  return 1000;
}

std::string columns_of(const CsvReader& table) {
  constexpr std::size_t most = 20;
  std::string names;
  for (std::size_t i = 0; i < std::min(table.header().size(), most); ++i) {
    names += (names.empty() ? "" : ", ") + table.header()[i];
  }
  return table.header().size() > most ? names + ", ..." : names;
}

text::ParseResult<Duration> parse_plain_duration(std::string_view text, std::int64_t unit_ms) {
  using Result = text::ParseResult<Duration>;
  constexpr int fraction_digits = 9;
  constexpr std::int64_t most = text::longest_duration.count();
  std::int64_t whole = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
  if (error == std::errc{} && end == text.data() + text.size()) {
    if (whole > most / unit_ms || whole < -most / unit_ms) return Result::failed("is too large");
    return Result::of(Duration{whole * unit_ms});
  }
  const auto decimal = text::parse_decimal(text, fraction_digits);
  if (text.empty()) return Result::failed("is empty; expected a number");
  const bool digits = text.find_first_not_of("0123456789.-") == std::string_view::npos;
  if (!decimal) return Result::failed(digits ? decimal.reason : "is not a number");
  const Int128 scaled = decimal->scaled * unit_ms;
  const Int128 scale = text::power_of_ten(fraction_digits);
  if (scaled % scale != 0) return Result::failed("is finer than a millisecond");
  if (scaled / scale > most || scaled / scale < -most) return Result::failed("is too large");
  return Result::of(Duration{static_cast<std::int64_t>(scaled / scale)});
}

}  // namespace outlive::input
