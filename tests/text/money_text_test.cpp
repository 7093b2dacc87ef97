#include "sim/text/money_text.hpp"

#include <cstdint>
#include <string>

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace outlive;
using namespace outlive::text;

namespace {

Money nanos(std::int64_t amount) { return Money::from_nanos(amount); }

}  // namespace

TEST_CASE("money is read to the last digit") {
  CHECK(*parse_money("131.63 USD") == WrittenMoney{nanos(131'630'000'000), 2});
  CHECK(*parse_money("0.44 USD") == WrittenMoney{nanos(440'000'000), 2});
  CHECK(*parse_money("8 USD") == WrittenMoney{nanos(8'000'000'000), 0});
  CHECK(*parse_money("0.000000001 USD") == WrittenMoney{nanos(1), 9});
  CHECK(*parse_money("-12.50 USD") == WrittenMoney{nanos(-12'500'000'000), 2});
  CHECK(*parse_money("1.5 EUR", "EUR") == WrittenMoney{nanos(1'500'000'000), 1});
}

TEST_CASE("what is no money says why") {
  CHECK(parse_money("131.63").reason == "needs its currency, such as 131.63 USD");
  CHECK(parse_money("131.63 EUR").reason == "is not in USD, the currency of the price book");
  CHECK(parse_money("131.63 ").reason == "is not in USD, the currency of the price book");
  CHECK(parse_money("131.63  USD").reason == "is not in USD, the currency of the price book");
  CHECK(parse_money("131.63 USD ").reason == "is not in USD, the currency of the price book");
  CHECK(parse_money("0.0000000001 USD").reason == "has more than 9 decimals");
  for (const char* text : {"", "USD", "$5", "$5 USD", "5USD", " 5 USD", "1,000 USD", "1e3 USD"}) {
    CAPTURE(text);
    CHECK(parse_money(text).reason == "is not a decimal number such as 131.63");
  }
}

TEST_CASE("money is written exactly") {
  CHECK(format_money(nanos(131'633'333'333)) == "131.633333333");
  CHECK(format_money(nanos(131'630'000'000)) == "131.63");
  CHECK(format_money(nanos(440'000'000)) == "0.44");
  CHECK(format_money(nanos(8'000'000'000)) == "8.00");
  CHECK(format_money(nanos(100'000'000'000)) == "100.00");
  CHECK(format_money(nanos(1)) == "0.000000001");
  CHECK(format_money(nanos(-500'000'000)) == "-0.50");
  CHECK(format_money(Money()) == "0.00");
}

TEST_CASE("money is rounded half-even, once") {
  CHECK(format_money(nanos(131'633'333'333), 2) == "131.63");
  CHECK(format_money(nanos(125'000'000), 2) == "0.12");
  CHECK(format_money(nanos(135'000'000), 2) == "0.14");
  CHECK(format_money(nanos(125'000'001), 2) == "0.13");
  CHECK(format_money(nanos(-125'000'000), 2) == "-0.12");
  CHECK(format_money(nanos(-1), 2) == "0.00");
  CHECK(format_money(nanos(2'500'000'000), 0) == "2");
  CHECK(format_money(nanos(999'999'999), 2) == "1.00");
  CHECK(format_money(nanos(123), 9) == "0.000000123");
  CHECK(round_half_even(nanos(125'000'000), 2) == nanos(120'000'000));
  CHECK(round_half_even(nanos(7), 9) == nanos(7));
}

TEST_CASE("money for people has thousands separators") {
  CHECK(format_money_grouped(nanos(1'234'567'891'000'000)) == "1,234,567.89");
  CHECK(format_money_grouped(nanos(-1'234'500'000'000), 0) == "-1,234");
  CHECK(format_money_grouped(nanos(5'000'000)) == "0.00");
}

TEST_CASE("money that is written is read back, and rounds to what an expectation would say") {
  CHECK(rc::check("parse of format", [] {
    const Money amount = nanos(*rc::gen::arbitrary<std::int64_t>());
    RC_ASSERT(parse_money(format_money(amount) + " USD")->amount == amount);
    const auto decimals = *rc::gen::inRange(0, 10);
    const Money rounded = round_half_even(amount, decimals);
    if (rounded != Money()) {
      RC_ASSERT(*parse_money(format_money(amount, decimals) + " USD") == (WrittenMoney{rounded, decimals}));
    }
  }));
}
