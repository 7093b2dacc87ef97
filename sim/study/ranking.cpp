#include "sim/study/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "sim/engine/elementary.hpp"
#include "sim/study/critical_values.hpp"
#include "sim/study/sample.hpp"

namespace outlive::study {
namespace {

/// h^2 of the paper: how many squared standard deviations of a difference, each in units of the indifference zone, it takes.
double times_variance(const Ranking::Plan& plan) {
  const double alpha = 1 - plan.confidence;
  const auto others = static_cast<double>(plan.systems - 1);
  const auto degrees = static_cast<double>(plan.first_stage - 1);
  const double eta = (elementary::pow(2 * alpha / others, -2 / degrees) - 1) / 2;
  return 2 * eta * degrees;
}

}  // namespace

Ranking::Ranking(const Plan& plan) : plan_(plan) {
  require_confidence(plan.confidence);
  if (plan.systems == 0) throw std::invalid_argument("there is nothing to rank");
  if (!(plan.indifference > 0 && std::isfinite(plan.indifference)))
    throw std::invalid_argument("an indifference zone is more than 0, and finite");
  if (plan.first_stage < 2) throw std::invalid_argument("a variance needs two replications");
  if (plan.systems > 1 && 2 * (1 - plan.confidence) >= static_cast<double>(plan.systems - 1))
    throw std::invalid_argument("so little confidence is a toss of a coin");
  survivors_.resize(plan.systems);
  std::iota(survivors_.begin(), survivors_.end(), std::size_t{0});
  means_.resize(plan.systems);
  first_stage_.resize(plan.systems);
  if (plan.systems == 1) best_ = 0;
}

void Ranking::add(std::span<const double> values) {
  if (best_) throw std::logic_error("a replication was added after the winner was known");
  if (values.size() != survivors_.size())
    throw std::invalid_argument("a replication has one value for each survivor");
  if (!std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); }))
    throw std::invalid_argument("an observation is not a finite number");
  ++replications_;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double value = plan_.sense == Sense::greatest ? values[i] : -values[i];
    double& mean = means_[survivors_[i]];
    mean += (value - mean) / replications_;
    if (replications_ <= plan_.first_stage) first_stage_[survivors_[i]].push_back(value);
  }
  if (replications_ < plan_.first_stage) return;
  if (replications_ == plan_.first_stage) measure_pairs();
  screen();
}

// In the order in which `bound` looks them up.
void Ranking::measure_pairs() {
  const double times = times_variance(plan_) / (plan_.indifference * plan_.indifference);
  for (std::size_t b = 1; b < plan_.systems; ++b) {
    for (std::size_t a = 0; a < b; ++a) {
      const Moments difference = difference_of(first_stage_[a], first_stage_[b]);
      bounds_.push_back(times * *difference.variance());
    }
  }
  first_stage_ = {};
}

double Ranking::bound(std::size_t a, std::size_t b) const {
  if (a > b) std::swap(a, b);
  return bounds_[b * (b - 1) / 2 + a];
}

/// W of the paper: a mean that is further than this below another is out.
double Ranking::slack(std::size_t a, std::size_t b) const {
  return std::max(0.0, plan_.indifference * (bound(a, b) / replications_ - 1) / 2);
}

double Ranking::greatest_bound() const {
  double greatest = 0;
  for (const std::size_t b : survivors_)
    for (const std::size_t a : survivors_)
      if (a < b) greatest = std::max(greatest, bound(a, b));
  return greatest;
}

// All are compared with all who came this far, those who are out with this replication included.
void Ranking::screen() {
  std::vector<std::size_t> kept;
  for (const std::size_t one : survivors_) {
    const bool is_out = std::any_of(survivors_.begin(), survivors_.end(), [&](std::size_t other) {
      return other != one && means_[one] < means_[other] - slack(one, other);
    });
    if (!is_out) kept.push_back(one);
  }
  survivors_ = std::move(kept);
  // Beyond all bounds nothing is left but who has the greatest mean.
  if (survivors_.size() == 1 || replications_ > greatest_bound()) best_ = survivors_.front();
}

std::optional<std::uint64_t> Ranking::replications_at_most() const {
  if (replications_ < plan_.first_stage) return std::nullopt;
  if (best_) return replications_;
  return static_cast<std::uint64_t>(std::min(greatest_bound(), 0x1p62)) + 1;
}

}  // namespace outlive::study
