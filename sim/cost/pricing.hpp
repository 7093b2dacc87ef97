// From usage to money: granularity and minimum charge, one rounding a line, cells by largest remainder.
#pragma once

#include "outlive/money.hpp"
#include "outlive/prices.hpp"
#include "outlive/time.hpp"
#include "outlive/usage.hpp"

namespace outlive::cost {

/// The time that is charged for `used`: rounded up to the granularity, the minimum at least; nothing for
/// nothing.
Duration charged(Duration used, const Sku& sku);

/// The same for what is billed by bytes.
std::int64_t charged_bytes(std::int64_t used, const Sku& sku);

/// The price of so many unit-milliseconds, or bytes, rounded half-even to a nano-dollar.
Money price(std::int64_t usage, const Sku& sku);

/// The line's price shared over its cells by largest remainder, so that the cells add up to it exactly. Of
/// equal remainders the first bucket gets the nano-dollar.
Cells<Money> price_cells(const Cells<std::int64_t>& usage, const Sku& sku);

}  // namespace outlive::cost
