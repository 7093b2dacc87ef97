#include "sim/text/table.hpp"

#include <array>
#include <limits>
#include <stdexcept>
#include <string>

#include <doctest/doctest.h>

using namespace outlive::text;

TEST_CASE("columns are aligned and lines have no trailing spaces") {
  Table table({{"job", Align::left}, {"cost", Align::right}, {"cause", Align::left}});
  table.add_row({"backfill", "131.63", "done"});
  table.add_row({"x", "0.44"});
  CHECK(table.text() ==
        "job         cost  cause\n"
        "backfill  131.63  done\n"
        "x           0.44\n");
  CHECK(table.text(2).starts_with("  job  "));
}

TEST_CASE("widths are those of characters, not of bytes") {
  Table table({{"", Align::left}, {"", Align::right}});
  table.add_row({"Zoë", "1"});
  table.add_row({"Mary", "22"});
  CHECK(table.text() == "Zoë    1\nMary  22\n");
}

TEST_CASE("a cell cannot break its table or send terminal escapes") {
  Table table({{"name\x1b", Align::left}});
  table.add_row({"a\n\x1b[2Jb"});
  CHECK(table.text() == "name\\x1b\na\\n\\x1b[2Jb\n");
}

TEST_CASE("a table knows whether it is empty, and a row too long is refused") {
  Table table({{"a", Align::left}});
  CHECK(table.empty());
  CHECK(table.text() == "a\n");
  CHECK_THROWS_AS(table.add_row({"1", "2"}), std::invalid_argument);
  table.add_row({});
  CHECK(!table.empty());
  CHECK(Table({}).text().empty());
}

TEST_CASE("bars are as long as their share") {
  CHECK(bar(0.5, 10, false) == "#####");
  CHECK(bar(1.0, 4, true) == "████");
  CHECK(bar(0.5, 1, true) == "▌");
  CHECK(bar(0.6875, 2, true) == "█▍");
  CHECK(bar(0.0, 10, true).empty());
  CHECK(bar(7.0, 3, false) == "###");
  CHECK(bar(-1.0, 3, false).empty());
  CHECK(bar(std::numeric_limits<double>::quiet_NaN(), 3, true).empty());
  CHECK(bar(0.5, 0, true).empty());
}

TEST_CASE("whatever is more than nothing shows in a bar") {
  CHECK(bar(1e-9, 10, false) == "#");
  CHECK(bar(1e-9, 10, true) == "▏");
}

TEST_CASE("texts are joined with a separator between them") {
  const std::array<std::string, 3> parts{"a", "", "c"};
  CHECK(join(parts, ", ") == "a, , c");
  CHECK(join({}, ", ").empty());
  CHECK(join(std::array<std::string, 1>{"a"}, ", ") == "a");
}
