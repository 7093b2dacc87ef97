#include "sim/output/heat_map.hpp"

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "tests/output/svg_reading.hpp"

using namespace outlive;
using namespace outlive::output;
using namespace outlive::testing;

namespace {

HeatMap costs() {
  HeatMap map{.title = "Cost of a quarter",
              .description = "Grows with both, faster with the idle timeout.",
              .x_title = "background session",
              .y_title = "idle timeout",
              .columns = {"1d", "7d", "30d", "<script>&\""},
              .rows = {"30m", "2h", "48h"},
              .value = {.title = "cost, USD"},
              .marked = HeatCell{.row = 2, .column = 1}};
  for (int row = 0; row < 3; ++row) {
    for (int column = 0; column < 4; ++column)
      map.values.push_back(30'000 + 9'000 * row * row + 1'500 * row * column);
  }
  map.values[5] = std::nan("");
  return map;
}

}  // namespace

TEST_CASE("heat map: every number in its cell, the settings of today framed") {
  const SvgReader drawing = check_chart("chart-heat.svg", heat_map_svg(costs()));
  CHECK(drawing.of_class("cell").size() == 11);
  CHECK(drawing.of_class("empty").size() == 1);
  CHECK(drawing.of_class("frame").size() == 1);
  CHECK(drawing.of_class("tile")[0].title == "30m, 1d: 30.0k");
  CHECK(drawing.of_class("key").size() > 2);
}

TEST_CASE("heat map: many cells are cut with a note, and numbers never cut") {
  HeatMap map{.title = "Many", .x_title = "x", .y_title = "y"};
  for (int i = 0; i < 40; ++i) {
    map.columns.push_back("column & " + std::to_string(i));
    map.rows.push_back("a row whose name is far too long " + std::to_string(i));
  }
  for (int i = 0; i < 1600; ++i) map.values.push_back((i % 7 - 3) * 123'456. * i);
  const SvgReader drawing = check_chart("chart-heat-many.svg", heat_map_svg(map));
  CHECK(drawing.first("note").text.starts_with("First 16 of 40 columns shown. First 14 of 40 rows shown."));
  for (const SvgElement& cell : drawing.of_class("cell")) CHECK(cell.text.find("…") == std::string::npos);
  CHECK(drawing.of_class("cell").size() == std::size_t{16} * 14);
  check_apart(drawing, "cell");
}

TEST_CASE("heat map: one cell, equal values, none, huge, missing") {
  HeatMap map{.title = "One"};
  check_drawing(heat_map_svg(map));
  map.columns = {"a"};
  map.rows = {"b"};
  check_drawing(heat_map_svg(map));  // no value at all
  map.values = {-7};
  CHECK(check_drawing(heat_map_svg(map)).first("cell").text == "-7.00");
  map.columns = {"a", "c"};
  map.values = {1e99, -1e99};
  map.marked = HeatCell{.row = 9, .column = 9};
  const SvgReader huge = check_drawing(heat_map_svg(map));
  CHECK(huge.of_class("cell").size() == 2);
  CHECK(huge.of_class("frame").empty());
  map.values = {5, 5};
  const SvgReader equal = check_drawing(heat_map_svg(map));
  CHECK(equal.of_class("tile")[0].attributes.at("fill") == equal.of_class("tile")[1].attributes.at("fill"));
}

TEST_CASE("heat map: numbers are read well on every colour of the ramp, which grows lighter") {
  const auto luminance = [](const std::string& colour) {
    double sum = 0;
    const double weights[] = {0.2126, 0.7152, 0.0722};
    for (std::size_t i = 0; i < 3; ++i) {
      const double part = static_cast<double>(std::stoi(colour.substr(1 + 2 * i, 2), nullptr, 16)) / 255;
      sum += weights[i] * (part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
  };
  CHECK(ramp_colour(0) == "#440154");
  CHECK(ramp_colour(1) == "#fde725");
  CHECK(ramp_colour(-3) == ramp_colour(0));
  double before = 0;
  double least_contrast = 21;
  for (int i = 0; i <= 100; ++i) {
    const std::string colour = ramp_colour(i / 100.);
    const double here = luminance(colour);
    CHECK(here > before);
    before = here;
    const double ink = luminance(is_dark(colour) ? "#ffffff" : "#111111");
    least_contrast = std::min(least_contrast, (std::max(here, ink) + 0.05) / (std::min(here, ink) + 0.05));
  }
  CHECK(least_contrast > 4.2);  // black or white on grey can do no better than 4.6
}
