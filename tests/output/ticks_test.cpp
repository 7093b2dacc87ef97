#include "sim/output/ticks.hpp"

#include <doctest/doctest.h>

#include "sim/output/axis.hpp"

using namespace outlive;
using namespace outlive::output;

namespace {

constexpr double minute = 60'000;
constexpr double hour = 60 * minute;
constexpr double day = 24 * hour;

std::string labels(const std::vector<Tick>& ticks, const Format& format) {
  std::string all;
  for (const Tick& tick : ticks) all += (all.empty() ? "" : " ") + format(tick.value, tick.step);
  return all;
}

std::string numbers(Interval range, std::size_t most) {
  return labels(linear_ticks(range, Quantity::number, most), number_label);
}
std::string durations(Interval range, std::size_t most) {
  return labels(linear_ticks(range, Quantity::duration, most), duration_label);
}
std::string decades(Interval range, std::size_t most) {
  return labels(logarithmic_ticks(range, Quantity::number, most), number_label);
}
std::string logarithmic_durations(Interval range, std::size_t most) {
  return labels(logarithmic_ticks(range, Quantity::duration, most), duration_label);
}

}  // namespace

TEST_CASE("ticks: steps of 1, 2 and 5 times a power of ten") {
  CHECK(numbers({0, 1}, 6) == "0 0.2 0.4 0.6 0.8 1.0");
  CHECK(numbers({0, 1}, 7) == "0 0.2 0.4 0.6 0.8 1.0");
  CHECK(numbers({-3, 7}, 6) == "-2 0 2 4 6");
  CHECK(numbers({0.1, 0.3}, 5) == "0.10 0.15 0.20 0.25 0.30");
  CHECK(numbers({0, 2'000'000}, 5) == "0 500k 1.0M 1.5M 2.0M");
  CHECK(numbers({980'000, 1'040'000}, 4) == "980k 1,000k 1,020k 1,040k");
  CHECK(numbers({1'210, 1'250}, 5) == "1,210 1,220 1,230 1,240 1,250");
  CHECK(numbers({0, 5e18}, 6) == "0 1e18 2e18 3e18 4e18 5e18");
  CHECK(numbers({3.1, 3.9}, 2) == "3.5");
  CHECK(numbers({-2e-9, 2e-9}, 5) == "-2e-9 -1e-9 0 1e-9 2e-9");
}

TEST_CASE("ticks: durations step as clocks and calendars do") {
  CHECK(durations({0, hour}, 5) == "0 15m 30m 45m 1h");
  CHECK(durations({0, 20 * minute}, 5) == "0 5m 10m 15m 20m");
  CHECK(durations({0, day}, 5) == "0 6h 12h 18h 1d");
  CHECK(durations({0, 2 * day}, 5) == "0 12h 1d 1d12h 2d");
  CHECK(durations({0, 28 * day}, 5) == "0 7d 14d 21d 28d");
  CHECK(durations({0, 90 * day}, 5) == "0 28d 56d 84d");
  CHECK(durations({0, 700 * day}, 6) == "0 140d 280d 420d 560d 700d");
  CHECK(durations({-hour, hour}, 5) == "-1h -30m 0 30m 1h");
  CHECK(durations({7.5 * day, 13.5 * day}, 2) == "8d 12d");
  CHECK(durations({0.2, 0.7}, 3) == "0");
  CHECK(durations({0, 3}, 4) == "0 1ms 2ms 3ms");
}

TEST_CASE("ticks: logarithmic ones thin out as the range grows") {
  CHECK(decades({1, 100}, 8) == "1 2 5 10 20 50 100");
  CHECK(decades({0.01, 1'000'000}, 9) == "0.01 0.1 1 10 100 1k 10k 100k 1M");
  CHECK(decades({0.01, 1'000'000}, 5) == "0.01 1 100 10k 1M");
  CHECK(decades({100, 130}, 5) == "100 110 120 130");
  CHECK(logarithmic_durations({hour, 30 * day}, 9) == "1h 4h 12h 1d 3d 7d 14d 30d");
  CHECK(logarithmic_durations({hour, 30 * day}, 5) == "1h 6h 1d 7d 30d");
  CHECK(logarithmic_durations({1, 36500 * day}, 9) == "1ms 1s 1m 1h 1d 30d 365d 3650d 36500d");
  CHECK(logarithmic_durations({20 * hour, 30 * hour}, 5) == "21h 1d 1d3h 1d6h");
}

TEST_CASE("ticks: never more than asked for, always some") {
  for (std::size_t most = 2; most < 12; ++most) {
    for (const double span : {1e-7, 0.3, 1., 7.77, 95., 1234., 9e5, 7e9, 3e50}) {
      for (const Quantity quantity : {Quantity::number, Quantity::duration}) {
        const Interval range = widened_to_ticks({-span / 3, span}, quantity, most);
        CHECK(range.lower <= -span / 3);
        CHECK(range.upper >= span);
        const auto linear = linear_ticks({-span / 3, span}, quantity, most);
        CHECK((!linear.empty() && linear.size() <= most));
        const auto logarithmic = logarithmic_ticks({span, span * 1e4}, quantity, most);
        CHECK((!logarithmic.empty() && logarithmic.size() <= most));
      }
    }
  }
}

TEST_CASE("ticks: labels of shares and money, and of values between ticks") {
  CHECK(percent_label(0.025, 0.005) == "2.5 %");
  CHECK(percent_label(1, 0.2) == "100 %");
  CHECK(money_label("USD")(1500, 500) == "1.5k USD");
  CHECK(value_label(number_label, 0) == "0");
  CHECK(value_label(number_label, 0.123456) == "0.123");
  CHECK(value_label(number_label, -9999) == "-10.0k");
  CHECK(value_label(number_label, 131.63) == "132");
  CHECK(value_label(number_label, -12.6e6, 2) == "-13M");
  CHECK(value_label(percent_label, 0.98765) == "98.8 %");
  CHECK(value_label(duration_label, 27.51 * hour) == "1d3h31m");
  CHECK(value_label(duration_label, 1'234) == "1s234ms");
}

TEST_CASE("axis: equal values, none at all and bounds of nature") {
  const Axis plain;
  const Axis share{.natural = {0, 1}};
  const Axis logarithmic{.spacing = Spacing::logarithmic};
  const auto range_of = [](const Axis& axis, std::initializer_list<double> values) {
    Extent extent(axis);
    for (const double value : values) extent.include(value);
    return extent.range();
  };
  const auto is = [](Interval range, double lower, double upper) {
    return range.lower == doctest::Approx(lower) && range.upper == doctest::Approx(upper);
  };
  CHECK(is(range_of(plain, {}), 0, 1));
  CHECK(is(range_of(plain, {50, 50}), 45, 55));
  CHECK(is(range_of(plain, {-50}), -55, -45));
  CHECK(is(range_of(share, {-0.2, 1.4}), 0, 1));
  CHECK(is(range_of(logarithmic, {0, -4, 8}), 4, 16));
  CHECK(is(range_of({.from_zero = true}, {3, 5}), 0, 5));
  CHECK(is(range_of({.words = {"a", "b"}}, {}), -0.5, 1.5));
}

TEST_CASE("axis: what lies outside is put at the end") {
  const Axis axis{.spacing = Spacing::logarithmic};
  const Scale scale(axis, {1, 100}, Margin::none, 0, 200, 5);
  CHECK(scale.at(10) == doctest::Approx(100));
  CHECK(scale.at(1e9) == doctest::Approx(200));
  CHECK(scale.at(0) == 0);
  CHECK_FALSE(axis.takes(0));
  CHECK_FALSE(Axis{}.takes(1e200));
}
