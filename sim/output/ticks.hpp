// Where the ticks of an axis stand, and what is written at them.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/estimate.hpp"

namespace outlive::output {

/// What the numbers of an axis are, as far as round ones depend on it. Durations are in milliseconds.
enum class Quantity : std::uint8_t { number, duration };

/// The label of `value` where values `step` apart must be told apart.
using Format = std::function<std::string(double value, double step)>;

struct Tick {
  double value = 0;
  double step = 0;  // for its label
};

/// Multiples of a round step within the range: of 1, 2 or 5 times a power of ten; of durations, steps that clocks and
/// calendars know, up to weeks. At most `most`, which is at least 2, and at least one.
std::vector<Tick> linear_ticks(Interval range, Quantity quantity, std::size_t most);

/// Round numbers at about equal distances on a logarithmic axis of positive numbers; where the range is so short that
/// there are fewer than three, linear ones.
std::vector<Tick> logarithmic_ticks(Interval range, Quantity quantity, std::size_t most);

/// The range widened to the next multiples of the step that linear_ticks would take.
Interval widened_to_ticks(Interval range, Quantity quantity, std::size_t most);

/// `0.25`, `1,500` or, where steps are that large, `1.5k`, `20M`, `3bn`, `4tn`; beyond it `1e18`.
std::string number_label(double value, double step);

/// Of a share of 1: `2.5 %`.
std::string percent_label(double value, double step);

/// Of milliseconds: `1h`, `1d12h`, in no unit smaller than the step.
std::string duration_label(double value, double step);

/// Of whole units of the currency: `1.5k USD`.
Format money_label(std::string_view currency);

/// The label of a value that is no tick: so many significant digits (1 to 9), and durations to a unit that fits them.
std::string value_label(const Format& format, double value, int digits = 3);

}  // namespace outlive::output
