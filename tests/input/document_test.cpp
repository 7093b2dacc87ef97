#include "sim/input/document.hpp"

#include <chrono>

#include <doctest/doctest.h>

#include "tests/input/problems.hpp"

using namespace outlive;
using namespace outlive::input;

namespace {

/// All that a text is refused for.
std::string problems_of(std::string_view text) {
  Diagnostics problems;
  parse_document("t.yaml", text, problems);
  return shown(problems);
}

std::string at(const Place& place) { return std::to_string(place.line) + ":" + std::to_string(place.column); }

/// Keeps the document alive and gives its root; the text must be right.
struct Parsed {
  explicit Parsed(std::string_view text) : document(parse_document("t.yaml", text, problems)) {
    REQUIRE(shown(problems) == "");
    REQUIRE(document.has_value());
  }
  [[nodiscard]] Node root() const { return document->root(); }

  Diagnostics problems;
  std::optional<Document> document;
};

}  // namespace

TEST_CASE("nodes know their kind, text, quotes and places") {
  const Parsed parsed(
      "title: 'a: b'\nsettings:\n  glue: {workers: 012, on: yes}\nlist:\n- x\n- [1, 2]\nnone: ~\nempty:\n");
  const Node root = parsed.root();
  REQUIRE(root.is_map());
  CHECK(root.size() == 5);
  CHECK(root.find("title").text() == "a: b");
  CHECK(root.find("title").quoted());
  const Node workers = root.find("settings").find("glue").find("workers");
  CHECK(workers.text() == "012");
  CHECK_FALSE(workers.quoted());
  CHECK(at(workers.place()) == "3:19");
  CHECK(at(workers.key_place()) == "3:10");
  CHECK(workers.place().path == "t.yaml");
  CHECK(at(root.find("list")[1][1].place()) == "6:7");
  CHECK(root.find("none").is_null());
  CHECK(at(root.find("none").place()) == "7:7");
  CHECK(root.find("empty").is_null());
  CHECK(at(root.find("empty").place()) == "8:1");  // its key: there is nothing else
  CHECK_FALSE(root.find("absent"));
  CHECK_FALSE(root.find("absent").find("deeper"));
  std::string keys;
  for (const Node child : root) keys += std::string(child.key()) + " ";
  CHECK(keys == "title settings list none empty ");
}

TEST_CASE("columns count characters, also behind a carriage return") {
  const Parsed parsed("\xC3\xA9t\xC3\xA9: {\xF0\x9F\x98\x80: x}\r\nb: c\r\n");
  CHECK(at(parsed.root()[0][0].place()) == "1:10");
  CHECK(at(parsed.root()[1].place()) == "2:4");
  CHECK(parsed.root()[1].text() == "c");
}

TEST_CASE("block texts, comments and quotes inside words are left alone") {
  const Parsed parsed(
      "a: |\n  it's \"x\n   {\n\n  y\t\nb: >-\n  one\n  two\nc: it's [fine] # 'comment\nd: x#y\ne: "
      "http://x:8/y\n");
  CHECK(parsed.root().find("a").text() == "it's \"x\n {\n\ny\t\n");
  CHECK(parsed.root().find("b").text() == "one two");
  CHECK(parsed.root().find("b").quoted());
  CHECK(parsed.root().find("c").text() == "it's [fine]");
  CHECK(parsed.root().find("d").text() == "x#y");
  CHECK(parsed.root().find("e").text() == "http://x:8/y");
}

TEST_CASE("notations that are less common but right are accepted") {
  CHECK(problems_of("---\na: 1\n...\n").empty());
  CHECK(problems_of("{a: 1,\n b: [2,\n  3]\n}\n").empty());
  CHECK(problems_of("a:\n  [1,\n   2]\nb:\n  'x'\nc:\n- d: 1\n  e: 2\n- - f\n  - g\nh: 1\n").empty());
  CHECK(problems_of("\"q k\": 1\n'z' : {\"a\":1, b: }\n").empty());
  CHECK(problems_of("a: |2\n    x\n  y\nb: 1\n").empty());
  CHECK(problems_of("a: 'it''s'\nb: \"\\\"x\\\"\"\n").empty());
  CHECK(problems_of("a: &x\n  b: 1\nc: *x\nd: &y 1\n").empty());
}

TEST_CASE("big maps are found by key as small ones are") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "k" + std::to_string(i) + ": " + std::to_string(i) + "\n";
  const Parsed parsed(text);
  CHECK(parsed.root().find("k0").text() == "0");
  CHECK(parsed.root().find("k999").text() == "999");
  CHECK_FALSE(parsed.root().find("k1000"));
  CHECK(problems_of(text + "k7: x\n") == "1001:1: duplicate key 'k7'; first given at line 8\n");
}

TEST_CASE("keys") {
  CHECK(problems_of("title: a\nx: {y: 1, y: 2}\ntitle: b\ntitle: c\n") ==
        "2:11: duplicate key 'y'; first given at line 2\n"
        "3:1: duplicate key 'title'; first given at line 1\n"
        "4:1: duplicate key 'title'; first given at line 1\n");
  CHECK(problems_of("a: &a {b: 1}\nc:\n  <<: *a\n") ==
        "3:3: merge keys ('<<') are not supported; write the keys out\n");
  CHECK(problems_of("[a]: b\n") == "1:1: a key must be a word, not a list or a map\n");
  CHECK(problems_of("null: b\n") == "1:1: a key must be a word; put 'null' in quotes to use it as one\n");
  CHECK(problems_of("? a\n") == "1:1: a '?' key; write 'key: value'\n");
  CHECK(problems_of("a: 1\n: b\n") == "2:1: a key is missing before this colon\n");
}

TEST_CASE("colons") {
  CHECK(problems_of("a:1\n") == "1:1: expected 'key: value', found 'a:1'; a space must follow the colon\n");
  CHECK(problems_of("a: 1\nb:2\nc: 3\n") ==
        "2:1: expected 'key: value', found 'b:2'; a space must follow the colon\n");
  CHECK(problems_of("a: 1\nword\n") == "2:1: expected 'key: value', found 'word'\n");
  CHECK(problems_of("a: b: c\n") ==
        "1:5: a second ': ' in one line; put a value that contains ': ' in quotes\n");
  CHECK(problems_of("a: foo\n  bar\n") == "2:3: expected 'key: value', found 'bar'\n");
}

TEST_CASE("quotes must close on their line") {
  CHECK(problems_of("x:\n  a: |2\n      it's\n  b: 'abc\n") == "4:6: this quote is not closed on its line\n");
  CHECK(problems_of("a: 'abc\nb: 2\n") == "1:4: this quote is not closed on its line\n");
  CHECK(problems_of("a: \"foo\nb: \"bar\"\nc: 'x\n") ==
        "1:4: this quote is not closed on its line\n"
        "3:4: this quote is not closed on its line\n");
  CHECK(problems_of("t:\n  - {a: 1, b: 'x}\n  - {a: 2}\n") == "2:15: this quote is not closed on its line\n");
  CHECK(problems_of("a: 'it's'\n") == "1:8: text after the closing quote; inside '...' write '' for one '\n");
  CHECK(problems_of("a: \"x\" y\n") == "1:8: text after the value; expected the end of the line\n");
  CHECK(problems_of("a: \"\\q\"\n") ==
        "1:7: unknown escape '\\q' in double quotes; use single quotes for text with backslashes\n");
}

TEST_CASE("brackets") {
  CHECK(problems_of("t:\n  - {a: 1, b: 2\n  - {a: 2}\n") == "2:5: this '{' is not closed before line 3\n");
  CHECK(problems_of("a: {b: 1\nc: 2\n") == "1:4: this '{' is not closed before line 2\n");
  CHECK(problems_of("a: [1, 2\n") == "1:4: this '[' is never closed\n");
  CHECK(problems_of("a: {b: [1, 2}, c: 3}\n") == "1:13: '}' cannot close '['\n");
  CHECK(problems_of("a: {b: 1\n  c: 2}\n") == "2:3: expected ',' or '}' before this\n");
  CHECK(problems_of("a: [1]]\n") == "1:7: text after the value; expected the end of the line\n");
  CHECK(problems_of("a: {b: what?}\n") ==
        "1:12: a value inside brackets cannot contain '?'; put it in quotes\n");
}

TEST_CASE("indentation and tabs") {
  CHECK(problems_of("a: 1\n  b: 2\n") == "2:3: indented too far: the line above has its value already\n");
  CHECK(problems_of("a:\n      [1,\n   ] : 2\n") ==
        "3:6: a ':' after what began on line 2; a key stands on one line\n");
  CHECK(problems_of("a:\n    b: 1\n  c: 2\n") == "3:3: the indentation fits none of the lines above\n");
  CHECK(problems_of("a:\n  b: 1\n\tc: 2\n") ==
        "3:1: a tab; use spaces\n"
        "3:2: the indentation fits none of the lines above\n");
  CHECK(problems_of("a:\tb\n") == "1:3: a tab; use spaces\n");
  CHECK(problems_of("a: 1\n- b\n") == "2:1: a list item ('- ...') here; expected 'key: value' as above\n");
  CHECK(problems_of("t:\n  - a\n  b: 1\n") ==
        "3:3: a 'key: value' here; expected a list item ('- ...') as above\n");
  CHECK(problems_of("a: - b\n") == "1:4: a list begins on a line of its own, or is written [a, b]\n");
  CHECK(problems_of("a: b\rc: d\n") == "1:5: a carriage return inside a line; end lines with a line feed\n");
}

TEST_CASE("what strict input does not use") {
  CHECK(problems_of("a: !!str x\n") ==
        "1:4: a YAML tag; tags are not used here (put a text that begins with '!' in quotes)\n");
  CHECK(problems_of("%YAML 1.2\n---\na: 1\n") == "1:1: a YAML directive; directives are not used here\n");
  CHECK(problems_of("a: 1\n---\nb: 2\n") == "2:1: a second document begins here; a file holds one\n");
  CHECK(problems_of("a: 1\n...\nb: 2\n") == "3:1: a second document begins here; a file holds one\n");
  CHECK(problems_of("a: @b\n") == "1:4: a value cannot begin with '@'; put it in quotes\n");
}

TEST_CASE("the root is a map") {
  CHECK(problems_of("") == "0:0: the file is empty; expected 'key: value' lines\n");
  CHECK(problems_of("# nothing but words\n") == "0:0: the file is empty; expected 'key: value' lines\n");
  CHECK(problems_of("- a\n") == "1:1: expected 'key: value' lines, not a list\n");
  CHECK(problems_of("'a'\n") == "1:1: expected 'key: value' lines, not a single value\n");
}

TEST_CASE("aliases are shared, counted, and never run in circles") {
  const Parsed parsed("a: &x [1, 2]\nb: *x\n");
  CHECK(at(parsed.root().find("b").place()) == "2:4");
  CHECK(parsed.root().find("b")[1].text() == "2");
  CHECK(problems_of("a: &x [*x]\n") == "1:8: an alias inside the value that it stands for\n");
  CHECK(problems_of("a: *y\n") == "1:4: an alias ('*name') whose name is not defined above it\n");

  std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'a'; c < 'i'; ++c) {
    std::string line{static_cast<char>(c + 1)};
    line += ": &" + line + " [";
    for (int i = 0; i < 9; ++i) line += (i > 0 ? ", *" : "*") + std::string{c};
    bomb += line + "]\n";
  }
  CHECK(problems_of(bomb) == "6:12: the aliases of this file expand to more than 200000 values\n");
  std::string deep = "a: &a " + std::string(40, '[') + std::string(40, ']') + "\n";
  CHECK(problems_of(deep).empty());
  CHECK(problems_of(deep + "b: " + std::string(30, '[') + "*a" + std::string(30, ']') + "\n") ==
        "2:34: nested too deep; at most 64 levels\n");
}

TEST_CASE("depth is limited, and hostile files answer quickly") {
  const auto begin = std::chrono::steady_clock::now();
  const auto nested = [](std::size_t levels) {
    return "a: " + std::string(levels, '[') + std::string(levels, ']') + "\n";
  };
  CHECK(problems_of(nested(63)).empty());
  CHECK(problems_of(nested(64)) == "1:67: nested too deep; at most 64 levels\n");
  CHECK(problems_of(std::string(1'000'000, '[')) == "1:65: nested too deep; at most 64 levels\n");
  std::string dashes;
  for (int i = 0; i < 500'000; ++i) dashes += "- ";
  CHECK(problems_of(dashes) == "1:129: nested too deep; at most 64 levels\n");
  std::string maps;
  for (std::size_t i = 0; i < 200; ++i) maps += std::string(i, ' ') + "a:\n";
  CHECK(problems_of(maps) == "65:66: nested too deep; at most 64 levels\n");
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  CHECK(taken.count() < 2.0);  // milliseconds, were it not for sanitizers and busy machines
}

TEST_CASE("a file that is not YAML at all does not flood its reader") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "@\n";
  Diagnostics problems;
  CHECK_FALSE(parse_document("t.yaml", text, problems).has_value());
  CHECK(problems.error_count() == 51);
  CHECK(problems.all().back().message == "too many problems; the rest of the file was not read");
}
