// Lines of a timeline that start work, or act on it.
#pragma once

#include <vector>

#include "sim/input/schema.hpp"

namespace outlive::input {

/// Sessions and their statements.
std::vector<Variant> session_lines();

/// Jobs, queries, runs of notebooks.
std::vector<Variant> job_lines();

}  // namespace outlive::input
