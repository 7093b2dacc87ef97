// The best is picked, and simultaneous intervals hold together, as often as they say: under common random numbers.
#include <algorithm>
#include <array>
#include <numeric>
#include <span>
#include <vector>

#include "sim/study/multiple_comparisons.hpp"
#include "sim/study/ranking.hpp"
#include "sim/study/regression.hpp"
#include "tests/study/study_sample.hpp"
#include "tests/theory/coverage.hpp"

namespace outlive::theory {
namespace {

using Values = std::vector<double>;

/// One replication of systems with these means: normal, of variance 1, of which a share is common to all.
Values replication(std::span<const double> means, double common, Normal& normal) {
  const double together = std::sqrt(common) * normal();
  Values values;
  for (const double mean : means) values.push_back(mean + together + std::sqrt(1 - common) * normal());
  return values;
}

struct Picked {
  std::size_t system = 0;
  double cost = 0;  // replications, of all systems
};

/// One experiment: the largest of `means` is looked for.
Picked pick(std::span<const double> means, double common, Normal& normal) {
  study::Ranking ranking({.systems = means.size(),
                          .sense = study::Sense::greatest,
                          .indifference = 0.5,
                          .confidence = 0.9,
                          .first_stage = 10});
  Picked picked;
  while (!ranking.best()) {
    const Values all = replication(means, common, normal);
    Values values;
    for (const std::size_t system : ranking.survivors()) values.push_back(all[system]);
    picked.cost += static_cast<double>(values.size());
    ranking.add(values);
  }
  picked.system = *ranking.best();
  return picked;
}

/// In how many of `experiments` a system that is nearer to the best than the indifference zone is wide was picked.
Frequency picked_well(const std::string& what, const Values& means, double common, int experiments,
                      double& cost) {
  Normal normal(11);
  Frequency frequency(what);
  const double best = *std::max_element(means.begin(), means.end());
  cost = 0;
  for (int i = 0; i < experiments; ++i) {
    const Picked picked = pick(means, common, normal);
    frequency.add(means[picked.system] > best - 0.5);
    cost += picked.cost / experiments;
  }
  return frequency;
}

const Values slippage{0, 0, 0.5, 0, 0};  // the hardest: all others are just as far behind as matters
const Values near{0, 0.2, 0.4, 0.55, 0.6};

void check_picks(int experiments) {
  double independent = 0;
  double common = 0;
  double cost = 0;
  picked_well("KN picks the best of 5, independent", slippage, 0, experiments, independent)
      .check_is_at_least(0.9);
  picked_well("KN picks the best of 5, common 0.8", slippage, 0.8, experiments, common)
      .check_is_at_least(0.9);
  picked_well("KN picks one of the good of 5, common 0.5", near, 0.5, experiments, cost)
      .check_is_at_least(0.9);
  CHECK(common < independent / 2);
}

void check_comparisons(int experiments) {
  const Values means{1, 0, 0.3, 0.9};
  Normal normal(12);
  Frequency baseline("all of 3 differences from a baseline");
  Frequency best("all of 4 differences from the best");
  Frequency single("of 3 differences, each at 95 %");
  for (int i = 0; i < experiments; ++i) {
    std::vector<Values> systems(means.size());
    for (int k = 0; k < 12; ++k) {
      const Values values = replication(means, 0.5, normal);
      for (std::size_t s = 0; s < means.size(); ++s) systems[s].push_back(values[s]);
    }
    const auto hold = [&](const std::vector<Estimate>& estimates, const Values& truths) {
      return std::equal(estimates.begin(), estimates.end(), truths.begin(),
                        [](const Estimate& e, double truth) {
                          return e.interval->lower <= truth && truth <= e.interval->upper;
                        });
    };
    baseline.add(hold(study::differences_from(systems, 1, 0.95), {1, 0, 0.3, 0.9}));
    best.add(
        hold(study::differences_from_best(systems, study::Sense::greatest, 0.95), {0.1, -1, -0.7, -0.1}));
    single.add(hold(study::differences_from(systems, 1, 0.85), {1, 0, 0.3, 0.9}));  // 0.15 / 3 each
  }
  baseline.check_is_at_least(0.95);
  best.check_is_at_least(0.95);
  single.check_is_surely_below(0.95);
}

void check_coefficients(int experiments) {
  const std::vector<Factor> factors{testing::numeric_factor("x", {-1, 1})};
  const auto points = testing::points_at({{-1}, {-0.5}, {0}, {0.5}, {1}});
  const study::ModelTerms terms(factors, points, {.interactions = false, .squares = false});
  Normal normal(13);
  Frequency level("level, each replication fitted");
  Frequency slope("slope, each replication fitted");
  Frequency residual_level("level, from residuals");
  Frequency residual_slope("slope, from residuals");
  for (int i = 0; i < experiments; ++i) {
    std::vector<Values> responses(points.size());
    for (int k = 0; k < 8; ++k) {
      const Values values = replication(std::array{1.0, 1.5, 2.0, 2.5, 3.0}, 0.8, normal);
      for (std::size_t p = 0; p < points.size(); ++p) responses[p].push_back(values[p]);
    }
    using Errors = study::Regression::Errors;
    const auto fitted = [&](Errors errors) {
      return study::Regression(terms, points, responses, {.confidence = 0.95, .errors = errors})
          .coefficients();
    };
    const auto common = fitted(Errors::common);
    const auto independent = fitted(Errors::independent);
    level.add(common[0].estimate.interval, 2);
    slope.add(common[1].estimate.interval, 1);
    residual_level.add(independent[0].estimate.interval, 2);
    residual_slope.add(independent[1].estimate.interval, 1);
  }
  level.check_is(0.95);
  slope.check_is(0.95);
  residual_level.check_is_surely_below(0.9);
  CHECK(residual_slope.share() > 0.99);  // far too wide
}

}  // namespace

TEST_CASE("theory, selection: KN picks the best, or one that is as good, as often as it says") {
  check_picks(150);
}

TEST_CASE("theory, selection: differences from a baseline and from the best hold all at once") {
  check_comparisons(250);
}

TEST_CASE("theory, coverage: coefficients under common random numbers, which residuals would misjudge") {
  check_coefficients(300);
}

TEST_CASE("theory, long: selection and coefficients, many times" * doctest::skip()) {
  check_picks(4000);
  check_comparisons(20'000);
  check_coefficients(20'000);
}

}  // namespace outlive::theory
