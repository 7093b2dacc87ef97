// What is wrong with an input, where, and what was expected: `path:line:column: error: message [rule]`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace outlive {

enum class Severity : std::uint8_t { error, warning };

/// A place in a file; line and column count from 1, 0 means "the file as a whole".
struct Place {
  std::string path;
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  friend bool operator==(const Place&, const Place&) = default;
};

struct Diagnostic {
  Severity severity = Severity::error;
  Place place;
  std::string message;
  std::string rule;  // the ID in rules.md that the message rests on, or empty

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

/// Collects every problem of one pass, in the order found.
class Diagnostics {
 public:
  void error(Place place, std::string message, std::string rule = {}) {
    all_.push_back({Severity::error, std::move(place), std::move(message), std::move(rule)});
    ++errors_;
  }
  void warning(Place place, std::string message, std::string rule = {}) {
    all_.push_back({Severity::warning, std::move(place), std::move(message), std::move(rule)});
  }

  [[nodiscard]] bool has_errors() const { return errors_ > 0; }
  [[nodiscard]] std::size_t error_count() const { return errors_; }
  [[nodiscard]] const std::vector<Diagnostic>& all() const { return all_; }

  /// Orders by file, line and column, as a reader meets them.
  void sort();

 private:
  std::vector<Diagnostic> all_;
  std::size_t errors_ = 0;
};

/// `path:line:column: error: message [rule]`, without a line feed; places without a line print the path alone.
std::string to_string(const Diagnostic& diagnostic);

}  // namespace outlive
