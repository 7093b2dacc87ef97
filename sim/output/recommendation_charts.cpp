// Recommendations as charts.
#include <algorithm>

#include "sim/output/heat_map.hpp"
#include "sim/output/recommendation_report.hpp"
#include "sim/output/recommendation_words.hpp"
#include "sim/output/response_text.hpp"
#include "sim/output/scatter_chart.hpp"
#include "sim/output/sweep_sections.hpp"
#include "sim/output/tornado_chart.hpp"
#include "sim/study/study_verdicts.hpp"

namespace outlive::output {
namespace {

const Response& goal_of(const Study& study) { return study.responses[study.goal->least]; }

Axis axis_of(const Response& response, const std::string& currency, const std::string& title) {
  Axis axis{.title = title};
  switch (response.unit) {
    case Response::Unit::money: axis.format = money_label(currency); break;
    case Response::Unit::share: axis.format = percent_label; break;
    case Response::Unit::duration: axis.quantity = Quantity::duration; break;
    case Response::Unit::number: break;
  }
  return axis;
}

/// Around another value, as far to each side.
std::optional<Interval> around(double value, const std::optional<Estimate>& estimate) {
  if (!estimate || !estimate->interval) return std::nullopt;
  return Interval{value + (estimate->interval->lower - estimate->value),
                  value + (estimate->interval->upper - estimate->value)};
}

PromisedLimit promised_limit(const Study& study, const Promise& promise, PromisedLimit::Kept kept,
                             const Expected& limit) {
  return {.on = PromisedLimit::On::y,
          .kept = kept,
          .limit = study::as_number(limit),
          .label = name_in_sentence(study.responses[promise.response]) +
                   (kept == PromisedLimit::Kept::at_or_above ? " at least " : " at most ") + limit.text};
}

std::vector<PromisedLimit> limits_of(const Study& study, const Promise& promise) {
  using Kept = PromisedLimit::Kept;
  std::vector<PromisedLimit> limits;
  if (promise.comparison != Comparison::at_most)
    limits.push_back(promised_limit(study, promise, Kept::at_or_above, promise.low));
  if (promise.comparison == Comparison::at_most || promise.comparison == Comparison::equals)
    limits.push_back(promised_limit(study, promise, Kept::at_or_below, promise.low));
  if (promise.comparison == Comparison::between)
    limits.push_back(promised_limit(study, promise, Kept::at_or_below, promise.high));
  return limits;
}

}  // namespace

std::string front_svg(const Study& study, const Recommendation& found) {
  const std::string& currency = study.scenario.prices.currency;
  const Promise& promise = study.goal->promises.front();
  const Response& promised = study.responses[promise.response];
  ScatterChart chart;
  chart.title = chart_title(study);
  chart.description =
      name_in_sentence(goal_of(study)) + " and " + name_in_sentence(promised) +
      " of every setting, as if all had had the same random numbers; whiskers tell how uncertain its "
      "difference from " +
      point_text(study, study.points[found.point]) + " is";
  chart.x = axis_of(goal_of(study), currency, name_in_sentence(goal_of(study)));
  chart.y = axis_of(promised, currency, name_in_sentence(promised));
  chart.promises = limits_of(study, promise);
  for (std::size_t i = 0; i < found.candidates.size(); ++i) {
    const Candidate& each = found.candidates[i];
    if (!each.comparable_goal || !each.comparable_promise) continue;
    const bool is_chosen = found.end == Recommendation::End::chosen && i == found.point;
    chart.points.push_back(
        {.name = point_text(study, study.points[i]),
         .x = *each.comparable_goal,
         .y = *each.comparable_promise,
         .x_interval = i == found.point ? std::nullopt : around(*each.comparable_goal, each.difference),
         .y_interval = around(*each.comparable_promise, each.promises.front().estimate),
         .on_front = each.on_front,
         .chosen = is_chosen});
  }
  return scatter_chart_svg(chart);
}

std::optional<std::string> tornado_svg(const Study& study, const Recommendation& found) {
  if (!found.surface || !found.surface->fits()) return std::nullopt;
  TornadoChart chart;
  chart.title = "What moves " + name_in_sentence(goal_of(study));
  chart.description = "What each factor does alone, all others in the middle, by a fitted surface";
  chart.effect =
      axis_of(goal_of(study), study.scenario.prices.currency,
              "fitted change of " + name_in_sentence(goal_of(study)) + " from one level to the other");
  for (const ResponseSurface::Effect& each : found.surface->effects) {
    const double effect = each.rises ? each.difference.value : -each.difference.value;
    const TornadoEnd from{.level = each.rises ? each.least_at : each.greatest_at};
    const TornadoEnd to{.level = each.rises ? each.greatest_at : each.least_at,
                        .effect = effect,
                        .interval = around(effect, each.difference)};
    chart.bars.push_back({.factor = study.factors[each.factor].name, .low = from, .high = to});
  }
  return tornado_chart_svg(chart);
}

std::optional<std::string> surface_svg(const Study& study, const Recommendation& found) {
  if (!found.surface || !found.surface->fits() || !found.surface->map) return std::nullopt;
  const ResponseSurface::Map& map = *found.surface->map;
  HeatMap chart;
  chart.title = "Fitted " + name_in_sentence(goal_of(study)) + " against " +
                point_text(study, study.points[found.point]);
  chart.description = "The fitted difference over the two factors that move it most, all others unchanged";
  chart.x_title = study.factors[map.across].name;
  chart.y_title = study.factors[map.down].name;
  chart.columns = map.columns;
  chart.rows = map.rows;
  chart.values = map.values;
  chart.value = axis_of(goal_of(study), study.scenario.prices.currency, name_in_sentence(goal_of(study)));
  const auto place_of = [&](const std::vector<std::string>& levels, std::size_t factor) {
    return static_cast<std::size_t>(
        std::find(levels.begin(), levels.end(), study.points[found.point].levels[factor].text) -
        levels.begin());
  };
  const HeatCell at{place_of(map.rows, map.down), place_of(map.columns, map.across)};
  if (at.row < map.rows.size() && at.column < map.columns.size()) chart.marked = at;
  return heat_map_svg(chart);
}

}  // namespace outlive::output
