#include "sim/output/tornado_chart.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "tests/output/svg_reading.hpp"

using namespace outlive;
using namespace outlive::output;
using namespace outlive::testing;

namespace {

TornadoEnd end_at(const std::string& level, double effect, double half_width) {
  return {level, effect, Interval{effect - half_width, effect + half_width}};
}

TornadoChart effects() {
  return {
      .title = "What moves the cost of a quarter most",
      .description = "The idle timeout of Glue, by far.",
      .effect = {.title = "difference from today", .format = money_label("USD")},
      .bars = {
          {.factor = "workers", .low = end_at("2", -900, 80), .high = end_at("20", 1'200, 90)},
          {.factor = "glue.idle_timeout", .low = end_at("2h", -9'000, 400), .high = end_at("7d", 4'000, 300)},
          {.factor = "identity_center.background_sessions.duration",
           .low = end_at("1d", 2'500, 200),
           .high = end_at("90d", 1'000, 2'000)},
          {.factor = "<script>&\"", .high = TornadoEnd{"a level whose name has no room at all", -3'000, {}}},
          {.factor = "nothing", .low = end_at("off", 0, 0), .high = end_at("on", 0, 0)}}};
}

std::vector<std::string> texts_of(const SvgReader& drawing, std::string_view name) {
  std::vector<std::string> texts;
  for (const SvgElement& element : drawing.of_class(name)) texts.push_back(element.text);
  return texts;
}

}  // namespace

TEST_CASE("tornado chart: the widest first, levels at their ends") {
  const SvgReader drawing = check_chart("chart-tornado.svg", tornado_chart_svg(effects()));
  CHECK(texts_of(drawing, "factor") ==
        std::vector<std::string>{"glue.idle_timeout", "<script>&\"", "identity_center.",
                                 "background_sessions.duration", "workers", "nothing"});
  CHECK(drawing.of_class("zero").size() == 1);
  check_apart(drawing, "level");
  check_apart(drawing, "factor");
  const double zero = drawing.first("zero").number("x1");
  for (const SvgElement& bar : drawing.of_class("bar")) {
    const bool touches = bar.number("x") <= zero + 0.1 && bar.number("x") + bar.number("width") >= zero - 0.1;
    CHECK((touches || bar.number("y") < 60));  // the key lies above
  }
}

TEST_CASE("tornado chart: ends on one side of zero get half a lane each") {
  TornadoChart chart = effects();
  chart.bars = {chart.bars[2]};
  const SvgReader drawing = check_drawing(tornado_chart_svg(chart));
  const SvgElement low = drawing.first("hollow");
  const SvgElement high = drawing.first("bar");
  CHECK(low.number("y") + low.number("height") == doctest::Approx(high.number("y")).epsilon(1e-3));
}

TEST_CASE("tornado chart: cut with a note, without bars, without numbers, huge") {
  TornadoChart chart = effects();
  chart.bars.clear();
  check_drawing(tornado_chart_svg(chart));
  chart.bars = {{.factor = "none", .low = TornadoEnd{"x", std::nan(""), {}}}};
  CHECK(check_drawing(tornado_chart_svg(chart)).of_class("level").empty());
  for (int i = 0; i < 40; ++i) {
    chart.bars.push_back({.factor = "factor " + std::to_string(i),
                          .low = end_at("low", 1e12 * i, 3e11),
                          .high = end_at("high", (i % 3 == 0 ? -1e12 : 1e12) * i / 2, 1e11)});
  }
  const SvgReader drawing = check_chart("chart-tornado-many.svg", tornado_chart_svg(chart));
  CHECK(drawing.first("note").text == "12 widest of 41 bars shown.");
  CHECK(drawing.of_class("factor").size() == 12);
  CHECK(drawing.first("factor").text == "factor 39");
  check_apart(drawing, "level");
}
