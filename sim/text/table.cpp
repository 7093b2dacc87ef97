#include "sim/text/table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "sim/text/sanitize.hpp"

namespace outlive::text {

namespace {

constexpr std::size_t gap = 2;

void append_cell(std::string& line, std::string_view cell, std::size_t width, Align align) {
  const std::string padding(width - width_of(cell), ' ');
  if (align == Align::right) line += padding;
  line += cell;
  if (align == Align::left) line += padding;
}

void end_line(std::string& lines, std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  lines += line;
  lines += '\n';
}

}  // namespace

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {
  for (Column& column : columns_) column.title = sanitize(column.title);
}

void Table::add_row(std::vector<std::string> cells) {
  if (cells.size() > columns_.size()) throw std::invalid_argument("a row is longer than its table");
  for (std::string& cell : cells) cell = sanitize(cell);
  cells.resize(columns_.size());
  rows_.push_back(std::move(cells));
}

std::vector<std::size_t> Table::widths() const {
  std::vector<std::size_t> all;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    std::size_t width = width_of(columns_[c].title);
    for (const auto& row : rows_) width = std::max(width, width_of(row[c]));
    all.push_back(width);
  }
  return all;
}

std::size_t Table::begin_of_last(std::size_t indent) const {
  const std::vector<std::size_t> all = widths();
  for (std::size_t c = 0; c + 1 < all.size(); ++c) indent += all[c] + gap;
  return indent;
}

std::string Table::text(std::size_t indent) const {
  std::vector<std::string> titles;
  bool titled = false;
  for (const Column& column : columns_) {
    titles.push_back(column.title);
    titled = titled || !column.title.empty();
  }
  const std::vector<std::size_t> widths = this->widths();
  std::string lines;
  const auto append_row = [&](const std::vector<std::string>& cells) {
    std::string line(indent, ' ');
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (c > 0) line.append(gap, ' ');
      append_cell(line, cells[c], widths[c], columns_[c].align);
    }
    end_line(lines, std::move(line));
  };
  if (titled) append_row(titles);
  for (const auto& row : rows_) append_row(row);
  return lines;
}

std::string bar(double share, std::size_t width, bool unicode) {
  if (!(share > 0) || width == 0) return {};  // also where it is not a number
  const std::size_t steps = unicode ? 8 : 1;
  const double length = std::min(share, 1.0) * static_cast<double>(width * steps);
  const auto filled = std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(length)));
  if (!unicode) return std::string(filled, '#');

  constexpr std::array<std::string_view, 8> eighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  std::string text;
  for (std::size_t i = 0; i < filled / steps; ++i) text += "█";
  text += eighths[filled % steps];
  return text;
}

std::string sparkline(std::span<const double> shares, bool unicode) {
  constexpr std::array<std::string_view, 8> blocks{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  constexpr std::string_view ascii = "._-=+*%#";
  std::string text;
  for (const double share : shares) {
    if (!(share > 0)) {  // also where it is not a number
      text += ' ';
      continue;
    }
    const auto height = static_cast<std::size_t>(std::lround(std::min(share, 1.0) * 8));
    const std::size_t sign = std::max<std::size_t>(height, 1) - 1;
    text += unicode ? blocks[sign] : ascii.substr(sign, 1);
  }
  return text;
}

std::size_t widest_line(std::string_view lines) {
  std::size_t widest = 0;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    widest = std::max(widest, width_of(line));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
  }
  return widest;
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
  std::string joined;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) joined += separator;
    joined += parts[i];
  }
  return joined;
}

}  // namespace outlive::text
