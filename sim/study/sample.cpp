#include "sim/study/sample.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "sim/study/critical_values.hpp"

namespace outlive::study {

std::optional<double> Moments::variance() const {
  if (count < 2) return std::nullopt;
  return squares / static_cast<double>(count - 1);
}

std::optional<double> Moments::standard_deviation() const {
  if (count < 2) return std::nullopt;
  return std::sqrt(*variance());
}

std::optional<double> Moments::standard_error() const {
  if (count < 2) return std::nullopt;
  return std::sqrt(*variance() / static_cast<double>(count));
}

void Moments::add(double value) {
  if (!std::isfinite(value)) throw std::invalid_argument("an observation is not a finite number");
  const double step = value - mean;
  mean += step / static_cast<double>(++count);
  squares += step * (value - mean);
}

Moments moments_of(std::span<const double> values) {
  Moments moments;
  for (const double value : values) moments.add(value);
  return moments;
}

Moments difference_of(std::span<const double> a, std::span<const double> b) {
  if (a.size() != b.size()) throw std::invalid_argument("what is to be paired differs in number");
  Moments moments;
  for (std::size_t i = 0; i < a.size(); ++i) moments.add(a[i] - b[i]);
  return moments;
}

Interval student_interval(double value, double standard_error, double degrees, double confidence) {
  require_confidence(confidence);
  const double half = standard_error * student_exceeded(degrees, (1 - confidence) / 2);
  return {value - half, value + half};
}

Estimate estimate_of(const Moments& moments, double confidence) {
  require_confidence(confidence);
  Estimate estimate{.value = moments.mean, .interval = std::nullopt, .count = moments.count};
  if (const auto error = moments.standard_error())
    estimate.interval =
        student_interval(moments.mean, *error, static_cast<double>(moments.count - 1), confidence);
  return estimate;
}

Estimate mean_of(std::span<const double> values, double confidence) {
  return estimate_of(moments_of(values), confidence);
}

Estimate paired_difference(std::span<const double> a, std::span<const double> b, double confidence) {
  return estimate_of(difference_of(a, b), confidence);
}

std::optional<Estimate> ratio_of_means(std::span<const double> parts, std::span<const double> wholes,
                                       double confidence) {
  if (parts.size() != wholes.size()) throw std::invalid_argument("what is to be paired differs in number");
  const double whole = moments_of(wholes).mean;
  if (whole == 0) return std::nullopt;
  const double share = moments_of(parts).mean / whole;
  std::vector<double> residuals(parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) residuals[i] = (parts[i] - share * wholes[i]) / whole;
  Estimate estimate = mean_of(residuals, confidence);  // around 0
  estimate.value = share;
  if (estimate.interval)
    estimate.interval = Interval{estimate.interval->lower + share, estimate.interval->upper + share};
  return estimate;
}

Estimate independent_difference(std::span<const double> a, std::span<const double> b, double confidence) {
  require_confidence(confidence);
  const Moments of_a = moments_of(a);
  const Moments of_b = moments_of(b);
  Estimate estimate{of_a.mean - of_b.mean, std::nullopt, std::min(of_a.count, of_b.count)};
  const auto error_a = of_a.standard_error();
  const auto error_b = of_b.standard_error();
  if (!error_a || !error_b) return estimate;
  const double square_a = *error_a * *error_a;
  const double square_b = *error_b * *error_b;
  const double square = square_a + square_b;
  if (square == 0) {  // neither varies
    estimate.interval = Interval{estimate.value, estimate.value};
    return estimate;
  }
  const double degrees = square * square /
                         (square_a * square_a / static_cast<double>(of_a.count - 1) +
                          square_b * square_b / static_cast<double>(of_b.count - 1));
  estimate.interval = student_interval(estimate.value, std::sqrt(square), degrees, confidence);
  return estimate;
}

std::optional<std::uint64_t> replications_wanted(std::size_t count, double half_width, double distance) {
  const double ratio = half_width / distance;
  const double wanted = std::ceil(static_cast<double>(count) * ratio * ratio);
  constexpr double countable = 0x1p63;
  if (!(wanted < countable)) return std::nullopt;  // not a number, too
  return std::max<std::uint64_t>(2, static_cast<std::uint64_t>(wanted));
}

}  // namespace outlive::study
