#include "sim/self_test/closed_forms.hpp"

#include <cmath>

namespace outlive::self_test {
namespace {

double normal_distribution(double x) { return std::erfc(-x / std::sqrt(2.0)) / 2; }

}  // namespace

double erlang_b(int servers, double offered) {
  double refused = 1;
  for (int c = 1; c <= servers; ++c) refused = offered * refused / (c + offered * refused);
  return refused;
}

double erlang_c(int servers, double offered) {
  const double refused = erlang_b(servers, offered);
  return servers * refused / (servers - offered * (1 - refused));
}

double erlang_wait(int servers, double offered) { return erlang_c(servers, offered) / (servers - offered); }

double pollaczek_khinchine(double load, double squared_variation) {
  return load * (1 + squared_variation) / (2 * (1 - load));
}

WorkTime WorkTime::exponential(double mean) {
  WorkTime work;
  work.scale_ = mean;
  return work;
}

WorkTime WorkTime::lognormal(double median, double sigma) {
  WorkTime work;
  work.scale_ = median;
  work.sigma_ = sigma;
  return work;
}

double WorkTime::longer_than(double t) const {
  if (t <= 0) return 1;
  if (sigma_ == 0) return std::exp(-t / scale_);
  return normal_distribution(-std::log(t / scale_) / sigma_);
}

double WorkTime::up_to(double t) const {
  if (t <= 0) return 0;
  if (sigma_ == 0) return scale_ * (1 - std::exp(-t / scale_));
  const double mean = scale_ * std::exp(sigma_ * sigma_ / 2);
  return mean * normal_distribution(std::log(t / scale_) / sigma_ - sigma_) + t * longer_than(t);
}

double charged(const WorkTime& work, double limit, const Billing& billing, double idle_after) {
  const auto grains = std::llround(limit / billing.grain);
  const auto least = std::llround(billing.minimum / billing.grain);
  double sum = 0;
  for (long long k = 0; k < grains || k < least; ++k) {
    const double time = static_cast<double>(k) * billing.grain;
    sum += k < least ? 1 : work.longer_than(time - idle_after);
  }
  return sum * billing.grain;
}

double forgotten_length(const WorkTime& work, double idle_timeout, double limit) {
  return idle_timeout + work.up_to(limit - idle_timeout);
}

double ended_in_gap(double mean_gap, double idle_timeout) { return std::exp(-idle_timeout / mean_gap); }

double idle_in_gap(double mean_gap, double idle_timeout) {
  return mean_gap * (1 - ended_in_gap(mean_gap, idle_timeout));
}

double all_gaps_survived(int gaps, double mean_gap, double idle_timeout) {
  return std::pow(1 - ended_in_gap(mean_gap, idle_timeout), gaps);
}

double idle_in_gaps(int gaps, double mean_gap, double idle_timeout) {
  double reached = 1;
  double sum = 0;
  for (int gap = 0; gap < gaps; ++gap) {
    sum += reached * idle_in_gap(mean_gap, idle_timeout);
    reached *= 1 - ended_in_gap(mean_gap, idle_timeout);
  }
  return sum;
}

double outlives_sign_out(const WorkTime& work, double from, double to, double limit) {
  return (work.up_to(to) - work.up_to(from)) / (to - from) - work.longer_than(limit);
}

}  // namespace outlive::self_test
