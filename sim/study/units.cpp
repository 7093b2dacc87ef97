// How the work of a study is cut and numbered: by the study alone, so that any two machines agree.
#include <algorithm>

#include "outlive/sweep.hpp"

namespace outlive {
namespace {

/// Whoever repeats often has units of several replications, so that there are not too many of them.
std::uint32_t replications_of_unit(const Study& study) {
  constexpr std::uint32_t most = 50;
  constexpr std::uint32_t units_of_point = 20;
  return std::clamp(study.replications / units_of_point, std::uint32_t{1}, most);
}

std::uint64_t units_of_point(const Study& study) {
  const std::uint32_t size = replications_of_unit(study);
  return (study.replications + size - 1) / size;
}

}  // namespace

std::uint64_t count_units(const Study& study) { return study.points.size() * units_of_point(study); }

Unit unit_of(const Study& study, std::uint64_t number) {
  const std::uint64_t count = count_units(study);
  if (number >= count) {
    const std::uint64_t further = number - count;
    return {number, static_cast<std::uint32_t>(further % study.points.size()),
            static_cast<std::uint32_t>(study.replications + further / study.points.size()), 1};
  }
  const std::uint32_t size = replications_of_unit(study);
  const std::uint64_t each = units_of_point(study);
  const auto first = static_cast<std::uint32_t>(number % each) * size;
  return {number, static_cast<std::uint32_t>(number / each), first,
          std::min(size, study.replications - first)};
}

Unit further_unit(const Study& study, std::uint32_t point, std::uint32_t replication) {
  const std::uint64_t beyond = replication - study.replications;
  return unit_of(study, count_units(study) + beyond * study.points.size() + point);
}

std::vector<Unit> units_of(const Study& study) {
  std::vector<Unit> units;
  for (std::uint64_t number = 0; number < count_units(study); ++number)
    units.push_back(unit_of(study, number));
  return units;
}

}  // namespace outlive
