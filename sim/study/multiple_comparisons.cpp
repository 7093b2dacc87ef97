#include "sim/study/multiple_comparisons.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "sim/study/critical_values.hpp"
#include "sim/study/sample.hpp"

namespace outlive::study {
namespace {

using Systems = std::span<const std::vector<double>>;

/// What is left of the confidence for each of all comparisons but one.
double share_of_tail(Systems systems, double confidence) {
  require_confidence(confidence);
  return (1 - confidence) / static_cast<double>(systems.size() - 1);
}

/// As if the greatest were best.
Estimate from_greatest(Systems systems, std::size_t one, double sign, double tail) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Estimate estimate{
      .value = infinity, .interval = Interval{infinity, infinity}, .count = systems[one].size()};
  for (std::size_t other = 0; other < systems.size(); ++other) {
    if (other == one) continue;
    const Moments difference = difference_of(systems[one], systems[other]);
    const double mean = sign * difference.mean;
    estimate.value = std::min(estimate.value, mean);
    if (difference.count < 2) {
      estimate.interval.reset();
      continue;
    }
    // One side is enough: only that the best falls behind the others can mislead.
    const double half =
        *difference.standard_error() * student_exceeded(static_cast<double>(difference.count - 1), tail);
    estimate.interval->lower = std::min(estimate.interval->lower, mean - half);
    estimate.interval->upper = std::min(estimate.interval->upper, mean + half);
  }
  if (estimate.interval)
    estimate.interval = {std::min(0.0, estimate.interval->lower), std::max(0.0, estimate.interval->upper)};
  return estimate;
}

/// Subtracted from 0, so that there is no minus before a 0.
Estimate mirrored(Estimate estimate) {
  estimate.value = 0 - estimate.value;
  if (estimate.interval) estimate.interval = {0 - estimate.interval->upper, 0 - estimate.interval->lower};
  return estimate;
}

}  // namespace

std::vector<Estimate> differences_from(Systems systems, std::size_t baseline, double confidence) {
  require_confidence(confidence);
  if (baseline >= systems.size()) throw std::invalid_argument("there is no such baseline");
  const std::size_t count = systems[baseline].size();
  std::vector<Estimate> all(systems.size(), {.value = 0, .interval = Interval{}, .count = count});
  if (systems.size() == 1) return all;
  const double each = 1 - share_of_tail(systems, confidence);
  for (std::size_t i = 0; i < systems.size(); ++i)
    if (i != baseline) all[i] = paired_difference(systems[i], systems[baseline], each);
  return all;
}

std::vector<Estimate> differences_from_best(Systems systems, Sense sense, double confidence) {
  if (systems.size() < 2) throw std::invalid_argument("the best of fewer than two");
  const double tail = share_of_tail(systems, confidence);
  if (tail >= 0.5) throw std::invalid_argument("so little confidence is a toss of a coin");
  std::vector<Estimate> all;
  for (std::size_t i = 0; i < systems.size(); ++i) {
    all.push_back(sense == Sense::greatest ? from_greatest(systems, i, 1, tail)
                                           : mirrored(from_greatest(systems, i, -1, tail)));
  }
  return all;
}

}  // namespace outlive::study
