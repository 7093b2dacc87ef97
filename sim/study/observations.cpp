#include <algorithm>
#include <stdexcept>

#include "outlive/sweep.hpp"

namespace outlive {

void Observations::set(std::size_t point, std::uint32_t replication, std::span<const double> values) {
  Point& at = points_.at(point);
  if (values.size() != responses_)
    throw std::invalid_argument("a replication has another number of responses");
  if (at.is_there.size() <= replication) {
    at.is_there.resize(replication + 1, false);
    at.values.resize(at.is_there.size() * responses_);
  }
  if (at.is_there[replication]) throw std::logic_error("a replication is there already");
  at.is_there[replication] = true;
  std::copy(values.begin(), values.end(),
            at.values.begin() + static_cast<std::ptrdiff_t>(replication * responses_));
}

bool Observations::has(std::size_t point, std::uint32_t replication) const {
  const Point& at = points_.at(point);
  return replication < at.is_there.size() && at.is_there[replication];
}

std::uint32_t Observations::replications(std::size_t point) const {
  const auto& is_there = points_.at(point).is_there;
  return static_cast<std::uint32_t>(std::find(is_there.begin(), is_there.end(), false) - is_there.begin());
}

std::vector<double> Observations::values(std::size_t point, std::size_t response) const {
  const std::uint32_t count = replications(point);
  std::vector<double> values;
  values.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) values.push_back(row(point, i)[response]);
  return values;
}

std::span<const double> Observations::row(std::size_t point, std::uint32_t replication) const {
  return std::span(points_.at(point).values).subspan(replication * responses_, responses_);
}

void add(const UnitResult& result, Observations& observations) {
  const std::size_t width = observations.responses();
  if (result.values.size() != result.unit.count * width)
    throw std::invalid_argument("a unit has another number of responses");
  for (std::uint32_t i = 0; i < result.unit.count; ++i) {
    observations.set(result.unit.point, result.unit.first + i,
                     std::span(result.values).subspan(i * width, width));
  }
}

UnitResult result_of(const Unit& unit, const Observations& observations) {
  UnitResult result{unit, {}};
  for (std::uint32_t i = 0; i < unit.count; ++i) {
    const std::span<const double> row = observations.row(unit.point, unit.first + i);
    result.values.insert(result.values.end(), row.begin(), row.end());
  }
  return result;
}

}  // namespace outlive
