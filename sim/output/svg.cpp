#include "sim/output/svg.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "sim/output/chart_style.hpp"
#include "sim/text/number.hpp"
#include "sim/text/sanitize.hpp"

namespace outlive::output {

namespace {

constexpr std::string_view ellipsis = "…";

// Beyond this nothing is on any page: a slip in a chart must not become undefined behaviour here.
constexpr double farthest = 1e6;

std::string coordinate(double value) {
  const double near = std::isfinite(value) ? std::clamp(value, -farthest, farthest) : 0;
  return text::format_scaled(std::llround(near * 10), 1);
}

// How many bytes the code point takes that begins here, in valid UTF-8.
std::size_t bytes_of(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

// In hundredths of the font size.
int width_of_code_point(std::string_view code_point) {
  if (code_point == ellipsis) return 100;
  if (code_point.size() > 1) return code_point.size() == 2 ? 80 : code_point.size() == 3 ? 105 : 130;
  const char c = code_point.front();
  const auto among = [c](std::string_view letters) { return letters.find(c) != std::string_view::npos; };
  if (among(" !'()[]|.,:;ijlftrIJ/\\-")) return 42;
  if (among("mwMW%@")) return 100;
  if (among("#&+<=>~^_GOQDNHU")) return 84;
  return c >= 'A' && c <= 'Z' ? 72 : 64;
}

// XML has no way to write these two, which are valid UTF-8.
void replace_noncharacters(std::string& text) {
  for (const auto& [bytes, written] :
       {std::pair<std::string_view, std::string_view>{"\xEF\xBF\xBE", "\\ufffe"},
        {"\xEF\xBF\xBF", "\\uffff"}}) {
    for (std::size_t at = 0; (at = text.find(bytes, at)) != std::string::npos;) {
      text.replace(at, bytes.size(), written);
    }
  }
}

std::string safe(std::string_view text) {
  std::string safe = text::sanitize(text);
  replace_noncharacters(safe);
  return safe;
}

// Corners on a circle of radius 1; the circle itself is an element of its own.
std::vector<Place> corners_of(Mark mark) {
  constexpr double arm = 0.38;
  constexpr double half = 0.85;
  const std::vector<Place> plus{{-arm, -1}, {arm, -1}, {arm, -arm}, {1, -arm}, {1, arm},   {arm, arm},
                                {arm, 1},   {-arm, 1}, {-arm, arm}, {-1, arm}, {-1, -arm}, {-arm, -arm}};
  switch (mark) {
    case Mark::circle: return {};
    case Mark::square: return {{-half, -half}, {half, -half}, {half, half}, {-half, half}};
    case Mark::triangle: return {{0, -1.1}, {1, 0.8}, {-1, 0.8}};
    case Mark::down: return {{0, 1.1}, {1, -0.8}, {-1, -0.8}};
    case Mark::diamond: return {{0, -1.2}, {1.2, 0}, {0, 1.2}, {-1.2, 0}};
    case Mark::hexagon: return {{-0.5, -0.9}, {0.5, -0.9}, {1, 0}, {0.5, 0.9}, {-0.5, 0.9}, {-1, 0}};
    case Mark::plus: return plus;
    case Mark::cross: break;
  }
  constexpr double turn = 0.8;  // of a quarter turn by half, and a little smaller
  std::vector<Place> cross;
  for (const Place& corner : plus)
    cross.push_back({(corner.x - corner.y) * turn, (corner.x + corner.y) * turn});
  return cross;
}

std::string_view name_of(Anchor anchor) {
  return anchor == Anchor::start ? "start" : anchor == Anchor::middle ? "middle" : "end";
}

}  // namespace

bool overlap(const Box& one, const Box& other) {
  return one.left < other.right() && other.left < one.right() && one.top < other.bottom() &&
         other.top < one.bottom();
}

std::string escape_xml(std::string_view text) {
  std::string escaped;
  for (const char c : safe(text)) {
    switch (c) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      case '"': escaped += "&quot;"; break;
      default: escaped += c;
    }
  }
  return escaped;
}

double width_of_text(std::string_view text, double size) {
  const std::string shown = safe(text);
  int hundredths = 0;
  for (std::size_t at = 0; at < shown.size(); at += bytes_of(shown[at])) {
    hundredths += width_of_code_point(std::string_view(shown).substr(at, bytes_of(shown[at])));
  }
  return hundredths * size / 100;
}

std::string shorten(std::string_view text, double room, double size) {
  std::string shown = safe(text);
  if (width_of_text(shown, size) <= room) return shown;
  double left = room - width_of_text(ellipsis, size);
  std::size_t kept = 0;
  while (kept < shown.size()) {
    const std::size_t bytes = bytes_of(shown[kept]);
    left -= width_of_text(std::string_view(shown).substr(kept, bytes), size);
    if (left < 0) break;
    kept += bytes;
  }
  while (kept > 0 && shown[kept - 1] == ' ') --kept;
  shown.resize(kept);
  return shown.append(ellipsis);
}

Box box_at(Place place, double width, double size, Anchor anchor) {
  const double back = anchor == Anchor::start ? 0 : anchor == Anchor::middle ? 0.5 : 1;
  return {place.x - back * width, place.y - 0.8 * size, width, size};
}

Box box_of_text(Place place, std::string_view text, const Lettering& lettering) {
  const double width = width_of_text(shorten(text, lettering.room, lettering.size), lettering.size);
  return box_at(place, width, lettering.size, lettering.anchor);
}

Svg::Svg(std::string_view title, std::string_view description, double width, double height) {
  text_ = R"(<svg xmlns="http://www.w3.org/2000/svg" class="outlive-chart" role="img" font-size=")" +
          coordinate(small_text) + R"(" viewBox="0 0 )" + coordinate(width) + " " + coordinate(height) +
          "\">\n<title>" + escape_xml(title) + "</title>\n<desc>" + escape_xml(description) +
          "</desc>\n<style>" + chart_style() + "</style>\n";
  rect({0, 0, width, height}, "paper");
}

void Svg::line(Place from, Place to, std::string_view classes) {
  begin("line", classes);
  number("x1", from.x);
  number("y1", from.y);
  number("x2", to.x);
  number("y2", to.y);
  end("line", {});
}

void Svg::polyline(std::span<const Place> places, std::string_view classes) {
  begin("polyline", classes);
  points(places);
  end("polyline", {});
}

void Svg::polygon(std::span<const Place> places, std::string_view classes) {
  begin("polygon", classes);
  points(places);
  end("polygon", {});
}

void Svg::rect(const Box& place, std::string_view classes, std::string_view hover) {
  begin("rect", classes);
  box(place);
  end("rect", hover);
}

void Svg::tile(const Box& place, std::string_view colour, std::string_view classes, std::string_view hover) {
  begin("rect", classes);
  box(place);
  text_ += " fill=\"" + escape_xml(colour) + '"';
  end("rect", hover);
}

void Svg::mark(Mark mark, Place place, double radius, std::string_view classes, std::string_view hover) {
  if (mark == Mark::circle) {
    begin("circle", classes);
    number("cx", place.x);
    number("cy", place.y);
    number("r", radius);
    return end("circle", hover);
  }
  std::vector<Place> corners = corners_of(mark);
  for (Place& corner : corners) corner = {place.x + radius * corner.x, place.y + radius * corner.y};
  begin("polygon", classes);
  points(corners);
  end("polygon", hover);
}

void Svg::text(Place place, std::string_view text, const Lettering& lettering) {
  const std::string shown = shorten(text, lettering.room, lettering.size);
  begin("text", lettering.classes);
  number("x", place.x);
  number("y", place.y);
  if (lettering.size != small_text) number("font-size", lettering.size);
  if (lettering.anchor != Anchor::start) {
    text_ += " text-anchor=\"" + std::string(name_of(lettering.anchor)) + '"';
  }
  if (lettering.turned != 0) {
    text_ += " transform=\"rotate(" + coordinate(lettering.turned) + " " + coordinate(place.x) + " " +
             coordinate(place.y) + ")\"";
  }
  text_ += '>';
  if (shown != safe(text)) text_ += "<title>" + escape_xml(text) + "</title>";
  text_ += escape_xml(shown) + "</text>\n";
}

void Svg::hatch(const Box& box, std::string_view classes) {
  constexpr double gap = 12;
  // Lines x + y = c, each from where it enters the box to where it leaves it.
  const double last = box.right() + box.bottom();
  for (double c = box.left + box.top + gap; c < last; c += gap) {
    const double low = std::max(box.left, c - box.bottom());
    const double high = std::min(box.right(), c - box.top);
    line({low, c - low}, {high, c - high}, classes);
  }
}

std::string Svg::finish() && {
  text_ += "</svg>\n";
  return std::move(text_);
}

void Svg::begin(std::string_view element, std::string_view classes) {
  text_ += '<';
  text_ += element;
  text_ += " class=\"";
  text_ += classes;
  text_ += '"';
}

void Svg::number(std::string_view attribute, double value) {
  text_ += ' ';
  text_ += attribute;
  text_ += "=\"" + coordinate(value) + '"';
}

void Svg::points(std::span<const Place> places) {
  text_ += " points=\"";
  for (std::size_t i = 0; i < places.size(); ++i) {
    text_ += (i == 0 ? "" : " ") + coordinate(places[i].x) + ',' + coordinate(places[i].y);
  }
  text_ += '"';
}

void Svg::box(const Box& box) {
  number("x", box.left);
  number("y", box.top);
  number("width", box.width);
  number("height", box.height);
}

void Svg::end(std::string_view element, std::string_view hover) {
  if (hover.empty()) {
    text_ += "/>\n";
    return;
  }
  text_ += "><title>" + escape_xml(hover) + "</title></" + std::string(element) + ">\n";
}

}  // namespace outlive::output
