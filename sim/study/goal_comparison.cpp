#include "sim/study/goal_comparison.hpp"

#include <algorithm>
#include <cmath>

#include "sim/study/point_estimates.hpp"
#include "sim/study/sample.hpp"

namespace outlive::study {

std::optional<Estimate> estimate_of(const Response& response, const std::vector<double>& values,
                                    const Certainty& certainty) {
  auto estimate = estimate_of(response, values, certainty.confidence);
  if (estimate && !certainty.random) estimate->interval.reset();
  return estimate;
}

std::optional<Interval> known_of(const Estimate& estimate, bool random) {
  if (estimate.interval || random) return estimate.interval;
  return Interval{estimate.value, estimate.value};
}

std::size_t GoalComparison::common(std::size_t a, std::size_t b) const {
  return std::min(observations_.replications(a), observations_.replications(b));
}

std::vector<double> GoalComparison::goals(std::size_t point, std::size_t count) const {
  std::vector<double> values = observations_.values(point, study_.goal->least);
  values.resize(count);
  return values;
}

std::vector<double> GoalComparison::paired(std::size_t a, std::size_t b, double times) const {
  const std::size_t count = common(a, b);
  std::vector<double> differences = goals(a, count);
  const std::vector<double> others = goals(b, count);
  for (std::size_t i = 0; i < count; ++i) differences[i] -= times * others[i];
  return differences;
}

std::optional<Estimate> GoalComparison::difference(std::size_t a, std::size_t b, double times) const {
  if (response().statistic == Response::Statistic::mean)
    return estimate_of(response(), paired(a, b, times), certainty_);
  const std::size_t count = common(a, b);
  const Certainty each{certainty_.random, (1 + certainty_.confidence) / 2};
  const auto left = estimate_of(response(), goals(a, count), each);
  const auto right = estimate_of(response(), goals(b, count), each);
  if (!left || !right) return std::nullopt;
  Estimate estimate{.value = left->value - times * right->value, .interval = std::nullopt, .count = count};
  if (left->interval && right->interval) {
    estimate.interval = Interval{left->interval->lower - times * right->interval->upper,
                                 left->interval->upper - times * right->interval->lower};
  }
  return estimate;
}

/// What the goal at a point is multiplied with before it is compared, so that the indifference is a share of the very value
/// that is compared with and not of an estimate of it.
double GoalComparison::widened(std::size_t point) const {
  double sum = 0;
  for (const double value : observations_.values(point, study_.goal->least)) sum += value;
  return sum < 0 ? 1 - study_.goal->indifference : 1 + study_.goal->indifference;
}

std::optional<Interval> GoalComparison::known(std::size_t a, std::size_t b, double times) const {
  const auto found = difference(a, b, times);
  return found ? known_of(*found, certainty_.random) : std::nullopt;
}

/// As `difference`, without the interval, which is what takes time.
std::optional<double> GoalComparison::value(std::size_t a, std::size_t b, double times) const {
  if (response().statistic == Response::Statistic::mean) {
    double sum = 0;
    for (const double each : paired(a, b, times)) sum += each;
    return std::isfinite(sum) ? std::optional(sum / static_cast<double>(common(a, b))) : std::nullopt;
  }
  const auto found = difference(a, b, times);
  return found ? std::optional(found->value) : std::nullopt;
}

bool GoalComparison::surely_less(std::size_t a, std::size_t b) const {
  const auto interval = known(a, b, 1);
  return interval && interval->upper < 0;
}

bool GoalComparison::surely_as_good(std::size_t a, std::size_t b) const {
  const auto interval = known(a, b, widened(b));
  return interval && interval->upper <= 0;
}

bool GoalComparison::surely_better(std::size_t a, std::size_t b) const {
  const auto interval = known(b, a, widened(a));
  return interval && interval->lower > 0;
}

bool GoalComparison::less(std::size_t a, std::size_t b) const {
  const auto found = value(a, b, 1);
  return found && *found < 0;
}

bool GoalComparison::as_good(std::size_t a, std::size_t b) const {
  const auto found = value(a, b, widened(b));
  return found && *found <= 0;
}

bool GoalComparison::better(std::size_t a, std::size_t b) const {
  const auto found = value(b, a, widened(a));
  return found && *found > 0;
}

std::optional<std::size_t> GoalComparison::cheapest(std::span<const std::size_t> points) const {
  std::optional<std::size_t> best;
  for (const std::size_t point : points)
    if (!best || less(point, *best)) best = point;
  return best;
}

}  // namespace outlive::study
