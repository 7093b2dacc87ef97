// Text from outside as a cell of a table that a spreadsheet may open, and back.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace outlive::text {

/// Whether a spreadsheet takes a cell that begins so for a formula. The wide forms are what Japanese and Chinese ones take for
/// the same; a tab or an end of line is passed over, and what follows counts (OWASP, CSV injection).
inline bool is_formula(std::string_view text) {
  constexpr std::array<std::string_view, 11> beginnings{"=",  "+",      "-",      "@",      "\t",    "\r",
                                                        "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"};
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view beginning) { return text.starts_with(beginning); });
}

/// Whether an apostrophe is put before it: before a formula, or before one that had an apostrophe already, so that `unguarded`
/// gives back each of them as it was.
inline bool needs_guard(std::string_view text) {
  return is_formula(text.substr(std::min(text.find_first_not_of('\''), text.size())));
}

/// The apostrophe tells a spreadsheet that what follows is text.
inline std::string guarded(std::string_view text) {
  return (needs_guard(text) ? "'" : "") + std::string(text);
}

/// The text that was guarded.
inline std::string_view unguarded(std::string_view cell) {
  if (cell.starts_with('\'') && needs_guard(cell)) cell.remove_prefix(1);
  return cell;
}

}  // namespace outlive::text
