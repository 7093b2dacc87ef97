// fit_chart of fit_report.hpp.
#include <algorithm>
#include <utility>

#include "sim/engine/elementary.hpp"
#include "sim/output/fit_report.hpp"
#include "sim/output/line_chart.hpp"

namespace outlive::output {

std::string fit_chart(const FitResult& fit, const std::vector<double>& sorted_ms) {
  constexpr std::size_t most_points = 200;
  constexpr std::size_t most_fits = 3;
  LineChart chart;
  chart.title = "How long jobs take";
  chart.description =
      "The share of jobs that take longer than a time, both logarithmic: recorded, and as fitted "
      "distributions have it.";
  chart.x = {.title = "time", .spacing = Spacing::logarithmic, .quantity = Quantity::duration};
  chart.y = {.title = "share of jobs that take longer",
             .spacing = Spacing::logarithmic,
             .format = percent_label,
             .natural = {0, 1}};
  const auto count = static_cast<double>(sorted_ms.size());
  const double first = std::max(sorted_ms.front(), 1.0);
  const double last = std::max(sorted_ms.back(), first * 2);
  LineSeries recorded{.name = "recorded"};
  std::vector<LineSeries> fitted;
  for (std::size_t i = 0; i < std::min(most_fits, fit.durations.tried.size()); ++i) {
    fitted.push_back({.name = std::string(name_of(fit.durations.tried[i].family))});
  }
  for (std::size_t i = 0; i < most_points; ++i) {
    const double x = first * elementary::pow(last / first, static_cast<double>(i) / (most_points - 1));
    const auto beyond = sorted_ms.end() - std::upper_bound(sorted_ms.begin(), sorted_ms.end(), x);
    if (beyond > 0) recorded.points.push_back({x, static_cast<double>(beyond) / count});
    for (std::size_t k = 0; k < fitted.size(); ++k) {
      const double share = 1 - probability_up_to(distribution_of(fit.durations.tried[k]), x);
      if (share >= 0.5 / count)
        fitted[k].points.push_back({x, share});  // below it there is nothing to compare with
    }
  }
  chart.series.push_back(std::move(recorded));
  for (LineSeries& each : fitted) chart.series.push_back(std::move(each));
  return line_chart_svg(chart);
}

}  // namespace outlive::output
