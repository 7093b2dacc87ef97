// Names, code and tables as Markdown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/output/words.hpp"

namespace outlive::output::markdown {

/// Nothing that a name holds may act as Markdown or as HTML.
inline std::string plain(std::string_view text, std::size_t width = 60) {
  std::string escaped;
  for (const char c : shown(text, width)) {
    if (c == '<') {
      escaped += "&lt;";
    } else if (c == '&') {
      escaped += "&amp;";
    } else {
      if (std::string_view("\\`*_{}[]()#+!|>~@").find(c) != std::string_view::npos) escaped += '\\';
      escaped += c;
    }
  }
  return escaped;
}

inline std::string code(std::string_view text) { return "`" + std::string(text) + "`"; }

inline void add_row(std::string& text, const std::vector<std::string>& cells) {
  for (const std::string& cell : cells) text += "| " + cell + " ";
  text += "|\n";
}

}  // namespace outlive::output::markdown
