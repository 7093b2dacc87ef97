#include "sim/study/contrast.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/study/sample.hpp"

namespace outlive::study {
namespace {

std::vector<double> values_of(const RunRecord& record, std::string_view response, std::size_t count) {
  const Observed* observed = record.find(response);
  if (observed == nullptr) return std::vector<double>(count, 0);
  const auto end =
      observed->values.begin() + static_cast<std::ptrdiff_t>(std::min(count, observed->values.size()));
  return {observed->values.begin(), end};
}

bool all_finite(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

std::vector<double> times(double factor, std::vector<double> values) {
  for (double& value : values) value *= factor;
  return values;
}

}  // namespace

Basis basis_of(const RunRecord& a, const RunRecord& b) {
  if (!a.chance && !b.chance) return Basis::exact;
  if (std::min(a.replications, b.replications) < 2) return Basis::one_draw;
  return a.seed == b.seed ? Basis::paired : Basis::independent;
}

bool tells_of(const RunRecord& record, std::string_view response) {
  if (record.find(response) != nullptr) return true;
  const bool is_peak = response.starts_with("resources.") && response.ends_with(".peak");
  if (is_peak) return false;  // what has no limit is used all the same
  constexpr std::array told_if_any{"totals.jobs.cause.", "totals.sessions.cause.", "cost.service.",
                                   "populations.", "resources."};
  return std::any_of(told_if_any.begin(), told_if_any.end(),
                     [&](std::string_view section) { return response.starts_with(section); });
}

bool Sides::is_finite() const { return all_finite(a) && all_finite(b); }

Sides sides_of(const RunRecord& a, const RunRecord& b, std::string_view response) {
  const Basis basis = basis_of(a, b);
  const std::uint32_t pairs = std::min(a.replications, b.replications);
  const auto count = [&](const RunRecord& side) -> std::size_t {
    switch (basis) {
      case Basis::exact:  // all replications are the same
      case Basis::one_draw: return 1;
      case Basis::paired: return pairs;
      case Basis::independent: return side.replications;
    }
    return 0;
  };
  return {basis, values_of(a, response, count(a)), values_of(b, response, count(b))};
}

Estimate contrast(const Sides& sides, double slope, double confidence) {
  const std::vector<double> a = times(slope, sides.a);
  Estimate estimate = sides.basis == Basis::independent ? independent_difference(sides.b, a, confidence)
                                                        : paired_difference(sides.b, a, confidence);
  // What is left where two sides are equal but for rounding is none of the difference.
  const double size = std::abs(mean_of(sides.b, confidence).value) + std::abs(mean_of(a, confidence).value);
  constexpr double noise = 1e-12;
  if (std::abs(estimate.value) <= noise * size) estimate.value = 0;
  return estimate;
}

}  // namespace outlive::study
