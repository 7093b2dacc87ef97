// What a study would run, without running it: for people and for programs.
#include "sim/output/ink.hpp"
#include "sim/output/study_json.hpp"
#include "sim/output/sweep_report.hpp"
#include "sim/output/words.hpp"

namespace outlive::output {
namespace {

/// With a precision, those to begin with.
std::uint64_t runs_of(const Study& study) { return std::uint64_t{study.points.size()} * study.replications; }

}  // namespace

std::string design_text(const Study& study, const TextStyle& style) {
  const Ink ink(style);
  Section section{
      .title = "Design points", .columns = {"point"}, .words = 1 + study.factors.size(), .rows = {}};
  for (const Factor& factor : study.factors) section.columns.push_back(factor.name);
  for (const DesignPoint& point : study.points) {
    section.rows.push_back({std::to_string(point.number)});
    for (const Level& level : point.levels) section.rows.back().push_back(level.text);
  }
  std::string text =
      ink.bold(wrap(shown(study.title, 300), ink.width())) + "\n" +
      counted(study.points.size(), "design point") +
      (study.points.size() < study.points_of_design ? " (of " + grouped(study.points_of_design) + ")" : "") +
      ", " + counted(study.replications, "replication") + " each: " + counted(runs_of(study), "run") +
      (study.precision ? " to begin with" : "") + ", " + counted(units_of(study).size(), "unit") + "\n";
  text += "\n" + table_text(section);
  for (const std::string& note : study.notes) text += "\n" + wrap(note, ink.width()) + "\n";
  return text + "\n" + ink.dim("plan " + study.plan) + "\n";
}

Json design_json(const Study& study) {
  Json document = study_head("design", study);
  document["runs"] = runs_of(study);
  document["precision"] = study.precision ? Json(study.precision->within) : Json(nullptr);
  document["units"] = units_of(study).size();
  Json& points = document["points"] = Json::array();
  for (const DesignPoint& point : study.points)
    points.push_back({{"point", point.number}, {"levels", levels_json(study, point)}});
  return document;
}

}  // namespace outlive::output
