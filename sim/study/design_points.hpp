// From factors to design points: the design says which combinations, the constraints which of those are left out.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "outlive/study.hpp"
#include "sim/study/constraint.hpp"

namespace outlive::study {

/// More points than these are a slip of the pen.
inline constexpr std::uint64_t most_points = 1'000'000;

/// Fills in the points of a study that has its factors and design. `seed` decides where space-filling designs put theirs.
/// Returns why it cannot be done; empty if it was.
std::string lay_out(Study& study, std::span<const Constraint> constraints, std::uint64_t seed);

}  // namespace outlive::study
