// Quantities of finite resources: `resources.NAME.peak`. Names hold dots, so the last dot ends the name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/study/quantities.hpp"

namespace outlive::study {

/// `key` is what stands behind `resources.`, here as below.
std::optional<Quantity> find_resource(const Scenario& scenario, std::string_view key);

/// The whole key that is spelt most like it; empty if none is near.
std::string nearest_resource(const Scenario& scenario, std::string_view key);

}  // namespace outlive::study
