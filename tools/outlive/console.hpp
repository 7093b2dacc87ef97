// Where words go: results to standard output, once and whole; everything else to standard error, at once.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "outlive/diagnostic.hpp"
#include "outlive/report.hpp"
#include "tools/outlive/options.hpp"

namespace outlive::tool {

class Console {
 public:
  explicit Console(const Options& options);

  /// Results; nothing is written before `flush`.
  void print(std::string_view text) { results_ += text; }

  /// False if not everything could be written.
  [[nodiscard]] bool flush();

  /// A line to standard error.
  void say(std::string_view line) const;

  /// How far long work has come, on a terminal only and only once it has been going on for a while; the next
  /// call replaces the line, one with an empty text takes it away.
  void progress(std::string_view text);

  /// `outlive: ...` to standard error.
  void complain(std::string_view message) const;

  /// Diagnostics to standard error; on a terminal each with its source line and a caret.
  void show(const Diagnostics& diagnostics);

  [[nodiscard]] const TextStyle& style() const { return style_; }
  [[nodiscard]] bool quiet() const { return quiet_; }

 private:
  void show_source(const Place& place);

  std::string results_;
  TextStyle style_;
  bool quiet_ = false;
  bool error_color_ = false;
  bool error_is_terminal_ = false;
  bool progress_shown_ = false;
  std::optional<std::chrono::steady_clock::time_point> progress_since_;  // the first call
  std::map<std::string, std::string> sources_;                           // files that diagnostics point into
};

}  // namespace outlive::tool
