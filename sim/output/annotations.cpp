#include <algorithm>

#include "sim/output/check_reports.hpp"
#include "sim/text/sanitize.hpp"

namespace outlive::output {
namespace {

constexpr std::size_t most_shown = 10;

/// What would end the command, or begin another, stands as the hexadecimal code of its byte.
std::string escaped(std::string_view text, std::string_view special) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (const char c : text::sanitize(text)) {
    if (special.find(c) == std::string_view::npos) {
      result += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    result += '%';
    result += digits[byte >> 4U];
    result += digits[byte & 15U];
  }
  return result;
}
std::string data(std::string_view text) { return escaped(text, "%\r\n"); }
std::string property(std::string_view text) { return escaped(text, "%\r\n:,"); }

std::string command(std::string_view level, const Place& place, std::string_view title,
                    std::string_view what) {
  std::string text = "::" + std::string(level) + " ";
  if (!place.path.empty()) text += "file=" + property(place.path) + ",";
  if (place.line > 0) text += "line=" + std::to_string(place.line) + ",";
  if (place.column > 0) text += "col=" + std::to_string(place.column) + ",";
  return text + "title=" + property(title) + "::" + data(what) + "\n";
}

std::vector<std::string> commands_of(const CheckedScenario& checked, bool undecided_passes) {
  std::vector<std::string> commands;
  for (const Diagnostic& problem : checked.problems)
    commands.push_back(command("error", problem.place, "invalid scenario", problem.message));
  if (!checked.valid && checked.problems.empty())
    commands.push_back(command("error", {checked.path, 0, 0}, "outlive check", reason(checked)));
  for (const Judgement& judgement : checked.expectations) {
    if (judgement.answer == Answer::yes) continue;
    const char* const level = fails(judgement, undecided_passes) ? "error" : "warning";
    commands.push_back(command(level, judgement.place, judgement.key, message(judgement)));
  }
  return commands;
}

}  // namespace

std::string github_annotations(const std::vector<CheckedScenario>& all, bool undecided_passes) {
  std::vector<std::string> commands;
  for (const CheckedScenario& checked : all) {
    for (std::string& each : commands_of(checked, undecided_passes)) commands.push_back(std::move(each));
  }
  if (commands.empty()) return {};
  std::string text;
  for (std::size_t i = 0; i < std::min(commands.size(), most_shown); ++i) text += commands[i];
  std::string last = summary(tally(all));
  if (commands.size() > most_shown)
    last += " (" + std::to_string(commands.size() - most_shown) + " more are in the log)";
  return text + command("notice", {}, "outlive check", last);
}

}  // namespace outlive::output
