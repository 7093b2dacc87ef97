#include "sim/input/csv.hpp"

#include <doctest/doctest.h>

#include "tests/input/problems.hpp"

using namespace outlive;
using namespace outlive::input;

namespace {

/// All rows as "a|b|c;", and the problems.
struct Table {
  explicit Table(std::string_view text) {
    CsvReader reader("t.csv", text, problems);
    while (reader.next()) {
      for (const CsvField& field : reader.row()) rows += std::string(field.text) + "|";
      rows += ";";
    }
    CHECK(reader.row().empty());
    CHECK_FALSE(reader.next());
  }
  Diagnostics problems;
  std::string rows;
};

}  // namespace

TEST_CASE("rows end with a line feed, with CRLF, or with the file") {
  for (const char* text :
       {"a,b\n1,2\n3,\n", "a,b\r\n1,2\r\n3,\r\n", "a,b\n1,2\n3,", "\n\na,b\n\n1,2\n\r\n3,\n\n"}) {
    CAPTURE(text);
    const Table table(text);
    CHECK(table.rows == "1|2|;3||;");
    CHECK(shown(table.problems).empty());
  }
  CHECK(Table("a,b\n").rows.empty());
  CHECK(Table("a\n1").rows == "1|;");
}

TEST_CASE("a carriage return by itself ends no line") {
  const Table table("\r\ra,b\n1,2,3\n");
  REQUIRE(table.problems.all().size() == 1);
  CHECK(table.problems.all().front().place == Place{"t.csv", 2, 5});
}

TEST_CASE("quoted fields hold commas, quotes and line ends") {
  const Table table("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n\"two\r\nlines\",\"\"\n");
  CHECK(table.rows == "x, y|say \"hi\"|;two\r\nlines||;");
  CHECK(shown(table.problems).empty());
}

TEST_CASE("fields know their places, columns are found by name") {
  Diagnostics problems;
  const std::string_view text = "user,note,end\nm\xC3\xA1ria,\"a\nb\",x\nz,\"\"\"\",y\n";
  CsvReader reader("t.csv", text, problems);
  CHECK(reader.column("end") == 2);
  CHECK_FALSE(reader.column("start").has_value());
  CHECK(reader.header() == std::vector<std::string>{"user", "note", "end"});
  CHECK(reader.header_place(1) == Place{"t.csv", 1, 6});
  REQUIRE(reader.next());
  CHECK(reader.place(0) == Place{"t.csv", 2, 1});
  CHECK(reader.place(1) == Place{"t.csv", 2, 7});
  CHECK(reader.place(2) == Place{"t.csv", 3, 4});
  CHECK(reader.row()[0].text.data() == text.data() + 14);  // a view, not a copy
  CHECK(reader.row()[1].quoted);
  REQUIRE(reader.next());
  CHECK(reader.row()[1].text == "\"");
  CHECK(reader.place(2) == Place{"t.csv", 4, 8});
}

TEST_CASE("rows that are wrong are reported and left out, the others are read") {
  const Table table("a,b\n1\n2,3,4\n5,6\nx\"y,7\n\"8\"9,0\n11,12\n");
  CHECK(table.rows == "5|6|;11|12|;");
  CHECK(shown(table.problems) ==
        "2:1: the row has 1 field; the header has 2\n"
        "3:5: the row has 3 fields; the header has 2\n"
        "5:2: a quote inside a field without quotes; put the field in quotes and double it\n"
        "6:4: text after a closing quote; write \"\" for a quote inside quotes\n");
  const Table open("a,b\n1,2\n3,\"x\n4,5\n");
  CHECK(open.rows == "1|2|;");
  CHECK(shown(open.problems) == "3:3: this quote is never closed\n");
}

TEST_CASE("headers") {
  CHECK(shown(Table("").problems) ==
        "0:0: the table is empty; expected a header row with the names of the columns\n");
  CHECK(shown(Table("\n\n").problems) ==
        "0:0: the table is empty; expected a header row with the names of the columns\n");
  CHECK(shown(Table("a,,b,a\n").problems) ==
        "1:3: a column without a name\n"
        "1:6: duplicate column 'a'; first given in column 1 of the table\n");
  const Table open("a,\"b\n1,2\n");
  CHECK(open.rows.empty());
  CHECK(shown(open.problems) == "1:3: this quote is never closed\n");
}

TEST_CASE("one cause that spoils every row does not flood the reader") {
  std::string text = "a,b\n";
  for (int i = 0; i < 1000; ++i) text += "1;2\n";
  const Table table(text);
  CHECK(table.problems.error_count() == csv_problem_limit + 1);
  CHECK(table.problems.all().back().message == "too many problems; the rest of the table was not read");
  CHECK(table.problems.all().back().place.line == 51);
}
