// What scenario files may say of groups, assignments, tags, grants and reads: parts of sim/input/scenario_schema.hpp.
#pragma once

#include <vector>

#include "sim/input/schema.hpp"

namespace outlive::input {

/// The `assignments:` and `access:` sections.
TypeRef assignments_schema();
TypeRef access_schema();

/// `reads:` of a line that starts work.
Field reads_field();

/// The lines of administrators of users, groups, assignments and grants.
std::vector<Variant> directory_lines();

}  // namespace outlive::input
