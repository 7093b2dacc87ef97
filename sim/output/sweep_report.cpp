#include "sim/output/sweep_report.hpp"

#include <algorithm>

#include "sim/output/ink.hpp"
#include "sim/output/markdown.hpp"
#include "sim/output/sweep_grids.hpp"
#include "sim/output/words.hpp"
#include "sim/text/table.hpp"

namespace outlive::output {
namespace {

constexpr std::size_t most_points = 40;       // of a screen
constexpr std::size_t most_differences = 16;  // beyond, nobody compares with the first

text::Table table_of(const Grid& grid) {
  std::vector<text::Column> columns;
  for (std::size_t i = 0; i < grid.columns.size(); ++i) {
    const text::Align align = i < grid.words ? text::Align::left : text::Align::right;
    columns.push_back({(i == 0 ? "  " : "") + grid.columns[i], align});
  }
  text::Table table(std::move(columns));
  for (const std::vector<std::string>& row : grid.rows) {
    std::vector<std::string> cells = row;
    cells.front() = "  " + cells.front();
    table.add_row(std::move(cells));
  }
  return table;
}

std::size_t widest(const std::string& lines) {
  std::size_t most = 0;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    most = std::max(most, end - at);
    at = end + 1;
  }
  return most;
}

/// Where a table is wider than the screen each response has one of its own.
void add_grid(std::string& text, Grid grid, const Ink& ink) {
  const std::string equal = fold_equal_columns(grid);
  text += "\n" + ink.bold(grid.title) + "\n";
  if (!equal.empty()) text += wrap("  " + equal, ink.width(), 2) + "\n";
  if (grid.columns.size() == grid.words) return;
  const std::string whole = table_of(grid).text();
  if (widest(whole) <= ink.width() + 8 || grid.columns.size() <= grid.words + 1) {
    text += whole;
    return;
  }
  for (std::size_t response = grid.words; response < grid.columns.size(); ++response) {
    Grid one{{},
             {grid.columns.begin(), grid.columns.begin() + static_cast<std::ptrdiff_t>(grid.words)},
             grid.words,
             {}};
    one.columns.push_back(grid.columns[response]);
    for (const std::vector<std::string>& row : grid.rows) {
      one.rows.emplace_back(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(grid.words));
      one.rows.back().push_back(row[response]);
    }
    text += (response == grid.words ? "" : "\n") + table_of(one).text();
  }
}

std::string more(std::size_t all, std::size_t shown) {
  return all <= shown ? "" : "and " + grouped(all - shown) + " more: --format csv";
}

bool has_intervals(const Observations& observations) {
  return observations.points() > 0 && observations.replications(0) > 1;
}

void add_markdown(std::string& text, const Grid& grid) {
  text += "\n### " + markdown::plain(grid.title, 300) + "\n\n|";
  std::string line = "\n|";
  for (std::size_t i = 0; i < grid.columns.size(); ++i) {
    text += " " + markdown::plain(grid.columns[i]) + " |";
    line += i < grid.words ? "---|" : "---:|";
  }
  text += line + "\n";
  for (const std::vector<std::string>& row : grid.rows) {
    std::vector<std::string> cells;
    for (const std::string& cell : row) cells.push_back(markdown::plain(cell));
    markdown::add_row(text, cells);
  }
}

}  // namespace

std::string sweep_text(const Study& study, const Observations& observations, const TextStyle& style) {
  const Ink ink(style);
  std::string text = ink.bold(wrap(shown(study.title, 300), ink.width())) + "\n" +
                     wrap(sweep_headline(study, observations), ink.width()) + "\n";
  add_grid(text, points_grid(study, observations, ink.unicode(), most_points), ink);
  const std::string hidden = more(study.points.size(), most_points);
  if (!hidden.empty()) text += "  " + hidden + "\n";
  if (has_intervals(observations) && study.points.size() > 1) {
    add_grid(text, differences_grid(study, observations, ink.unicode(), most_differences), ink);
    const std::string rest = more(study.points.size(), most_differences);
    if (!rest.empty()) text += "  " + rest + "\n";
  }
  if (const auto controlled = study::Controlled::of(study, observations)) {
    const Grid grid = controlled_grid(study, *controlled, ink.unicode(), most_points);
    if (!grid.rows.empty()) add_grid(text, grid, ink);
    const std::string note = control_note(study, *controlled);
    if (!note.empty()) text += "\n" + wrap(note, ink.width()) + "\n";
  }
  for (const std::string& note : sweep_notes(study, observations))
    text += "\n" + wrap(note, ink.width()) + "\n";
  const auto verdicts = verdict_lines(study, observations, ink.unicode());
  if (!verdicts.empty()) text += "\n" + ink.bold("Expected") + "\n";
  for (const VerdictLine& line : verdicts)
    text += "  " + (line.mark == "ok" ? ink.good(line.mark) : ink.bad(line.mark)) + "  " + line.text + "\n";
  text += "\n" +
          ink.dim("seed " + std::to_string(study.scenario.seed) + std::string(ink.separator()) + "plan " +
                  study.plan.substr(0, 16)) +
          "\n";
  return text;
}

std::string sweep_markdown(const Study& study, const Observations& observations) {
  std::string text =
      "## " + markdown::plain(study.title, 300) + "\n\n" + sweep_headline(study, observations) + "\n";
  add_markdown(text, points_grid(study, observations, true, study.points.size()));
  if (has_intervals(observations) && study.points.size() > 1)
    add_markdown(text, differences_grid(study, observations, true, study.points.size()));
  if (const auto controlled = study::Controlled::of(study, observations)) {
    const Grid grid = controlled_grid(study, *controlled, true, study.points.size());
    if (!grid.rows.empty()) add_markdown(text, grid);
    const std::string note = control_note(study, *controlled);
    if (!note.empty()) text += "\n" + markdown::plain(note, 1000) + "\n";
  }
  for (const std::string& note : sweep_notes(study, observations))
    text += "\n" + markdown::plain(note, 1000) + "\n";
  const auto verdicts = verdict_lines(study, observations, true);
  if (!verdicts.empty()) text += "\n| verdict | expectation |\n|---|---|\n";
  for (const VerdictLine& line : verdicts)
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
  text += "\n" + table_of(grid).text();
  for (const std::string& note : study.notes) text += "\n" + wrap(note, ink.width()) + "\n";
  return text + "\n" + ink.dim("plan " + study.plan) + "\n";
}

}  // namespace outlive::output
