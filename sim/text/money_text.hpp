// Money as text: read exactly, written exactly or rounded half-even for people.
#pragma once

#include <string>
#include <string_view>

#include "outlive/money.hpp"
#include "sim/text/parse_result.hpp"

namespace outlive::text {

inline constexpr int money_decimals = 9;  // nano-dollars

/// An amount and with how many decimals it was written: `131.63 USD` is met by whatever rounds to it.
struct WrittenMoney {
  Money amount;
  int written_decimals = 0;

  friend bool operator==(const WrittenMoney&, const WrittenMoney&) = default;
};

/// Reads `131.63 USD`: up to nine decimals, one space, the currency. Without its currency a number is no
/// money.
ParseResult<WrittenMoney> parse_money(std::string_view text, std::string_view currency = "USD");

/// The amount rounded to `decimals` (0 to 9), halves to the even digit.
Money round_half_even(Money amount, int decimals);

/// Exact, without needless zeros, but with the two decimals of money: `131.633333333`, `0.44`, `8.00`.
std::string format_money(Money amount);

/// Rounded half-even to `decimals`: `131.63`.
std::string format_money(Money amount, int decimals);

/// For people: `1,234,567.89`.
std::string format_money_grouped(Money amount, int decimals = 2);

}  // namespace outlive::text
