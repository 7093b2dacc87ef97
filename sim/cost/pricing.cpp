#include "sim/cost/pricing.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace outlive::cost {
namespace {

constexpr std::int64_t ms_per_hour = 3'600'000;
constexpr std::size_t cell_count = bucket_count * attendance_count;

struct Quotient {
  Int128 whole;
  std::int64_t rest;  // of what makes one unit
};

/// Unit-milliseconds, or bytes, that cost the price once.
std::int64_t per_unit(const Sku& sku) { return sku.bytes_per_unit != 0 ? sku.bytes_per_unit : ms_per_hour; }

// Nearly every product fits in 64 bits, where division by a constant is a multiplication.
Quotient nanos_of(std::int64_t usage, const Sku& sku) {
  const Int128 product = static_cast<Int128>(usage) * sku.price.nanos();
  if (product <= std::numeric_limits<std::int64_t>::max() && sku.bytes_per_unit == 0) {
    const auto small = static_cast<std::int64_t>(product);
    return {small / ms_per_hour, small % ms_per_hour};
  }
  return {product / per_unit(sku), static_cast<std::int64_t>(product % per_unit(sku))};
}

Int128 round_half_even(const Quotient& quotient, const Sku& sku) {
  const Int128 twice = static_cast<Int128>(quotient.rest) * 2;
  const bool up = twice > per_unit(sku) || (twice == per_unit(sku) && quotient.whole % 2 != 0);
  return quotient.whole + (up ? 1 : 0);
}

}  // namespace

Duration charged(Duration used, const Sku& sku) {
  if (used <= Duration::zero()) return Duration::zero();
  const std::int64_t grain = std::max<std::int64_t>(sku.granularity.count(), 1);
  const std::int64_t grains = (used.count() + grain - 1) / grain;
  return std::max(Duration{grains * grain}, sku.minimum);
}

std::int64_t charged_bytes(std::int64_t used, const Sku& sku) {
  if (used <= 0) return 0;
  const std::int64_t grain = std::max<std::int64_t>(sku.granularity_bytes, 1);
  return std::max((used + grain - 1) / grain * grain, sku.minimum_bytes);
}

Money price(std::int64_t usage, const Sku& sku) {
  return Money::from_nanos(round_half_even(nanos_of(usage, sku), sku));
}

Cells<Money> price_cells(const Cells<std::int64_t>& usage, const Sku& sku) {
  Cells<Money> cells;
  struct Share {
    std::size_t cell;
    std::int64_t rest;
  };
  std::array<Share, cell_count> shares{};
  std::size_t used = 0;
  Int128 given = 0;
  std::int64_t total = 0;
  for (std::size_t cell = 0; cell < cell_count; ++cell) {
    const std::int64_t amount = usage.of[cell / attendance_count][cell % attendance_count];
    if (amount == 0) continue;
    const Quotient part = nanos_of(amount, sku);
    cells.of[cell / attendance_count][cell % attendance_count] = Money::from_nanos(part.whole);
    given += part.whole;
    total += amount;
    shares[used++] = {cell, part.rest};
  }
  // Fewer than one nano-dollar a cell is left over, or none at all.
  auto left = static_cast<std::int64_t>(price(total, sku).nanos() - given);
  for (; left > 0; --left) {
    const auto largest = std::max_element(shares.begin(), shares.begin() + static_cast<std::ptrdiff_t>(used),
                                          [](const Share& a, const Share& b) { return a.rest < b.rest; });
    largest->rest = -1;
    cells.of[largest->cell / attendance_count][largest->cell % attendance_count] += Money::from_nanos(1);
  }
  return cells;
}

}  // namespace outlive::cost
