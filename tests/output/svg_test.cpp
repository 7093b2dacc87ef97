#include "sim/output/svg.hpp"

#include <array>
#include <limits>

#include <doctest/doctest.h>

#include "sim/output/chart_style.hpp"
#include "tests/output/svg_reading.hpp"

using namespace outlive;
using namespace outlive::output;
using namespace outlive::testing;

TEST_CASE("svg: text from outside stays text") {
  CHECK(escape_xml("<script>&\"'") == "&lt;script&gt;&amp;&quot;'");
  CHECK(escape_xml("\x1b[31m\n") == "\\x1b[31m\\n");
  CHECK(escape_xml("\xff") == "\\xff");
  CHECK(escape_xml("\xEF\xBF\xBE\xEF\xBF\xBF") == "\\ufffe\\uffff");
  CHECK(escape_xml("Zürich ☂") == "Zürich ☂");
}

TEST_CASE("svg: a text too wide ends in an ellipsis and is given whole on hovering") {
  const std::string whole = "a name that is much too long <for> its place";
  CHECK(shorten("short", 100) == "short");
  const std::string shown = shorten(whole, 100);
  CHECK(shown == "a name that…");
  CHECK(width_of_text(shown) <= 100);
  CHECK(shorten("ü☂ü☂ü☂", 30) == "ü…");
  CHECK(shorten("anything", 0) == "…");

  Svg svg("t", "d");
  svg.text({10, 20}, whole, {.room = 100});
  svg.text({10, 20}, "short", {.room = 100});
  const SvgReader drawing = check_drawing(std::move(svg).finish());
  REQUIRE(drawing.problem().empty());
  const auto texts = drawing.of_class("quiet");
  REQUIRE(texts.size() == 2);
  CHECK(texts[0].title == whole);
  CHECK(texts[0].text == shown);
  CHECK(texts[1].title.empty());
}

TEST_CASE("svg: a drawing names itself for readers who cannot see it") {
  const SvgReader drawing = check_drawing(Svg("<Cost> & more", "What it \"shows\"").finish());
  const SvgElement& root = drawing.elements().front();
  CHECK(root.attributes.at("role") == "img");
  CHECK(root.attributes.at("viewBox") == "0 0 720.0 420.0");
  CHECK(root.title == "<Cost> & more");
  CHECK(drawing.elements()[2].name == "desc");
  CHECK(drawing.elements()[2].text == "What it \"shows\"");
}

TEST_CASE("svg: numbers have one decimal, whatever they are") {
  Svg svg("", "");
  svg.line({-0.04, 0.05}, {std::numeric_limits<double>::quiet_NaN(), 1e300}, "axis");
  const std::string text = std::move(svg).finish();
  CHECK(text.find(R"(<line class="axis" x1="0.0" y1="0.1" x2="0.0" y2="1000000.0"/>)") != std::string::npos);
}

TEST_CASE("svg: lines of a hatch stay in their box") {
  Svg svg("", "");
  const Box box{10, 20, 300, 50};
  svg.hatch(box, "hatch");
  const SvgReader drawing(std::move(svg).finish());
  const auto lines = drawing.of_class("hatch");
  CHECK(lines.size() == 29);
  for (const SvgElement& line : lines) {
    for (const char* x : {"x1", "x2"}) CHECK((line.number(x) >= box.left && line.number(x) <= box.right()));
    for (const char* y : {"y1", "y2"}) CHECK((line.number(y) >= box.top && line.number(y) <= box.bottom()));
  }
}

TEST_CASE("svg: golden file of the pen") {
  Svg svg("Every mark", "All marks in all colours");
  for (std::size_t i = 0; i < mark_count; ++i) {
    const double y = 30 + 40 * static_cast<double>(i);
    const std::string number = std::to_string(i);
    svg.line({20, y}, {120, y}, "line c" + number + " d" + number);
    svg.mark(static_cast<Mark>(i), {70, y}, 8, "mark c" + number, "mark " + number);
    svg.rect({150, y - 10, 60, 20}, "bar c" + number);
    svg.rect({220, y - 10, 60, 20}, "hollow c" + number);
  }
  svg.text({300, 40}, "turned", {.anchor = Anchor::end, .turned = -35});
  svg.tile({320, 20, 40, 40}, "#440154", "tile", "a \"tile\"");
  svg.polygon(std::array{Place{400, 20}, Place{440, 20}, Place{420, 60}}, "band c0");
  check_chart("chart-pen.svg", std::move(svg).finish());
}

TEST_CASE("svg: the reader of the tests sees what is wrong") {
  for (const char* bad : {"<a>", "<a></b>", "<a b=\"1\" b=\"2\"/>", "<a b=1/>", "<a>&nbsp;</a>", "<a>&</a>",
                          "<a/>b", "<a/><b/>", "<a b=\"<\"/>", "<a>\x01</a>", "<a b=\"1\"", "</a>"}) {
    CHECK_MESSAGE(!SvgReader(bad).problem().empty(), bad);
  }
  CHECK(SvgReader("<a b=\"1\">&lt;<c/></a>\n").problem().empty());
}

TEST_CASE("svg: xmllint, where there is one, finds every golden drawing well-formed") {
  if (std::system("command -v xmllint >/dev/null 2>&1") != 0) return;  // NOLINT(concurrency-mt-unsafe)
  CHECK(std::system("xmllint --noout " OUTLIVE_SOURCE_DIR "/tests/golden/chart-*.svg") ==
        0);  // NOLINT(concurrency-mt-unsafe)
}
