// What all lists of AWS have in common.
#pragma once

#include <string_view>
#include <vector>

#include "sim/import/json_fields.hpp"

namespace outlive::import {

/// Whose the work of a list is: lists do not say.
inline constexpr const char* unknown_user = "unknown";

/// The objects of the list at `key`, or of a document that is a list.
inline std::vector<const Json*> objects_of(const Json& document, std::string_view key) {
  std::vector<const Json*> all;
  const Json* const list = document.is_array() ? &document : find(document, {key});
  if (list != nullptr && list->is_array()) {
    for (const Json& each : *list) {
      if (each.is_object()) all.push_back(&each);
    }
  }
  return all;
}

}  // namespace outlive::import
