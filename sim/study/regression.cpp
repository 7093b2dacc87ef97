#include "sim/study/regression.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "sim/study/critical_values.hpp"
#include "sim/study/sample.hpp"

namespace outlive::study {
namespace {

std::size_t common_count(std::span<const std::vector<double>> responses) {
  if (responses.empty()) throw std::invalid_argument("a regression without points");
  std::size_t count = responses.front().size();
  for (const std::vector<double>& point : responses) count = std::min(count, point.size());
  if (count == 0) throw std::invalid_argument("a point without responses");
  return count;
}

/// Sums of squares that are no more than the rounding of numbers as large as these.
bool is_rounding(double squares, std::span<const double> values) {
  double largest = 0;
  for (const double value : values) largest = std::max(largest, std::abs(value));
  const double rounding = 1e-14 * largest;
  return squares <= rounding * rounding * static_cast<double>(values.size());
}

}  // namespace

Regression::Regression(ModelTerms terms, std::span<const DesignPoint> points,
                       std::span<const std::vector<double>> responses, const Options& options)
    : terms_(std::move(terms)), options_(options), fit_(terms_.design(points)) {
  require_confidence(options.confidence);
  if (points.size() != responses.size()) throw std::invalid_argument("not as many responses as points");
  replications_ = common_count(responses);
  by_replication_.resize(replications_);
  for (const std::vector<double>& point : responses) {
    const std::span<const double> used = std::span(point).first(replications_);
    means_.push_back(moments_of(used).mean);
    for (std::size_t i = 0; i < replications_; ++i) by_replication_[i].push_back(used[i]);
  }
  coefficients_ = fit_.coefficients(means_);
  for (const std::vector<double>& one : by_replication_) own_coefficients_.push_back(fit_.coefficients(one));
}

std::vector<double> Regression::kept_of(std::span<const double> row) const {
  std::vector<double> kept;
  for (const std::size_t term : fit_.kept()) kept.push_back(row[term]);
  return kept;
}

double Regression::response_of(std::span<const double> row) const {
  return inner(kept_of(row), coefficients_);
}

Estimate Regression::estimate(std::span<const double> weights) const {
  const double value = inner(weights, coefficients_);
  return {.value = value, .interval = interval(weights, value), .count = means_.size() * replications_};
}

std::optional<Interval> Regression::interval(std::span<const double> weights, double value) const {
  const bool common = options_.errors == Errors::common;
  if (common && replications_ > 1) {
    std::vector<double> values;
    for (const std::vector<double>& own : own_coefficients_) values.push_back(inner(weights, own));
    return mean_of(values, options_.confidence).interval;
  }
  if (common && weights[0] != 0) return std::nullopt;  // the level
  const auto replications = static_cast<double>(replications_);
  const double degrees =
      static_cast<double>(means_.size() * replications_) - static_cast<double>(fit_.rank());
  if (degrees <= 0) return std::nullopt;
  const double squares = replications * fit_.residual_squares(means_) + (common ? 0 : pure_error());
  const double deviation = std::sqrt(squares / degrees);
  return student_interval(value, deviation * fit_.spread(weights) / std::sqrt(replications), degrees,
                          options_.confidence);
}

std::vector<Regression::Coefficient> Regression::coefficients() const {
  std::vector<Coefficient> all;
  for (std::size_t i = 0; i < fit_.rank(); ++i) {
    std::vector<double> weights(fit_.rank(), 0);
    weights[i] = 1;
    all.push_back({fit_.kept()[i], estimate(weights)});
  }
  return all;
}

Estimate Regression::predict(std::span<const double> positions) const {
  return estimate(kept_of(terms_.row(positions)));
}

// Of each point around its mean; what is common to a replication is taken out if it is a block.
double Regression::pure_error() const {
  double all = 0;
  for (const double mean : means_) all += mean / static_cast<double>(means_.size());
  double squares = 0;
  for (const std::vector<double>& one : by_replication_) {
    const double block = options_.errors == Errors::common ? moments_of(one).mean - all : 0;
    for (std::size_t i = 0; i < means_.size(); ++i) {
      const double rest = one[i] - means_[i] - block;
      squares += rest * rest;
    }
  }
  return squares;
}

double Regression::pure_degrees() const {
  const std::size_t points = options_.errors == Errors::common ? means_.size() - 1 : means_.size();
  return static_cast<double>(points * (replications_ - 1));
}

std::optional<LackOfFit> Regression::lack_of_fit() const {
  if (means_.size() <= fit_.rank() || pure_degrees() == 0) return std::nullopt;
  const double error = pure_error();
  if (is_rounding(error, means_)) return std::nullopt;
  LackOfFit lack{.model_degrees = static_cast<double>(means_.size() - fit_.rank()),
                 .error_degrees = pure_degrees()};
  const double distance = static_cast<double>(replications_) * fit_.residual_squares(means_);
  lack.ratio = (distance / lack.model_degrees) / (error / lack.error_degrees);
  lack.probability = fisher_beyond(lack.ratio, lack.model_degrees, lack.error_degrees);
  return lack;
}

Quality Regression::quality() const {
  Quality quality;
  quality.lack_of_fit = lack_of_fit();
  const double total = moments_of(means_).squares;
  if (means_.size() <= fit_.rank() || is_rounding(total, means_)) return quality;
  const auto points = static_cast<double>(means_.size());
  const auto rank = static_cast<double>(fit_.rank());
  const double unexplained = fit_.residual_squares(means_) / total;
  quality.r_squared = 1 - unexplained;
  quality.adjusted = 1 - unexplained * (points - 1) / (points - rank);

  const std::vector<double> fitted = fit_.fitted(means_);
  double press = 0;
  for (std::size_t i = 0; i < means_.size(); ++i) {
    const double rest = 1 - fit_.leverage(i);
    if (rest < 1e-9) return quality;  // without this point there is a coefficient less
    press += (means_[i] - fitted[i]) * (means_[i] - fitted[i]) / (rest * rest);
  }
  quality.predicted = 1 - press / total;
  return quality;
}

// Along one factor the response is a parabola, whose vertex may lie between the ends.
EffectRange Regression::range_of(std::size_t factor) const {
  const Coding& coding = terms_.codings()[factor];
  const auto at = [&](double position) { return response_of(terms_.row_of(factor, position)); };
  std::vector<double> positions;
  if (coding.is_word()) {
    for (std::size_t level = 0; level < coding.levels(); ++level)
      positions.push_back(static_cast<double>(level));
  } else {
    positions = {coding.position_of(-1), coding.position_of(1)};
    const double slope = (at(positions[1]) - at(positions[0])) / 2;
    const double bend = (at(positions[1]) + at(positions[0])) / 2 - at(coding.position_of(0));
    if (std::abs(slope) < 2 * std::abs(bend)) positions.push_back(coding.position_of(-slope / (2 * bend)));
  }
  EffectRange range;
  range.factor = factor;
  range.least_at = range.greatest_at = positions[0];
  for (const double position : positions) {
    if (at(position) < at(range.least_at)) range.least_at = position;
    if (at(position) > at(range.greatest_at)) range.greatest_at = position;
  }
  range.least = at(range.least_at);
  range.greatest = at(range.greatest_at);
  std::vector<double> weights = kept_of(terms_.row_of(factor, range.greatest_at));
  const std::vector<double> from = kept_of(terms_.row_of(factor, range.least_at));
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] -= from[i];
  range.difference = estimate(weights);
  return range;
}

std::vector<EffectRange> Regression::ranges() const {
  std::vector<EffectRange> all;
  for (std::size_t factor = 0; factor < terms_.codings().size(); ++factor)
    if (terms_.codings()[factor].columns() > 0) all.push_back(range_of(factor));
  std::stable_sort(all.begin(), all.end(), [](const EffectRange& a, const EffectRange& b) {
    return a.difference.value > b.difference.value;
  });
  return all;
}

}  // namespace outlive::study
