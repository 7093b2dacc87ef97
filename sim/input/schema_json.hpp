// The published form of a schema: JSON Schema, draft 07, for editors and other programs.
//
// What a JSON Schema cannot say is left to the checker alone: ranges of durations (they are in the
// descriptions), and that a setting is not given twice in its two notations. Everything that the checker
// accepts is valid by the JSON Schema, if scalars are typed as YAML 1.2 types them (10 a number, true a flag,
// 15m and quoted text a string).
#pragma once

#include <string>

#include "sim/input/schema.hpp"

namespace outlive::input {

struct SchemaTitle {
  std::string id;  // where it is published; may be empty
  std::string title;
  std::string description;
};

/// JSON with two spaces of indentation and a line feed at the end; always the same bytes for the same schema.
std::string json_schema(const Type& root, const SchemaTitle& title);

}  // namespace outlive::input
