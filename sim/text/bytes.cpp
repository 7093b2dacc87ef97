#include "sim/text/bytes.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "sim/text/character.hpp"
#include "sim/text/number.hpp"

namespace outlive::text {

namespace {

struct Unit {
  std::string_view name;
  std::int64_t bytes;
};

constexpr std::array<Unit, 5> units{
    {{"TB", 1'000'000'000'000}, {"GB", 1'000'000'000}, {"MB", 1'000'000}, {"KB", 1'000}, {"B", 1}}};
constexpr int most_decimals = 12;  // of terabytes: single bytes

std::string why_not_a_unit(std::string_view name) {
  if (name.ends_with("iB")) return "has a binary unit: write a decimal one (units: B KB MB GB TB)";
  return "has an unknown unit (units: B KB MB GB TB)";
}

}  // namespace

ParseResult<std::int64_t> parse_bytes(std::string_view text) {
  using Result = ParseResult<std::int64_t>;
  if (text.starts_with('-') || text.starts_with('+')) return Result::failed("has a sign: a size has none");
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos && !text.empty() && is_digit(text.front()) && text.back() == 'B') {
    return Result::failed("needs a space between number and unit, such as 3 GB");
  }
  const auto number = parse_decimal(text.substr(0, space), most_decimals);
  if (!number) return Result::failed(number.reason);
  if (space == std::string_view::npos)
    return Result::failed("needs a unit, such as 3 GB (units: B KB MB GB TB)");
  const std::string_view name = text.substr(space + 1);
  const auto* const unit =
      std::find_if(units.begin(), units.end(), [=](const Unit& u) { return u.name == name; });
  if (unit == units.end()) return Result::failed(why_not_a_unit(name));
  // Both factors are bounded, the product may still be too large for 128 bits: divide instead.
  const Int128 most = Int128{most_bytes} * power_of_ten(most_decimals);
  if (number->scaled > most / unit->bytes) return Result::failed("is more than 1000000 TB");
  const Int128 scaled = number->scaled * unit->bytes;
  if (scaled % power_of_ten(most_decimals) != 0) return Result::failed("is no whole number of bytes");
  return Result::of(static_cast<std::int64_t>(scaled / power_of_ten(most_decimals)));
}

std::string format_bytes(std::int64_t bytes) {
  if (bytes == 0) return "0 B";
  const auto* const unit =
      std::find_if(units.begin(), units.end(), [=](const Unit& u) { return bytes % u.bytes == 0; });
  return std::to_string(bytes / unit->bytes) + ' ' + std::string(unit->name);
}

}  // namespace outlive::text
