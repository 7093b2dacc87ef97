// From what is used to the lines of a price book.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "outlive/diagnostic.hpp"
#include "outlive/prices.hpp"
#include "sim/input/document.hpp"

namespace outlive::input {

/// What a SKU must bill for its use: time, or data.
enum class Billed : std::uint8_t { time, data };

/// The SKU of that name, or nothing and a problem at `place`. A book without any price is one that could
/// not be read: nothing is missed in it.
std::optional<SkuNumber> find_sku(const std::string& name, const Place& place, const PriceBook& prices,
                                  Diagnostics& problems, Billed billed = Billed::time);

/// The SKU of an instance type, as the price book names it behind `prefix`.
std::optional<SkuNumber> find_instance(const std::string& prefix, std::string_view type, const Place& place,
                                       const PriceBook& prices, Diagnostics& problems);

/// Meters for instances of the type that a node names: one for each of `prefixes`, to which the type is added. Nothing
/// if a price is missing, which is then reported.
std::optional<Meters> instance_meters(std::initializer_list<std::string> prefixes, Node type,
                                      std::int64_t instances, const PriceBook& prices, Diagnostics& problems);

}  // namespace outlive::input
