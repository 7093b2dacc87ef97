// What study files may contain: checked by the loader, published as scenarios/schema/study.schema.json.
#pragma once

#include "sim/input/schema.hpp"

namespace outlive::input {

TypeRef study_schema();

}  // namespace outlive::input
