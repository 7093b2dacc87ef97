#include "sim/output/scatter_chart.hpp"

#include <algorithm>
#include <array>

#include "sim/output/label_placing.hpp"
#include "sim/output/plot.hpp"
#include "sim/output/words.hpp"

namespace outlive::output {

namespace {

constexpr double radius = 5;
constexpr double chosen_radius = 9;                // of the ring around the chosen point
constexpr std::array name_rooms{230., 150., 90.};  // of a name, whole if possible
constexpr std::size_t most_named = 15;             // of more points, only the important ones are named

class Drawing {
 public:
  explicit Drawing(const ScatterChart& chart)
      : chart_(chart),
        svg_(chart.title, chart.description),
        plot_(draw_frame()),
        labels_(
            {plot_.area.left, plot_.area.top - 4, plot_.area.width + page_margin, plot_.area.height + 4}) {
    for (const ScatterPoint& point : chart_.points) {
      if (has_place(point)) drawn_.push_back(&point);
    }
    // What matters is drawn over the rest, and named before it.
    std::stable_sort(drawn_.begin(), drawn_.end(),
                     [](const auto* a, const auto* b) { return weight_of(*a) < weight_of(*b); });
  }

  std::string draw() {
    for (const PromisedLimit& promise : chart_.promises) draw_promise(promise);
    for (const ScatterPoint* point : drawn_) draw_whiskers(*point);
    draw_front();
    for (const ScatterPoint* point : drawn_) draw_point(*point);
    for (const PromisedLimit& promise : chart_.promises) name_promise(promise);
    const std::size_t unnamed = draw_names();
    draw_key();
    const std::size_t placeless = chart_.points.size() - drawn_.size();
    const std::string notes[] = {
        placeless == 0 ? "" : counted(placeless, "point") + " without a place on these axes left out",
        unnamed == 0 ? "" : counted(unnamed, "name") + " shown on hovering only"};
    draw_notes(svg_, notes);
    return std::move(svg_).finish();
  }

 private:
  static int weight_of(const ScatterPoint& point) { return point.chosen ? 2 : point.on_front ? 1 : 0; }

  static std::string colour_of(const ScatterPoint& point) { return colour_class(point.on_front ? 0 : 6); }

  [[nodiscard]] bool has_place(const ScatterPoint& point) const {
    return chart_.x.takes(point.x) && chart_.y.takes(point.y);
  }

  [[nodiscard]] Place place_of(const ScatterPoint& point) const {
    return {plot_.x.at(point.x), plot_.y.at(point.y)};
  }

  Plot draw_frame() {
    draw_title(svg_, chart_.title);
    Extent x(chart_.x);
    Extent y(chart_.y);
    for (const ScatterPoint& point : chart_.points) {
      if (!has_place(point)) continue;
      x.include(point.x);
      x.include(point.x_interval);
      y.include(point.y);
      y.include(point.y_interval);
    }
    for (const PromisedLimit& promise : chart_.promises) {
      (promise.on == PromisedLimit::On::x ? x : y).include(promise.limit);
    }
    return draw_axes(svg_, chart_.x, x.range(), chart_.y, y.range(), {.above = 360});
  }

  void draw_promise(const PromisedLimit& promise) {
    const Box& area = plot_.area;
    const bool below_breaks = promise.kept == PromisedLimit::Kept::at_or_above;
    if (promise.on == PromisedLimit::On::x) {
      if (!chart_.x.takes(promise.limit)) return;
      const double at = plot_.x.at(promise.limit);
      shade(below_breaks ? Box{area.left, area.top, at - area.left, area.height}
                         : Box{at, area.top, area.right() - at, area.height});
      svg_.line({at, area.top}, {at, area.bottom()}, "limit");
      // Above the area, where there are no points.
      const double half = std::min(width_of_text(promise.label), area.width) / 2;
      const double middle = std::clamp(at, page_margin + half, page_width - page_margin - half);
      svg_.text({middle, area.top - 7}, promise.label,
                {.classes = "warning strong", .anchor = Anchor::middle, .room = area.width});
    } else {
      if (!chart_.y.takes(promise.limit)) return;
      const double at = plot_.y.at(promise.limit);
      shade(below_breaks ? Box{area.left, at, area.width, area.bottom() - at}
                         : Box{area.left, area.top, area.width, at - area.top});
      svg_.line({area.left, at}, {area.right(), at}, "limit");
    }
  }

  void shade(const Box& region) {
    svg_.rect(region, "broken");
    svg_.hatch(region, "limit hatch");
  }

  // At an end of its border where there are no points, inside the region if possible.
  void name_promise(const PromisedLimit& promise) {
    if (promise.on == PromisedLimit::On::x || !chart_.y.takes(promise.limit)) return;
    const Box& area = plot_.area;
    const double at = plot_.y.at(promise.limit);
    const bool below_breaks = promise.kept == PromisedLimit::Kept::at_or_above;
    const double inside = below_breaks ? at + 15 : at - 6;
    const double outside = below_breaks ? at - 6 : at + 15;
    Lettering lettering{.classes = "warning halo strong", .anchor = Anchor::end, .room = 260};
    for (const double y : {inside, outside}) {
      for (const Anchor anchor : {Anchor::end, Anchor::start}) {
        const Place place{anchor == Anchor::end ? area.right() - 6 : area.left + 6, y};
        const Box box = box_at(place, width_of_text(promise.label), small_text, anchor);
        if (labels_.has_room_for(box)) {
          lettering.anchor = anchor;
          labels_.block(box);
          svg_.text(place, promise.label, lettering);
          return;
        }
      }
    }
    svg_.text({area.right() - 6, inside}, promise.label, lettering);
  }

  void draw_whiskers(const ScatterPoint& point) {
    const Place at = place_of(point);
    const std::string classes = "whisker" + colour_of(point);
    constexpr double thickness = 2;
    if (point.x_interval) {
      const double from = plot_.x.at(point.x_interval->lower);
      const double to = plot_.x.at(point.x_interval->upper);
      draw_x_whisker(svg_, from, to, at.y, classes);
      labels_.discourage({from, at.y - thickness / 2, to - from, thickness});
    }
    if (point.y_interval) {
      const double from = plot_.y.at(point.y_interval->lower);
      const double to = plot_.y.at(point.y_interval->upper);
      draw_y_whisker(svg_, at.x, from, to, classes);
      labels_.discourage({at.x - thickness / 2, to, thickness, from - to});
    }
  }

  void draw_front() {
    std::vector<Place> places;
    for (const ScatterPoint* point : drawn_) {
      if (point->on_front) places.push_back(place_of(*point));
    }
    std::sort(places.begin(), places.end(),
              [](Place a, Place b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
    if (places.size() < 2) return;
    svg_.polyline(places, "line c0");
    for (std::size_t i = 1; i < places.size(); ++i) discourage_segment(places[i - 1], places[i]);
  }

  // A chain of small boxes: one about the whole segment would be far larger than the line.
  void discourage_segment(Place from, Place to) {
    constexpr int boxes = 40;
    constexpr double thickness = 2;
    for (int i = 0; i <= boxes; ++i) {
      const double share = static_cast<double>(i) / boxes;
      labels_.discourage(
          {from.x + share * (to.x - from.x), from.y + share * (to.y - from.y), thickness, thickness});
    }
  }

  void draw_point(const ScatterPoint& point) {
    const Place at = place_of(point);
    const std::string hover = (point.name.empty() ? "" : point.name + ": ") +
                              label_with_interval(chart_.x, point.x, point.x_interval) + ", " +
                              label_with_interval(chart_.y, point.y, point.y_interval);
    svg_.mark(point.on_front ? Mark::circle : Mark::diamond, at, radius, "mark" + colour_of(point), hover);
    if (point.chosen) svg_.mark(Mark::circle, at, chosen_radius, "chosen");
    const double around = point.chosen ? chosen_radius : radius;
    labels_.block({at.x - around, at.y - around, 2 * around, 2 * around});
  }

  // How many found no room.
  std::size_t draw_names() {
    std::size_t unnamed = 0;
    for (auto point = drawn_.rbegin(); point != drawn_.rend(); ++point) {
      const std::string& name = (*point)->name;
      if (name.empty()) continue;
      const bool important = weight_of(**point) > 0;
      if ((important || drawn_.size() <= most_named) && draw_name(**point)) continue;
      ++unnamed;
    }
    return unnamed;
  }

  // Whether there was room for it, shortened if need be.
  bool draw_name(const ScatterPoint& point) {
    for (const double room : name_rooms) {
      const double width = std::min(width_of_text(point.name), room);
      const auto label = labels_.place(place_of(point), width);
      if (!label) continue;
      svg_.text(label->place, point.name,
                {.classes = point.chosen ? "ink halo name strong" : "ink halo name",
                 .anchor = label->anchor,
                 .room = room});
      return true;
    }
    return false;
  }

  // What the signs mean, on the line of the y axis' title.
  void draw_key() {
    const bool any_front =
        std::any_of(drawn_.begin(), drawn_.end(), [](const auto* p) { return p->on_front; });
    const bool any_chosen =
        std::any_of(drawn_.begin(), drawn_.end(), [](const auto* p) { return p->chosen; });
    const double y = plot_.area.top - 28;
    double right = page_width - page_margin;
    const auto add = [&](std::string_view text, const auto& draw_sign) {
      svg_.text({right, y + 4}, text, {.anchor = Anchor::end});
      right -= width_of_text(text) + 14;
      draw_sign(Place{right, y});
      right -= 24;
    };
    if (any_chosen) add("recommended", [&](Place at) { svg_.mark(Mark::circle, at, 6, "chosen"); });
    if (any_front) {
      add("best trade-offs", [&](Place at) { svg_.mark(Mark::circle, at, radius, "mark c0"); });
      add("others", [&](Place at) { svg_.mark(Mark::diamond, at, radius, "mark c6"); });
    }
  }

  const ScatterChart& chart_;
  Svg svg_;
  Plot plot_;
  LabelPlacer labels_;
  std::vector<const ScatterPoint*> drawn_;  // the most important last
};

}  // namespace

std::string scatter_chart_svg(const ScatterChart& chart) { return Drawing(chart).draw(); }

}  // namespace outlive::output
