#include "sim/output/line_chart.hpp"

#include <algorithm>
#include <span>

#include "sim/output/chart_style.hpp"
#include "sim/output/plot.hpp"
#include "sim/output/words.hpp"

namespace outlive::output {

namespace {

constexpr double legend_sample = 30;  // of a line, with its mark
constexpr double widest_legend = 220;
constexpr std::size_t most_marked_points = 40;  // of a series: more marks would hide its line

bool has_place(const LineChart& chart, const LinePoint& point) {
  return chart.x.takes(point.x) && chart.y.takes(point.y);
}

// The parts of a series between points that have no place.
std::vector<std::vector<LinePoint>> unbroken(const LineChart& chart, const LineSeries& series) {
  std::vector<std::vector<LinePoint>> runs(1);
  for (const LinePoint& point : series.points) {
    if (has_place(chart, point)) {
      runs.back().push_back(point);
    } else if (!runs.back().empty()) {
      runs.emplace_back();
    }
  }
  return runs;
}

class Drawing {
 public:
  explicit Drawing(const LineChart& chart)
      : chart_(chart),
        shown_(std::span(chart.series).first(std::min(chart.series.size(), most_series))),
        svg_(chart.title, chart.description) {}

  std::string draw() {
    draw_title(svg_, chart_.title);
    const Plot plot = draw_frame();
    for (std::size_t i = 0; i < shown_.size(); ++i) draw_intervals(plot, i);
    for (std::size_t i = 0; i < shown_.size(); ++i) draw_lines(plot, i);
    for (std::size_t i = 0; i < shown_.size(); ++i) draw_marks(plot, i);
    if (chart_.marked && chart_.x.takes(chart_.marked->value)) {
      draw_marked_x(svg_, plot, chart_.marked->value, chart_.marked->label);
    }
    if (has_legend()) draw_legend(plot);
    const std::string notes[] = {cut_note(shown_.size(), chart_.series.size(), "series"), placeless_note()};
    draw_notes(svg_, notes);
    return std::move(svg_).finish();
  }

 private:
  // A single series needs none: the axis says what it is.
  [[nodiscard]] bool has_legend() const { return shown_.size() > 1; }

  [[nodiscard]] double legend_width() const {
    double widest = 0;
    for (const LineSeries& series : shown_) widest = std::max(widest, width_of_text(series.name));
    constexpr double around = 20 + legend_sample + 8 + 10;
    return std::clamp(widest + around, 110., widest_legend);
  }

  // On words, series stand side by side: their whiskers would hide each other.
  [[nodiscard]] double x_at(const Plot& plot, double value, std::size_t series) const {
    const double at = plot.x.at(value);
    if (chart_.x.words.empty()) return at;
    const double slot = plot.area.width / static_cast<double>(chart_.x.words.size());
    const double apart = std::min(8., 0.6 * slot / static_cast<double>(shown_.size()));
    return at + apart * (static_cast<double>(series) - static_cast<double>(shown_.size() - 1) / 2);
  }

  Plot draw_frame() {
    Extent x(chart_.x);
    Extent y(chart_.y);
    for (const LineSeries& series : shown_) {
      for (const LinePoint& point : series.points) {
        if (!has_place(chart_, point)) continue;
        x.include(point.x);
        y.include(point.y);
        y.include(point.interval);
      }
    }
    if (chart_.marked) x.include(chart_.marked->value);
    return draw_axes(svg_, chart_.x, x.range(), chart_.y, y.range(),
                     has_legend() ? Reserved{.right = legend_width()} : Reserved{});
  }

  void draw_intervals(const Plot& plot, std::size_t series) {
    for (const auto& run : unbroken(chart_, shown_[series])) {
      if (chart_.intervals == IntervalStyle::band) draw_band(plot, run, series);
      if (chart_.intervals == IntervalStyle::band && run.size() > 1)
        continue;  // a band of one point has no width
      for (const LinePoint& point : run) {
        if (!point.interval) continue;
        draw_y_whisker(svg_, x_at(plot, point.x, series), plot.y.at(point.interval->lower),
                       plot.y.at(point.interval->upper), "whisker" + colour_class(series));
      }
    }
  }

  // Along the upper ends and back along the lower ones; a point without interval narrows it to the line.
  void draw_band(const Plot& plot, const std::vector<LinePoint>& run, std::size_t series) {
    const bool any =
        std::any_of(run.begin(), run.end(), [](const LinePoint& p) { return p.interval.has_value(); });
    if (!any || run.size() < 2) return;
    std::vector<Place> outline;
    for (const LinePoint& point : run) {
      outline.push_back(
          {x_at(plot, point.x, series), plot.y.at(point.interval ? point.interval->upper : point.y)});
    }
    for (auto point = run.rbegin(); point != run.rend(); ++point) {
      outline.push_back(
          {x_at(plot, point->x, series), plot.y.at(point->interval ? point->interval->lower : point->y)});
    }
    svg_.polygon(outline, "band" + colour_class(series));
  }

  void draw_lines(const Plot& plot, std::size_t series) {
    for (const auto& run : unbroken(chart_, shown_[series])) {
      if (run.size() < 2) continue;
      std::vector<Place> places;
      for (const LinePoint& point : run) places.push_back({x_at(plot, point.x, series), plot.y.at(point.y)});
      svg_.polyline(places, "line" + colour_class(series) + dash_class(series));
    }
  }

  void draw_marks(const Plot& plot, std::size_t series) {
    const LineSeries& drawn = shown_[series];
    for (const auto& run : unbroken(chart_, drawn)) {
      if (drawn.points.size() > most_marked_points && run.size() > 1) continue;
      for (const LinePoint& point : run) {
        const std::string hover = (drawn.name.empty() ? "" : drawn.name + ": ") + chart_.x.label(point.x) +
                                  ", " + label_with_interval(chart_.y, point.y, point.interval);
        svg_.mark(mark_of(series), {x_at(plot, point.x, series), plot.y.at(point.y)}, 4.5,
                  "mark" + colour_class(series), hover);
      }
    }
  }

  void draw_legend(const Plot& plot) {
    constexpr double row = 22;
    const double left = plot.area.right() + 20;
    for (std::size_t i = 0; i < shown_.size(); ++i) {
      const double y = plot.area.top + 8 + row * static_cast<double>(i);
      svg_.line({left, y}, {left + legend_sample, y}, "line" + colour_class(i) + dash_class(i));
      svg_.mark(mark_of(i), {left + legend_sample / 2, y}, 4.5, "mark" + colour_class(i));
      svg_.text({left + legend_sample + 8, y + 4}, shown_[i].name,
                {.classes = "ink", .room = page_width - 8 - (left + legend_sample + 8)});
    }
  }

  [[nodiscard]] std::string placeless_note() const {
    std::size_t placeless = 0;
    for (const LineSeries& series : shown_) {
      placeless += static_cast<std::size_t>(
          std::count_if(series.points.begin(), series.points.end(),
                        [this](const LinePoint& point) { return !has_place(chart_, point); }));
    }
    return placeless == 0 ? "" : counted(placeless, "point") + " without a place on these axes left out";
  }

  const LineChart& chart_;
  std::span<const LineSeries> shown_;
  Svg svg_;
};

}  // namespace

std::string line_chart_svg(const LineChart& chart) { return Drawing(chart).draw(); }

}  // namespace outlive::output
