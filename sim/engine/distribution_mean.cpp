// Means, for reports and for checks of what a scenario says. The mean of a truncated distribution is that of its
// quantiles between `from` and `until`, for which each family has a formula.
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <vector>

#include <boost/math/special_functions/gamma.hpp>

#include "outlive/distribution.hpp"
#include "sim/engine/elementary.hpp"

namespace outlive {
namespace {

using Family = Distribution::Family;
using elementary::normal_density;
using elementary::normal_probability;
using elementary::normal_quantile;

constexpr double infinity = std::numeric_limits<double>::infinity();

// With q = 1 - p: the integral of -ln q is q - q ln q.
double exponential_mean(double mean, double from, double until) {
  const auto integral = [](double q) { return q > 0 ? q - q * elementary::log(q) : 0; };
  return mean * (integral(1 - from) - integral(1 - until)) / (until - from);
}

// exp(m + s z) phi(z) = exp(m + s^2/2) phi(z - s).
double lognormal_mean(double m, double s, double from, double until) {
  const double first = normal_quantile(from) - s;
  const double last = normal_quantile(until) - s;
  // On the side where the difference is one of small numbers.
  const double inside = first > 0 ? normal_probability(-first) - normal_probability(-last)
                                  : normal_probability(last) - normal_probability(first);
  return elementary::exp(m + s * s / 2) * inside / (until - from);
}

double normal_mean(double mean, double sd, double from, double until) {
  const double difference = normal_density(normal_quantile(from)) - normal_density(normal_quantile(until));
  return mean + sd * difference / (until - from);
}

// With t = -ln(1 - p): the integral of t^(1/shape) e^-t is an incomplete gamma function.
double weibull_mean(double shape, double scale, double from, double until) {
  const double power = 1 + 1 / shape;
  const double first = -elementary::log1p(-from);
  const double lower = boost::math::gamma_p(power, first);
  const double upper = until < 1 ? boost::math::gamma_p(power, -elementary::log1p(-until)) : 1;
  return scale * boost::math::tgamma(power) * (upper - lower) / (until - from);
}

// With q = 1 - p: the integral of q^(-1/shape).
double pareto_mean(double shape, double least, double from, double until) {
  if (shape <= 1 && until == 1) return infinity;
  if (shape == 1) return least * elementary::log((1 - from) / (1 - until)) / (until - from);
  const double power = 1 - 1 / shape;
  const auto integral = [&](double q) { return q > 0 ? elementary::pow(q, power) / power : 0; };
  return least * (integral(1 - from) - integral(1 - until)) / (until - from);
}

double weighted(const std::vector<double>& shares, std::size_t i) {
  return i == 0 ? shares[0] : shares[i] - shares[i - 1];
}

double mixture_mean(const Distribution& mixture) {
  double sum = 0;
  for (std::size_t i = 0; i < mixture.parts.size(); ++i) {
    const double share = weighted(mixture.shares, i);
    if (share > 0) sum += share * mean_of(mixture.parts[i]);
  }
  return sum;
}

}  // namespace

double mean_of(const Distribution& distribution) {
  const double a = distribution.a;
  const double b = distribution.b;
  const double from = distribution.from;
  const double until = distribution.until;
  switch (distribution.family) {
    case Family::fixed: break;
    case Family::uniform: return a + (b - a) * (from + until) / 2;
    case Family::exponential: return exponential_mean(a, from, until);
    case Family::lognormal: return lognormal_mean(a, b, from, until);
    case Family::normal: return normal_mean(a, b, from, until);
    case Family::weibull: return weibull_mean(a, b, from, until);
    case Family::pareto: return pareto_mean(a, b, from, until);
    case Family::empirical:
      return std::accumulate(distribution.values.begin(), distribution.values.end(), 0.0) /
             static_cast<double>(distribution.values.size());
    case Family::mixture: return mixture_mean(distribution);
  }
  return a;
}

double mean_of(const CountDistribution& distribution) {
  switch (distribution.family) {
    case CountDistribution::Family::uniform: return (distribution.a + distribution.b) / 2;
    case CountDistribution::Family::atoms: {
      double sum = 0;
      for (std::size_t i = 0; i < distribution.values.size(); ++i) {
        sum += weighted(distribution.shares, i) * distribution.values[i];
      }
      return sum;
    }
    default: return distribution.a;
  }
}

}  // namespace outlive
