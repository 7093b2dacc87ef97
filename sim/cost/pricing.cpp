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
  std::int64_t rest;  // of ms_per_hour
};

// Nearly every product fits in 64 bits, where division by a constant is a multiplication.
Quotient nanos_of(std::int64_t unit_ms, Int128 nanos_per_hour) {
  const Int128 product = static_cast<Int128>(unit_ms) * nanos_per_hour;
  if (product <= std::numeric_limits<std::int64_t>::max()) {
    const auto small = static_cast<std::int64_t>(product);
    return {small / ms_per_hour, small % ms_per_hour};
  }
  return {product / ms_per_hour, static_cast<std::int64_t>(product % ms_per_hour)};
}

Int128 round_half_even(const Quotient& quotient) {
  const std::int64_t twice = 2 * quotient.rest;
  const bool up = twice > ms_per_hour || (twice == ms_per_hour && quotient.whole % 2 != 0);
  return quotient.whole + (up ? 1 : 0);
}

}  // namespace

Duration charged(Duration used, const Sku& sku) {
  if (used <= Duration::zero()) return Duration::zero();
  const std::int64_t grain = std::max<std::int64_t>(sku.granularity.count(), 1);
  const std::int64_t grains = (used.count() + grain - 1) / grain;
  return std::max(Duration{grains * grain}, sku.minimum);
}

Money price(std::int64_t unit_ms, const Sku& sku) {
  return Money::from_nanos(round_half_even(nanos_of(unit_ms, sku.price.nanos())));
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
    const std::int64_t unit_ms = usage.of[cell / attendance_count][cell % attendance_count];
    if (unit_ms == 0) continue;
    const Quotient part = nanos_of(unit_ms, sku.price.nanos());
    cells.of[cell / attendance_count][cell % attendance_count] = Money::from_nanos(part.whole);
    given += part.whole;
    total += unit_ms;
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
