#include "sim/study/control_variates.hpp"

#include <cmath>
#include <stdexcept>

#include "sim/study/least_squares.hpp"
#include "sim/study/sample.hpp"

namespace outlive::study {
namespace {

/// The first column is the level.
Matrix distances(std::span<const Control> controls, std::size_t rows) {
  Matrix design{controls.size() + 1, {}};
  for (std::size_t row = 0; row < rows; ++row) {
    design.values.push_back(1);
    for (const Control& control : controls) design.values.push_back(control.values[row] - control.mean);
  }
  return design;
}

std::optional<double> z_of(const Control& control) {
  const Moments moments = moments_of(control.values);
  const std::optional<double> error = moments.standard_error();
  if (!error || *error == 0) return std::nullopt;
  return (moments.mean - control.mean) / *error;
}

/// The standard error of the level.
double error_of(const LeastSquares& fit, std::span<const double> response, double degrees) {
  std::vector<double> level(fit.rank(), 0);
  level[0] = 1;
  return std::sqrt(fit.residual_squares(response) / degrees) * fit.spread(level);
}

}  // namespace

ControlledMean controlled_mean(std::span<const double> response, std::span<const Control> controls,
                               double confidence) {
  ControlledMean result;
  result.plain = mean_of(response, confidence);
  result.estimate = result.plain;
  result.coefficients.resize(controls.size());
  for (const Control& control : controls) {
    if (control.values.size() != response.size())
      throw std::invalid_argument("a control has another number of values than the response");
    result.z.push_back(z_of(control));
  }
  if (response.size() < controls.size() + 2) return result;

  const LeastSquares fit(distances(controls, response.size()));
  const std::vector<double> coefficients = fit.coefficients(response);
  const double degrees = static_cast<double>(response.size()) - static_cast<double>(fit.rank());
  const double error = error_of(fit, response, degrees);
  result.estimate.value = coefficients[0];
  result.estimate.interval = student_interval(coefficients[0], error, degrees, confidence);
  for (std::size_t i = 1; i < fit.rank(); ++i) result.coefficients[fit.kept()[i] - 1] = coefficients[i];
  const double plain_error = *moments_of(response).standard_error();
  if (plain_error > 0) result.removed = 1 - error * error / (plain_error * plain_error);
  return result;
}

}  // namespace outlive::study
