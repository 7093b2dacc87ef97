// A part of a checked document as YAML again, with the defaults of its schema, one form for all that mean the same.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "sim/input/document.hpp"
#include "sim/input/schema.hpp"

namespace outlive::input {

/// Whether a map may have a key, where the schema says less than its reader.
using Fits = std::function<bool(Node map, std::string_view key)>;

/// The lines of a map, each indented by `indent`. What is a default is said to be one; of keys that do not fit there is
/// none.
std::string resolved_yaml(Node map, const Object& members, std::size_t indent, const Fits& fits);

}  // namespace outlive::input
