// What scenario files and price books may contain. The loader checks by these tables, and the published
// JSON Schemas (scenarios/schema/) are made from them.
#pragma once

#include "sim/input/schema.hpp"

namespace outlive::input {

TypeRef scenario_schema();
TypeRef price_book_schema();

/// The settings of design section 5 as nested objects, made from the registry in outlive/settings.hpp.
TypeRef settings_schema();

/// Those of them that an account may have for itself.
TypeRef account_settings_schema();

/// All, to be written as dotted keys: `glue.idle_timeout: 2h`.
TypeRef settings_with_dotted_keys();

}  // namespace outlive::input
