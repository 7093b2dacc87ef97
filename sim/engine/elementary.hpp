// Logarithm, exponential and the normal distribution out of + - * / sqrt and bits alone.
//
// IEEE 754 fixes these operations to the last bit, and nothing else: the logarithms of two standard libraries may
// differ. A variate that is to be the same on every machine takes its functions from here. Errors are below 2 units
// in the last place unless said otherwise. Rounding to nearest, as every program starts with, and no fused
// multiply-add, which the compiler is told, are taken for granted.
#pragma once

#include <bit>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <limits>

namespace outlive::elementary {

static_assert(std::numeric_limits<double>::is_iec559 && FLT_EVAL_METHOD == 0,
              "doubles must be rounded to 53 bits after every operation");

namespace detail {

// ln 2 in two parts: the first has so few bits that its product with an exponent is exact.
inline constexpr double ln2_high = 0x1.62e42feep-1;
inline constexpr double ln2_low = 0x1.a39ef35793c76p-33;

/// Horner's scheme, the coefficient of the highest power first.
template <class... Coefficients>
constexpr double polynomial(double x, double highest, Coefficients... lower) {
  double sum = highest;
  ((sum = sum * x + lower), ...);
  return sum;
}

/// ln(2^k (1 + f)) for f between sqrt(1/2) - 1 and sqrt(2) - 1: with s = f / (2 + f), ln(1 + f) = 2 artanh s, whose
/// series in s^2 < 0.0295 leaves 2^-58 after eleven terms. 2s = f - s f and s f = f^2/2 - s f^2/2 keep the rounding
/// of s out of the leading term (fdlibm, Sun Microsystems 1993).
inline double log_near_one(double f, double k) {
  const double s = f / (2 + f);
  const double z = s * s;
  const double w = z * z;
  const double odd =
      z * (2. / 3 + w * (2. / 7 + w * (2. / 11 + w * (2. / 15 + w * (2. / 19 + w * (2. / 23))))));
  const double even = w * (2. / 5 + w * (2. / 9 + w * (2. / 13 + w * (2. / 17 + w * (2. / 21)))));
  const double half_square = 0.5 * f * f;
  return k * ln2_high - ((half_square - (s * (half_square + (odd + even)) + k * ln2_low)) - f);
}

/// (e^r - 1 - r) / r^2 for |r| <= ln(2)/2: its Taylor series to r^11, in pairs so that the processor works on
/// several at a time. What is left out is 2^-57 of e^r.
inline double exp_series(double r) {
  const double r2 = r * r;
  const double r4 = r2 * r2;
  const double low = (1. / 2 + r * (1. / 6)) + r2 * (1. / 24 + r * (1. / 120));
  const double middle = (1. / 720 + r * (1. / 5040)) + r2 * (1. / 40320 + r * (1. / 362880));
  const double high = (1. / 3628800 + r * (1. / 39916800)) + r2 * (1. / 479001600 + r * (1. / 6227020800));
  return low + r4 * (middle + r4 * high);
}

struct ExpParts {
  double mantissa;  // near 1
  double exponent;  // of 2
};

inline ExpParts exp_parts(double x) {
  constexpr double one_over_ln2 = 0x1.71547652b82fep+0;
  constexpr double shift = 0x1.8p52;  // a sum with it has no room for a fraction
  const double k = (x * one_over_ln2 + shift) - shift;
  const double high = x - k * ln2_high;
  const double low = k * ln2_low;
  const double r = high - low;
  const double lost = (high - r) - low;
  return {1 + (r + (r * r * exp_series(r) + lost)), k};
}

/// 2^k for a whole k from -1022 to 1023.
inline double power_of_two(double k) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(static_cast<std::int64_t>(k) + 1023) << 52);
}

/// How many standard deviations from the mean p < 0.075 is left, of sqrt(-ln p).
inline double normal_tail(double r) {
  if (r <= 5) {
    const double x = r - 1.6;
    return polynomial(x, 7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
                      1.27045825245236838258e+0, 3.64784832476320460504e+0, 5.76949722146069140550e+0,
                      4.63033784615654529590e+0, 1.42343711074968357734e+0) /
           polynomial(x, 1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
                      1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e+0,
                      2.05319162663775882187e+0, 1);
  }
  if (!(r < std::numeric_limits<double>::infinity())) return r;
  const double x = r - 5;
  return polynomial(x, 2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
                    2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e+0,
                    5.46378491116411436990e+0, 6.65790464350110377720e+0) /
         polynomial(x, 2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
                    7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
                    5.99832206555887937690e-1, 1);
}

double log_outside(double x);  // of what is no positive normal number
double exp_outside(double x);  // where 2^k is no normal number

}  // namespace detail

/// The natural logarithm; of 0 minus infinity, of less not a number.
inline double log(double x) {
  if (!(x >= std::numeric_limits<double>::min() && x <= std::numeric_limits<double>::max())) [[unlikely]] {
    return detail::log_outside(x);
  }
  // x = 2^k m with m between sqrt(1/2) and sqrt(2): adding moves numbers from sqrt(1/2) up into the next octave.
  constexpr std::uint64_t sqrt_half = 0x3fe6a09e00000000;
  constexpr std::uint64_t one = 0x3ff0000000000000;
  constexpr std::uint64_t fraction = 0x000fffffffffffff;
  const std::uint64_t moved = std::bit_cast<std::uint64_t>(x) + (one - sqrt_half);
  const auto k = static_cast<double>(static_cast<std::int64_t>(moved >> 52) - 1023);
  const auto m = std::bit_cast<double>((moved & fraction) + sqrt_half);
  return detail::log_near_one(m - 1, k);
}

/// ln(1 + x), exact for small x, too.
inline double log1p(double x) { return x > -0.29 && x < 0.41 ? detail::log_near_one(x, 0) : log(1 + x); }

/// e^x; 0 and infinity beyond the range.
inline double exp(double x) {
  if (!(x > -708 && x < 709)) [[unlikely]]
    return detail::exp_outside(x);
  const detail::ExpParts parts = detail::exp_parts(x);
  return parts.mantissa * detail::power_of_two(parts.exponent);
}

/// e^x - 1, exact for small x, too.
inline double expm1(double x) {
  return x > -0.34 && x < 0.34 ? x + x * x * detail::exp_series(x) : exp(x) - 1;
}

/// x^y for x > 0, and 0^y for y > 0. The relative error grows with the logarithm of the result: up to
/// (1 + |y ln x|) 2^-52.
inline double pow(double x, double y) { return exp(y * log(x)); }

/// The density of the standard normal distribution.
double normal_density(double x);

/// Its cumulative distribution, to a relative error of 2e-15 far below the mean, too.
double normal_probability(double x);

/// The inverse of that for p between 0 and 1, at which it is infinite. Michael J. Wichura, "Algorithm AS 241: The
/// percentage points of the normal distribution", Applied Statistics 37 (1988): rational approximations of relative
/// error 1e-16, with all roundings 1e-15.
inline double normal_quantile(double p) {
  const double q = p - 0.5;
  if (std::abs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    const double above =
        detail::polynomial(r, 2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4,
                           4.5921953931549871457e+4, 1.3731693765509461125e+4, 1.9715909503065514427e+3,
                           1.3314166789178437745e+2, 3.3871328727963666080e+0);
    const double below =
        detail::polynomial(r, 5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4,
                           2.1213794301586595867e+4, 5.3941960214247511077e+3, 6.8718700749205790830e+2,
                           4.2313330701600911252e+1, 1);
    return q * above / below;
  }
  const double distance = detail::normal_tail(std::sqrt(-log(q < 0 ? p : 1 - p)));
  return q < 0 ? -distance : distance;
}

}  // namespace outlive::elementary
