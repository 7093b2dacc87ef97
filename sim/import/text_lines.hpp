// A text line by line.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace outlive::import {

/// Calls `each(line, number)` for every line, without its end of line; numbers count from 1.
template <class Each>
void for_each_line(std::string_view text, Each each) {
  std::uint32_t number = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    each(line, ++number);
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

inline std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

/// The pieces between separators; empty ones count.
inline std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  for (;;) {
    const std::size_t end = text.find(separator);
    pieces.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return pieces;
    text.remove_prefix(end + 1);
  }
}

}  // namespace outlive::import
