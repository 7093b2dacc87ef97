// The pen that every chart is drawn with: SVG as text, the same bytes on every machine.
//
// A drawing stands alone (no script, no reference to anything outside, no id that could clash where several are set
// into one page) and reads well on light and on dark pages: chart_style.hpp says how its classes look. Coordinates
// are units of the viewBox, x to the right and y down, written with one decimal.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

namespace outlive::output {

inline constexpr double page_width = 720;
inline constexpr double page_height = 420;
inline constexpr double small_text = 12;  // font sizes
inline constexpr double title_text = 16;

struct Place {
  double x = 0;
  double y = 0;
};

struct Box {
  double left = 0;
  double top = 0;
  double width = 0;
  double height = 0;

  [[nodiscard]] double right() const { return left + width; }
  [[nodiscard]] double bottom() const { return top + height; }
  [[nodiscard]] Place middle() const { return {left + width / 2, top + height / 2}; }
};

/// Touching is not overlapping.
bool overlap(const Box& one, const Box& other);

enum class Anchor : std::uint8_t { start, middle, end };

/// The signs of points, told apart by form where colours are not.
enum class Mark : std::uint8_t { circle, square, triangle, diamond, plus, down, cross, hexagon };
inline constexpr std::size_t mark_count = 8;

/// How a text is set. One that is wider than `room` is shortened with an ellipsis and given whole on hovering.
struct Lettering {
  std::string_view classes = "quiet";
  Anchor anchor = Anchor::start;
  double room = std::numeric_limits<double>::infinity();
  double size = small_text;
  double turned = 0;  // degrees, clockwise about the place
};

/// Text as content or attribute of XML: what stands in it, from wherever it comes, is only ever text. What XML cannot
/// hold at all is written out, as text::sanitize does.
std::string escape_xml(std::string_view text);

/// At most how wide the text is at that font size. No font is at hand: these are the widths of DejaVu Sans, the widest of
/// those that pages are shown in, and more for what is no ASCII.
double width_of_text(std::string_view text, double size = small_text);

/// The text, or as much of its beginning as fits before an ellipsis. At least the ellipsis is left.
std::string shorten(std::string_view text, double room, double size = small_text);

/// What a text of that width takes, upright, with its baseline at the place.
Box box_at(Place place, double width, double size, Anchor anchor);

/// The same of this text, shortened if need be.
Box box_of_text(Place place, std::string_view text, const Lettering& lettering);

class Svg {
 public:
  /// `title` and `description` are what a reader without eyes is told of the drawing.
  Svg(std::string_view title, std::string_view description, double width = page_width,
      double height = page_height);

  // `classes` are ours, written as they are; `hover`, if any, may be from outside.
  void line(Place from, Place to, std::string_view classes);
  void polyline(std::span<const Place> places, std::string_view classes);
  void polygon(std::span<const Place> places, std::string_view classes);
  void rect(const Box& box, std::string_view classes, std::string_view hover = {});
  void mark(Mark mark, Place place, double radius, std::string_view classes, std::string_view hover = {});
  void text(Place place, std::string_view text, const Lettering& lettering = {});

  /// A rectangle in a colour of data, given as `#rrggbb`.
  void tile(const Box& box, std::string_view colour, std::string_view classes, std::string_view hover = {});

  /// Parallel slanted lines through the box: what must not depend on a colour to be seen.
  void hatch(const Box& box, std::string_view classes);

  [[nodiscard]] std::string finish() &&;

 private:
  void begin(std::string_view element, std::string_view classes);
  void number(std::string_view attribute, double value);
  void points(std::span<const Place> places);
  void box(const Box& box);
  void end(std::string_view element, std::string_view hover);

  std::string text_;
};

}  // namespace outlive::output
