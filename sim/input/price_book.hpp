// Price books: the one that is built in, or a file that a scenario names.
#pragma once

#include <optional>
#include <string>

#include "outlive/diagnostic.hpp"
#include "outlive/prices.hpp"

namespace outlive::input {

/// Reads a price book from a file; an empty path means the built-in one. `unreadable` is set if the file
/// could not be read at all.
std::optional<PriceBook> read_price_book(const std::string& path, Diagnostics& problems, bool& unreadable);

}  // namespace outlive::input
