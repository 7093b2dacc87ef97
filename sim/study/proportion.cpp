#include "sim/study/proportion.hpp"

#include <stdexcept>

#include "sim/study/critical_values.hpp"

namespace outlive::study {

Estimate proportion_of(std::uint64_t yes, std::uint64_t count, double confidence) {
  require_confidence(confidence);
  if (yes > count) throw std::invalid_argument("something holds more often than it was looked at");
  if (count == 0) return {};
  return {.value = static_cast<double>(yes) / static_cast<double>(count),
          .interval = clopper_pearson(yes, count, confidence),
          .count = count};
}

Estimate proportion_of(std::span<const double> values, double confidence) {
  std::uint64_t yes = 0;
  for (const double value : values) {
    if (value != 0 && value != 1) throw std::invalid_argument("neither yes (1) nor no (0)");
    if (value == 1) ++yes;
  }
  return proportion_of(yes, values.size(), confidence);
}

}  // namespace outlive::study
