#include "sim/study/quantile_interval.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <vector>

#include "sim/engine/elementary.hpp"
#include "sim/study/critical_values.hpp"

namespace outlive::study {
namespace {

void require_probability(double probability) {
  if (!(probability > 0 && probability < 1))
    throw std::invalid_argument(
        "the probability of a quantile lies between 0 and 1, neither of them included");
}

/// Among order statistics, of which the first has rank 1.
struct Ranks {
  std::uint64_t lower = 0;
  std::uint64_t upper = 0;
};

/// The greatest rank that is above the quantile with a probability of at most `tail`; 0 if there is none.
std::uint64_t lower_rank(std::uint64_t count, double probability, double tail) {
  std::uint64_t rank = 0;         // good
  std::uint64_t bad = count + 1;  // or beyond the sample
  while (bad - rank > 1) {
    const std::uint64_t middle = rank + (bad - rank) / 2;
    // It is above the quantile if fewer than `middle` observations are below.
    (binomial_up_to(middle - 1, count, probability) <= tail ? rank : bad) = middle;
  }
  return rank;
}

/// From above, everything is the same with the other share.
std::optional<Ranks> ranks_of(std::uint64_t count, double probability, double confidence) {
  const double tail = (1 - confidence) / 2;
  const std::uint64_t lower = lower_rank(count, probability, tail);
  const std::uint64_t from_above = lower_rank(count, 1 - probability, tail);
  if (lower == 0 || from_above == 0) return std::nullopt;
  return Ranks{lower, count + 1 - from_above};
}

/// 0.07 * 100 is a little more than 7, and still the seventh.
std::uint64_t rank_of(std::uint64_t count, double probability) {
  constexpr double rounding = 1 - 0x1p-50;
  const double rank = std::ceil(static_cast<double>(count) * probability * rounding);
  return std::clamp<std::uint64_t>(static_cast<std::uint64_t>(rank), 1, count);
}

}  // namespace

Estimate quantile_of(std::span<const double> values, double probability, double confidence) {
  require_confidence(confidence);
  require_probability(probability);
  std::vector<double> sorted(values.begin(), values.end());
  if (std::any_of(sorted.begin(), sorted.end(), [](double value) { return std::isnan(value); }))
    throw std::invalid_argument("an observation is not a number");
  if (sorted.empty()) return {};
  std::sort(sorted.begin(), sorted.end());
  Estimate estimate{.value = sorted[rank_of(sorted.size(), probability) - 1],
                    .interval = std::nullopt,
                    .count = sorted.size()};
  if (const auto ranks = ranks_of(sorted.size(), probability, confidence))
    estimate.interval = Interval{sorted[ranks->lower - 1], sorted[ranks->upper - 1]};
  return estimate;
}

// All observations lie on one side of the quantile with probability p^n or (1 - p)^n. From just below where the larger of
// the two falls to the tail, what is looked for is a step or two away: rounding decides as it does in `quantile_of`.
std::uint64_t least_count_for_quantile(double probability, double confidence) {
  require_confidence(confidence);
  require_probability(probability);
  const double larger = std::max(probability, 1 - probability);
  const double limit = elementary::log((1 - confidence) / 2) / elementary::log(larger);
  auto count = static_cast<std::uint64_t>(std::max(1.0, std::floor(limit)));
  while (!ranks_of(count, probability, confidence)) ++count;
  return count;
}

}  // namespace outlive::study
