#include "sim/output/label_placing.hpp"

#include <algorithm>
#include <array>

namespace outlive::output {

namespace {

struct Offset {
  double x;
  double y;  // of the baseline
  Anchor anchor;
};

// Around a point with a mark of radius 6, those that readers take for its label first.
constexpr std::array<Offset, 12> offsets{{
    {9, 4, Anchor::start},
    {-9, 4, Anchor::end},
    {0, -10, Anchor::middle},
    {0, 19, Anchor::middle},
    {8, -8, Anchor::start},
    {8, 17, Anchor::start},
    {-8, -8, Anchor::end},
    {-8, 17, Anchor::end},
    {14, -18, Anchor::start},
    {14, 27, Anchor::start},
    {-14, -18, Anchor::end},
    {-14, 27, Anchor::end},
}};

bool inside(const Box& box, const Box& area) {
  return box.left >= area.left && box.right() <= area.right() && box.top >= area.top &&
         box.bottom() <= area.bottom();
}

}  // namespace

std::optional<PlacedLabel> LabelPlacer::place(Place point, double width) {
  for (const bool of_thin : {true, false}) {
    for (const Offset& offset : offsets) {
      const Place place{point.x + offset.x, point.y + offset.y};
      const Box box = box_at(place, width, small_text, offset.anchor);
      if (!inside(box, area_) || !is_free(box, of_thin)) continue;
      block(box);
      return PlacedLabel{place, offset.anchor};
    }
  }
  return std::nullopt;
}

bool LabelPlacer::is_free(const Box& box, bool of_thin) const {
  const auto apart = [&](const Box& other) { return !overlap(box, other); };
  return std::all_of(blocks_.begin(), blocks_.end(), apart) &&
         (!of_thin || std::all_of(thin_.begin(), thin_.end(), apart));
}

}  // namespace outlive::output
