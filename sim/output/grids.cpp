#include "sim/output/grids.hpp"

#include <algorithm>

#include "sim/output/markdown.hpp"
#include "sim/text/table.hpp"

namespace outlive::output {
namespace {}  // namespace

std::string fold_equal_columns(Grid& grid) {
  if (grid.rows.size() < 2) return {};
  std::string text;
  for (std::size_t column = grid.columns.size(); column-- > grid.words;) {
    const std::string& value = grid.rows.front()[column];
    const bool equal = std::all_of(grid.rows.begin(), grid.rows.end(),
                                   [&](const auto& row) { return row[column] == value; });
    if (!equal) continue;
    text = grid.columns[column] + " " + value + (text.empty() ? "" : "; ") + text;
    const auto at = static_cast<std::ptrdiff_t>(column);
    grid.columns.erase(grid.columns.begin() + at);
    for (auto& row : grid.rows) row.erase(row.begin() + at);
  }
  return text.empty() ? text : "the same at all of them: " + text;
}

std::string grid_table(const Grid& grid) {
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
  return table.text();
}

void add_grid(std::string& text, Grid grid, const Ink& ink) {
  const std::string equal = fold_equal_columns(grid);
  text += "\n" + ink.bold(grid.title) + "\n";
  if (!equal.empty()) text += wrap("  " + equal, ink.width(), 2) + "\n";
  if (grid.columns.size() == grid.words) return;
  const std::string whole = grid_table(grid);
  if (text::widest_line(whole) <= ink.width() + 8 || grid.columns.size() <= grid.words + 1) {
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
    text += (response == grid.words ? "" : "\n") + grid_table(one);
  }
}

void add_grid_markdown(std::string& text, const Grid& grid) {
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

}  // namespace outlive::output
