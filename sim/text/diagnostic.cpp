#include "outlive/diagnostic.hpp"

#include <algorithm>
#include <tuple>

#include "sim/text/sanitize.hpp"

namespace outlive {

void Diagnostics::sort() {
  const auto place_of = [](const Diagnostic& diagnostic) {
    const Place& place = diagnostic.place;
    return std::tie(place.path, place.line, place.column);
  };
  std::stable_sort(all_.begin(), all_.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return place_of(a) < place_of(b); });
}

std::string to_string(const Diagnostic& diagnostic) {
  const Place& place = diagnostic.place;
  std::string text = text::sanitize(place.path);
  if (place.line > 0) {
    text += ':' + std::to_string(place.line);
    if (place.column > 0) text += ':' + std::to_string(place.column);
  }
  if (!text.empty()) text += ": ";
  text += diagnostic.severity == Severity::error ? "error: " : "warning: ";
  text += text::sanitize(diagnostic.message);
  if (!diagnostic.rule.empty()) text += " [" + text::sanitize(diagnostic.rule) + ']';
  return text;
}

}  // namespace outlive
