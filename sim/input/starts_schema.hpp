// What an activity of a population starts: a line of a timeline without who, when and for how long.
#pragma once

#include <string_view>

#include "outlive/work.hpp"
#include "sim/input/schema.hpp"

namespace outlive::input {

/// One of {service: glue, workers: 5} and the like, or a list of them with shares.
TypeRef starts_schema();
/// What an item of such a list is, and what stands alone.
TypeRef shared_start_schema();
TypeRef single_start_schema();

/// What `service: ...` means there; a job of Glue for `glue_job`.
ServiceType service_started(std::string_view word);

}  // namespace outlive::input
