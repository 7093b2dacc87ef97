// "; did you mean 'idle_timeout'?": the nearest valid spelling, for what somebody mistyped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/text/nearest.hpp"
#include "sim/text/sanitize.hpp"

namespace outlive::tool {

/// Empty if nothing is near.
inline std::string suggestion(std::string_view written, const std::vector<std::string_view>& candidates) {
  const auto near = text::nearest(written, candidates);
  return near ? "; did you mean '" + text::sanitize(*near) + "'?" : std::string{};
}

}  // namespace outlive::tool
