// The one flavour of CSV that is written: RFC 4180 with line feeds, as every reader takes it.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/time.hpp"
#include "sim/text/formula_guard.hpp"
#include "sim/text/sanitize.hpp"

namespace outlive::output::csv {

/// Text from outside as a cell, which no spreadsheet takes for a formula. Control characters but line feeds are written out,
/// since a table may be shown on a terminal.
inline std::string guarded(std::string_view text) {
  std::string cell = text::needs_guard(text) ? "'" : "";
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    cell += text::sanitize(text.substr(at, end - at));
    if (end < text.size()) cell += '\n';
    at = end + 1;
  }
  return cell;
}

inline std::string field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

/// Whole milliseconds; empty for a limit that is off.
inline std::string milliseconds(Duration duration) {
  return duration == unlimited ? std::string{} : std::to_string(duration.count());
}

inline void end_row(std::string& csv, const std::vector<std::string>& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) csv += ',';
    csv += field(fields[i]);
  }
  csv += '\n';
}

}  // namespace outlive::output::csv
