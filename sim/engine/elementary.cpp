#include "sim/engine/elementary.hpp"

namespace outlive::elementary {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// (1 - Phi(x)) / phi(x), Mills' ratio, and its counterpart in the middle, (Phi(x) - 1/2) / x: rational
// approximations of relative error 1e-18 by William J. Cody, "Rational Chebyshev approximations for the error
// function", Mathematics of Computation 23 (1969), scaled to the normal distribution.

/// For |x| <= 0.66291.
double middle_slope(double x) {
  const double r = x * x;
  const double above =
      detail::polynomial(r, 0.065682337918207449113, 2.2352520354606839287, 161.02823106855587881,
                         1067.6894854603709582, 18154.981253343561249);
  const double below = detail::polynomial(r, 1, 47.20258190468824187, 976.09855173777669322,
                                          10260.932208618978205, 45507.789335026729956);
  return above / below;
}

/// For x between 0.66291 and 5.65685, multiplied by 1 / sqrt(2 pi): what is to be multiplied is exp(-x^2/2).
double shoulder_ratio(double x) {
  const double above =
      detail::polynomial(x, 1.0765576773720192317e-8, 0.39894151208813466764, 8.8831497943883759412,
                         93.506656132177855979, 597.27027639480026226, 2494.5375852903726711,
                         6848.1904505362823326, 11602.651437647350124, 9842.7148383839780218);
  const double below = detail::polynomial(
      x, 1, 22.266688044328115691, 235.38790178262499861, 1519.377599407554805, 6485.558298266760755,
      18615.571640885098091, 34900.952721145977266, 38912.003286093271411, 19685.429676859990727);
  return above / below;
}

/// For x >= 5.65685, without that factor: Laplace's continued fraction 1/(x + 1/(x + 2/(x + 3/(x + ..., from its
/// thirtieth term back.
double far_ratio(double x) {
  double sum = x;
  for (int n = 30; n > 0; --n) sum = x + n / sum;
  return 1 / sum;
}

/// exp(-x^2/2) by x^2 = near^2 + (x - near)(x + near), the first part exact: else the rounding of x^2 would be a
/// relative error of the result.
double bell(double x) {
  if (!(std::abs(x) < 39)) return x == x ? 0 : x;
  constexpr double shift = 0x1.8p52 / 1024;  // a sum with it has room for ten bits of a fraction
  const double near = (x + shift) - shift;
  return exp(-0.5 * near * near) * exp(-0.5 * (x - near) * (x + near));
}

constexpr double one_over_sqrt_two_pi = 0x1.9884533d43651p-2;

}  // namespace

namespace detail {

double log_outside(double x) {
  if (x == 0) return -infinity;
  if (!(x > 0)) return std::numeric_limits<double>::quiet_NaN();
  if (x == infinity) return x;
  return log(x * 0x1p54) - 54 * ln2_high - 54 * ln2_low;
}

double exp_outside(double x) {
  if (x > 709.79) return infinity;
  if (x < -745.14) return 0;
  if (!(x == x)) return x;
  // The power in two steps, each a normal number; below the normal numbers the second one rounds once more.
  const ExpParts parts = exp_parts(x);
  const double first = x > 0 ? 4 : 0x1p-64;
  return parts.mantissa * power_of_two(parts.exponent - (x > 0 ? 2 : -64)) * first;
}

}  // namespace detail

double normal_density(double x) { return one_over_sqrt_two_pi * bell(x); }

double normal_probability(double x) {
  const double distance = std::abs(x);
  if (distance <= 0.66291) return 0.5 + x * middle_slope(x);
  if (distance >= 39) return x < 0 ? 0 : 1;
  const double beyond = distance < 5.65685 ? bell(x) * shoulder_ratio(distance)
                                           : bell(x) * one_over_sqrt_two_pi * far_ratio(distance);
  return x < 0 ? beyond : 1 - beyond;
}

}  // namespace outlive::elementary
