// Sweeps for programs: JSON and CSV.
#include "sim/output/csv.hpp"
#include "sim/output/response_text.hpp"
#include "sim/output/study_json.hpp"
#include "sim/output/sweep_report.hpp"
#include "sim/study/controls.hpp"
#include "sim/study/point_estimates.hpp"
#include "sim/study/study_verdicts.hpp"

namespace outlive::output {
namespace {

constexpr std::size_t most_points_of_page = 2000;
constexpr std::size_t most_values_of_page = 40'000;  // some 0.7 MB; the page takes differences from them

/// What control variates make of a mean, with the share of its variance that they take away; null where they help nothing.
Json controlled_json(const std::optional<study::Controlled>& controlled, std::size_t point,
                     std::size_t response) {
  const auto mean = controlled ? controlled->mean_of(point, response) : std::nullopt;
  if (!mean || !mean->removed) return nullptr;
  Json row = estimate_json(mean->estimate);
  row["variance_removed"] = number_json(*mean->removed);
  return row;
}

Json point_json(const Study& study, const Observations& observations,
                const std::optional<study::Controlled>& controlled, std::size_t point) {
  Json row;
  row["point"] = study.points[point].number;
  row["levels"] = levels_json(study, study.points[point]);
  row["replications"] = observations.replications(point);
  Json& responses = row["responses"] = Json::object();
  for (std::size_t i = 0; i < study.responses.size(); ++i) {
    Json& response = responses[study.responses[i].name];
    response = estimate_json(study::estimate_of(study, observations, point, i));
    response["controlled"] = controlled_json(controlled, point, i);
    Json& values = response["values"] = Json::array();
    for (const double value : observations.values(point, i)) values.push_back(number_json(value));
  }
  return row;
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

/// Tables of a part of the points could be taken for those of all. The last column, which only they have.
void add_incomplete(const Study& study, const char* field, std::vector<std::string>& fields) {
  if (study.unfinished) fields.emplace_back(field);
}

}  // namespace

Json sweep_json(const Study& study, const Observations& observations) {
  Json document = study_head("sweep", study);
  add_completeness(study, document);
  const auto controlled = study::Controlled::of(study, observations);
  Json& points = document["points"] = Json::array();
  for (std::size_t point = 0; point < study.points.size(); ++point)
    points.push_back(point_json(study, observations, controlled, point));
  Json& verdicts = document["expectations"] = Json::array();
  for (const study::StudyVerdict& verdict : study::judge(study, observations)) {
    Json& row = verdicts.emplace_back(estimate_json(verdict.estimate));
    row["response"] = study.responses[verdict.expectation->response].name;
    row["answer"] = word_of(verdict.answer);
    row["point"] = study.points[verdict.point].number;
    row["replications_wanted"] = verdict.wanted ? Json(*verdict.wanted) : Json(nullptr);
    row["line"] = verdict.expectation->place.line;
  }
  return document;
}

Json sweep_report_json(const Study& study, const Observations& observations) {
  Json report = document_json(sweep_document(study, observations));
  Json sweep = sweep_json(study, observations);
  Json& points = sweep["points"];
  const std::size_t all = points.size();
  if (all > most_points_of_page)
    points.erase(points.begin() + static_cast<std::ptrdiff_t>(most_points_of_page), points.end());
  std::size_t values = 0;
  for (const Json& point : points)
    values += point["replications"].get<std::size_t>() * study.responses.size();
  for (Json& point : points) {
    if (values <= most_values_of_page) break;
    for (Json& response : point["responses"]) response.erase("values");
  }
  sweep["points_hidden"] = all - points.size();
  report["currency"] = study.scenario.prices.currency;
  report["sweep"] = std::move(sweep);
  return report;
}

std::string sweep_points_csv(const Study& study, const Observations& observations) {
  std::string text;
  std::vector<std::string> titles = factor_titles(study);
  titles.emplace_back("replications");
  for (const Response& response : study.responses) {
    const std::string name = csv::guarded(response.name);
    titles.insert(titles.end(), {name, name + ".lower", name + ".upper"});
  }
  add_incomplete(study, "incomplete", titles);
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
    add_incomplete(study, "true", cells);
    csv::end_row(text, cells);
  }
  return text;
}

std::string sweep_replications_csv(const Study& study, const Observations& observations) {
  std::string text;
  std::vector<std::string> titles = factor_titles(study);
  titles.emplace_back("replication");
  for (const Response& response : study.responses) titles.push_back(csv::guarded(response.name));
  for (const ControlVariate& control : study.controls)
    titles.push_back(csv::guarded("control " + control.name));
  add_incomplete(study, "incomplete", titles);
  csv::end_row(text, titles);
  for (std::size_t point = 0; point < study.points.size(); ++point) {
    for (std::uint32_t replication = 0; replication < observations.replications(point); ++replication) {
      std::vector<std::string> cells = factor_cells(study.points[point]);
      cells.push_back(std::to_string(replication));
      for (const double value : observations.row(point, replication)) cells.push_back(shortest(value));
      add_incomplete(study, "true", cells);
      csv::end_row(text, cells);
    }
  }
  return text;
}

}  // namespace outlive::output
