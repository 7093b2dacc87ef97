#include "sim/output/plot.hpp"

#include <algorithm>

#include "sim/output/chart_style.hpp"
#include "sim/output/words.hpp"

namespace outlive::output {

namespace {

constexpr double top_of_area = 74;
constexpr double below_area = 64;  // ticks, title, notes
constexpr double slant = 35;       // degrees
constexpr double cosine_of_slant = 0.82;
constexpr double sine_of_slant = 0.57;
constexpr double slanted_room = 104;  // along the word
constexpr double least_gap = 10;      // between labels side by side
constexpr double widest_y_label = 150;
constexpr std::size_t most_x_ticks = 9;
constexpr std::size_t most_y_ticks = 7;

std::string tick_label(const Axis& axis, const Tick& tick) {
  return axis.words.empty() ? axis.label(tick.value, tick.step) : axis.label(tick.value);
}

bool labels_fit(const Axis& axis, const Scale& scale) {
  double free_from = 0;
  for (const Tick& tick : scale.ticks()) {
    const double half = width_of_text(tick_label(axis, tick)) / 2;
    const double at = scale.at(tick.value);
    if (at - half < free_from || at + half > page_width) return false;
    free_from = at + half + least_gap;
  }
  return true;
}

double slot_of(const Axis& axis, double width) {
  return width / static_cast<double>(std::max<std::size_t>(axis.words.size(), 1));
}

bool words_fit(const Axis& axis, double width) {
  return std::all_of(axis.words.begin(), axis.words.end(), [&](const std::string& word) {
    return width_of_text(word) + least_gap <= slot_of(axis, width);
  });
}

// So few words are better shortened upright than slanted.
bool words_are_slanted(const Axis& axis, double width) {
  constexpr double readable = 90;
  return !axis.words.empty() && !words_fit(axis, width) && slot_of(axis, width) < readable;
}

void draw_words(Svg& svg, const Axis& axis, const Scale& scale, const Box& area) {
  const bool slanted = words_are_slanted(axis, area.width);
  const double slot = slot_of(axis, area.width);
  constexpr double slanted_pitch = 22;  // a line of text at that slant
  const auto stride = slanted ? static_cast<std::size_t>(slanted_pitch / slot) + 1 : 1;
  for (std::size_t i = 0; i < axis.words.size(); i += stride) {
    const double at = scale.at(static_cast<double>(i));
    if (slanted) {
      // The word ends at its tick, so it must begin on the page.
      const double room = std::min(slanted_room, at / cosine_of_slant);
      svg.text({at + 4, area.bottom() + 13}, axis.words[i],
               {.classes = "quiet tick", .anchor = Anchor::end, .room = room, .turned = -slant});
    } else {
      svg.text({at, area.bottom() + 18}, axis.words[i],
               {.classes = "quiet tick", .anchor = Anchor::middle, .room = slot - least_gap});
    }
  }
}

// Where even the fewest ticks have labels too long, those that would overlap the one before are left out.
void draw_tick_labels(Svg& svg, const Axis& axis, const Scale& scale, const Box& area) {
  double free_from = 0;
  for (const Tick& tick : scale.ticks()) {
    const std::string label = tick_label(axis, tick);
    const double half = std::min(width_of_text(label), page_width / 2) / 2;
    const double at = std::clamp(scale.at(tick.value), half, page_width - half);
    if (at - half < free_from) continue;
    svg.text({at, area.bottom() + 18}, label,
             {.classes = "quiet tick", .anchor = Anchor::middle, .room = page_width / 2});
    free_from = at + half + least_gap;
  }
}

double width_of_y_labels(const Axis& axis, const Scale& scale) {
  double widest = 0;
  for (const Tick& tick : scale.ticks()) {
    widest = std::max(widest, width_of_text(tick_label(axis, tick)));
  }
  return std::clamp(widest, 20., widest_y_label);
}

void draw_y_axis(Svg& svg, const Axis& axis, const Scale& scale, const Box& area) {
  for (const Tick& tick : scale.ticks()) {
    const double at = scale.at(tick.value);
    svg.line({area.left, at}, {area.right(), at}, tick.value == 0 ? "axis" : "grid");
    svg.text({area.left - 8, at + 4}, tick_label(axis, tick),
             {.classes = "quiet tick", .anchor = Anchor::end, .room = widest_y_label});
  }
}

}  // namespace

void draw_title(Svg& svg, std::string_view title) {
  svg.text({page_margin, 28}, title,
           {.classes = "ink title", .room = page_width - 2 * page_margin, .size = title_text});
}

void draw_notes(Svg& svg, std::span<const std::string> notes) {
  std::string all;
  for (const std::string& note : notes) {
    if (note.empty()) continue;
    all += note + ". ";
  }
  if (all.empty()) return;
  all.pop_back();
  svg.text({page_margin, page_height - 8}, all,
           {.classes = "quiet note", .room = page_width - 2 * page_margin, .size = 11});
}

Plot draw_axes(Svg& svg, const Axis& x, Interval x_range, const Axis& y, Interval y_range,
               const Reserved& reserved) {
  const Scale y_draft(y, y_range, Margin::to_ticks, 0, 1, most_y_ticks);
  const double left = page_margin + width_of_y_labels(y, y_draft) + 8;
  const double width = page_width - left - reserved.right;
  const double height = page_height - top_of_area - below_area - room_below(x, width);
  const Box area{left, top_of_area, width, height};
  const Scale y_scale(y, y_range, Margin::to_ticks, area.bottom(), area.top, most_y_ticks);
  const Scale x_scale = fitting_x_scale(x, x_range, Margin::padded, left, left + width);
  draw_x_axis(svg, x, x_scale, area);
  draw_y_axis(svg, y, y_scale, area);
  svg.text({page_margin, top_of_area - 24}, y.title, {.room = page_width - 2 * page_margin - reserved.above});
  return {area, x_scale, y_scale};
}

double room_below(const Axis& axis, double width) {
  if (!words_are_slanted(axis, width)) return 0;
  double widest = 0;
  for (const std::string& word : axis.words) widest = std::max(widest, width_of_text(word));
  return sine_of_slant * std::min(widest, slanted_room);
}

void draw_x_axis(Svg& svg, const Axis& axis, const Scale& scale, const Box& area) {
  if (axis.words.empty()) {
    for (const Tick& tick : scale.ticks()) {
      const double at = scale.at(tick.value);
      svg.line({at, area.top}, {at, area.bottom()}, "grid");
    }
    draw_tick_labels(svg, axis, scale, area);
  } else {
    draw_words(svg, axis, scale, area);
  }
  svg.line({area.left, area.bottom()}, {area.right(), area.bottom()}, "axis");
  const double title = area.bottom() + 38 + room_below(axis, area.width);
  svg.text({area.middle().x, title}, axis.title, {.anchor = Anchor::middle, .room = area.width});
}

Scale fitting_x_scale(const Axis& axis, Interval range, Margin margin, double from, double to) {
  for (std::size_t most = most_x_ticks; most > 2; --most) {
    Scale scale(axis, range, margin, from, to, most);
    if (!axis.words.empty() || labels_fit(axis, scale)) return scale;
  }
  return {axis, range, margin, from, to, 2};
}

void draw_marked_x(Svg& svg, const Plot& plot, double value, std::string_view label) {
  const double at = plot.x.at(value);
  svg.line({at, plot.area.top - 5}, {at, plot.area.bottom()}, "marked");
  // Above the area, where no line can run through it, and as near to its own as the page allows.
  constexpr double room = 300;
  const Lettering lettering{.classes = "ink strong", .anchor = Anchor::middle, .room = room};
  const double half = box_of_text({}, label, lettering).width / 2;
  svg.text({std::clamp(at, page_margin + half, page_width - page_margin - half), plot.area.top - 8}, label,
           lettering);
}

void draw_x_whisker(Svg& svg, double from, double to, double y, std::string_view classes) {
  constexpr double end = 3;
  svg.line({from, y}, {to, y}, classes);
  svg.line({from, y - end}, {from, y + end}, classes);
  svg.line({to, y - end}, {to, y + end}, classes);
}

void draw_y_whisker(Svg& svg, double x, double from, double to, std::string_view classes) {
  constexpr double end = 3;
  svg.line({x, from}, {x, to}, classes);
  svg.line({x - end, from}, {x + end, from}, classes);
  svg.line({x - end, to}, {x + end, to}, classes);
}

std::string colour_class(std::size_t series) { return " c" + std::to_string(series % most_series); }
std::string dash_class(std::size_t series) { return " d" + std::to_string(series % most_series); }
Mark mark_of(std::size_t series) { return static_cast<Mark>(series % mark_count); }

std::string cut_note(std::size_t shown, std::size_t all, std::string_view things) {
  if (shown >= all) return {};
  return "First " + grouped(shown) + " of " + grouped(all) + " " + std::string(things) + " shown";
}

std::string label_with_interval(const Axis& axis, double value, const std::optional<Interval>& interval) {
  const std::string label = axis.label(value);
  if (!interval) return label;
  return label + " (" + axis.label(interval->lower) + " to " + axis.label(interval->upper) + ")";
}

}  // namespace outlive::output
