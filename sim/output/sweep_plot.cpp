#include "sim/output/sweep_plot.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "sim/output/line_chart.hpp"
#include "sim/output/response_text.hpp"
#include "sim/output/sweep_sections.hpp"
#include "sim/output/words.hpp"
#include "sim/study/controls.hpp"
#include "sim/study/point_estimates.hpp"

namespace outlive::output {
namespace {

constexpr std::size_t name_width = 40;
/// Levels that grow by so much in all are spread out better by ratio than by difference.
constexpr double spread_by_ratio = 8;

/// The factor along which lines go: of those that are no words the one with most levels, else the one with most.
std::size_t main_factor(const Study& study) {
  const auto rank = [&](const Factor& factor) {
    return std::pair(factor.type != Factor::Type::word, factor.levels.size());
  };
  const auto most = std::max_element(study.factors.begin(), study.factors.end(),
                                     [&](const Factor& a, const Factor& b) { return rank(a) < rank(b); });
  return static_cast<std::size_t>(most - study.factors.begin());
}

Axis axis_of(const Factor& factor) {
  Axis axis{.title = shown(factor.name, name_width)};
  switch (factor.type) {
    case Factor::Type::word:
      for (const Level& level : factor.levels) axis.words.push_back(shown(level.text, name_width));
      return axis;
    case Factor::Type::duration: axis.quantity = Quantity::duration; break;
    case Factor::Type::share: axis.format = percent_label; break;
    default: break;
  }
  const double least = factor.levels.front().position;
  const double most = factor.levels.back().position;
  if (least > 0 && most / least >= spread_by_ratio) axis.spacing = Spacing::logarithmic;
  return axis;
}

Axis axis_of(const Study& study, const Response& response) {
  Axis axis{.title = shown(response_title(response, study.scenario.prices.currency), name_width),
            .from_zero = true};
  switch (response.unit) {
    case Response::Unit::money: axis.format = money_label(study.scenario.prices.currency); break;
    case Response::Unit::share:
      axis.format = percent_label;
      axis.natural = {0, 1};
      axis.from_zero = false;
      break;
    case Response::Unit::duration: axis.quantity = Quantity::duration; break;
    case Response::Unit::number: break;
  }
  return axis;
}

std::string others_of(const Study& study, const DesignPoint& point, std::size_t along) {
  std::string text;
  for (std::size_t i = 0; i < study.factors.size(); ++i) {
    if (i == along) continue;
    text += (text.empty() ? "" : ", ") + shown(study.factors[i].name, name_width) + " " +
            shown(point.levels[i].text, name_width);
  }
  return text;
}

/// The place of a word is its position among the levels.
double place_of(const Factor& factor, const Level& level) {
  if (factor.type != Factor::Type::word) return level.position;
  const auto found = std::find_if(factor.levels.begin(), factor.levels.end(),
                                  [&](const Level& each) { return each.text == level.text; });
  return static_cast<double>(found - factor.levels.begin());
}

}  // namespace

std::string sweep_plot_svg(const Study& study, const Observations& observations, std::size_t response) {
  const std::size_t along = main_factor(study);
  LineChart chart;
  chart.title = chart_title(study);
  chart.description = response_title(study.responses[response], study.scenario.prices.currency) + " along " +
                      study.factors[along].name + "; the numbers stand in points.csv.";
  chart.x = axis_of(study.factors[along]);
  chart.y = axis_of(study, study.responses[response]);
  chart.intervals = IntervalStyle::whiskers;
  const auto controlled = study::Controlled::of(study, observations);
  std::map<std::string, std::size_t> series;
  for (std::size_t point = 0; point < study.points.size(); ++point) {
    auto estimate = study::estimate_of(study, observations, point, response);
    if (controlled) {
      const auto narrowed = controlled->mean_of(point, response);
      if (narrowed && narrowed->removed.value_or(0) > 0) estimate = narrowed->estimate;
    }
    if (!estimate) continue;
    const std::string name = others_of(study, study.points[point], along);
    const auto [found, is_new] = series.emplace(name, chart.series.size());
    if (is_new) chart.series.push_back({.name = name});
    chart.series[found->second].points.push_back(
        {place_of(study.factors[along], study.points[point].levels[along]), estimate->value,
         estimate->interval});
  }
  for (LineSeries& each : chart.series) {
    std::stable_sort(each.points.begin(), each.points.end(),
                     [](const LinePoint& a, const LinePoint& b) { return a.x < b.x; });
  }
  return line_chart_svg(chart);
}

std::string plot_name(const Response& response) {
  std::string name;
  for (const char each : response.name) {
    const bool plain = (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') ||
                       (each >= '0' && each <= '9') || each == '.' || each == '-' || each == '_';
    name += plain ? each : '_';
  }
  return name + ".svg";
}

}  // namespace outlive::output
