#include "sim/text/yaml_scalar.hpp"

#include <algorithm>
#include <array>

#include "sim/text/sanitize.hpp"

namespace outlive::text {
namespace {

bool is_plain(std::string_view text) {
  constexpr std::array<std::string_view, 9> words{"true", "false", "null", "yes", "no",
                                                  "on",   "off",   "y",    "n"};
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  std::string lowered(text);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), lower);
  if (std::find(words.begin(), words.end(), lowered) != words.end()) return false;
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  return !lowered.empty() && letter(lowered.front()) &&
         std::all_of(lowered.begin(), lowered.end(),
                     [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; });
}

}  // namespace

// Control characters are written out by sanitize, whose backslashes are then part of the text.
std::string yaml_scalar(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  std::string quoted = "\"";
  for (const char c : sanitize(text)) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace outlive::text
