// Terminal attributes and the few signs that have an ASCII fallback.
#pragma once

#include <string>
#include <string_view>

#include "outlive/report.hpp"

namespace outlive::output {

class Ink {
 public:
  explicit Ink(const TextStyle& style) : style_(style) {}

  [[nodiscard]] std::string bold(std::string_view text) const { return paint("1", text); }
  [[nodiscard]] std::string dim(std::string_view text) const { return paint("2", text); }
  [[nodiscard]] std::string good(std::string_view text) const { return paint("32", text); }
  [[nodiscard]] std::string bad(std::string_view text) const { return paint("31", text); }

  /// Between the facts of one line.
  [[nodiscard]] std::string_view separator() const { return style_.unicode ? " · " : " - "; }
  [[nodiscard]] std::string_view arrow() const { return style_.unicode ? "→" : "->"; }

  [[nodiscard]] std::size_t width() const { return static_cast<std::size_t>(style_.width); }
  [[nodiscard]] bool unicode() const { return style_.unicode; }

 private:
  [[nodiscard]] std::string paint(std::string_view code, std::string_view text) const {
    if (!style_.color || text.empty()) return std::string(text);
    return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
  }

  const TextStyle& style_;
};

/// Breaks a sentence between words so that no line is longer than `width`; later lines begin with `indent`
/// spaces.
std::string wrap(std::string_view text, std::size_t width, std::size_t indent = 0);

}  // namespace outlive::output
