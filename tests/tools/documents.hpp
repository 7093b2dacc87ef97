// The commands that documents show, in the order in which a reader meets them.
#pragma once

#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace outlive::testing {

struct ShownCommand {
  std::size_t line = 0;     ///< of the document, from 1
  std::string text;         ///< without `$ ` and without the comment behind it
  bool has_output = false;  ///< written as `$ command`: what it prints is shown below it
  std::string output;
};

/// Whether a line of an indented or fenced block calls a program, rather than being YAML or a message.
inline bool is_command(const std::string& line) {
  static const std::regex first(
      "(outlive|cmake|ctest|docker|aws|kubectl|sbatch|cd|export|apt-get|dpkg|tools/\\S+|build/\\S+/"
      "(outlive|unit_tests)|"
      "\\w+=\\S+) .*|tools/\\S+");
  return std::regex_match(line, first);
}

inline std::string without_comment(std::string line) {
  static const std::regex comment("\\s{2,}#.*$|\\s+$");
  return std::regex_replace(line, comment, "");
}

/// All commands of a document in Markdown: lines of blocks that are fenced or indented by four blanks.
inline std::vector<ShownCommand> commands_in(const std::string& document) {
  std::vector<ShownCommand> commands;
  std::istringstream stream(document);
  bool is_fenced = false;
  bool is_output = false;
  std::size_t number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    if (line.starts_with("```")) {
      is_fenced = !is_fenced;
      is_output = false;
    } else if (is_fenced && line.starts_with("$ ")) {
      commands.push_back({number, line.substr(2), true, {}});
      is_output = true;
    } else if (is_output) {
      commands.back().output += line + "\n";
    } else if (is_fenced || line.starts_with("    ")) {
      const std::string text = is_fenced ? line : line.substr(4);
      if (is_command(text)) commands.push_back({number, without_comment(text), false, {}});
    }
  }
  return commands;
}

}  // namespace outlive::testing
