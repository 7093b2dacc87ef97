#include "sim/output/scatter_chart.hpp"

#include <cmath>

#include <doctest/doctest.h>

#include "sim/output/label_placing.hpp"
#include "tests/output/svg_reading.hpp"

using namespace outlive;
using namespace outlive::output;
using namespace outlive::testing;

namespace {

ScatterChart policies(int count) {
  ScatterChart chart{.title = "What each policy costs, and how many jobs it lets survive",
                     .description = "Of the policies that keep both promises, the cheapest is chosen.",
                     .x = {.title = "cost of a quarter", .format = money_label("USD"), .natural = {0, 1e100}},
                     .y = {.title = "surviving jobs", .format = percent_label, .natural = {0, 1}},
                     .promises = {{.limit = 0.8, .label = "at least 80 % survive"},
                                  {.on = PromisedLimit::On::x,
                                   .kept = PromisedLimit::Kept::at_or_below,
                                   .limit = 70'000,
                                   .label = "at most 70k USD"}}};
  for (int i = 0; i < count; ++i) {
    const double x = 30'000 + 5'000 * (i % 8) + 3'000 * (i * 7 % 5);
    const double y = 1 - 12'000 / x - 0.03 * (i * 5 % 7);
    chart.points.push_back({.name = "idle " + std::to_string(1 << i % 6) + "h <&> " + std::to_string(i) + "d",
                            .x = x,
                            .y = y,
                            .x_interval = Interval{x - 1'500, x + 1'500},
                            .y_interval = Interval{y - 0.02, y + 0.02},
                            .on_front = i * 5 % 7 == 0,
                            .chosen = i == 7});
  }
  return chart;
}

// No name lies on another or on a mark.
void check_names(const SvgReader& drawing) {
  check_apart(drawing, "name");
  for (const SvgElement& name : drawing.of_class("name")) {
    for (const SvgElement& mark : drawing.of_class("mark")) {
      if (mark.name != "circle") continue;
      const Box box{mark.number("cx") - 5, mark.number("cy") - 5, 10, 10};
      CHECK_MESSAGE(!overlap(box_of(name), box), name.text);
    }
  }
}

}  // namespace

TEST_CASE("scatter chart: front, choice, promises, whiskers both ways") {
  const SvgReader drawing = check_chart("chart-scatter.svg", scatter_chart_svg(policies(12)));
  check_names(drawing);
  CHECK(drawing.of_class("line").size() == 1);
  CHECK(drawing.of_class("chosen").size() == 2);  // the point and the key
  CHECK(drawing.of_class("broken").size() == 2);
  CHECK(drawing.of_class("whisker").size() == std::size_t{12} * 6);
  CHECK(drawing.of_class("name").size() + 1 >= 12);
}

TEST_CASE("scatter chart: of many points only the important ones are named") {
  const SvgReader drawing = check_drawing(scatter_chart_svg(policies(60)));
  check_names(drawing);
  const std::size_t named = drawing.of_class("name").size();
  CHECK((named > 2 && named < 10));
  CHECK(drawing.first("note").text == std::to_string(60 - named) + " names shown on hovering only.");
  CHECK(drawing.of_class("mark").size() == 60 + 2);
}

TEST_CASE("scatter chart: points on one spot, hostile names, none, huge") {
  ScatterChart chart{.title = "Spot", .x = {.title = "x"}, .y = {.title = "y"}};
  check_drawing(scatter_chart_svg(chart));
  for (int i = 0; i < 9; ++i)
    chart.points.push_back(
        {.name = "<script>&\"" + std::string(static_cast<std::size_t>(i), 'x'), .x = -3, .y = 1e15});
  chart.points.push_back({.name = "nowhere", .x = std::nan(""), .y = 1});
  const SvgReader drawing = check_chart("chart-scatter-spot.svg", scatter_chart_svg(chart));
  check_names(drawing);
  CHECK(drawing.of_class("mark").size() == 9);
  CHECK(drawing.first("note").text.starts_with("1 point without a place on these axes left out"));
}

TEST_CASE("scatter chart: the region that breaks a promise is on its side") {
  ScatterChart chart{.title = "Sides", .points = {{.x = 0, .y = 0}, {.x = 10, .y = 10}}};
  const auto region = [&](PromisedLimit::On on, PromisedLimit::Kept kept) {
    chart.promises = {{.on = on, .kept = kept, .limit = 4, .label = "promise"}};
    const SvgElement found = SvgReader(scatter_chart_svg(chart)).first("broken");
    return Box{found.number("x"), found.number("y"), found.number("width"), found.number("height")};
  };
  using On = PromisedLimit::On;
  using Kept = PromisedLimit::Kept;
  CHECK(region(On::x, Kept::at_or_above).right() ==
        doctest::Approx(region(On::x, Kept::at_or_below).left).epsilon(1e-3));
  CHECK(region(On::y, Kept::at_or_above).top ==
        doctest::Approx(region(On::y, Kept::at_or_below).bottom()).epsilon(1e-3));
}

TEST_CASE("labels: beside the point, else around it, else nowhere") {
  LabelPlacer placer({0, 0, 200, 100});
  const Place point{100, 50};
  const auto first = placer.place(point, 60);
  REQUIRE(first);
  CHECK((first->anchor == Anchor::start && first->place.x == 109));
  const auto second = placer.place(point, 60);
  REQUIRE(second);
  CHECK(second->anchor == Anchor::end);
  CHECK_FALSE(placer.place(point, 300));
  placer.block({0, 0, 200, 100});
  CHECK_FALSE(placer.place(point, 10));

  LabelPlacer thin({0, 0, 200, 100});
  thin.discourage({105, 45, 90, 2});
  CHECK(thin.place(point, 60)->anchor == Anchor::end);
  thin.discourage({0, 0, 200, 100});
  CHECK(thin.place(point, 60)->anchor == Anchor::start);
}
