// Sweeps for programs: JSON and CSV.
#include <cmath>

#include "outlive/version.hpp"
#include "sim/output/csv.hpp"
#include "sim/output/json.hpp"
#include "sim/output/response_text.hpp"
#include "sim/output/sweep_grids.hpp"
#include "sim/output/sweep_report.hpp"
#include "sim/study/point_estimates.hpp"
#include "sim/study/study_verdicts.hpp"

namespace outlive::output {
namespace {

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

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

Json estimate_json(const std::optional<Estimate>& estimate) {
  Json row;
  row["value"] = estimate ? number(estimate->value) : Json(nullptr);
  const bool has_interval = estimate && estimate->interval;
  row["lower"] = has_interval ? number(estimate->interval->lower) : Json(nullptr);
  row["upper"] = has_interval ? number(estimate->interval->upper) : Json(nullptr);
  return row;
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

Json point_json(const Study& study, const Observations& observations, std::size_t point) {
  Json row;
  row["point"] = study.points[point].number;
  Json& levels = row["levels"] = Json::object();
  for (std::size_t i = 0; i < study.factors.size(); ++i)
    levels[study.factors[i].name] = study.points[point].levels[i].text;
  row["replications"] = observations.replications(point);
  Json& responses = row["responses"] = Json::object();
  for (std::size_t i = 0; i < study.responses.size(); ++i) {
    Json& response = responses[study.responses[i].name];
    response = estimate_json(study::estimate_of(study, observations, point, i));
    Json& values = response["values"] = Json::array();
    for (const double value : observations.values(point, i)) values.push_back(number(value));
  }
  return row;
}

std::string_view name_of(Answer answer) {
  return answer == Answer::yes ? "yes" : (answer == Answer::no ? "no" : "undecided");
}

std::vector<std::string> factor_titles(const Study& study) {
  std::vector<std::string> titles{"point"};
  for (const Factor& factor : study.factors) titles.push_back(csv::guarded(factor.name));
  return titles;
}

std::vector<std::string> factor_cells(const DesignPoint& point) {
  std::vector<std::string> cells{std::to_string(point.number)};
  for (const Level& level : point.levels) cells.push_back(csv::guarded(level.text));
  return cells;
}

}  // namespace

std::string sweep_json(const Study& study, const Observations& observations) {
  Json document;
  document["schema_version"] = 1;
  document["kind"] = "sweep";
  document["version"] = build_facts().version;
  document["title"] = study.title;
  document["plan"] = plan_json(study);
  Json& points = document["points"] = Json::array();
  for (std::size_t point = 0; point < study.points.size(); ++point)
    points.push_back(point_json(study, observations, point));
  Json& verdicts = document["expectations"] = Json::array();
  for (const study::StudyVerdict& verdict : study::judge(study, observations)) {
    Json& row = verdicts.emplace_back(estimate_json(verdict.estimate));
    row["response"] = study.responses[verdict.expectation->response].name;
    row["answer"] = name_of(verdict.answer);
    row["point"] = study.points[verdict.point].number;
    row["replications_wanted"] = verdict.wanted ? Json(*verdict.wanted) : Json(nullptr);
    row["line"] = verdict.expectation->place.line;
  }
  return dump(document);
}

std::string sweep_points_csv(const Study& study, const Observations& observations) {
  std::string text;
  std::vector<std::string> titles = factor_titles(study);
  titles.emplace_back("replications");
  for (const Response& response : study.responses) {
    const std::string name = csv::guarded(response.name);
    titles.insert(titles.end(), {name, name + ".lower", name + ".upper"});
  }
  csv::end_row(text, titles);
  for (std::size_t point = 0; point < study.points.size(); ++point) {
    std::vector<std::string> cells = factor_cells(study.points[point]);
    cells.push_back(std::to_string(observations.replications(point)));
    for (std::size_t i = 0; i < study.responses.size(); ++i) {
      const auto estimate = study::estimate_of(study, observations, point, i);
      const bool has_interval = estimate && estimate->interval;
      cells.push_back(estimate ? shortest(estimate->value) : "");
      cells.push_back(has_interval ? shortest(estimate->interval->lower) : "");
      cells.push_back(has_interval ? shortest(estimate->interval->upper) : "");
    }
    csv::end_row(text, cells);
  }
  return text;
}

std::string sweep_replications_csv(const Study& study, const Observations& observations) {
  std::string text;
  std::vector<std::string> titles = factor_titles(study);
  titles.emplace_back("replication");
  for (const Response& response : study.responses) titles.push_back(csv::guarded(response.name));
  csv::end_row(text, titles);
  for (std::size_t point = 0; point < study.points.size(); ++point) {
    for (std::uint32_t replication = 0; replication < observations.replications(point); ++replication) {
      std::vector<std::string> cells = factor_cells(study.points[point]);
      cells.push_back(std::to_string(replication));
      for (const double value : observations.row(point, replication)) cells.push_back(shortest(value));
      csv::end_row(text, cells);
    }
  }
  return text;
}

}  // namespace outlive::output
