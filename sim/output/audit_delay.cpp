#include "sim/output/audit_delay.hpp"

#include <array>
#include <cmath>

namespace outlive::output {
namespace {

template <std::size_t size>
double polynomial(const std::array<double, size>& coefficients, double x) {
  double sum = 0;
  for (const double coefficient : coefficients) sum = sum * x + coefficient;
  return sum;
}

constexpr std::array middle_above{-3.969683028665376e+01, 2.209460984245205e+02,  -2.759285104469687e+02,
                                  1.383577518672690e+02,  -3.066479806614716e+01, 2.506628277459239e+00};
constexpr std::array middle_below{-5.447609879822406e+01, 1.615858368580409e+02,  -1.556989798598866e+02,
                                  6.680131188771972e+01,  -1.328068155288572e+01, 1.0};
constexpr std::array tail_above{-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
                                -2.549732539343734e+00, 4.374664141464968e+00,  2.938163982698783e+00};
constexpr std::array tail_below{7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
                                3.754408661907416e+00, 1.0};
constexpr double tail = 0.02425;

double lower_tail(double probability) {
  const double x = std::sqrt(-2 * std::log(probability));
  return polynomial(tail_above, x) / polynomial(tail_below, x);
}

}  // namespace

double normal_quantile(double uniform) {
  if (uniform < tail) return lower_tail(uniform);
  if (uniform > 1 - tail) return -lower_tail(1 - uniform);
  const double x = uniform - 0.5;
  return x * polynomial(middle_above, x * x) / polynomial(middle_below, x * x);
}

// mu + sigma^2 / 2 = ln mean and mu + z99 sigma = ln p99 give a quadratic equation for sigma; its smaller root is the
// bell, the larger one a spike at nothing with a tail of hours.
Duration audit_delay(double uniform) {
  constexpr double mean_ms = 300'000;
  constexpr double p99_over_mean = 3;
  constexpr double z99 = 2.3263478740408408;
  static const double sigma = z99 - std::sqrt(z99 * z99 - 2 * std::log(p99_over_mean));
  static const double mu = std::log(mean_ms) - sigma * sigma / 2;
  return Duration{std::llround(std::exp(mu + sigma * normal_quantile(uniform)))};
}

}  // namespace outlive::output
