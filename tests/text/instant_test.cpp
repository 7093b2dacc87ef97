#include "sim/text/instant.hpp"

#include <cstdint>
#include <string>

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace outlive::text;

namespace {

std::string why_not(std::string_view text) {
  const auto parsed = parse_instant(text);
  CHECK(!parsed.value.has_value());
  return parsed.reason;
}

}  // namespace

TEST_CASE("instants are read as milliseconds since 1970") {
  CHECK(*parse_instant("1970-01-01T00:00:00Z") == 0);
  CHECK(*parse_instant("2026-03-02T09:00:00Z") == 1'772'442'000'000);  // date -u -d ... +%s
  CHECK(*parse_instant("2026-03-02T09:00:00.123Z") == 1'772'442'000'123);
  CHECK(*parse_instant("2026-03-02T09:00:00.5Z") == 1'772'442'000'500);
  CHECK(*parse_instant("1969-12-31T23:59:59.999Z") == -1);
  CHECK(*parse_instant("2024-02-29T00:00:00Z") == 1'709'164'800'000);
}

TEST_CASE("an offset is taken off") {
  CHECK(*parse_instant("2026-03-02T10:00:00+01:00") == *parse_instant("2026-03-02T09:00:00Z"));
  CHECK(*parse_instant("2026-03-02T03:30:00-05:30") == *parse_instant("2026-03-02T09:00:00Z"));
  CHECK(*parse_instant("2026-03-01T23:00:00-10:00") == *parse_instant("2026-03-02T09:00:00Z"));
  CHECK(*parse_instant("2026-03-02T09:00:00+00:00") == *parse_instant("2026-03-02T09:00:00Z"));
  CHECK(*parse_instant("2026-03-02T23:00:00+14:00") == *parse_instant("2026-03-02T09:00:00Z"));
}

TEST_CASE("the calendar is checked") {
  for (const char* text : {"2026-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-13-01T00:00:00Z",
                           "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "1900-02-29T00:00:00Z"}) {
    CHECK(why_not(text) == "names a day that the calendar does not have");
  }
  for (const char* text : {"2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:61Z"}) {
    CHECK(why_not(text) == "names a time that a day does not have");
  }
  CHECK(why_not("2026-06-30T23:59:60Z").find("leap second") != std::string::npos);
  for (const char* text :
       {"2026-01-01T00:00:00+14:01", "2026-01-01T00:00:00-99:00", "2026-01-01T00:00:00+01:60"}) {
    CHECK(why_not(text) == "has an offset from UTC that no place on Earth has");
  }
}

TEST_CASE("a moment without its offset from UTC is no moment") {
  CHECK(why_not("2026-03-02T09:00:00").starts_with("needs an offset from UTC"));
  CHECK(why_not("2026-03-02T09:00:00.5").starts_with("needs an offset from UTC"));
}

TEST_CASE("what is not an instant says why") {
  CHECK(why_not("2026-03-02T09:00:00.1234Z") == "is finer than a millisecond");
  CHECK(why_not("2026-03-02T09:00:00+0100").find("such as +01:00") != std::string::npos);
  for (const char* text :
       {"", "2026-03-02", "2026-03-02 09:00:00Z", "2026-3-2T09:00:00Z", "2026-03-02T09:00Z",
        "2026-03-02T09:00:00.Z", "2026-03-02T09:00:00z", "2026-03-02T09:00:00ZZ", "26-03-02T09:00:00Z",
        "+2026-03-02T09:00:00Z", "2026/03/02T09:00:00Z", "2026-03-02T09:00:00 Z", "2026-03-02T-9:00:00Z",
        "2026-03-02T09:00:00+01:00Z"}) {
    CAPTURE(text);
    CHECK(why_not(text) == "is not an instant such as 2026-03-02T09:00:00Z");
  }
}

TEST_CASE("instants are written in UTC, with milliseconds only where there are any") {
  CHECK(format_instant(0) == "1970-01-01T00:00:00Z");
  CHECK(format_instant(1'772'442'000'000) == "2026-03-02T09:00:00Z");
  CHECK(format_instant(1'772'442'000'123) == "2026-03-02T09:00:00.123Z");
  CHECK(format_instant(1'772'442'000'007) == "2026-03-02T09:00:00.007Z");
  CHECK(format_instant(-1) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("every instant that is written is read back") {
  CHECK(rc::check("parse of format", [] {
    const auto year_1 = -62'135'596'800'000;
    const auto year_10000 = 253'402'300'800'000;
    const auto instant = *rc::gen::inRange<std::int64_t>(year_1, year_10000);
    RC_ASSERT(*parse_instant(format_instant(instant)) == instant);
  }));
}

TEST_CASE("a text with any one character replaced is read, or refused with a reason") {
  CHECK(rc::check("one slip", [] {
    std::string text = "2026-03-02T09:00:00.123+01:00";
    text[*rc::gen::inRange<std::size_t>(0, text.size())] = *rc::gen::arbitrary<char>();
    const auto parsed = parse_instant(text);
    RC_ASSERT(parsed.value.has_value() == parsed.reason.empty());
  }));
}
