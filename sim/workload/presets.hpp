// Distributions that were fitted to public traces of real work, by name.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "outlive/distribution.hpp"

namespace outlive::workload {

/// How long work runs; nothing if there is no preset of this name.
std::optional<Distribution> duration_preset(std::string_view name);
/// When sessions start on a working day, as Calendar::by_hour has it.
std::optional<std::array<double, 25>> hours_preset(std::string_view name);

/// In alphabetical order, for messages.
std::span<const std::string_view> duration_preset_names();
std::span<const std::string_view> hours_preset_names();

}  // namespace outlive::workload
