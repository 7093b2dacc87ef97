// Texts as values of a YAML document.
#pragma once

#include <string>
#include <string_view>

namespace outlive::text {

/// In quotes where without them it would be something else than this text.
std::string yaml_scalar(std::string_view text);

}  // namespace outlive::text
