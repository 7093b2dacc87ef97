#include "sim/output/response_text.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

#include "sim/output/words.hpp"
#include "sim/text/duration.hpp"
#include "sim/text/number.hpp"

namespace outlive::output {
namespace {

constexpr double most_shown = 1e18;  // beyond this no digit is worth a column

/// With so many decimals, half-even as everything else.
std::string decimals(double value, int digits) {
  if (std::abs(value) > most_shown) return shortest(value);
  const double scaled = std::nearbyint(value * static_cast<double>(text::power_of_ten(digits)));
  return text::format_scaled(static_cast<Int128>(scaled), digits, true);
}

/// Counts are whole; of means three digits are enough.
std::string count(double value) {
  if (value == std::nearbyint(value)) return decimals(value, 0);
  return decimals(value, std::abs(value) < 1 ? 4 : (std::abs(value) < 100 ? 2 : 1));
}

std::string length(double milliseconds) {
  if (std::abs(milliseconds) > most_shown) return shortest(milliseconds);
  const Duration exact{static_cast<std::int64_t>(std::llround(milliseconds))};
  if (exact < std::chrono::minutes{1} && exact > -std::chrono::minutes{1})
    return text::format_duration(exact);
  return text::format_duration(std::chrono::round<std::chrono::seconds>(exact));
}

std::string with_sign(Response::Unit unit, double value, bool sign) {
  return (sign && value > 0 ? "+" : "") + response_value(unit, value);
}

std::string with_interval(Response::Unit unit, const std::optional<Estimate>& estimate, bool sign) {
  if (!estimate) return "never";
  const std::string value = with_sign(unit, estimate->value, sign);
  if (!estimate->interval) return value;
  const Interval& interval = *estimate->interval;
  const double below = estimate->value - interval.lower;
  const double above = interval.upper - estimate->value;
  const bool even = std::abs(below - above) <= 1e-6 * (below + above);
  if (even) return value + " ± " + response_value(unit, interval.half_width());
  return value + " [" + with_sign(unit, interval.lower, sign) + ", " + with_sign(unit, interval.upper, sign) +
         "]";
}

std::string condition_text(const Expectation& condition) {
  switch (condition.comparison) {
    case Comparison::equals: return " = " + condition.low.text;
    case Comparison::at_least: return " >= " + condition.low.text;
    case Comparison::at_most: return " <= " + condition.low.text;
    case Comparison::between: return " in [" + condition.low.text + ", " + condition.high.text + "]";
  }
  return {};
}

}  // namespace

std::string response_value(Response::Unit unit, double value) {
  if (!std::isfinite(value)) return "never";
  switch (unit) {
    case Response::Unit::money: return decimals(value, 2);
    case Response::Unit::number: return count(value);
    case Response::Unit::share: return decimals(value * 100, 2) + " %";
    case Response::Unit::duration: return length(value);
  }
  return {};
}

std::string response_estimate(Response::Unit unit, const std::optional<Estimate>& estimate) {
  return with_interval(unit, estimate, false);
}

std::string response_difference(Response::Unit unit, const std::optional<Estimate>& estimate) {
  return with_interval(unit, estimate, true);
}

std::string response_title(const Response& response, const std::string& currency) {
  switch (response.statistic) {
    case Response::Statistic::mean: break;
    case Response::Statistic::quantile:
      return (response.name == response.key ? "p" + shortest(response.quantile * 100) + " of " : "") +
             response.name + (response.unit == Response::Unit::money ? ", " + currency : "");
    case Response::Statistic::share:
      return response.name == response.key ? "share with " + response.key + condition_text(response.condition)
                                           : response.name;
  }
  return response.name + (response.unit == Response::Unit::money ? ", " + currency : "");
}

std::string_view unit_name(Response::Unit unit, std::string_view currency) {
  switch (unit) {
    case Response::Unit::money: return currency;
    case Response::Unit::number: return "count";
    case Response::Unit::share: return "share";
    case Response::Unit::duration: return "ms";
  }
  return {};
}

std::string limit_text(Comparison comparison, const Expected& low, const Expected& high) {
  switch (comparison) {
    case Comparison::equals: return low.text;
    case Comparison::at_least: return "at least " + low.text;
    case Comparison::at_most: return "at most " + low.text;
    case Comparison::between: return "between " + low.text + " and " + high.text;
  }
  return {};
}

std::string shortest(double value) {
  if (!std::isfinite(value)) return {};
  std::array<char, 32> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  return {digits.data(), end};
}

}  // namespace outlive::output
