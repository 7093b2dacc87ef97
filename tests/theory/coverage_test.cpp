// Intervals hold the truth as often as they say.
#include "tests/theory/coverage.hpp"

#include <array>
#include <vector>

#include "sim/study/control_variates.hpp"
#include "sim/study/proportion.hpp"
#include "sim/study/quantile_interval.hpp"
#include "sim/study/sample.hpp"
#include "sim/study/warm_up.hpp"
#include "tests/theory/single_server.hpp"

namespace outlive::theory {
namespace {

using Values = std::vector<double>;

/// The mean waits of `customers` in each of some replications; `experiment` tells them from those of all others.
Values mean_waits(const SingleServer& server, std::uint32_t experiment, std::uint32_t replications,
                  std::size_t left_out, std::size_t customers) {
  Values values;
  for (std::uint32_t i = 0; i < replications; ++i)
    values.push_back(server.mean_wait(experiment * replications + i, left_out, customers));
  return values;
}

/// How often Student's interval over replications holds the wait of the long run.
Frequency steady_coverage(const std::string& what, std::uint32_t experiments, std::uint32_t replications,
                          std::size_t left_out, std::size_t customers) {
  const SingleServer server{.load = 0.8, .seed = 7};
  Frequency frequency(what);
  for (std::uint32_t i = 0; i < experiments; ++i)
    frequency.add(study::mean_of(mean_waits(server, i, replications, left_out, customers), 0.95).interval,
                  server.steady_wait());
  return frequency;
}

/// The probability that Clopper and Pearson's interval holds `share`, exactly.
double proportion_coverage(std::uint64_t trials, double share) {
  double coverage = 0;
  double binomial = 1;
  for (std::uint64_t yes = 0; yes <= trials; ++yes) {
    const auto k = static_cast<double>(yes);
    const auto n = static_cast<double>(trials);
    if (yes > 0) binomial *= (n - k + 1) / k;
    const Interval interval = *study::proportion_of(yes, trials, 0.95).interval;
    if (interval.lower <= share && share <= interval.upper)
      coverage += binomial * std::pow(share, k) * std::pow(1 - share, n - k);
  }
  return coverage;
}

// Everything normal, so that Student's intervals are exact: a response that a control explains in part, and another that
// shares it.
void check_normal(int experiments) {
  Normal normal(1);
  Frequency mean("mean of 6 normal values");
  Frequency difference("paired difference of 6");
  Frequency controlled("mean of 6 with a control");
  for (int i = 0; i < experiments; ++i) {
    Values control;
    Values a;
    Values b;
    for (int k = 0; k < 6; ++k) {
      control.push_back(normal());
      a.push_back(100 + 3 * control.back() + normal());
      b.push_back(99 + 3 * control.back() + 2 * normal());
    }
    mean.add(study::mean_of(a, 0.9).interval, 100);
    difference.add(study::paired_difference(a, b, 0.9).interval, 1);
    controlled.add(study::controlled_mean(a, std::array{study::Control{control, 0}}, 0.9).estimate.interval,
                   100);
  }
  mean.check_is(0.9);
  difference.check_is(0.9);
  controlled.check_is(0.9);
}

void check_proportion(int experiments) {
  engine::RandomStream random(3, 0, 0, 0);
  Frequency frequency("share of 0.04 among 50");
  Frequency wald("Wald's interval of it");
  for (int i = 0; i < experiments; ++i) {
    std::uint64_t yes = 0;
    for (int k = 0; k < 50; ++k) yes += random.uniform() < 0.04 ? 1U : 0U;
    frequency.add(study::proportion_of(yes, 50, 0.95).interval, 0.04);
    const double share = static_cast<double>(yes) / 50;
    const double half = 1.959964 * std::sqrt(share * (1 - share) / 50);
    wald.add(Interval{share - half, share + half}, 0.04);
  }
  frequency.check_is(proportion_coverage(50, 0.04));
  wald.check_is_surely_below(0.95);  // why it is not used
}

void check_quantiles(int experiments) {
  engine::RandomStream random(4, 0, 0, 0);
  Frequency median("median of 30 exponential values");
  Frequency ninth("0.9 quantile of 60 exponential values");
  for (int i = 0; i < experiments; ++i) {
    Values values;
    for (int k = 0; k < 60; ++k) values.push_back(random.exponential(1));
    median.add(study::quantile_of(std::span(values).first(30), 0.5, 0.95).interval, std::log(2));
    ninth.add(study::quantile_of(values, 0.9, 0.95).interval, std::log(10));
  }
  // From the 10th to the 21st of 30: 10 to 20 heads in 30 throws of a coin. From the 49th to the 59th of 60 likewise.
  median.check_is(0.957226);
  ninth.check_is(0.971638);
}

}  // namespace

TEST_CASE("theory, coverage: Student's intervals of a mean, a paired difference, a mean with a control") {
  check_normal(1000);
}

TEST_CASE("theory, coverage: exact intervals of a rare share") { check_proportion(1000); }

TEST_CASE("theory, coverage: quantiles between order statistics, whatever the values are of") {
  check_quantiles(500);
}

TEST_CASE("theory, long: coverage, many times" * doctest::skip()) {
  check_normal(50'000);
  check_proportion(50'000);
  check_quantiles(20'000);
}

// Waits are skewed, which costs Student's interval a per cent or two of coverage at 30 replications.
TEST_CASE("theory, coverage: the mean wait of a day's first 30 customers, and what a faster server saves") {
  const SingleServer slow{.load = 0.8, .service = 1, .seed = 2};
  const SingleServer fast{.load = 0.8, .service = 0.9, .seed = 2};
  const double truth = slow.true_mean_wait(30);
  const double saving = truth - fast.true_mean_wait(30);
  Frequency mean("mean wait over 30 days");
  Frequency difference("paired difference over 30 days");
  double shortened = 0;
  for (std::uint32_t i = 0; i < 250; ++i) {
    const Values before = mean_waits(slow, i, 30, 0, 30);
    const Values after = mean_waits(fast, i, 30, 0, 30);
    const Estimate alone = study::mean_of(before, 0.95);
    const Estimate paired = study::paired_difference(before, after, 0.95);
    mean.add(alone.interval, truth);
    difference.add(paired.interval, saving);
    shortened += paired.interval->half_width() / alone.interval->half_width() / 250;
  }
  mean.check_is(0.95);
  difference.check_is(0.95);
  CHECK(shortened < 1 / 3.0);  // common random numbers are worth it
}

TEST_CASE("theory, coverage: means with control variates, and what these are worth") {
  const SingleServer server{.load = 0.8, .seed = 5};
  const double truth = server.true_mean_wait(30);
  Frequency controlled("mean wait over 30 days, gaps and services known");
  Frequency plain("the same without controls");
  double removed = 0;
  double worst = 0;
  for (std::uint32_t i = 0; i < 250; ++i) {
    Values waits;
    Values gaps;
    Values services;
    for (std::uint32_t k = 0; k < 30; ++k) {
      double wait = 0;
      double service = 0;
      double gap = 0;
      server.play(i * 30 + k, 30, [&](double waits_for, double busy, double until_next) {
        wait += waits_for / 30;
        service += busy / 30;
        gap += until_next / 30;
      });
      waits.push_back(wait);
      services.push_back(service);
      gaps.push_back(gap);
    }
    const auto result = study::controlled_mean(
        waits, std::array{study::Control{gaps, 1 / 0.8}, study::Control{services, 1}}, 0.95);
    controlled.add(result.estimate.interval, truth);
    plain.add(result.plain.interval, truth);
    removed += result.removed.value() / 250;
    worst = std::max(worst, std::abs(result.z[0].value()));
  }
  controlled.check_is(0.95);
  plain.check_is(0.95);
  CHECK(removed > 0.4);
  CHECK(worst < 6);  // of 250, Student's with 29 degrees of freedom
}

// The trap that intervals over replications set: they tighten around a mean that is not that of the long run.
TEST_CASE("theory, coverage: without warm-up an interval misses, and more replications make it worse") {
  const Frequency few = steady_coverage("without warm-up, 10 x 100", 100, 10, 0, 100);
  few.check_is_surely_below(0.9);
  const Frequency more = steady_coverage("without warm-up, 40 x 100", 50, 40, 0, 100);
  more.check_is_surely_below(0.9);
  CHECK(more.share() < few.share());
}

TEST_CASE("theory, coverage: MSER-5 leaves out the beginning, and says when a run is too short") {
  const SingleServer server{.load = 0.8, .seed = 8};
  const auto cut_of = [&](std::size_t customers) {
    std::vector<Values> replications;
    for (std::uint32_t i = 0; i < 200; ++i) replications.push_back(server.waits(i, customers));
    return study::mser5(replications);
  };
  const study::Truncation cut = cut_of(400);
  CAPTURE(cut.observations);
  CHECK_FALSE(cut.too_short);
  CHECK(cut.observations >= 20);
  CHECK(cut_of(50).too_short);
}

TEST_CASE("theory, long: coverage of the wait of the long run, with warm-up and without" * doctest::skip()) {
  steady_coverage("without warm-up, 100 x 1000", 400, 100, 0, 1000).check_is_surely_below(0.9);
  steady_coverage("warm-up of 1000, 100 x 1000", 400, 100, 1000, 1000).check_is(0.95);
  steady_coverage("warm-up of 1000, 30 x 5000", 400, 30, 1000, 5000).check_is(0.95);
}

}  // namespace outlive::theory
