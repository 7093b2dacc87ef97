#include "sim/output/sweep_report.hpp"

#include <algorithm>

#include "sim/output/ink.hpp"
#include "sim/output/markdown.hpp"
#include "sim/output/sweep_grids.hpp"
#include "sim/output/words.hpp"

namespace outlive::output {
namespace {

constexpr std::size_t most_points = 24;       // of a screen
constexpr std::size_t most_differences = 12;  // beyond, nobody compares with the first

bool has_intervals(const Observations& observations) {
  return observations.points() > 0 && observations.replications(0) > 1;
}

/// What a report of a sweep says, whatever the format.
struct Sections {
  std::string headline;
  std::vector<Grid> grids;
  std::vector<std::string> notes;
  std::vector<VerdictLine> verdicts;
};
struct Reach {
  bool unicode = true;
  std::size_t points = 0;       // at most so many rows
  std::size_t differences = 0;  // none are told of more points
};

Sections sections_of(const Study& study, const Observations& observations, const Reach& extent) {
  Sections sections;
  sections.headline = sweep_headline(study, observations);
  const std::size_t all = study.points.size();
  sections.grids.push_back(points_grid(study, observations, extent.unicode, extent.points));
  if (all > extent.points)
    sections.notes.push_back("Design points beyond the first " + grouped(extent.points) + ": --format csv.");
  if (has_intervals(observations) && all > 1 && all <= extent.differences)
    sections.grids.push_back(differences_grid(study, observations, extent.unicode, all));
  if (const auto controlled = study::Controlled::of(study, observations)) {
    if (all <= extent.points)
      sections.grids.push_back(controlled_grid(study, *controlled, extent.unicode, all));
    sections.notes.push_back(control_note(study, *controlled));
  }
  sections.grids.push_back(effects_grid(study, observations, extent.unicode));
  std::erase_if(sections.grids, [](const Grid& grid) { return grid.rows.empty(); });
  for (std::string& note : sweep_notes(study, observations)) sections.notes.push_back(std::move(note));
  std::erase(sections.notes, std::string());
  sections.verdicts = verdict_lines(study, observations, extent.unicode);
  return sections;
}

}  // namespace

std::string sweep_text(const Study& study, const Observations& observations, const TextStyle& style) {
  const Ink ink(style);
  const Sections sections = sections_of(study, observations, {ink.unicode(), most_points, most_differences});
  std::string text = ink.bold(wrap(shown(study.title, 300), ink.width())) + "\n" +
                     wrap(sections.headline, ink.width()) + "\n";
  for (const Grid& grid : sections.grids) add_grid(text, grid, ink);
  for (const std::string& note : sections.notes) text += "\n" + wrap(note, ink.width()) + "\n";
  if (!sections.verdicts.empty()) text += "\n" + ink.bold("Expected") + "\n";
  for (const VerdictLine& line : sections.verdicts)
    text += "  " + (line.mark == "ok" ? ink.good(line.mark) : ink.bad(line.mark)) + "  " + line.text + "\n";
  text += "\n" +
          ink.dim("seed " + std::to_string(study.scenario.seed) + std::string(ink.separator()) + "plan " +
                  study.plan.substr(0, 16)) +
          "\n";
  return text;
}

std::string sweep_markdown(const Study& study, const Observations& observations) {
  const std::size_t all = study.points.size();
  const Sections sections = sections_of(study, observations, {true, all, all});
  std::string text = "## " + markdown::plain(study.title, 300) + "\n\n" + sections.headline + "\n";
  for (const Grid& grid : sections.grids) add_grid_markdown(text, grid);
  for (const std::string& note : sections.notes) text += "\n" + markdown::plain(note, 1000) + "\n";
  if (!sections.verdicts.empty()) text += "\n| verdict | expectation |\n|---|---|\n";
  for (const VerdictLine& line : sections.verdicts)
    markdown::add_row(text, {line.mark, markdown::plain(line.text, 300)});
  return text + "\nSeed " + std::to_string(study.scenario.seed) + ", plan " + markdown::code(study.plan) +
         ".\n";
}

std::string design_text(const Study& study, const TextStyle& style) {
  const Ink ink(style);
  Grid grid{"Design points", {"point"}, 1 + study.factors.size(), {}};
  for (const Factor& factor : study.factors) grid.columns.push_back(factor.name);
  for (const DesignPoint& point : study.points) {
    grid.rows.push_back({std::to_string(point.number)});
    for (const Level& level : point.levels) grid.rows.back().push_back(level.text);
  }
  const std::uint64_t runs = std::uint64_t{study.points.size()} * study.replications;
  std::string text =
      ink.bold(wrap(shown(study.title, 300), ink.width())) + "\n" +
      counted(study.points.size(), "design point") +
      (study.points.size() < study.points_of_design ? " (of " + grouped(study.points_of_design) + ")" : "") +
      ", " + counted(study.replications, "replication") + " each: " + counted(runs, "run") +
      (study.precision ? " to begin with" : "") + ", " + counted(units_of(study).size(), "unit") + "\n";
  text += "\n" + grid_table(grid);
  for (const std::string& note : study.notes) text += "\n" + wrap(note, ink.width()) + "\n";
  return text + "\n" + ink.dim("plan " + study.plan) + "\n";
}

}  // namespace outlive::output
