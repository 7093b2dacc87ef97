#include "sim/study/comparing.hpp"

#include <algorithm>
#include <cmath>

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

int compare(Int128 a, Int128 b) { return a < b ? -1 : (a > b ? 1 : 0); }

bool equals(const Value& found, const Expected& expected) {
  if (found.type != Type::money && found.type != Type::number) return order(found, expected) == 0;
  const int decimals = std::min(expected.decimals, scale_decimals);
  const Fraction value = fraction_of(found);
  return round_half_even(value.numerator, value.denominator, decimals) *
             power_of_ten(scale_decimals - decimals) ==
         scaled(expected);
}

std::string write_instant(const Scenario& scenario, const Expected& as, Instant instant) {
  if (instant == never) return "never";
  if (as.text.find('T') == std::string::npos) {
    return text::format_duration(instant.time_since_epoch());
  }
  return text::format_instant(scenario.start_unix_ms + instant.time_since_epoch().count());
}

// A share of which a percentage is expected is told as one: 1 % has two decimals less.
std::string write_number(const Expected& as, const Fraction& value, int decimals) {
  const bool percent = as.text.ends_with('%');
  const Int128 scaled = round_half_even(value.numerator, value.denominator, decimals);
  if (!percent) return text::format_scaled(scaled, decimals);
  const int behind_point = std::max(decimals - 2, 0);
  return text::format_scaled(scaled * text::power_of_ten(std::max(2 - decimals, 0)), behind_point) + "%";
}

}  // namespace

int order(const Value& found, const Expected& limit) {
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

int order(const Value& a, const Value& b) {
  switch (a.type) {
    case Type::duration:
    case Type::instant: return compare(a.ticks, b.ticks);
    case Type::money: return compare(a.money.nanos(), b.money.nanos());
    case Type::number: return compare(a.numerator * b.denominator, b.numerator * a.denominator);
    case Type::text: return compare(a.text.compare(b.text), 0);
    case Type::flag: return compare(static_cast<Int128>(a.flag), static_cast<Int128>(b.flag));
  }
  return 0;
}

Value nearest_value(Type type, double number) {
  Value value{.type = type};
  const auto whole = [](double of) { return static_cast<Int128>(std::nearbyint(of)); };
  switch (type) {
    case Type::text:
    case Type::flag: break;
    case Type::duration:
    case Type::instant: value.ticks = static_cast<std::int64_t>(whole(number)); break;
    case Type::money: value.money = Money::from_nanos(whole(number * 1e9)); break;
    case Type::number:
      value.denominator = power_of_ten(scale_decimals);
      value.numerator = whole(number * 1e9);
      break;
  }
  return value;
}

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

int telling_decimals(const Expectation& expectation, const Value& found, int least) {
  if (found.type != Type::money && found.type != Type::number) return 0;
  const Fraction value = fraction_of(found);
  const int written = std::max(expectation.low.decimals, expectation.high.decimals);
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

std::string write_value(const Scenario& scenario, const Expected& as, const Value& found, int decimals) {
  switch (found.type) {
    case Type::text: return found.text;
    case Type::flag: return found.flag ? "true" : "false";
    case Type::duration:
      return Duration{found.ticks} == unlimited ? "none" : text::format_duration(Duration{found.ticks});
    case Type::instant: return write_instant(scenario, as, Instant{Duration{found.ticks}});
    case Type::money:
    case Type::number: break;
  }
  const std::string text = write_number(as, fraction_of(found), decimals);
  return found.type == Type::money ? text + " " + scenario.prices.currency : text;
}

std::string write_value(const Scenario& scenario, const Expectation& expectation, const Value& found) {
  const int least = found.type == Type::money ? 2 : (found.denominator == 1 ? 0 : 3);
  return write_value(scenario, expectation.low, found, telling_decimals(expectation, found, least));
}

double telling_step(double half_width) {
  constexpr double second = 1000;
  constexpr double minute = 60 * second;
  return half_width >= 100 * minute ? minute : half_width >= 100 * second ? second : 1;
}

}  // namespace outlive::study
