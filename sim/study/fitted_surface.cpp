#include "sim/study/fitted_surface.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "sim/study/levels.hpp"
#include "sim/study/regression.hpp"

namespace outlive::study {
namespace {

/// The points that have numbers, and the goal of each by replication.
struct Data {
  std::vector<DesignPoint> points;
  std::vector<std::vector<double>> goals;
  std::size_t replications = 0;  // that all have
};

Data data_of(const Study& study, const Observations& observations) {
  Data data;
  for (std::size_t point = 0; point < study.points.size(); ++point) {
    std::vector<double> goals = observations.values(point, study.goal->least);
    const bool is_finite =
        std::all_of(goals.begin(), goals.end(), [](double value) { return std::isfinite(value); });
    if (goals.empty() || !is_finite) continue;
    data.replications = data.points.empty() ? goals.size() : std::min(data.replications, goals.size());
    data.points.push_back(study.points[point]);
    data.goals.push_back(std::move(goals));
  }
  return data;
}

struct Model {
  std::vector<Factor> factors;  // as they are scaled
  Regression regression;
  Quality quality;
  bool logarithmic = false;
};

/// Durations from an hour to a week lie evenly on no other scale.
bool scale_logarithmically(std::vector<Factor>& factors) {
  bool any = false;
  for (Factor& factor : factors) {
    const bool positive = std::all_of(factor.levels.begin(), factor.levels.end(),
                                      [](const Level& level) { return level.position > 0; });
    if (factor.type == Factor::Type::word || factor.logarithmic || !positive) continue;
    factor.logarithmic = any = true;
  }
  return any;
}

std::optional<Model> best_model(const Study& study, const Data& data) {
  constexpr std::array orders{ModelTerms::Order{.interactions = false, .squares = false},
                              ModelTerms::Order{.interactions = true, .squares = false},
                              ModelTerms::Order{.interactions = true, .squares = true}};
  std::optional<Model> best;
  for (const bool logarithmic : {false, true}) {
    std::vector<Factor> factors = study.factors;
    if (logarithmic && !scale_logarithmically(factors)) continue;
    for (const ModelTerms::Order& order : orders) {
      Regression regression(ModelTerms(factors, data.points, order), data.points, data.goals,
                            {.confidence = study.confidence});
      const Quality quality = regression.quality();
      if (!quality.predicted || (best && *quality.predicted <= *best->quality.predicted)) continue;
      best.emplace(Model{factors, std::move(regression), quality, logarithmic});
    }
  }
  return best;
}

std::string level_text(const Factor& factor, double position) {
  const auto exact = std::find_if(factor.levels.begin(), factor.levels.end(),
                                  [position](const Level& level) { return level.position == position; });
  return exact != factor.levels.end() ? exact->text : write_position(factor.type, position);
}

std::vector<ResponseSurface::Term> terms_of(const Regression& regression) {
  std::vector<ResponseSurface::Term> terms;
  for (const Regression::Coefficient& each : regression.coefficients()) {
    if (each.term > 0) terms.push_back({regression.terms().names()[each.term], each.estimate});
  }
  std::stable_sort(terms.begin(), terms.end(), [](const auto& a, const auto& b) {
    return std::abs(a.estimate.value) > std::abs(b.estimate.value);
  });
  return terms;
}

/// The levels of a factor that a map shows: all, or some steps of a range.
std::vector<Level> shown_levels(const Factor& factor) {
  constexpr std::size_t fewest = 3;
  constexpr std::size_t most = 12;
  constexpr int steps = 8;
  const bool few = factor.levels.size() < fewest && factor.type != Factor::Type::word;
  if (factor.levels.size() <= most && !(few && factor.is_range)) return factor.levels;
  if (factor.type == Factor::Type::word) return {factor.levels.begin(), factor.levels.begin() + most};
  std::vector<Level> levels;
  for (int i = 0; i <= steps; ++i) {
    Level level = level_at(factor, static_cast<double>(i) / steps);
    if (levels.empty() || levels.back().text != level.text) levels.push_back(std::move(level));
  }
  return levels;
}

ResponseSurface::Map map_of(const Model& model, const DesignPoint& around, std::size_t across,
                            std::size_t down) {
  ResponseSurface::Map map{.across = across, .down = down, .columns = {}, .rows = {}, .values = {}};
  std::vector<double> positions;
  for (const Level& level : around.levels) positions.push_back(level.position);
  const std::vector<Level> columns = shown_levels(model.factors[across]);
  for (const Level& column : columns) map.columns.push_back(column.text);
  for (const Level& row : shown_levels(model.factors[down])) {
    map.rows.push_back(row.text);
    positions[down] = row.position;
    for (const Level& column : columns) {
      positions[across] = column.position;
      map.values.push_back(model.regression.predict(positions).value);
    }
  }
  return map;
}

}  // namespace

std::optional<ResponseSurface> fitted_surface(const Study& study, const Observations& observations,
                                              std::size_t point) {
  const Data data = data_of(study, observations);
  if (data.points.empty()) return std::nullopt;
  const std::optional<Model> model = best_model(study, data);
  if (!model) return std::nullopt;
  ResponseSurface surface;
  surface.points = data.points.size();
  surface.replications = static_cast<std::uint32_t>(data.replications);
  surface.logarithmic = model->logarithmic;
  surface.r_squared = model->quality.r_squared.value_or(0);
  surface.predicted = *model->quality.predicted;
  if (model->quality.lack_of_fit) surface.lack_of_fit = model->quality.lack_of_fit->probability;
  for (const EffectRange& each : model->regression.ranges()) {
    const Factor& factor = model->factors[each.factor];
    surface.effects.push_back({each.factor, level_text(factor, each.least_at),
                               level_text(factor, each.greatest_at), each.least, each.greatest,
                               each.difference});
  }
  surface.terms = terms_of(model->regression);
  for (const Dependence& each : model->regression.left_out())
    surface.left_out.push_back(model->regression.terms().names()[each.column]);
  if (surface.effects.size() > 1)
    surface.map = map_of(*model, study.points[point], surface.effects[0].factor, surface.effects[1].factor);
  return surface;
}

}  // namespace outlive::study
