#include "sim/text/number.hpp"

#include <cstdint>
#include <limits>
#include <string>

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace outlive;
using namespace outlive::text;

TEST_CASE("whole numbers are read strictly") {
  CHECK(*parse_integer("0") == 0);
  CHECK(*parse_integer("42") == 42);
  CHECK(*parse_integer("-7") == -7);
  CHECK(*parse_integer("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
  CHECK(*parse_integer("-9223372036854775808") == std::numeric_limits<std::int64_t>::min());
  CHECK(parse_integer("9223372036854775808").reason == "is too large");
  CHECK(parse_integer("-9223372036854775809").reason == "is too large");
  CHECK(parse_integer("99999999999999999999999999999999999999999999999999").reason == "is too large");
  for (const char* text : {"007", "00", "-01", "0123"})
    CHECK(parse_integer(text).reason == "has a leading zero");
  CHECK(parse_integer("-0").reason == "is a zero with a sign");
  for (const char* text :
       {"", "-", "+1", "1_000", "0x10", "0o7", "1e3", "1.0", " 1", "1 ", "--1", "1,000", "\xd9\xa1"}) {
    CAPTURE(text);
    CHECK(parse_integer(text).reason == "is not a whole number such as 42");
  }
}

TEST_CASE("decimals are read exactly, and their decimals are counted") {
  CHECK(*parse_decimal("131.63", 9) == Decimal{131'630'000'000, 2});
  CHECK(*parse_decimal("0.44", 2) == Decimal{44, 2});
  CHECK(*parse_decimal("5", 2) == Decimal{500, 0});
  CHECK(*parse_decimal("1.50", 3) == Decimal{1500, 2});
  CHECK(*parse_decimal("-0.5", 1) == Decimal{-5, 1});
  CHECK(*parse_decimal("0.1", 18) == Decimal{100'000'000'000'000'000, 1});
  CHECK(*parse_decimal("7", 0) == Decimal{7, 0});
}

TEST_CASE("decimals that are not plain are refused") {
  CHECK(parse_decimal("1.505", 2).reason == "has more than 2 decimals");
  CHECK(parse_decimal("1.5", 0).reason == "has more than 0 decimals");
  CHECK(parse_decimal("01.5", 2).reason == "has a leading zero");
  CHECK(parse_decimal("-0.00", 2).reason == "is a zero with a sign");
  CHECK(parse_decimal("1000000000000000000", 9).reason == "is too large");
  for (const char* text :
       {"", ".5", "5.", "1e3", ".", "-", "-.5", "1.2.3", "nan", "inf", "1,5", "+1.5", "1.-5"}) {
    CAPTURE(text);
    CHECK(parse_decimal(text, 2).reason == "is not a decimal number such as 131.63");
  }
}

TEST_CASE("a decimal that is written is read back") {
  CHECK(rc::check("parse of format", [] {
    const auto digits = *rc::gen::inRange(0, 19);
    const Int128 scaled = *rc::gen::arbitrary<std::int64_t>();
    const auto parsed = parse_decimal(format_scaled(scaled, digits), digits);
    if (scaled < power_of_ten(18) && scaled > -power_of_ten(18)) RC_ASSERT(parsed.value.has_value());
    if (parsed) RC_ASSERT(parsed->scaled == scaled);
    if (parsed) RC_ASSERT(parsed->written_decimals == digits);
  }));
}

TEST_CASE("numbers for people are grouped by thousands") {
  CHECK(format_grouped(0) == "0");
  CHECK(format_grouped(999) == "999");
  CHECK(format_grouped(1000) == "1,000");
  CHECK(format_grouped(1'234'567) == "1,234,567");
  CHECK(format_grouped(-123'456) == "-123,456");
  CHECK(format_scaled(123'456'789, 2, true) == "1,234,567.89");
  CHECK(format_scaled(-5, 2) == "-0.05");
  CHECK(format_scaled(5, 0) == "5");
}

TEST_CASE("128 bits are written in full") {
  const Int128 least = -power_of_ten(38);
  CHECK(format_integer(least) == "-1" + std::string(38, '0'));
  const Int128 smallest = static_cast<Int128>(static_cast<Int128>(1) << 126) * -2;
  CHECK(format_integer(smallest) == "-170141183460469231731687303715884105728");
}

TEST_CASE("halves are rounded to the even number, on both sides of zero") {
  CHECK(divide_half_even(5, 10) == 0);
  CHECK(divide_half_even(15, 10) == 2);
  CHECK(divide_half_even(25, 10) == 2);
  CHECK(divide_half_even(26, 10) == 3);
  CHECK(divide_half_even(24, 10) == 2);
  CHECK(divide_half_even(-5, 10) == 0);
  CHECK(divide_half_even(-15, 10) == -2);
  CHECK(divide_half_even(-25, 10) == -2);
  CHECK(divide_half_even(-26, 10) == -3);
  CHECK(divide_half_even(7, 3) == 2);
  CHECK(divide_half_even(-30, 10) == -3);
}

TEST_CASE("rounding is never off by more than a half, and the same on both sides of zero") {
  CHECK(rc::check("half", [] {
    const Int128 dividend = *rc::gen::arbitrary<std::int64_t>();
    const Int128 divisor = *rc::gen::inRange<std::int64_t>(1, 50);
    const Int128 quotient = divide_half_even(dividend, divisor);
    const Int128 error = 2 * (dividend - quotient * divisor);
    RC_ASSERT(error <= divisor);
    RC_ASSERT(error >= -divisor);
    const bool half = error == divisor || error == -divisor;
    RC_ASSERT(!half || quotient % 2 == 0);
    RC_ASSERT(divide_half_even(-dividend, divisor) == -quotient);
  }));
}

TEST_CASE("percentages come from the exact ratio") {
  CHECK(format_percent(1, 3, 1) == "33.3 %");
  CHECK(format_percent(2, 3, 0) == "67 %");
  CHECK(format_percent(1, 8, 1) == "12.5 %");
  CHECK(format_percent(1, 16, 1) == "6.2 %");
  CHECK(format_percent(0, 5, 1) == "0.0 %");
  CHECK(format_percent(5, 5, 2) == "100.00 %");
  CHECK(format_percent(-1, 2, 0) == "-50 %");
  CHECK(format_percent(0, 0, 1) == "n/a");
}
