// Plain tables for a terminal: columns aligned left or right, two spaces between them, no trailing spaces.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace outlive::text {

enum class Align : std::uint8_t { left, right };

struct Column {
  std::string title;
  Align align = Align::left;
};

/// Cells are sanitised as they come in: a table is where names from outside meet the terminal.
class Table {
 public:
  explicit Table(std::vector<Column> columns);

  /// A row may be shorter than the table, not longer (std::invalid_argument).
  void add_row(std::vector<std::string> cells);

  [[nodiscard]] bool empty() const { return rows_.empty(); }

  /// All lines, each ended by a line feed and begun with `indent` spaces; the titles first, unless all are
  /// empty.
  [[nodiscard]] std::string text(std::size_t indent = 0) const;

  /// How far from the left the last column begins in that text.
  [[nodiscard]] std::size_t begin_of_last(std::size_t indent = 0) const;

 private:
  [[nodiscard]] std::vector<std::size_t> widths() const;

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

/// A horizontal bar for a share of 0 to 1, up to `width` columns, in eighths of a column with Unicode blocks
/// or else in whole `#`. Whatever is more than nothing shows.
std::string bar(double share, std::size_t width, bool unicode);

/// One sign for each share of 0 to 1, as high as it is: Unicode blocks in eighths, or else one of eight ASCII signs. A blank
/// is nothing; whatever is more than nothing shows.
std::string sparkline(std::span<const double> shares, bool unicode);

/// The columns that the widest of some lines takes.
std::size_t widest_line(std::string_view lines);

std::string join(std::span<const std::string> parts, std::string_view separator);

}  // namespace outlive::text
