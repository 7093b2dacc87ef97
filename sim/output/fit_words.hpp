// Numbers as the report of a fit and its scenario write them.
#pragma once

#include <array>
#include <cstdio>
#include <string>

namespace outlive::output {

/// With so many decimals, whatever the locale of the machine: the program never sets one.
inline std::string fixed(double value, int decimals) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return text.data();
}

}  // namespace outlive::output
