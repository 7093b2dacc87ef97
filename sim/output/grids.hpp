// Tables of words and numbers, as text and as Markdown.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/output/ink.hpp"

namespace outlive::output {

/// Words to the left, then numbers to the right.
struct Grid {
  std::string title;
  std::vector<std::string> columns;
  std::size_t words = 0;  // so many columns of them
  std::vector<std::vector<std::string>> rows;
};

/// Takes the columns out in which all rows say the same, and tells what they say: `the same at all of them: a 1; b 2`. Empty if
/// there are none, or if there is but one row.
std::string fold_equal_columns(Grid& grid);

/// Columns and rows alone.
std::string grid_table(const Grid& grid);

/// With its title, and a line of what is the same in all rows. Where the table is wider than the screen each column of numbers
/// has one of its own.
void add_grid(std::string& text, Grid grid, const Ink& ink);

/// The same as Markdown, nothing folded or divided.
void add_grid_markdown(std::string& text, const Grid& grid);

}  // namespace outlive::output
