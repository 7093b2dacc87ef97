#include "tools/outlive/console.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <utility>

#include <sys/ioctl.h>
#include <unistd.h>

#include "sim/text/sanitize.hpp"
#include "tools/outlive/descriptor.hpp"

namespace outlive::tool {
namespace {

constexpr int usual_width = 80;
constexpr int widest_of_terminal = 120;  // longer lines are hard to read, however wide the window

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): one thread
  return value == nullptr ? std::string_view{} : value;
}

bool wants_color(When when, int stream) {
  if (when != When::automatic) return when == When::always;
  return environment("NO_COLOR").empty() && environment("TERM") != "dumb" && isatty(stream) == 1;
}

// As the C library would decide it, without setting a locale.
bool locale_is_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    std::string value(environment(name));
    if (value.empty()) continue;
    std::transform(value.begin(), value.end(), value.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return value.find("utf-8") != std::string::npos || value.find("utf8") != std::string::npos;
  }
  return false;
}

int terminal_width() {
  winsize size{};
  if (isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return std::clamp(static_cast<int>(size.ws_col), 40, widest_of_terminal);
  }
  return usual_width;
}

// The nth line of a text, without its end.
std::string_view line_of(std::string_view text, std::uint32_t number) {
  for (; number > 1 && !text.empty(); --number)
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  std::string_view line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; }

// The byte at which a character (counted from 1) begins.
std::size_t byte_of(std::string_view line, std::uint32_t column) {
  std::size_t byte = 0;
  for (std::uint32_t seen = 1; byte < line.size(); ++byte) {
    if (continues_character(line[byte])) continue;
    if (seen == column) break;
    ++seen;
  }
  return byte;
}

}  // namespace

Console::Console(const Options& options)
    : quiet_(options.quiet),
      error_color_(wants_color(options.color, STDERR_FILENO)),
      error_is_terminal_(isatty(STDERR_FILENO) == 1) {
  style_.unicode = !options.ascii && locale_is_utf8();
  style_.color = wants_color(options.color, STDOUT_FILENO);
  style_.width = options.width != 0 ? options.width : terminal_width();
}

bool Console::flush() {
  const std::string text = std::exchange(results_, {});
  if (text.empty() || write_all(STDOUT_FILENO, text)) return true;
  complain("cannot write to standard output: " + reason_of(errno));
  return false;
}

void Console::say(std::string_view line) const {
  std::string text(line);
  text += '\n';
  (void)write_all(STDERR_FILENO, text);  // nobody is left to be told
}

void Console::progress(std::string_view text) {
  using namespace std::chrono_literals;
  if (!error_is_terminal_ || quiet_ || environment("TERM") == "dumb") return;
  const auto now = std::chrono::steady_clock::now();
  if (!progress_since_) progress_since_ = now;
  if (text.empty() ? !progress_shown_ : now - *progress_since_ < 500ms) return;
  progress_shown_ = !text.empty();
  if (!progress_shown_) progress_since_.reset();
  (void)write_all(STDERR_FILENO, "\r\x1b[K" + std::string(text));
}

void Console::complain(std::string_view message) const {
  say((error_color_ ? "\x1b[31moutlive:\x1b[0m " : "outlive: ") + std::string(message));
}

void Console::show(const Diagnostics& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    const std::string text = text::sanitize(to_string(diagnostic));
    const std::string_view word = diagnostic.severity == Severity::error ? ": error:" : ": warning:";
    const std::size_t at = error_color_ ? text.find(word) : std::string::npos;
    if (at == std::string::npos) {
      say(text);
    } else {
      say(text.substr(0, at + 2) + (diagnostic.severity == Severity::error ? "\x1b[31m" : "\x1b[33m") +
          std::string(word.substr(2)) + "\x1b[0m" + text.substr(at + word.size()));
    }
    if (error_is_terminal_ && diagnostic.place.line > 0) show_source(diagnostic.place);
  }
}

void Console::show_source(const Place& place) {
  auto source = sources_.find(place.path);
  if (source == sources_.end()) {
    std::ifstream file(place.path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    source = sources_.emplace(place.path, std::move(text)).first;
  }
  const std::string_view line = line_of(source->second, place.line);
  if (line.empty() || place.column == 0) return;
  // A window around the place, so that a long line stays one line.
  constexpr std::size_t before = 60;
  constexpr std::size_t most = 100;
  const std::size_t at = byte_of(line, place.column);
  std::size_t from = at > before ? at - before : 0;
  while (from < at && continues_character(line[from])) ++from;
  std::size_t until = std::min(from + most, line.size());
  while (until < line.size() && continues_character(line[until])) ++until;
  const std::string shown = text::sanitize(line.substr(from, until - from));
  const std::string lead = text::sanitize(line.substr(from, at - from));
  say("  " + shown);
  say("  " + std::string(text::width_of(lead), ' ') + (error_color_ ? "\x1b[32m^\x1b[0m" : "^"));
}

}  // namespace outlive::tool
