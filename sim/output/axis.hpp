// An axis: from values to places along a line, and its ticks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "outlive/estimate.hpp"
#include "sim/output/svg.hpp"
#include "sim/output/ticks.hpp"

namespace outlive::output {

enum class Spacing : std::uint8_t { linear, logarithmic };

/// What a chart is told of one of its axes.
struct Axis {
  std::string title{};
  Spacing spacing = Spacing::linear;
  Quantity quantity = Quantity::number;
  Format format{};                   // of ticks and values; by default as the quantity is written
  Interval natural{-1e100, 1e100};   // what values can be at all, such as 0 to 1: the axis ends there
  bool from_zero = false;            // zero belongs to a linear axis whatever the data
  std::vector<std::string> words{};  // if any, the n-th stands at value n, and nothing lies between

  [[nodiscard]] std::string label(double value, double step) const;

  /// For hovering: the word, or the value to three significant digits or as many as asked for.
  [[nodiscard]] std::string label(double value) const;
  [[nodiscard]] std::string rounded_label(double value, int digits) const;

  /// Whether the value has a place: numbers of a size that can be drawn, on a logarithmic axis above zero.
  [[nodiscard]] bool takes(double value) const;
};

/// The range of what an axis takes of the data.
class Extent {
 public:
  explicit Extent(const Axis& axis) : axis_(axis) {}
  void include(double value);
  void include(const std::optional<Interval>& interval);

  /// Never empty: equal values and no values at all get some room around them.
  [[nodiscard]] Interval range() const;

 private:
  const Axis& axis_;
  std::optional<Interval> range_{};
};

enum class Margin : std::uint8_t { none, padded, to_ticks };

/// From values to units of the viewBox.
class Scale {
 public:
  /// `from` and `to` are where the range begins and ends. `most` is how many ticks there may be.
  Scale(const Axis& axis, Interval range, Margin margin, double from, double to, std::size_t most);

  /// What lies outside of the axis is put at its end.
  [[nodiscard]] double at(double value) const;
  [[nodiscard]] const std::vector<Tick>& ticks() const { return ticks_; }
  [[nodiscard]] Interval range() const { return range_; }

 private:
  [[nodiscard]] double measure(double value) const;

  bool logarithmic_;
  Interval range_;
  double from_;
  double to_;
  std::vector<Tick> ticks_{};
};

}  // namespace outlive::output
