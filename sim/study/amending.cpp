#include "sim/study/amending.hpp"

#include <algorithm>
#include <cmath>

#include "sim/study/comparing.hpp"
#include "sim/study/judging.hpp"
#include "sim/text/number.hpp"

namespace outlive::study {
namespace {

using Type = Expected::Type;

enum class Rounding : std::uint8_t { half_even, down, up };

Int128 divide(Int128 numerator, Int128 denominator, Rounding rounding) {
  if (rounding == Rounding::half_even) return text::divide_half_even(numerator, denominator);
  const Int128 quotient = numerator / denominator;  // towards zero
  const Int128 rest = numerator % denominator;
  if (rounding == Rounding::down) return rest < 0 ? quotient - 1 : quotient;
  return rest > 0 ? quotient + 1 : quotient;
}

/// A value as a scenario would have to say it in place of `old`, with as many decimals.
Expected expected_of(const Scenario& scenario, const Value& value, const Expected& old, Rounding rounding) {
  constexpr int most_decimals = 9;
  Expected made = old;
  Value told = value;
  if (value.type == Type::money || value.type == Type::number) {
    const bool money = value.type == Type::money;
    const Int128 unit = text::power_of_ten(most_decimals - old.decimals);
    const Int128 numerator = money ? value.money.nanos() : value.numerator * text::power_of_ten(old.decimals);
    made.number = divide(numerator, money ? unit : value.denominator, rounding) * unit;
    told = Value{.type = value.type};
    told.money = Money::from_nanos(made.number);
    told.numerator = made.number;
    told.denominator = text::power_of_ten(most_decimals);
    if (money) made.number = 0;
    made.money = money ? told.money : Money{};
  }
  made.ticks = value.ticks;
  made.flag = value.flag;
  made.text = write_value(scenario, old, told, old.decimals);
  return made;
}

/// The least and the greatest value that the limits must let through.
struct Span {
  Value least;
  Value greatest;
};

/// The interval of a mean, a little wider: its ends are doubles, and times are told no finer than they are known.
Span span_of(const Estimate& mean, Type type, bool is_share) {
  double lower = std::max(0.0, mean.interval->lower);
  double upper = is_share ? std::min(1.0, mean.interval->upper) : mean.interval->upper;
  if (type == Type::duration || type == Type::instant) {
    const double step = telling_step(mean.interval->half_width());
    lower = std::floor(lower / step) * step;
    upper = std::ceil(upper / step) * step;
  } else {
    constexpr double billionth = 1e-9;
    lower = std::max(0.0, lower - billionth);
    upper += is_share && upper >= 1 ? 0 : billionth;
  }
  return {nearest_value(type, lower), nearest_value(type, upper)};
}

Span span_of(const Expectation& expectation, const Series& series) {
  const Decision decision = decide(expectation, series);
  if (!decision.mean) return {series.least(), series.greatest()};
  return span_of(*decision.mean, series.least().type, expectation.key.ends_with("share"));
}

void move_limits(const Scenario& scenario, const Span& span, Expectation& expectation) {
  Expected& low = expectation.low;
  Expected& high = expectation.comparison == Comparison::between ? expectation.high : expectation.low;
  if (expectation.comparison != Comparison::at_most && order(span.least, low) < 0)
    low = expected_of(scenario, span.least, low, Rounding::down);
  if (expectation.comparison != Comparison::at_least && order(span.greatest, high) > 0)
    high = expected_of(scenario, span.greatest, high, Rounding::up);
}

bool is_unspeakable(const Value& value) {
  return value.type == Type::instant && value.ticks == never.time_since_epoch().count();
}

}  // namespace

Amendment amend(const Scenario& scenario, const Expectation& expectation, const Series& series) {
  Amendment made{expectation, {}};
  if (expectation.relation != Relation::absolute) {
    made.why_not = "it is held against a baseline: make that anew";
    return made;
  }
  if (is_unspeakable(series.greatest()) && expectation.comparison != Comparison::at_least) {
    made.why_not = "it never came, which no scenario can expect";
    return made;
  }
  if (expectation.comparison == Comparison::equals) {
    made.expectation.low = expected_of(scenario, series.least(), expectation.low, Rounding::half_even);
  } else {
    move_limits(scenario, span_of(expectation, series), made.expectation);
  }
  if (decide(made.expectation, series).answer != Answer::yes)
    made.why_not = "replications differ, and no one value holds in all of them";
  return made;
}

}  // namespace outlive::study
