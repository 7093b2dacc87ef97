// Quantiles over replications, and the order statistics between which they lie.
#include "sim/study/quantile_interval.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

using namespace outlive;
using namespace outlive::study;

namespace {

/// So that every value is its rank.
std::vector<double> ranks_up_to(std::size_t count) {
  std::vector<double> values(count);
  std::iota(values.rbegin(), values.rend(), 1.0);
  return values;
}

// Straight from the definition, term by term: the probability that between `lower` and `upper` - 1 of `count` observations
// are below the quantile.
double coverage(std::uint64_t lower, std::uint64_t upper, std::uint64_t count, double probability) {
  double sum = 0;
  double binomial = 1;
  for (std::uint64_t below = 0; below <= count; ++below) {
    const auto k = static_cast<double>(below);
    const auto n = static_cast<double>(count);
    if (below > 0) binomial *= (n - k + 1) / k;
    if (below >= lower && below < upper)
      sum += binomial * std::pow(probability, k) * std::pow(1 - probability, n - k);
  }
  return sum;
}

}  // namespace

// Critical values of the two-sided sign test at 5 %, as any table of it has them. For 6 observations the interval is the
// whole sample.
TEST_CASE("quantile: ranks around the median") {
  struct Row {
    std::size_t count;
    double lower;
    double upper;
  };
  for (const Row& row : {Row{6, 1, 6}, {10, 2, 9}, {20, 6, 15}, {30, 10, 21}, {50, 18, 33}, {100, 40, 61}}) {
    CAPTURE(row.count);
    const Estimate estimate = quantile_of(ranks_up_to(row.count), 0.5, 0.95);
    CHECK(estimate.interval->lower == row.lower);
    CHECK(estimate.interval->upper == row.upper);
    CHECK(estimate.count == row.count);
  }
}

TEST_CASE("quantile: the ranks have at least the confidence, and either one nearer has not") {
  for (const double probability : {0.1, 0.5, 0.9, 0.95}) {
    for (const std::size_t count : {std::size_t{80}, std::size_t{200}}) {
      CAPTURE(probability);
      CAPTURE(count);
      const Interval found = *quantile_of(ranks_up_to(count), probability, 0.95).interval;
      const auto lower = static_cast<std::uint64_t>(found.lower);
      const auto upper = static_cast<std::uint64_t>(found.upper);
      CHECK(coverage(0, lower, count, probability) <= 0.025);
      CHECK(coverage(0, lower + 1, count, probability) > 0.025);
      CHECK(coverage(upper, count + 1, count, probability) <= 0.025);
      CHECK(coverage(upper - 1, count + 1, count, probability) > 0.025);
    }
  }
}

TEST_CASE("quantile: the value is one of the sample, in whatever order it is") {
  const std::array values{30.0, 10.0, 50.0, 20.0, 40.0};
  CHECK(quantile_of(values, 0.5, 0.95).value == 30);
  CHECK(quantile_of(values, 0.2, 0.95).value == 10);
  CHECK(quantile_of(values, 0.21, 0.95).value == 20);
  CHECK(quantile_of(values, 0.99, 0.95).value == 50);
  CHECK(quantile_of(values, 0.0001, 0.95).value == 10);
  for (int percent = 1; percent < 100; ++percent)
    CHECK(quantile_of(ranks_up_to(100), percent / 100.0, 0.95).value == percent);
}

TEST_CASE("quantile: too few observations have no interval, and it is known how many would") {
  CHECK(least_count_for_quantile(0.5, 0.95) == 6);
  CHECK(least_count_for_quantile(0.95, 0.95) == 72);  // 0.95^72 = 0.0249
  CHECK(least_count_for_quantile(0.05, 0.95) == 72);
  CHECK(least_count_for_quantile(0.99, 0.95) == 368);  // 0.99^368 = 0.0248
  CHECK(least_count_for_quantile(0.5, 0.75) == 3);     // 0.5^3 is the tail itself
  for (const double probability : {0.01, 0.1, 0.25, 0.5, 0.7, 0.9, 0.98}) {
    for (const double confidence : {0.5, 0.9, 0.95, 0.99}) {
      const std::uint64_t least = least_count_for_quantile(probability, confidence);
      CAPTURE(probability);
      CAPTURE(confidence);
      CHECK(quantile_of(ranks_up_to(least), probability, confidence).interval);
      if (least > 1) CHECK_FALSE(quantile_of(ranks_up_to(least - 1), probability, confidence).interval);
    }
  }
  CHECK_FALSE(quantile_of({}, 0.5, 0.95).interval);
  CHECK(quantile_of({}, 0.5, 0.95).count == 0);
}

TEST_CASE("quantile: an end that never came is later than any") {
  std::vector<double> values = ranks_up_to(10);
  for (double& value : values)
    if (value >= 9) value = std::numeric_limits<double>::infinity();
  const Estimate estimate = quantile_of(values, 0.5, 0.95);
  CHECK(estimate.value == 5);
  CHECK(estimate.interval->lower == 2);
  CHECK(std::isinf(estimate.interval->upper));
}

TEST_CASE("quantile: what is wrong with the call is told") {
  const std::array values{1.0, 2.0};
  for (const double wrong : {0.0, 1.0, 95.0, std::nan("")}) {
    CHECK_THROWS_AS(quantile_of(values, wrong, 0.95), std::invalid_argument);
    CHECK_THROWS_AS(quantile_of(values, 0.5, wrong), std::invalid_argument);
    CHECK_THROWS_AS(least_count_for_quantile(wrong, 0.95), std::invalid_argument);
  }
  CHECK_THROWS_AS(quantile_of(std::array{1.0, std::nan("")}, 0.5, 0.95), std::invalid_argument);
}
