// What a line of the timeline starts: its size, its price, its own limits.
#pragma once

#include <optional>

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/document.hpp"

namespace outlive::input {

/// The work of a `start_session` line or of a line that starts a job; nothing if the price book has no
/// price for it, which is then reported.
std::optional<Work> read_work(Node line, ServiceType service, const PriceBook& prices, Diagnostics& problems);

/// The SKU of that name, or nothing and a problem at `place`. A book without any price is one that could
/// not be read: nothing is missed in it.
std::optional<SkuNumber> find_sku(const std::string& name, Place place, const PriceBook& prices,
                                  Diagnostics& problems);

}  // namespace outlive::input
