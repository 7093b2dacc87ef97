#include "sim/study/comparing.hpp"

#include <algorithm>

#include "sim/text/duration.hpp"
#include "sim/text/instant.hpp"
#include "sim/text/number.hpp"

namespace outlive::study {
namespace {

using Type = Expected::Type;

using text::power_of_ten;

constexpr int scale_decimals = 9;  // of Expected::number, and of nano-dollars

// Money and numbers alike are fractions.
struct Fraction {
  Int128 numerator = 0;
  Int128 denominator = 1;
};

Fraction fraction_of(const Value& value) {
  if (value.type == Type::money) return {value.money.nanos(), nanos_per_dollar};
  return {value.numerator, value.denominator};
}

// Scaled by 10^scale_decimals.
Int128 scaled(const Expected& expected) {
  return expected.type == Type::money ? expected.money.nanos() : expected.number;
}

// -1, 0 or 1: the exact value against a limit.
int order(const Value& found, const Expected& limit) {
  const auto compare = [](Int128 a, Int128 b) { return a < b ? -1 : (a > b ? 1 : 0); };
  switch (found.type) {
    case Type::duration:
    case Type::instant: return compare(found.ticks, limit.ticks);
    case Type::money:
    case Type::number: {
      const Fraction value = fraction_of(found);
      return compare(value.numerator * power_of_ten(scale_decimals), scaled(limit) * value.denominator);
    }
    case Type::text:
      return found.text.compare(limit.text) < 0 ? -1 : static_cast<int>(found.text != limit.text);
    case Type::flag: return compare(static_cast<Int128>(found.flag), static_cast<Int128>(limit.flag));
  }
  return 0;
}

bool equals(const Value& found, const Expected& expected) {
  if (found.type != Type::money && found.type != Type::number) return order(found, expected) == 0;
  const int decimals = std::min(expected.decimals, scale_decimals);
  const Fraction value = fraction_of(found);
  return round_half_even(value.numerator, value.denominator, decimals) *
             power_of_ten(scale_decimals - decimals) ==
         scaled(expected);
}

// The fewest decimals, from those written on, at which the value does not look like a limit that it misses.
int telling_decimals(const Expectation& expectation, const Value& found) {
  const bool money = found.type == Type::money;
  const Fraction value = fraction_of(found);
  const int written = std::max(expectation.low.decimals, expectation.high.decimals);
  const int least = money ? 2 : (value.denominator == 1 ? 0 : 3);
  int decimals = std::clamp(written, least, scale_decimals);
  if (expectation.comparison == Comparison::equals || holds(expectation, found)) return decimals;
  const auto looks_like = [&](const Expected& limit) {
    return round_half_even(value.numerator, value.denominator, decimals) *
               power_of_ten(scale_decimals - decimals) ==
           scaled(limit);
  };
  while (decimals < scale_decimals && (looks_like(expectation.low) || looks_like(expectation.high)))
    ++decimals;
  return decimals;
}

std::string write_instant(const Scenario& scenario, const Expectation& expectation, Instant instant) {
  if (instant == never) return "never";
  if (expectation.low.text.find('T') == std::string::npos) {
    return text::format_duration(instant.time_since_epoch());
  }
  return text::format_instant(scenario.start_unix_ms + instant.time_since_epoch().count());
}

}  // namespace

Int128 round_half_even(Int128 numerator, Int128 denominator, int decimals) {
  return text::divide_half_even(numerator * power_of_ten(decimals), denominator);
}

bool holds(const Expectation& expectation, const Value& found) {
  switch (expectation.comparison) {
    case Comparison::equals: return equals(found, expectation.low);
    case Comparison::at_least: return order(found, expectation.low) >= 0;
    case Comparison::at_most: return order(found, expectation.low) <= 0;
    case Comparison::between:
      return order(found, expectation.low) >= 0 && order(found, expectation.high) <= 0;
  }
  return false;
}

std::string write_value(const Scenario& scenario, const Expectation& expectation, const Value& found) {
  switch (found.type) {
    case Type::text: return found.text;
    case Type::flag: return found.flag ? "true" : "false";
    case Type::duration:
      return Duration{found.ticks} == unlimited ? "none" : text::format_duration(Duration{found.ticks});
    case Type::instant: return write_instant(scenario, expectation, Instant{Duration{found.ticks}});
    case Type::money:
    case Type::number: break;
  }
  const int decimals = telling_decimals(expectation, found);
  const Fraction value = fraction_of(found);
  const std::string text =
      text::format_scaled(round_half_even(value.numerator, value.denominator, decimals), decimals);
  return found.type == Type::money ? text + " " + scenario.prices.currency : text;
}

}  // namespace outlive::study
