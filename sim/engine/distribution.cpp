#include "outlive/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "sim/engine/elementary.hpp"

namespace outlive {
namespace {

using Family = Distribution::Family;

constexpr double below_one = 1 - 0x1p-53;

/// The only value that there is, where there is only one. An interval or a spread of nothing divides by nothing.
std::optional<double> lone_value(const Distribution& distribution) {
  const double a = distribution.a;
  const double b = distribution.b;
  switch (distribution.family) {
    case Family::fixed: return a;
    case Family::uniform: return a == b ? std::optional(a) : std::nullopt;
    case Family::exponential: return a == 0 ? std::optional(a) : std::nullopt;
    case Family::lognormal: return b == 0 ? std::optional(elementary::exp(a)) : std::nullopt;
    case Family::normal: return b == 0 ? std::optional(a) : std::nullopt;
    case Family::weibull:
    case Family::pareto: return b == 0 ? std::optional(b) : std::nullopt;
    case Family::empirical:
    case Family::mixture: break;
  }
  return std::nullopt;
}

/// The quantile of p before truncation.
double untruncated_quantile(const Distribution& distribution, double p) {
  const double a = distribution.a;
  const double b = distribution.b;
  switch (distribution.family) {
    case Family::uniform: return a + p * (b - a);
    case Family::exponential: return -a * elementary::log1p(-p);
    case Family::lognormal: return elementary::exp(a + b * elementary::normal_quantile(p));
    case Family::normal: return a + b * elementary::normal_quantile(p);
    case Family::weibull: return b * elementary::pow(-elementary::log1p(-p), 1 / a);
    case Family::pareto: return b * elementary::exp(-elementary::log1p(-p) / a);
    case Family::fixed:
    case Family::empirical:
    case Family::mixture: break;
  }
  return a;
}

/// The probability of at most `value` before truncation, of the families that truncation narrows by from and until.
double untruncated_probability(const Distribution& distribution, double value) {
  if (const auto lone = lone_value(distribution)) return value < *lone ? 0 : 1;
  const double a = distribution.a;
  const double b = distribution.b;
  switch (distribution.family) {
    case Family::uniform: return std::clamp((value - a) / (b - a), 0.0, 1.0);
    case Family::exponential: return value <= 0 ? 0 : -elementary::expm1(-value / a);
    case Family::lognormal:
      return value <= 0 ? 0 : elementary::normal_probability((elementary::log(value) - a) / b);
    case Family::normal: return elementary::normal_probability((value - a) / b);
    case Family::weibull: return value <= 0 ? 0 : -elementary::expm1(-elementary::pow(value / b, a));
    case Family::pareto: return value <= b ? 0 : -elementary::expm1(a * elementary::log(b / value));
    case Family::fixed:
    case Family::empirical:
    case Family::mixture: break;
  }
  return 0;
}

double share_of_part(const Distribution& mixture, std::size_t part) {
  return part == 0 ? mixture.shares[0] : mixture.shares[part] - mixture.shares[part - 1];
}

double narrow(Distribution& distribution, double at_least, double at_most);

/// What is left of each part counts as much as before: a part that loses half of itself loses half its share.
double narrow_parts(Distribution& mixture, double at_least, double at_most) {
  std::vector<Distribution> parts;
  std::vector<double> shares;
  double left = 0;
  for (std::size_t i = 0; i < mixture.parts.size(); ++i) {
    const double share = share_of_part(mixture, i) * narrow(mixture.parts[i], at_least, at_most);
    if (!(share > 0)) continue;
    left += share;
    shares.push_back(left);
    parts.push_back(std::move(mixture.parts[i]));
  }
  for (double& share : shares) share /= left;
  mixture.parts = std::move(parts);
  mixture.shares = std::move(shares);
  return left;
}

double narrow_values(Distribution& empirical, double at_least, double at_most) {
  const auto before = static_cast<double>(empirical.values.size());
  std::erase_if(empirical.values, [&](double value) { return !(value >= at_least && value <= at_most); });
  return empirical.values.empty() ? 0 : static_cast<double>(empirical.values.size()) / before;
}

double narrow_interval(Distribution& distribution, double at_least, double at_most) {
  const double width = distribution.until - distribution.from;
  distribution.from = std::max(distribution.from, untruncated_probability(distribution, at_least));
  distribution.until = std::min(distribution.until, untruncated_probability(distribution, at_most));
  distribution.at_least = std::max(distribution.at_least, at_least);
  distribution.at_most = std::min(distribution.at_most, at_most);
  return (distribution.until - distribution.from) / width;
}

/// Leaves what lies between the two and returns its share of what was.
double narrow(Distribution& distribution, double at_least, double at_most) {
  if (distribution.family == Family::mixture) return narrow_parts(distribution, at_least, at_most);
  if (distribution.family == Family::empirical) return narrow_values(distribution, at_least, at_most);
  if (const auto lone = lone_value(distribution)) return *lone >= at_least && *lone <= at_most ? 1 : 0;
  return narrow_interval(distribution, at_least, at_most);
}

}  // namespace

double quantile(const Distribution& whole, double u) {
  const Distribution* distribution = &whole;
  // One uniform number picks the part, and its place among those that pick the same part is as good as another.
  while (distribution->family == Family::mixture) {
    const auto& shares = distribution->shares;
    std::size_t part = 0;
    while (part + 1 < shares.size() && u >= shares[part]) ++part;
    const double first = part == 0 ? 0 : shares[part - 1];
    u = std::clamp((u - first) / (shares[part] - first), 0x1p-54, below_one);
    distribution = &distribution->parts[part];
  }
  switch (distribution->family) {
    case Family::fixed: return distribution->a;
    case Family::empirical: {
      const auto& values = distribution->values;
      const auto rank = static_cast<std::size_t>(u * static_cast<double>(values.size()));
      return values[std::min(rank, values.size() - 1)];
    }
    default: break;
  }
  const double from = distribution->from;
  // Rounded to 1 it would be infinite, to 0 as well.
  const double p = std::clamp(from + u * (distribution->until - from), 0x1p-1022, below_one);
  return std::clamp(untruncated_quantile(*distribution, p), distribution->at_least, distribution->at_most);
}

double probability_up_to(const Distribution& distribution, double value) {
  switch (distribution.family) {
    case Family::empirical: {
      const auto& values = distribution.values;
      const auto up_to = std::upper_bound(values.begin(), values.end(), value) - values.begin();
      return static_cast<double>(up_to) / static_cast<double>(values.size());
    }
    case Family::mixture: {
      double sum = 0;
      for (std::size_t i = 0; i < distribution.parts.size(); ++i) {
        sum += share_of_part(distribution, i) * probability_up_to(distribution.parts[i], value);
      }
      return std::min(sum, 1.0);
    }
    default: break;
  }
  if (value < distribution.at_least) return 0;
  if (value >= distribution.at_most) return 1;
  const double p = untruncated_probability(distribution, value);
  return std::clamp((p - distribution.from) / (distribution.until - distribution.from), 0.0, 1.0);
}

Distribution truncated(Distribution distribution, double at_least, double at_most) {
  if (!(narrow(distribution, at_least, at_most) > 0)) {
    throw std::invalid_argument("no part of the distribution lies between the two values");
  }
  return distribution;
}

Duration duration_of(double milliseconds) {
  constexpr double longest = 100 * 365.25 * 24 * 3'600'000;
  if (!(milliseconds > 1)) return Duration{1};
  const double rounded = std::min(milliseconds, longest) + 0.5;  // once its fraction is cut off
  return Duration{static_cast<Duration::rep>(rounded)};
}

}  // namespace outlive
