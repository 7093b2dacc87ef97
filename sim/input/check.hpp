// Checks a document against a schema and reports every problem in one pass: the place, the path of the key,
// what was expected, and the nearest valid spelling. After a check without errors the decoder need not doubt
// anything.
//
//   case.yaml:7:3: error: unknown key 'idel_timeout' in settings.glue; did you mean 'idle_timeout'?
#pragma once

#include "outlive/diagnostic.hpp"
#include "sim/input/document.hpp"
#include "sim/input/schema.hpp"

namespace outlive::input {

/// True if nothing was found.
bool check(const Document& document, const Type& schema, Diagnostics& problems);

/// The same for one node, known to its reader as `path` ("settings.glue").
bool check(Node node, const Type& schema, std::string_view path, Diagnostics& problems);

}  // namespace outlive::input
