// What a line of the timeline starts: its size, its price, its own limits.
#pragma once

#include <optional>

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/document.hpp"

namespace outlive::input {

/// The work of a line, or of a connection of a project; nothing if it cannot be of that size or the price book has no
/// price for it, which is then reported. What it runs in is not looked up here.
std::optional<Work> read_work(Node line, ServiceType service, const PriceBook& prices, Diagnostics& problems);

}  // namespace outlive::input
