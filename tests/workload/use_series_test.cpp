// What a resource was used for over time: exact for one process, a bound for several.
#include "sim/workload/use_series.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <random>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace outlive::workload {
namespace {

using namespace std::chrono_literals;
using Many = std::vector<std::int64_t>;

Instant at(Duration offset) { return Instant{offset}; }

TEST_CASE("use series: intervals are minutes, as many as keep their number below 8,192") {
  CHECK(Intervals(at(1h)).length == 1min);
  CHECK(Intervals(at(1h)).count() == 60);
  CHECK(Intervals(at(90s)).count() == 2);
  CHECK(Intervals(at(1min * 8'192)).length == 1min);
  CHECK(Intervals(at(1min * 8'192 + 1ms)).length == 2min);
  CHECK(Intervals(at(std::chrono::days{90})).length == 16min);
  CHECK(Intervals(at(0ms)).count() == 0);
}

TEST_CASE("use series: means, highest uses, sum and peak of one process, by hand") {
  const Intervals intervals(at(5min));
  UseSeries series;
  series.change(intervals, at(30s), 4);          // 4 from 0:30
  series.change(intervals, at(90s), 2);          // 6 from 1:30
  series.change(intervals, at(2min), -4);        // 2 from 2:00
  series.change(intervals, at(3min + 15s), -2);  // 0 from 3:15
  series.end_process(intervals);
  CHECK(series.mean_use(intervals) == Many{2000, 5000, 2000, 500, 0});
  CHECK(series.most_use() == Many{4, 6, 2, 2, 0});
  CHECK(static_cast<std::int64_t>(series.unit_ms()) == (2 + 5 + 2) * 60'000 + 30'000);
  const UseSeries::Peak peak = series.peak(intervals);
  CHECK(peak.units == 6);
  CHECK(peak.at == at(90s));
  CHECK(peak.at_least == 6);
  CHECK_FALSE(peak.is_bound());
}

TEST_CASE(
    "use series: what lasts to the horizon, what lasts no time, and an interval that the horizon cuts") {
  const Intervals intervals(at(150s));
  UseSeries series;
  series.change(intervals, at(10s), 9);
  series.change(intervals, at(10s), -9);  // at one instant: nothing was in use
  series.change(intervals, at(60s), 3);
  series.change(intervals, at(135s), 1);
  series.change(intervals, at(150s), 100);  // at the horizon nothing counts any more
  series.end_process(intervals);
  CHECK(series.mean_use(intervals) == Many{0, 3000, 3500});
  CHECK(series.most_use() == Many{0, 3, 4});
  CHECK(series.peak(intervals).units == 4);
  CHECK(series.peak(intervals).at == at(135s));
}

TEST_CASE("use series: the highest uses of several processes add up to a bound") {
  const Intervals intervals(at(3min));
  UseSeries one;
  for (const Duration begin : {0s, 30s}) {  // two users, one after the other within the first minute
    one.change(intervals, at(begin), 5);
    one.change(intervals, at(begin + 30s), -5);
    one.end_process(intervals);
  }
  CHECK(one.mean_use(intervals) == Many{5000, 0, 0});
  CHECK(one.most_use() == Many{10, 0, 0});
  CHECK(one.peak(intervals).units == 10);
  CHECK(one.peak(intervals).at_least == 5);  // on average over the first minute
  CHECK(one.peak(intervals).is_bound());
}

TEST_CASE("use series: intervals taken together are means and highest uses of the whole, the last ones too") {
  const Intervals intervals(at(150s));
  UseSeries series;
  series.change(intervals, at(30s), 2);
  series.change(intervals, at(90s), 1);
  series.change(intervals, at(100s), -1);
  series.end_process(intervals);
  CHECK(series.mean_use(intervals, 2) == Many{(30 * 2 + 60 * 2 + 10) * 1000 / 120, 2000});
  CHECK(series.most_use(2) == Many{3, 2});
  CHECK(intervals.in_parts().length == 15s);
  CHECK(intervals.in_parts().count() == 10);
}

TEST_CASE("use series: several processes are known exactly where the most was in use when intervals met") {
  const Intervals intervals(at(5min));
  UseSeries all;
  for (int process = 0; process < 3; ++process) {
    all.change(intervals, at(90s), 2);
    all.change(intervals, at(150s), -2);
    all.end_process(intervals);
  }
  CHECK(all.peak(intervals).units == 6);
  CHECK_FALSE(all.peak(intervals).is_bound());
}

TEST_CASE("use series: against a list of levels, in any order of addition") {
  std::mt19937 random(7);  // the same everywhere
  const Intervals intervals(at(20min));
  constexpr int processes = 6;
  std::array<UseSeries, processes> parts;
  UseSeries whole;
  std::vector<std::int64_t> level(20 * 60, 0);
  for (int process = 0; process < processes; ++process) {
    std::vector<std::pair<int, int>> changes;  // second, units
    for (int use = 0; use < 30; ++use) {
      const int begin = static_cast<int>(random() % 1190);
      const int end = begin + 1 + static_cast<int>(random() % 300);
      const int units = 1 + static_cast<int>(random() % 4);
      changes.emplace_back(begin, units);
      if (end < 1200) changes.emplace_back(end, -units);
      for (int second = begin; second < std::min(end, 1200); ++second)
        level[static_cast<std::size_t>(second)] += units;
    }
    std::stable_sort(changes.begin(), changes.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [second, units] : changes) {
      for (UseSeries* series : {&whole, &parts[static_cast<std::size_t>(process)]})
        series->change(intervals, at(std::chrono::seconds{second}), units);
    }
    whole.end_process(intervals);
    parts[static_cast<std::size_t>(process)].end_process(intervals);
  }
  UseSeries backwards;
  for (int process = processes; process-- > 0;) backwards += parts[static_cast<std::size_t>(process)];
  const Many means = whole.mean_use(intervals);
  const Many most = whole.most_use();
  CHECK(backwards.mean_use(intervals) == means);
  CHECK(backwards.most_use() == most);
  CHECK(backwards.unit_ms() == whole.unit_ms());
  CHECK(backwards.peak(intervals).units == whole.peak(intervals).units);
  for (std::size_t minute = 0; minute < 20; ++minute) {
    const auto first = level.begin() + static_cast<std::ptrdiff_t>(minute * 60);
    CHECK(means[minute] == std::accumulate(first, first + 60, std::int64_t{0}) * 1000 / 60);
    CHECK(most[minute] >= *std::max_element(first, first + 60));
  }
  // One process alone is exact.
  const std::int64_t highest = *std::max_element(level.begin(), level.end());
  CHECK(whole.peak(intervals).units >= highest);
  CHECK(whole.peak(intervals).at_least <= highest);
  for (std::size_t minute = 1; minute < 20; ++minute)
    CHECK(whole.peak(intervals).at_least >= level[minute * 60 - 1]);
  const auto first_part = parts[0].most_use();
  CHECK(parts[0].peak(intervals).units == *std::max_element(first_part.begin(), first_part.end()));
}

}  // namespace
}  // namespace outlive::workload
