#include <algorithm>
#include <cmath>
#include <cstddef>

#include "outlive/distribution.hpp"
#include "sim/engine/elementary.hpp"

namespace outlive {
namespace {

using Family = CountDistribution::Family;

constexpr double most = 0x1p53;

std::uint64_t whole(double value) {
  return value > 0 ? static_cast<std::uint64_t>(std::min(value, most)) : 0;  // not a number: 0
}

// P(k + 1) / P(k)

struct Poisson {
  double mean;
  double operator()(double k) const { return mean / (k + 1); }
};

struct NegativeBinomial {
  double dispersion;
  double success;  // mean / (mean + dispersion)
  double operator()(double k) const { return (dispersion + k) * success / (k + 1); }
};

/// The first count that makes the probability of all up to it more than u: from count k on, which has the
/// probability p, and those before it `sum`.
template <class Ratio>
double search(double k, double p, double sum, double u, Ratio ratio) {
  sum += p;
  while (u >= sum) {
    p *= ratio(k);
    k += 1;
    const double before = sum;
    sum += p;
    if (sum == before) break;  // past the mode, and what is left is less than the sum's rounding
  }
  return k;
}

/// The same where P(0) is too small for a double: with weights relative to that of `centre`, a count near the mean,
/// out to where they no longer matter.
template <class Ratio>
double search_from_centre(double centre, double u, Ratio ratio) {
  constexpr double negligible = 0x1p-100;
  double first = centre;
  double first_weight = 1;
  double below = 0;
  while (first > 0) {
    const double weight = first_weight / ratio(first - 1);
    if (weight < negligible) break;
    below += weight;
    first -= 1;
    first_weight = weight;
  }
  double all = below + 1;
  double weight = 1;
  for (double k = centre;; k += 1) {
    weight *= ratio(k);
    const double before = all;
    all += weight;
    if (all == before) break;
  }
  const double wanted = u * all;
  return wanted < below ? search(first, first_weight, 0, wanted, ratio)
                        : search(centre, 1, below, wanted, ratio);
}

constexpr double largest_exponent = 700;  // e^-700 is a normal number

double poisson(double mean, double u) {
  if (!(mean > 0)) return 0;
  const Poisson ratio{mean};
  return mean < largest_exponent ? search(0, elementary::exp(-mean), 0, u, ratio)
                                 : search_from_centre(std::floor(mean), u, ratio);
}

// P(0) = (1 + mean/dispersion)^-dispersion.
double negative_binomial(double mean, double dispersion, double u) {
  if (!(mean > 0)) return 0;
  const NegativeBinomial ratio{dispersion, mean / (mean + dispersion)};
  const double exponent = dispersion * elementary::log1p(mean / dispersion);
  return exponent < largest_exponent ? search(0, elementary::exp(-exponent), 0, u, ratio)
                                     : search_from_centre(std::floor(mean), u, ratio);
}

// P(more than n) = (1 - 1/mean)^n.
double geometric(double mean, double u) {
  if (!(mean > 1)) return 1;
  return std::floor(elementary::log1p(-u) / elementary::log1p(-1 / mean)) + 1;
}

}  // namespace

std::uint64_t quantile(const CountDistribution& distribution, double u, double weight) {
  const double a = distribution.a;
  const double b = distribution.b;
  switch (distribution.family) {
    case Family::fixed: break;
    case Family::poisson: return whole(poisson(a * weight, u));
    case Family::negative_binomial: return whole(negative_binomial(a * weight, b, u));
    case Family::geometric: return whole(geometric(a, u));
    case Family::uniform: return whole(std::min(a + std::floor(u * (b - a + 1)), b));
    case Family::atoms: {
      std::size_t i = 0;
      while (i + 1 < distribution.shares.size() && u >= distribution.shares[i]) ++i;
      return whole(distribution.values[i]);
    }
  }
  return whole(a);
}

}  // namespace outlive
