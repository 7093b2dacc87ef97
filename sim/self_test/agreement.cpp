#include "sim/self_test/agreement.hpp"

#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <utility>

#include "sim/study/sample.hpp"

namespace outlive::self_test {

bool Agreement::holds() const { return std::abs(z) <= 4; }

Agreement compare_with_theory(std::string what, const std::vector<Quotient>& replications, double theory) {
  const auto n = static_cast<double>(replications.size());
  if (n < 2) throw std::invalid_argument("no interval of fewer than two replications");
  Quotient all{0, 0};
  for (const Quotient& one : replications) {
    all.sum += one.sum;
    all.count += one.count;
  }
  const double estimate = all.sum / all.count;
  double squares = 0;
  for (const Quotient& one : replications) {
    const double rest = one.sum - estimate * one.count;
    squares += rest * rest;
  }
  const double error = std::sqrt(squares / (n * (n - 1))) / (all.count / n);
  return {.what = std::move(what),
          .estimate = estimate,
          .half_width = study::student_interval(estimate, error, n - 1, 0.95).half_width(),
          .theory = theory,
          .z = (estimate - theory) / error};
}

std::string line_of(const Agreement& agreement) {
  char numbers[160];
  std::snprintf(numbers, sizeof numbers, ": estimate %.6g +- %.2g, theory %.6g, z %.2f", agreement.estimate,
                agreement.half_width, agreement.theory, agreement.z);
  return agreement.what + numbers;
}

}  // namespace outlive::self_test
