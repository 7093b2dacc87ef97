#include "sim/output/axis.hpp"

#include <algorithm>
#include <cmath>

#include "sim/engine/elementary.hpp"

namespace outlive::output {

namespace {

constexpr double largest = 1e100;  // so that differences and quotients of what is drawn are numbers, too
constexpr double smallest = 1e-100;

// Numbers that agree to this share are drawn as equal: ticks between them could not be told apart.
constexpr double equal_share = 1e-9;

Interval with_room(Interval range, const Axis& axis) {
  const double size = std::max(std::abs(range.lower), std::abs(range.upper));
  if (range.upper - range.lower > equal_share * size) return range;
  const double room = size > 0 ? size / 10 : axis.quantity == Quantity::duration ? 3'600'000 : 1;
  const bool begins_at_zero = (size == 0 || axis.from_zero) && range.lower >= 0;
  return {begins_at_zero ? 0 : std::max(range.lower - room, std::min(axis.natural.lower, range.lower)),
          range.upper + room};
}

}  // namespace

std::string Axis::label(double value, double step) const {
  if (format) return format(value, step);
  return quantity == Quantity::duration ? duration_label(value, step) : number_label(value, step);
}

std::string Axis::label(double value) const { return rounded_label(value, 3); }

std::string Axis::rounded_label(double value, int digits) const {
  if (!takes(value)) return "n/a";
  if (!words.empty()) return words[static_cast<std::size_t>(value)];
  return value_label([this](double number, double step) { return label(number, step); }, value, digits);
}

bool Axis::takes(double value) const {
  if (!(std::abs(value) <= largest)) return false;
  if (!words.empty()) {
    return value >= 0 && value == std::floor(value) && value < static_cast<double>(words.size());
  }
  return spacing == Spacing::linear || value >= smallest;
}

void Extent::include(double value) {
  if (!axis_.takes(value)) return;
  value = std::clamp(value, axis_.natural.lower, axis_.natural.upper);
  if (!range_) range_ = Interval{value, value};
  range_ = Interval{std::min(range_->lower, value), std::max(range_->upper, value)};
}

void Extent::include(const std::optional<Interval>& interval) {
  if (!interval) return;
  include(interval->lower);
  include(interval->upper);
}

Interval Extent::range() const {
  if (!axis_.words.empty()) return {-0.5, static_cast<double>(axis_.words.size()) - 0.5};
  if (axis_.spacing == Spacing::logarithmic) {
    const Interval range = range_.value_or(Interval{1, 10});
    const bool equal = range.upper - range.lower <= equal_share * range.upper;
    return equal ? Interval{range.lower / 2, range.upper * 2} : range;
  }
  Interval range = range_.value_or(Interval{0, 0});
  if (axis_.from_zero) range = {std::min(range.lower, 0.), std::max(range.upper, 0.)};
  return with_room(range, axis_);
}

Scale::Scale(const Axis& axis, Interval range, Margin margin, double from, double to, std::size_t most)
    : logarithmic_(axis.spacing == Spacing::logarithmic && axis.words.empty()),
      range_(range),
      from_(from),
      to_(to) {
  if (!axis.words.empty()) {
    for (std::size_t i = 0; i < axis.words.size(); ++i) ticks_.push_back({static_cast<double>(i), 1});
    return;
  }
  constexpr double pad = 0.03;
  if (margin != Margin::none && logarithmic_) {
    const double factor = elementary::exp(pad * elementary::log(range.upper / range.lower));
    range_ = {range.lower / factor, range.upper * factor};
  } else if (margin == Margin::padded) {
    const double room = pad * (range.upper - range.lower);
    range_ = {range.lower - room, range.upper + room};
  } else if (margin == Margin::to_ticks) {
    const Interval wide = widened_to_ticks(range, axis.quantity, most);
    range_ = {std::max(wide.lower, std::min(axis.natural.lower, range.lower)),
              std::min(wide.upper, std::max(axis.natural.upper, range.upper))};
  }
  ticks_ = logarithmic_ ? logarithmic_ticks(range_, axis.quantity, most)
                        : linear_ticks(range_, axis.quantity, most);
}

double Scale::at(double value) const {
  const double share = std::clamp(measure(value), 0., 1.);
  return from_ + share * (to_ - from_);
}

double Scale::measure(double value) const {
  if (!logarithmic_) return (value - range_.lower) / (range_.upper - range_.lower);
  if (!(value > 0)) return 0;
  return elementary::log(value / range_.lower) / elementary::log(range_.upper / range_.lower);
}

}  // namespace outlive::output
