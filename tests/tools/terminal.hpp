// What may be printed, whatever names it repeats.
#pragma once

#include <algorithm>
#include <string>

namespace outlive::testing {

/// Nothing moves the cursor, changes colours, turns the direction of writing or breaks a line where none ends.
inline bool is_safe_on_a_terminal(const std::string& text) {
  return text.find("\u202e") == std::string::npos && text.find("\u2028") == std::string::npos &&
         std::none_of(text.begin(), text.end(), [](char letter) {
           const auto byte = static_cast<unsigned char>(letter);
           return (byte < 0x20 && byte != '\n') || byte == 0x7f;
         });
}

}  // namespace outlive::testing
