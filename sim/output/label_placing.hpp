// Labels beside points, so that none hides another or a point.
#pragma once

#include <optional>
#include <vector>

#include "sim/output/svg.hpp"

namespace outlive::output {

struct PlacedLabel {
  Place place;  // of the text's baseline
  Anchor anchor = Anchor::start;
};

/// First come, first served: label the points that matter most before the others.
class LabelPlacer {
 public:
  /// No label leaves `area`.
  explicit LabelPlacer(const Box& area) : area_(area) {}

  /// No label is put over a block, such as a point.
  void block(const Box& box) { blocks_.push_back(box); }

  /// Labels avoid what is thin, such as a whisker, but rather lie over it than are left out.
  void discourage(const Box& box) { thin_.push_back(box); }

  [[nodiscard]] bool has_room_for(const Box& box) const { return is_free(box, false); }

  /// A place near the point for a text of that width, and blocks it; none where nothing is free.
  std::optional<PlacedLabel> place(Place point, double width);

 private:
  [[nodiscard]] bool is_free(const Box& box, bool of_thin) const;

  Box area_;
  std::vector<Box> blocks_;
  std::vector<Box> thin_;
};

}  // namespace outlive::output
