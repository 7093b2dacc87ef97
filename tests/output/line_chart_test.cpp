#include "sim/output/line_chart.hpp"

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "tests/output/svg_reading.hpp"

using namespace outlive;
using namespace outlive::output;
using namespace outlive::testing;

namespace {

constexpr double hour = 3'600'000;
constexpr double day = 24 * hour;

LineChart survival() {
  LineChart chart{
      .title = "Jobs that survive, by the length of background sessions",
      .description = "Rises from a few per cent at 1 h to nearly all at 30 days.",
      .x = {.title = "background session", .spacing = Spacing::logarithmic, .quantity = Quantity::duration},
      .y = {.title = "surviving jobs", .format = percent_label, .natural = {0, 1}},
      .marked = MarkedX{.value = 7 * day, .label = "today: 7d"}};
  const char* names[] = {"Glue", "SageMaker training jobs of the whole company", "<script>&\""};
  for (int s = 0; s < 3; ++s) {
    LineSeries series{.name = names[s]};
    for (const double x : {1 * hour, 4 * hour, 12 * hour, day, 3 * day, 7 * day, 30 * day}) {
      const double y = 1 / (1 + (1 + s) * day / x);
      series.points.push_back({x, y, Interval{y - 0.05, y + 0.04}});
    }
    chart.series.push_back(series);
  }
  return chart;
}

}  // namespace

TEST_CASE("line chart: bands along a logarithmic axis of durations") {
  const SvgReader drawing = check_chart("chart-line.svg", line_chart_svg(survival()));
  CHECK(drawing.of_class("band").size() == 3);
  CHECK(drawing.of_class("whisker").empty());
  CHECK(drawing.of_class("marked").size() == 1);
  CHECK(drawing.of_class("mark").size() == 3 * 7 + 3);
  CHECK(drawing.of_class("c2").front().name == "polygon");
}

TEST_CASE("line chart: forty series of hostile names on words, cut with a note") {
  LineChart chart{
      .title = "Cost <script>alert(1)</script> & \"more\" of a title that goes on and on beyond the page",
      .x = {.title = "region",
            .words = {"us-east-1", "]]>", "a word that has no room here at all", "\xff\x1b"}},
      .y = {.title = "cost", .format = money_label("USD"), .from_zero = true},
      .intervals = IntervalStyle::whiskers};
  for (int s = 0; s < 40; ++s) {
    LineSeries series{.name = "policy & number " + std::to_string(s)};
    for (int i = 0; i < 4; ++i) {
      const double y = 1000 * (1 + s % 9) + 40 * i;
      series.points.push_back({static_cast<double>(i), y, Interval{y - 150, y + 90}});
    }
    chart.series.push_back(series);
  }
  const SvgReader drawing = check_chart("chart-line-many.svg", line_chart_svg(chart));
  CHECK(drawing.of_class("line").size() == 8 + 8);  // in the chart and in the legend
  CHECK(drawing.first("note").text == "First 8 of 40 series shown.");
  CHECK(drawing.of_class("tick").size() > 4);
}

TEST_CASE("line chart: what has no place leaves a gap and is counted") {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  LineChart chart{.title = "Gaps", .x = {.spacing = Spacing::logarithmic}};
  chart.series = {
      {"", {{0, 1}, {1, 2}, {10, 3}, {20, none}, {50, -1e15}, {100, HUGE_VAL}, {1000, 5}, {2000, 1e15}}}};
  const SvgReader drawing = check_chart("chart-line-gaps.svg", line_chart_svg(chart));
  CHECK(drawing.of_class("line").size() == 2);
  CHECK(drawing.of_class("mark").size() == 5);
  CHECK(drawing.first("note").text == "3 points without a place on these axes left out.");
}

TEST_CASE("line chart: one point, equal values, none") {
  LineChart chart{.title = "One", .x = {.title = "x"}, .y = {.title = "y"}};
  check_drawing(line_chart_svg(chart));
  chart.series = {{"a", {{5, 5, Interval{4, 6}}}}};
  const SvgReader one = check_chart("chart-line-one.svg", line_chart_svg(chart));
  CHECK(one.of_class("whisker").size() == 3);  // a band of one point would have no width
  chart.series = {{"a", {{1, 7}, {2, 7}, {3, 7}}}};
  CHECK(check_drawing(line_chart_svg(chart)).of_class("line").size() == 1);
  chart.series = {{"a", {{-1e99, -1e99}, {1e99, 1e99}}}};
  CHECK(check_drawing(line_chart_svg(chart)).of_class("tick").size() > 3);
}

TEST_CASE("line chart: many words are slanted, very many thinned out") {
  LineChart chart{.title = "Words"};
  chart.series = {{"", {}}};
  for (int i = 0; i < 60; ++i) {
    chart.x.words.push_back("instance type ml.m5.24xlarge no. " + std::to_string(i));
    chart.series[0].points.push_back({static_cast<double>(i), 1. * i});
  }
  const SvgReader drawing = check_drawing(line_chart_svg(chart));
  std::vector<double> places;
  for (const SvgElement& text : drawing.of_class("tick")) {
    if (text.attributes.contains("transform")) places.push_back(text.number("x"));
  }
  CHECK(places.size() == 20);
  for (std::size_t i = 1; i < places.size(); ++i) CHECK(places[i] - places[i - 1] > 22);
  CHECK(drawing.of_class("mark").size() == 0);  // sixty would hide the line
}

TEST_CASE("line chart: as many ticks as their labels have room for") {
  LineChart chart = survival();
  chart.x.format = [](double, double) { return std::string("a very long label of any tick"); };
  const SvgReader drawing = check_drawing(line_chart_svg(chart));
  CHECK(upright_texts(drawing, "tick").size() > 5);
}
