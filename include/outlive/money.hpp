// Exact money: whole nano-dollars, so that lines add up to totals to the last digit (design section 4).
#pragma once

#include <compare>
#include <cstdint>

namespace outlive {

/// 128 bits: a product of usage in unit-milliseconds and a price in nano-dollars does not fit in 64.
__extension__ using Int128 = __int128;

/// An amount of money in nano-dollars (10^-9 of the price book's currency).
class Money {
 public:
  constexpr Money() = default;
  static constexpr Money from_nanos(Int128 nanos) {
    Money money;
    money.nanos_ = nanos;
    return money;
  }

  [[nodiscard]] constexpr Int128 nanos() const { return nanos_; }

  constexpr Money& operator+=(Money other) {
    nanos_ += other.nanos_;
    return *this;
  }
  constexpr Money& operator-=(Money other) {
    nanos_ -= other.nanos_;
    return *this;
  }
  friend constexpr Money operator+(Money a, Money b) { return a += b; }
  friend constexpr Money operator-(Money a, Money b) { return a -= b; }
  friend constexpr auto operator<=>(const Money&, const Money&) = default;

 private:
  Int128 nanos_ = 0;
};

inline constexpr std::int64_t nanos_per_dollar = 1'000'000'000;

}  // namespace outlive
