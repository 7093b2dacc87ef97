#include "sim/output/heat_map.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

#include "sim/engine/elementary.hpp"
#include "sim/output/plot.hpp"

namespace outlive::output {

namespace {

constexpr std::size_t most_columns = 16;
constexpr std::size_t most_rows = 14;
constexpr double top = 74;
constexpr double bottom = page_height - 64;
constexpr double widest_row_name = 130;
constexpr double key_width = 96;  // the ramp with its labels
constexpr double least_size = 7;  // of numbers in cells

using Colour = std::array<int, 3>;

// viridis at 0, 1/8, ..., 1.
constexpr std::array<Colour, 9> ramp{{{68, 1, 84},
                                      {71, 44, 122},
                                      {59, 81, 139},
                                      {44, 113, 142},
                                      {33, 144, 141},
                                      {39, 173, 129},
                                      {92, 200, 99},
                                      {170, 220, 50},
                                      {253, 231, 37}}};

Colour colour_at(double share) {
  const double at = std::clamp(share, 0., 1.) * static_cast<double>(ramp.size() - 1);
  const std::size_t below = std::min(static_cast<std::size_t>(at), ramp.size() - 2);
  const double rest = at - static_cast<double>(below);
  Colour colour{};
  for (std::size_t i = 0; i < colour.size(); ++i) {
    const double mixed = ramp[below][i] + rest * (ramp[below + 1][i] - ramp[below][i]);
    colour[i] = static_cast<int>(std::lround(mixed));
  }
  return colour;
}

int hexadecimal_digit(char digit) { return digit <= '9' ? digit - '0' : digit - 'a' + 10; }

// WCAG 2.1, "relative luminance".
double luminance_of(const std::string& colour) {
  constexpr std::array<double, 3> weights{0.2126, 0.7152, 0.0722};
  double luminance = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double c =
        (16 * hexadecimal_digit(colour[1 + 2 * i]) + hexadecimal_digit(colour[2 + 2 * i])) / 255.;
    luminance += weights[i] * (c <= 0.04045 ? c / 12.92 : elementary::pow((c + 0.055) / 1.055, 2.4));
  }
  return luminance;
}

class Drawing {
 public:
  explicit Drawing(const HeatMap& map)
      : map_(map),
        columns_(std::min(map.columns.size(), most_columns)),
        rows_(std::min(map.rows.size(), most_rows)),
        svg_(map.title, map.description) {
    for (std::size_t row = 0; row < rows_; ++row) {
      for (std::size_t column = 0; column < columns_; ++column) {
        const double value = value_at(row, column);
        if (!map_.value.takes(value)) continue;
        least_ = std::min(least_, value);
        greatest_ = std::max(greatest_, value);
      }
    }
  }

  std::string draw() {
    draw_title(svg_, map_.title);
    const Box area = area_of_cells();
    for (std::size_t row = 0; row < rows_; ++row) {
      draw_row_name(row, cell_box(area, row, 0));
      for (std::size_t column = 0; column < columns_; ++column) draw_cell(area, row, column);
    }
    Axis across{.title = map_.x_title,
                .words = {map_.columns.begin(), map_.columns.begin() + columns_signed()}};
    if (columns_ > 0 && rows_ > 0) {
      const Scale scale(across, {-0.5, static_cast<double>(columns_) - 0.5}, Margin::none, area.left,
                        area.right(), 2);
      draw_x_axis(svg_, across, scale, area);
      draw_marked(area);
    }
    svg_.text({page_margin, top - 24}, map_.y_title, {.room = 330});
    draw_key(area);
    const std::string notes[] = {cut_note(columns_, map_.columns.size(), "columns"),
                                 cut_note(rows_, map_.rows.size(), "rows"),
                                 unprinted_ ? "Numbers without room on hovering only" : ""};
    draw_notes(svg_, notes);
    return std::move(svg_).finish();
  }

 private:
  [[nodiscard]] std::ptrdiff_t columns_signed() const { return static_cast<std::ptrdiff_t>(columns_); }

  [[nodiscard]] double value_at(std::size_t row, std::size_t column) const {
    const std::size_t at = row * map_.columns.size() + column;
    return at < map_.values.size() ? map_.values[at] : std::numeric_limits<double>::quiet_NaN();
  }

  [[nodiscard]] Box area_of_cells() const {
    double widest = 20;
    for (std::size_t row = 0; row < rows_; ++row) widest = std::max(widest, width_of_text(map_.rows[row]));
    const double left = page_margin + std::min(widest, widest_row_name) + 10;
    Box area{left, top, page_width - left - key_width - page_margin, bottom - top};
    const Axis across{.words = {map_.columns.begin(), map_.columns.begin() + columns_signed()}};
    area.height -= room_below(across, area.width);
    return area;
  }

  [[nodiscard]] Box cell_box(const Box& area, std::size_t row, std::size_t column) const {
    const double width = area.width / static_cast<double>(columns_);
    const double height = area.height / static_cast<double>(rows_);
    return {area.left + width * static_cast<double>(column), area.top + height * static_cast<double>(row),
            width, height};
  }

  void draw_row_name(std::size_t row, const Box& cell) {
    svg_.text({cell.left - 8, cell.middle().y + 4}, map_.rows[row],
              {.classes = "quiet tick", .anchor = Anchor::end, .room = widest_row_name + 2});
  }

  // Equal values are neither low nor high.
  [[nodiscard]] double share_of(double value) const {
    if (!(greatest_ > least_)) return 0.5;
    return (value - least_) / (greatest_ - least_);
  }

  void draw_cell(const Box& area, std::size_t row, std::size_t column) {
    const Box cell = cell_box(area, row, column);
    const double value = value_at(row, column);
    const std::string where = map_.rows[row] + ", " + map_.columns[column];
    if (!map_.value.takes(value)) {
      svg_.rect(cell, "empty tile", where + ": n/a");
      return svg_.text({cell.middle().x, cell.middle().y + 4}, "–", {.anchor = Anchor::middle});
    }
    const std::string label = map_.value.label(value);
    const std::string colour = ramp_colour(share_of(value));
    svg_.tile(cell, colour, "tile", where + ": " + label);
    print(value, cell, is_dark(colour) ? "on-dark cell" : "on-light cell");
  }

  // As many digits as fit, three at most; a number is never cut.
  void print(double value, const Box& cell, std::string_view classes) {
    constexpr double around = 2;
    for (const int digits : {3, 2, 1}) {
      const std::string label = map_.value.rounded_label(value, digits);
      const double fitting = small_text * (cell.width - around) / std::max(width_of_text(label), 1.);
      const double size = std::min({small_text, std::floor(fitting), std::floor(cell.height - around)});
      if (size < least_size) continue;
      svg_.text({cell.middle().x, cell.middle().y + 0.35 * size}, label,
                {.classes = classes, .anchor = Anchor::middle, .size = size});
      return;
    }
    unprinted_ = true;
  }

  void draw_marked(const Box& area) {
    if (!map_.marked || map_.marked->row >= rows_ || map_.marked->column >= columns_) return;
    const Box cell = cell_box(area, map_.marked->row, map_.marked->column);
    svg_.rect(cell, "frame-under");
    svg_.rect(cell, "frame");
  }

  [[nodiscard]] std::vector<Tick> key_ticks() const {
    constexpr std::size_t most = 6;
    if (greatest_ > least_) return linear_ticks({least_, greatest_}, map_.value.quantity, most);
    return {{least_, std::max(std::abs(least_) / 100, 1e-9)}};
  }

  // The ramp, the greatest value at the top.
  void draw_key(const Box& area) {
    if (!(greatest_ >= least_)) return;
    constexpr int steps = 32;
    constexpr double width = 14;
    const double left = area.right() + 20;
    const double height = area.height / steps;
    for (int i = 0; i < steps; ++i) {
      const double share = greatest_ > least_ ? 1 - (i + 0.5) / steps : 0.5;
      svg_.tile({left, area.top + height * i, width, height + (i + 1 < steps ? 0.5 : 0)}, ramp_colour(share),
                "ramp");
    }
    for (const Tick& tick : key_ticks()) {
      const double y = area.bottom() - share_of(tick.value) * area.height;
      svg_.line({left + width, y}, {left + width + 4, y}, "axis");
      svg_.text({left + width + 8, y + 4}, map_.value.label(tick.value, tick.step),
                {.classes = "quiet key", .room = page_width - 4 - (left + width + 8)});
    }
    svg_.text({page_width - page_margin, top - 24}, map_.value.title, {.anchor = Anchor::end, .room = 320});
  }

  const HeatMap& map_;
  std::size_t columns_;
  std::size_t rows_;
  Svg svg_;
  double least_ = std::numeric_limits<double>::infinity();
  double greatest_ = -std::numeric_limits<double>::infinity();
  bool unprinted_ = false;
};

}  // namespace

std::string heat_map_svg(const HeatMap& map) { return Drawing(map).draw(); }

std::string ramp_colour(double share) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text = "#";
  for (const int part : colour_at(share)) {
    text += digits[static_cast<std::size_t>(part / 16)];
    text += digits[static_cast<std::size_t>(part % 16)];
  }
  return text;
}

// (1 + 0.05) / (L + 0.05) is the contrast of white; near-black is #111111, of luminance 0.0056.
bool is_dark(const std::string& colour) {
  constexpr double black = 0.0056;
  const double luminance = luminance_of(colour) + 0.05;
  return 1.05 / luminance > luminance / (black + 0.05);
}

}  // namespace outlive::output
