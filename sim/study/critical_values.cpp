#include "sim/study/critical_values.hpp"

#include <stdexcept>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace outlive::study {

using boost::math::cdf;
using boost::math::complement;
using boost::math::quantile;

void require_confidence(double confidence) {
  if (!(confidence > 0 && confidence < 1))
    throw std::invalid_argument("a confidence lies between 0 and 1, neither of them included");
}

double student_exceeded(double degrees, double tail) {
  return quantile(complement(boost::math::students_t(degrees), tail));
}

// The probability of `count` or more successes is a beta distribution's, as a function of the share.
Interval clopper_pearson(std::uint64_t count, std::uint64_t trials, double confidence) {
  require_confidence(confidence);
  if (trials == 0 || count > trials) throw std::invalid_argument("more successes than trials, or no trial");
  const double tail = (1 - confidence) / 2;
  const auto yes = static_cast<double>(count);
  const auto no = static_cast<double>(trials - count);
  Interval interval{0, 1};
  if (count > 0) interval.lower = quantile(boost::math::beta_distribution<>(yes, no + 1), tail);
  if (count < trials)
    interval.upper = quantile(complement(boost::math::beta_distribution<>(yes + 1, no), tail));
  return interval;
}

double binomial_up_to(std::uint64_t count, std::uint64_t trials, double share) {
  if (count >= trials) return 1;
  return cdf(boost::math::binomial(static_cast<double>(trials), share), static_cast<double>(count));
}

double fisher_beyond(double ratio, double numerator_degrees, double denominator_degrees) {
  return cdf(complement(boost::math::fisher_f(numerator_degrees, denominator_degrees), ratio));
}

}  // namespace outlive::study
