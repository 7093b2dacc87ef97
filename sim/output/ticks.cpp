#include "sim/output/ticks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>

#include "outlive/time.hpp"
#include "sim/text/duration.hpp"
#include "sim/text/number.hpp"

namespace outlive::output {

namespace {

constexpr double second = 1e3;
constexpr double minute = 60 * second;
constexpr double hour = 60 * minute;
constexpr double day = 24 * hour;
constexpr double week = 7 * day;

constexpr std::array duration_steps{
    1.,         2.,         5.,          10.,         20.,         50.,         100.,        200.,
    500.,       second,     2 * second,  5 * second,  10 * second, 15 * second, 30 * second, minute,
    2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute, hour,        2 * hour,    3 * hour,
    6 * hour,   12 * hour,  day,         2 * day,     week,        2 * week,    4 * week};

// On logarithmic axes, the finer ones first.
constexpr std::array fine_durations{1.,          2.,          5.,        10.,        20.,        50.,
                                    100.,        200.,        500.,      second,     2 * second, 5 * second,
                                    10 * second, 30 * second, minute,    2 * minute, 5 * minute, 10 * minute,
                                    30 * minute, hour,        2 * hour,  4 * hour,   8 * hour,   12 * hour,
                                    day,         2 * day,     4 * day,   week,       2 * week,   4 * week,
                                    90 * day,    180 * day,   365 * day, 730 * day,  3650 * day, 36500 * day};
constexpr std::array medium_durations{
    1.,          10.,      100.,      second,     10 * second, 30 * second, minute, 5 * minute,
    15 * minute, hour,     4 * hour,  12 * hour,  day,         3 * day,     week,   2 * week,
    30 * day,    90 * day, 365 * day, 1095 * day, 3650 * day,  36500 * day};
constexpr std::array coarse_durations{1.,     10.,         100.,      second,     10 * second,
                                      minute, 10 * minute, hour,      6 * hour,   day,
                                      week,   30 * day,    365 * day, 3650 * day, 36500 * day};
constexpr std::array coarsest_durations{1.,       second,    minute,     hour,       day,
                                        30 * day, 365 * day, 3650 * day, 36500 * day};

double power_of_ten(int exponent) {
  double power = 1;
  for (int i = 0; i < std::abs(exponent); ++i) power *= 10;
  return exponent < 0 ? 1 / power : power;
}

// The greatest whole e with 10^e <= value, for a positive value.
int exponent_of(double value) {
  int exponent = 0;
  while (power_of_ten(exponent) > value) --exponent;
  while (power_of_ten(exponent + 1) <= value) ++exponent;
  return exponent;
}

// The least of 1, 2 and 5 times a power of ten that is not less.
double round_up(double value) {
  const double power = power_of_ten(exponent_of(value));
  for (const double factor : {1., 2., 5.}) {
    if (factor * power >= value) return factor * power;
  }
  return 10 * power;
}

double round_step(double least, Quantity quantity) {
  if (quantity == Quantity::number) return round_up(least);
  for (const double step : duration_steps) {
    if (step >= least) return step;
  }
  return 10 * week * round_up(least / (10 * week));
}

double step_for(Interval range, Quantity quantity, std::size_t most) {
  const double steps = static_cast<double>(std::max<std::size_t>(most, 2) - 1);
  return round_step((range.upper - range.lower) / steps, quantity);
}

// Sums of steps miss their multiples by a rounding error; this much of a step is taken for none.
constexpr double slack = 1e-9;

std::vector<Tick> those_within(std::span<const double> values, Interval range) {
  std::vector<Tick> ticks;
  for (const double value : values) {
    if (value >= range.lower * (1 - slack) && value <= range.upper * (1 + slack))
      ticks.push_back({value, value});
  }
  return ticks;
}

std::vector<Tick> every_nth(const std::vector<Tick>& ticks, std::size_t most) {
  const std::size_t stride = (ticks.size() + most - 1) / std::max<std::size_t>(most, 1);
  std::vector<Tick> kept;
  for (std::size_t i = 0; i < ticks.size(); i += stride) kept.push_back(ticks[i]);
  return kept;
}

std::vector<Tick> multiples_within(Interval range, double step) {
  std::vector<Tick> ticks;
  const double last = std::floor(range.upper / step + slack);
  for (double k = std::ceil(range.lower / step - slack); k <= last; ++k) ticks.push_back({k * step, step});
  return ticks;
}

std::vector<double> decades(Interval range, std::span<const double> factors) {
  std::vector<double> values;
  for (int e = exponent_of(range.lower); e <= exponent_of(range.upper); ++e) {
    for (const double factor : factors) values.push_back(factor * power_of_ten(e));
  }
  return values;
}

struct Unit {
  double size;
  std::string_view name;
};
constexpr std::array<Unit, 5> units{{{1e12, "tn"}, {1e9, "bn"}, {1e6, "M"}, {1e3, "k"}, {1, ""}}};

// So many decimals as tell multiples of the step apart.
int decimals_for(double step, int most) {
  int decimals = 0;
  for (double scaled = step; decimals < most; scaled *= 10, ++decimals) {
    if (std::abs(scaled - std::round(scaled)) <= 1e-6 * std::abs(scaled)) break;
  }
  return decimals;
}

std::string scaled_label(double value, int decimals) {
  return text::format_scaled(std::llround(value * power_of_ten(decimals)), decimals, true);
}

// `1e18`, `-2.5e-9`.
std::string scientific_label(double value) {
  const int exponent = exponent_of(std::abs(value));
  std::string mantissa = scaled_label(value / power_of_ten(exponent), 2);
  while (mantissa.back() == '0') mantissa.pop_back();
  if (mantissa.back() == '.') mantissa.pop_back();
  return mantissa + "e" + text::format_integer(exponent);
}

}  // namespace

std::vector<Tick> linear_ticks(Interval range, Quantity quantity, std::size_t most) {
  for (double step = step_for(range, quantity, most);;) {
    const std::vector<Tick> ticks = multiples_within(range, step);
    if (!ticks.empty()) return every_nth(ticks, most);
    // The range lies between two multiples of a step that is as long: a finer one has few in it.
    constexpr double next_finer = 0.28;  // of each step in the lists above
    const double finer = round_step(next_finer * step, quantity);
    if (finer >= step) return {{range.lower, step}};
    step = finer;
  }
}

std::vector<Tick> logarithmic_ticks(Interval range, Quantity quantity, std::size_t most) {
  std::vector<std::vector<Tick>> choices;  // the finest first
  if (quantity == Quantity::duration && range.upper <= fine_durations.back()) {
    choices = {those_within(fine_durations, range), those_within(medium_durations, range),
               those_within(coarse_durations, range), those_within(coarsest_durations, range)};
  } else {
    choices = {those_within(decades(range, std::array{1., 2., 5.}), range),
               those_within(decades(range, std::array{1.}), range)};
  }
  if (choices.front().size() < 3) return linear_ticks(range, quantity, most);
  for (const std::vector<Tick>& ticks : choices) {
    if (ticks.size() <= most && ticks.size() > 1) return ticks;
  }
  const auto& last = choices.back().size() > 1 ? choices.back() : choices.front();
  return every_nth(last, most);
}

Interval widened_to_ticks(Interval range, Quantity quantity, std::size_t most) {
  const double step = step_for(range, quantity, most);
  return {std::floor(range.lower / step + slack) * step, std::ceil(range.upper / step - slack) * step};
}

std::string number_label(double value, double step) {
  const double size = std::abs(value);
  if (size < step * slack) return "0";
  if (size >= 1e15 || step < 1e-6) return scientific_label(value);
  for (const Unit& unit : units) {
    if (unit.size > 1 && (size < unit.size || step < unit.size / 10)) continue;
    return scaled_label(value / unit.size, decimals_for(step / unit.size, 9)) + std::string(unit.name);
  }
  return {};
}

std::string percent_label(double value, double step) { return number_label(100 * value, 100 * step) + " %"; }

std::string duration_label(double value, double step) {
  double unit = 1;
  for (const double larger : {second, minute, hour, day}) {
    if (larger <= step) unit = larger;
  }
  const double count = std::round(value / unit);
  if (count == 0) return "0";
  if (std::abs(count * unit) > 1e15) return number_label(value / day, step / day) + "d";
  return text::format_duration(Duration{std::llround(count * unit)});
}

Format money_label(std::string_view currency) {
  return [currency = std::string(currency)](double value, double step) {
    return number_label(value, step) + " " + currency;
  };
}

std::string value_label(const Format& format, double value, int digits) {
  if (value == 0) return format(0, 1);
  const double size = std::abs(value);
  int exponent = exponent_of(size);
  const double rounded = std::round(size / power_of_ten(exponent + 1 - digits));
  if (rounded >= power_of_ten(digits)) ++exponent;  // 9,999 to three digits is 10.0k
  return format(value, power_of_ten(exponent + 1 - digits));
}

}  // namespace outlive::output
