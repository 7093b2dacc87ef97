#include "sim/text/bytes.hpp"

#include <cstdint>
#include <string>

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace outlive::text;

TEST_CASE("sizes of data are read to the last byte") {
  CHECK(*parse_bytes("0 B") == 0);
  CHECK(*parse_bytes("3 GB") == 3'000'000'000);
  CHECK(*parse_bytes("10 MB") == 10'000'000);
  CHECK(*parse_bytes("1.5 KB") == 1'500);
  CHECK(*parse_bytes("0.000000000001 TB") == 1);
  CHECK(*parse_bytes("1000000 TB") == most_bytes);
}

TEST_CASE("what is no size of data says why") {
  CHECK(parse_bytes("3").reason == "needs a unit, such as 3 GB (units: B KB MB GB TB)");
  CHECK(parse_bytes("3GB").reason == "needs a space between number and unit, such as 3 GB");
  CHECK(parse_bytes("3 GiB").reason == "has a binary unit: write a decimal one (units: B KB MB GB TB)");
  CHECK(parse_bytes("3 gb").reason == "has an unknown unit (units: B KB MB GB TB)");
  CHECK(parse_bytes("3  GB").reason == "has an unknown unit (units: B KB MB GB TB)");
  CHECK(parse_bytes("-3 GB").reason == "has a sign: a size has none");
  CHECK(parse_bytes("0.5 B").reason == "is no whole number of bytes");
  CHECK(parse_bytes("0.0001 KB").reason == "is no whole number of bytes");
  CHECK(parse_bytes("1000001 TB").reason == "is more than 1000000 TB");
  CHECK(parse_bytes("999999999999999999 TB").reason == "is more than 1000000 TB");
  for (const char* text : {"", "GB ", "1,000 GB", "1e3 GB", " 3 GB", "03 GB"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_bytes(text));
  }
}

TEST_CASE("sizes of data are written so that they are read back") {
  CHECK(format_bytes(0) == "0 B");
  CHECK(format_bytes(1) == "1 B");
  CHECK(format_bytes(1'500) == "1500 B");
  CHECK(format_bytes(1'500'000'000) == "1500 MB");
  CHECK(format_bytes(most_bytes) == "1000000 TB");
  CHECK(rc::check("parse of format", [] {
    const auto bytes = *rc::gen::inRange<std::int64_t>(0, most_bytes);
    RC_ASSERT(*parse_bytes(format_bytes(bytes)) == bytes);
  }));
}
