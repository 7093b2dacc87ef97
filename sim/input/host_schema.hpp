// Lines about what holds sessions and notebooks: Studio apps, EMR Serverless applications, EMR clusters.
#pragma once

#include <vector>

#include "sim/input/schema.hpp"

namespace outlive::input {

std::vector<Variant> host_lines();

}  // namespace outlive::input
