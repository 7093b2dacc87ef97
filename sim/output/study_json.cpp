#include "sim/output/study_json.hpp"

#include <cmath>

#include "outlive/version.hpp"

namespace outlive::output {
namespace {

std::string_view name_of(Response::Statistic statistic) {
  switch (statistic) {
    case Response::Statistic::mean: return "mean";
    case Response::Statistic::quantile: return "quantile";
    case Response::Statistic::share: return "share";
  }
  return {};
}

std::string unit_of(const Response& response, const std::string& currency) {
  switch (response.unit) {
    case Response::Unit::money: return currency;
    case Response::Unit::number: return "1";
    case Response::Unit::share: return "share";
    case Response::Unit::duration: return "ms";
  }
  return {};
}

}  // namespace

Json number_json(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json estimate_json(const std::optional<Estimate>& estimate) {
  Json row;
  row["value"] = estimate ? number_json(estimate->value) : Json(nullptr);
  const bool has_interval = estimate && estimate->interval;
  row["lower"] = has_interval ? number_json(estimate->interval->lower) : Json(nullptr);
  row["upper"] = has_interval ? number_json(estimate->interval->upper) : Json(nullptr);
  return row;
}

Json levels_json(const Study& study, const DesignPoint& point) {
  Json levels = Json::object();
  for (std::size_t i = 0; i < study.factors.size(); ++i) levels[study.factors[i].name] = point.levels[i].text;
  return levels;
}

Json study_head(std::string_view kind, const Study& study) {
  Json head;
  head["schema_version"] = 1;
  head["kind"] = kind;
  head["version"] = build_facts().version;
  head["title"] = study.title;
  head["plan"] = plan_json(study);
  return head;
}

void add_completeness(const Study& study, Json& document) {
  const Unfinished all{.points_done = study.points.size(), .points_planned = study.points.size()};
  const Unfinished how_far = study.unfinished.value_or(all);
  document["incomplete"] = study.unfinished.has_value();
  document["points_done"] = how_far.points_done;
  document["points_planned"] = how_far.points_planned;
}

Json plan_json(const Study& study) {
  Json plan;
  plan["hash"] = study.plan;
  plan["seed"] = study.scenario.seed;
  plan["replications"] = study.replications;
  plan["confidence"] = study.confidence;
  plan["warm_up_ms"] = study.warm_up ? Json(study.warm_up->length.count()) : Json(nullptr);
  plan["points_of_design"] = study.points_of_design;
  Json& factors = plan["factors"] = Json::array();
  for (const Factor& factor : study.factors) {
    Json& row = factors.emplace_back();
    row["name"] = factor.name;
    row["keys"] = factor.keys;
    Json& levels = row["levels"] = Json::array();
    for (const Level& level : factor.levels) levels.push_back(level.text);
  }
  Json& responses = plan["responses"] = Json::array();
  for (const Response& response : study.responses) {
    Json& row = responses.emplace_back();
    row["name"] = response.name;
    row["key"] = response.key;
    row["statistic"] = name_of(response.statistic);
    if (response.statistic == Response::Statistic::quantile) row["quantile"] = response.quantile;
    row["unit"] = unit_of(response, study.scenario.prices.currency);
  }
  plan["notes"] = study.notes;
  return plan;
}

std::string_view word_of(Answer answer) {
  return answer == Answer::yes ? "yes" : (answer == Answer::no ? "no" : "undecided");
}

}  // namespace outlive::output
