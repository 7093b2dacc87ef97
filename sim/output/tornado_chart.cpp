#include "sim/output/tornado_chart.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/output/plot.hpp"

namespace outlive::output {

namespace {

constexpr std::size_t most_bars = 12;
constexpr double top = 74;
constexpr double bottom = page_height - 64;
constexpr double widest_factor = 200;
constexpr double widest_level = 110;
constexpr double beside = 6;  // between a bar and its level

// The parts of a bar that can be drawn.
struct Drawable {
  const TornadoBar* bar;
  const TornadoEnd* low;
  const TornadoEnd* high;

  // From the least effect to the greatest, no effect included.
  [[nodiscard]] double width() const {
    const double at_low = low != nullptr ? low->effect : 0;
    const double at_high = high != nullptr ? high->effect : 0;
    return std::max({at_low, at_high, 0.}) - std::min({at_low, at_high, 0.});
  }

  // Both ends on one side of zero would lie upon each other.
  [[nodiscard]] bool is_split() const {
    return low != nullptr && high != nullptr && (low->effect < 0) == (high->effect < 0);
  }
};

class Drawing {
 public:
  explicit Drawing(const TornadoChart& chart)
      : chart_(chart), axis_(chart.effect), svg_(chart.title, chart.description) {
    axis_.spacing = Spacing::linear;
    axis_.from_zero = true;
    axis_.words.clear();
    for (const TornadoBar& bar : chart.bars) {
      rows_.push_back({&bar, drawable(bar.low), drawable(bar.high)});
    }
    std::stable_sort(rows_.begin(), rows_.end(),
                     [](const Drawable& a, const Drawable& b) { return a.width() > b.width(); });
    if (rows_.size() > most_bars) rows_.resize(most_bars);
  }

  std::string draw() {
    draw_title(svg_, chart_.title);
    const Box area = area_of_bars();
    const Scale scale = scale_in(area);
    draw_x_axis(svg_, axis_, scale, area);
    const double lane = area.height / static_cast<double>(std::max<std::size_t>(rows_.size(), 4));
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      draw_row(rows_[i], scale, {area.left, area.top + lane * static_cast<double>(i), area.width, lane});
    }
    const double zero = scale.at(0);
    svg_.line({zero, area.top}, {zero, area.bottom()}, "zero");
    draw_key();
    const std::string notes[] = {cut_note()};
    draw_notes(svg_, notes);
    return std::move(svg_).finish();
  }

 private:
  [[nodiscard]] const TornadoEnd* drawable(const std::optional<TornadoEnd>& end) const {
    return end && axis_.takes(end->effect) ? &*end : nullptr;
  }

  [[nodiscard]] Box area_of_bars() const {
    double widest = 40;
    for (const Drawable& row : rows_) widest = std::max(widest, width_of_text(row.bar->factor));
    const double left = page_margin + std::min(widest, widest_factor) + 12;
    return {left, top, page_width - page_margin - left, bottom - top};
  }

  // Levels stand beyond the ends of the bars, so the scale leaves room for them: more in each round, as all that shrinks
  // when the room grows shrinks towards zero.
  [[nodiscard]] Scale scale_in(const Box& area) const {
    constexpr int rounds = 6;
    Extent extent(axis_);
    for (const Drawable& row : rows_) {
      for (const TornadoEnd* end : {row.low, row.high}) {
        if (end == nullptr) continue;
        extent.include(end->effect);
        extent.include(end->interval);
      }
    }
    double left = 0;
    double right = 0;
    for (int round = 0; round < rounds; ++round) {
      const Scale scale(axis_, extent.range(), Margin::none, area.left + left, area.right() - right, 2);
      const auto [over_left, over_right] = overhang(scale, area);
      left += over_left;
      right += over_right;
    }
    return fitting_x_scale(axis_, extent.range(), Margin::none, area.left + left, area.right() - right);
  }

  // How far levels reach beyond the area, to the left and to the right.
  [[nodiscard]] std::pair<double, double> overhang(const Scale& scale, const Box& area) const {
    double left = 0;
    double right = 0;
    for (const Drawable& row : rows_) {
      for (const TornadoEnd* end : {row.low, row.high}) {
        if (end == nullptr) continue;
        const double width = std::min(width_of_text(end->level), widest_level) + beside;
        const double tip = tip_of(*end, scale);
        if (end->effect < 0) {
          left = std::max(left, area.left - (tip - width));
        } else {
          right = std::max(right, tip + width - area.right());
        }
      }
    }
    return {left, right};
  }

  // Where bar and whisker end, away from zero.
  static double tip_of(const TornadoEnd& end, const Scale& scale) {
    const double at = scale.at(end.effect);
    if (!end.interval) return at;
    return end.effect < 0 ? std::min(at, scale.at(end.interval->lower))
                          : std::max(at, scale.at(end.interval->upper));
  }

  void draw_row(const Drawable& row, const Scale& scale, const Box& lane) {
    const double gap = std::min(8., 0.25 * lane.height);
    const Box bars{lane.left, lane.top + gap / 2, lane.width, lane.height - gap};
    draw_factor(row.bar->factor, {lane.left - 10, lane.middle().y});
    const double half = bars.height / 2;
    const bool split = row.is_split();
    const Box upper{bars.left, bars.top, bars.width, split ? half : bars.height};
    const Box lower{bars.left, bars.top + (split ? half : 0), bars.width, split ? half : bars.height};
    if (row.low != nullptr) draw_end(*row.bar, *row.low, "hollow c0", scale, upper);
    if (row.high != nullptr) draw_end(*row.bar, *row.high, "bar c1", scale, lower);
  }

  // What tells settings apart is the end of their paths: a long one goes on two lines.
  void draw_factor(const std::string& factor, Place right) {
    Lettering lettering{.classes = "ink factor", .anchor = Anchor::end, .room = widest_factor + 2};
    if (width_of_text(factor) <= widest_factor) return svg_.text({right.x, right.y + 4}, factor, lettering);
    lettering.size = 10;
    std::size_t split = 0;
    for (std::size_t at = 1; at < factor.size(); ++at) {
      const bool fits = width_of_text(factor.substr(0, at), lettering.size) <= widest_factor;
      if (fits && (factor[at - 1] == '.' || factor[at - 1] == ' ')) split = at;
    }
    if (split == 0) return svg_.text({right.x, right.y + 4}, factor, lettering);
    svg_.text({right.x, right.y - 1}, factor.substr(0, split), lettering);
    svg_.text({right.x, right.y + 10}, factor.substr(split), lettering);
  }

  void draw_end(const TornadoBar& bar, const TornadoEnd& end, std::string_view classes, const Scale& scale,
                const Box& lane) {
    const double zero = scale.at(0);
    const double at = scale.at(end.effect);
    const std::string hover =
        bar.factor + " = " + end.level + ": " + label_with_interval(axis_, end.effect, end.interval);
    svg_.rect({std::min(zero, at), lane.top, std::abs(at - zero), lane.height}, classes, hover);
    const bool leftward = end.effect < 0;
    if (end.interval) {
      draw_x_whisker(svg_, scale.at(end.interval->lower), scale.at(end.interval->upper), lane.middle().y,
                     "stem");
    }
    const double tip = tip_of(end, scale);
    const double size = std::min(small_text, std::max(lane.height, 8.));
    svg_.text({leftward ? tip - beside : tip + beside, lane.middle().y + 0.35 * size}, end.level,
              {.classes = "quiet level",
               .anchor = leftward ? Anchor::end : Anchor::start,
               .room = widest_level + 2,
               .size = size});
  }

  void draw_key() {
    const double y = top - 28;
    svg_.rect({page_margin, y - 7, 22, 12}, "hollow c0");
    svg_.text({page_margin + 28, y + 3}, "at the lower level");
    svg_.rect({page_margin + 170, y - 7, 22, 12}, "bar c1");
    svg_.text({page_margin + 198, y + 3}, "at the higher level");
  }

  [[nodiscard]] std::string cut_note() const {
    if (rows_.size() == chart_.bars.size()) return {};
    return std::to_string(rows_.size()) + " widest of " + std::to_string(chart_.bars.size()) + " bars shown";
  }

  const TornadoChart& chart_;
  Axis axis_;
  Svg svg_;
  std::vector<Drawable> rows_;
};

}  // namespace

std::string tornado_chart_svg(const TornadoChart& chart) { return Drawing(chart).draw(); }

}  // namespace outlive::output
