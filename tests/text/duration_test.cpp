#include "sim/text/duration.hpp"

#include <chrono>
#include <string>

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace outlive;
using namespace outlive::text;
using namespace std::chrono_literals;

namespace {

std::string why_not(std::string_view text) {
  const auto parsed = parse_duration(text);
  CHECK(!parsed.value.has_value());
  return parsed.reason;
}

}  // namespace

TEST_CASE("durations are read in every unit and in falling order") {
  CHECK(*parse_duration("15m") == 15min);
  CHECK(*parse_duration("48h") == 48h);
  CHECK(*parse_duration("7d") == 168h);
  CHECK(*parse_duration("1h30m") == 90min);
  CHECK(*parse_duration("500ms") == 500ms);
  CHECK(*parse_duration("90s") == 90s);
  CHECK(*parse_duration("2w") == 336h);
  CHECK(*parse_duration("1w2d3h4m5s6ms") == 168h + 48h + 3h + 4min + 5s + 6ms);
  CHECK(*parse_duration("0s") == 0s);
  CHECK(*parse_duration("1h05m") == 65min);
  CHECK(*parse_duration("5m7ms") == 5min + 7ms);
}

TEST_CASE("a bare number needs a unit") {
  for (const char* text : {"8", "0", "1h30"}) CHECK(why_not(text).starts_with("needs a unit"));
}

TEST_CASE("what is not a duration says why") {
  CHECK(why_not("").starts_with("is empty"));
  CHECK(why_not("-5m").starts_with("has a sign"));
  CHECK(why_not("+5m").starts_with("has a sign"));
  CHECK(why_not("h").starts_with("is not a duration"));
  CHECK(why_not(" 5m").starts_with("is not a duration"));
  CHECK(why_not("1.5h").starts_with("has a fraction"));
  CHECK(why_not("5 m").starts_with("has a space"));
  for (const char* text : {"5M", "5min", "5y", "5m ", "1hour", "5\xc2\xb5s", "0x5m", "1e3s"}) {
    CHECK(why_not(text).starts_with("has an unknown unit"));
  }
  for (const char* text : {"30m1h", "1h1h", "5ms1s", "1d1w"}) {
    CHECK(why_not(text).starts_with("has its units out of order"));
  }
}

TEST_CASE("a hundred years is the longest duration, and nothing overflows") {
  CHECK(*parse_duration("36525d") == longest_duration);
  CHECK(*parse_duration("3155760000000ms") == longest_duration);
  for (const char* text :
       {"36525d1ms", "36524d24h1s", "5218w", "3155760000001ms", "99999999999999999999999999s",
        "9223372036854775808ms", "9223372036854775807w", "30500568904w"}) {
    CAPTURE(text);
    CHECK(why_not(text) == "is longer than 100 years (36525d)");
  }
}

TEST_CASE("durations are written in the shortest exact way") {
  CHECK(format_duration(0ms) == "0s");
  CHECK(format_duration(90min) == "1h30m");
  CHECK(format_duration(168h) == "7d");
  CHECK(format_duration(48h) == "2d");
  CHECK(format_duration(5ms) == "5ms");
  CHECK(format_duration(24h + 2h + 3min + 4s + 5ms) == "1d2h3m4s5ms");
  CHECK(format_duration(-5min) == "-5m");
  CHECK(format_duration(unlimited) == "unlimited");
  CHECK(format_duration(Duration::min()) == "-106751991167d7h12m55s808ms");
}

TEST_CASE("every duration that is written is read back") {
  CHECK(rc::check("parse of format", [] {
    const auto longest = longest_duration.count();
    const auto exponent = *rc::gen::inRange(0, 42);
    const auto most = std::min(longest, std::int64_t{1} << exponent);
    const Duration duration{*rc::gen::inRange<std::int64_t>(0, most + 1)};
    const auto parsed = parse_duration(format_duration(duration));
    RC_ASSERT(parsed.value.has_value());
    RC_ASSERT(*parsed == duration);
  }));
}

TEST_CASE("no text is both a value and a reason, and none crashes") {
  CHECK(rc::check("any text", [] {
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("0159wdhms .-+\xff")));
    const auto parsed = parse_duration(text);
    RC_ASSERT(parsed.value.has_value() == parsed.reason.empty());
    if (parsed) RC_ASSERT(*parse_duration(format_duration(*parsed)) == *parsed);
  }));
}
