#include "sim/text/duration.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

#include "sim/text/character.hpp"

namespace outlive::text {

namespace {

struct Unit {
  std::string_view name;
  std::int64_t milliseconds;
};

constexpr std::array<Unit, 6> units{
    {{"w", 604'800'000}, {"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};
constexpr std::size_t first_written_unit = 1;  // weeks are read but not written: `7d` is what settings say

std::size_t unit_named(std::string_view name) {
  std::size_t unit = 0;
  while (unit < units.size() && units[unit].name != name) ++unit;
  return unit;
}

std::string why_not_a_unit(std::string_view name) {
  if (name.empty()) return "needs a unit, such as 90m (units: w d h m s ms)";
  if (name.front() == '.' || name.front() == ',') return "has a fraction: write whole numbers, such as 1h30m";
  if (name.front() == ' ') return "has a space: write the unit right after the number, such as 90m";
  return "has an unknown unit (units: w d h m s ms)";
}

}  // namespace

ParseResult<Duration> parse_duration(std::string_view text) {
  using Result = ParseResult<Duration>;
  if (text.empty()) return Result::failed("is empty: write a duration, such as 90m");
  if (text.front() == '-' || text.front() == '+') return Result::failed("has a sign: a duration has none");
  if (!is_digit(text.front())) return Result::failed("is not a duration, such as 90m or 1h30m");

  std::int64_t total = 0;
  std::size_t next_unit = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    std::int64_t number = 0;
    while (at < text.size() && is_digit(text[at])) {
      number = number * 10 + (text[at++] - '0');
      if (number > longest_duration.count()) return Result::failed(std::string(too_long));
    }
    const std::size_t name_begin = at;
    while (at < text.size() && !is_digit(text[at])) ++at;
    const std::string_view name = text.substr(name_begin, at - name_begin);

    const std::size_t unit = unit_named(name);
    if (unit == units.size()) return Result::failed(why_not_a_unit(name));
    if (unit < next_unit) {
      return Result::failed("has its units out of order: each at most once, the larger first, such as 1h30m");
    }
    next_unit = unit + 1;
    // Both factors are bounded, the product may still be too large for 64 bits: divide instead.
    if (number > (longest_duration.count() - total) / units[unit].milliseconds) {
      return Result::failed(std::string(too_long));
    }
    total += number * units[unit].milliseconds;
  }
  return Result::of(Duration{total});
}

std::string format_duration(Duration duration) {
  if (duration == unlimited) return "unlimited";
  if (duration == Duration::zero()) return "0s";
  const bool negative = duration < Duration::zero();
  std::uint64_t rest = static_cast<std::uint64_t>(duration.count());
  if (negative) rest = 0 - rest;

  std::string text = negative ? "-" : "";
  for (std::size_t unit = first_written_unit; unit < units.size(); ++unit) {
    const auto length = static_cast<std::uint64_t>(units[unit].milliseconds);
    if (rest < length) continue;
    text += std::to_string(rest / length);
    text += units[unit].name;
    rest %= length;
  }
  return text;
}

}  // namespace outlive::text
