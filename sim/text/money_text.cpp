#include "sim/text/money_text.hpp"

#include <cstddef>

#include "sim/text/number.hpp"

namespace outlive::text {

namespace {

std::string format_rounded(Money amount, int decimals, bool grouped) {
  const Int128 rounded = divide_half_even(amount.nanos(), power_of_ten(money_decimals - decimals));
  return format_scaled(rounded, decimals, grouped);
}

}  // namespace

ParseResult<WrittenMoney> parse_money(std::string_view text, std::string_view currency) {
  using Result = ParseResult<WrittenMoney>;
  const std::size_t space = text.find(' ');
  const auto number = parse_decimal(text.substr(0, space), money_decimals);
  if (!number) return Result::failed(number.reason);
  if (space == std::string_view::npos) {
    return Result::failed("needs its currency, such as " + std::string(text) + ' ' + std::string(currency));
  }
  if (text.substr(space + 1) != currency) {
    return Result::failed("is not in " + std::string(currency) + ", the currency of the price book");
  }
  return Result::of({Money::from_nanos(number->scaled), number->written_decimals});
}

Money round_half_even(Money amount, int decimals) {
  const Int128 unit = power_of_ten(money_decimals - decimals);
  return Money::from_nanos(divide_half_even(amount.nanos(), unit) * unit);
}

std::string format_money(Money amount) {
  constexpr std::size_t kept_decimals = 2;
  std::string text = format_scaled(amount.nanos(), money_decimals);
  const std::size_t least = text.size() - money_decimals + kept_decimals;
  while (text.size() > least && text.back() == '0') text.pop_back();
  return text;
}

std::string format_money(Money amount, int decimals) { return format_rounded(amount, decimals, false); }

std::string format_money_grouped(Money amount, int decimals) {
  return format_rounded(amount, decimals, true);
}

}  // namespace outlive::text
