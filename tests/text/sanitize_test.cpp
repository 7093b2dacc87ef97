#include "sim/text/sanitize.hpp"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace outlive::text;
using namespace std::string_literals;

TEST_CASE("ordinary text in any script stays as it is") {
  for (const char* text : {"", "maria", "C:\\x", "Zoë", "日本語", "😀", "a\xc2\xa0z", "ÿ"})
    CHECK(sanitize(text) == text);
}

TEST_CASE("a hostile name cannot send terminal escapes") {
  CHECK(sanitize("\x1b[31mred") == "\\x1b[31mred");
  CHECK(sanitize("a\nb\tc\rd\be\x7f") == "a\\nb\\tc\\rd\\x08e\\x7f");
  CHECK(sanitize("a\0b"s) == "a\\x00b");
  CHECK(sanitize("\xc2\x9b"
                 "31m") == "\\u009b31m");  // the control sequence introducer of eight-bit terminals
  CHECK(sanitize("gpj.\xe2\x80\xae"
                 "exe") == "gpj.\\u202eexe");
  CHECK(sanitize("a\xe2\x80\xa8z") == "a\\u2028z");
}

TEST_CASE("bytes that are no UTF-8 are written out") {
  CHECK(sanitize("\xff") == "\\xff");
  CHECK(sanitize("\xc0\x80") == "\\xc0\\x80");           // overlong
  CHECK(sanitize("\xe0\x80\xaf") == "\\xe0\\x80\\xaf");  // overlong
  CHECK(sanitize("\xed\xa0\x80") == "\\xed\\xa0\\x80");  // a surrogate
  CHECK(sanitize("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");
  CHECK(sanitize("\xe6\x97") == "\\xe6\\x97");  // cut off
  CHECK(sanitize("\x9bz") == "\\x9bz");
}

TEST_CASE("whatever comes in, what goes out is harmless, and stays so") {
  CHECK(rc::check("any bytes", [](const std::string& text) {
    const std::string safe = sanitize(text);
    RC_ASSERT(sanitize(safe) == safe);
    const bool harmful = std::any_of(
        safe.begin(), safe.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    RC_ASSERT(!harmful);
  }));
}

TEST_CASE("width is counted in code points") {
  CHECK(width_of("") == 0);
  CHECK(width_of("abc") == 3);
  CHECK(width_of("Zoë") == 3);
  CHECK(width_of("日本語") == 3);
  CHECK(width_of("😀") == 1);
  CHECK(width_of("a\xff\xffz") == 4);
}

TEST_CASE("in JSON what acts on a terminal is an escape, and everything else stays as it is") {
  CHECK(escape_in_json("{\n  \"a\": \"Zoë 日本語 😀\"\n}") == "{\n  \"a\": \"Zoë 日本語 😀\"\n}");
  CHECK(escape_in_json("\"\x7f\"") == "\"\\u007f\"");
  CHECK(escape_in_json("\"\xc2\x9b"
                       "31m\"") == "\"\\u009b31m\"");
  CHECK(escape_in_json("[\"gpj.\u202e\",\"\u2028\",\"é\"]") == "[\"gpj.\\u202e\",\"\\u2028\",\"é\"]");
}
