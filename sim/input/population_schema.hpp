// The section `populations:` of a scenario.
#pragma once

#include "sim/input/schema.hpp"

namespace outlive::input {

TypeRef populations_schema();

/// All users that order keys have room for, of the timeline, of traces and of populations.
inline constexpr std::int64_t most_users = std::int64_t{1} << 28U;

}  // namespace outlive::input
