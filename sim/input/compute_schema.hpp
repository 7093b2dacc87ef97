// Where a session computes: the keys of each service, on a line of the timeline and in the connections of a project.
#pragma once

#include <vector>

#include "sim/input/schema.hpp"

namespace outlive::input {

/// Size of the workers of Glue.
std::vector<Field> glue_worker_fields();
/// Size of the workers of EMR Serverless; `least` of them at least.
std::vector<Field> emr_worker_fields(std::int64_t least);

/// What selects where a session of a timeline computes: `service: NAME`, or `compute: NAME` of a project.
std::vector<Variant> compute_of_a_line();

/// The section `projects:`.
TypeRef projects_schema();

}  // namespace outlive::input
