// A part of a checked document as YAML again, with the defaults of its schema, one form for all that mean the same.
#pragma once

#include <cstddef>
#include <string>

#include "sim/input/document.hpp"
#include "sim/input/schema.hpp"

namespace outlive::input {

/// The lines of a map, each indented by `indent`. What is a default is said to be one.
std::string resolved_yaml(Node map, const Object& members, std::size_t indent);

}  // namespace outlive::input
