#include "sim/input/growth.hpp"

#include <cmath>

#include "sim/engine/elementary.hpp"

namespace outlive::input {

double users_by(const Population& population, Instant at) {
  const auto start = static_cast<double>(population.users);
  if (population.growth == 0) return start;
  // 100 that grow by 15 % are 115, and not 114.99999999999999.
  constexpr double rounding = 1e-12;
  const double periods = static_cast<double>(at.time_since_epoch().count()) /
                         static_cast<double>(population.growth_every.count());
  return std::floor(start * elementary::exp(periods * elementary::log1p(population.growth)) * (1 + rounding));
}

}  // namespace outlive::input
