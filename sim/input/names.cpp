#include "sim/input/names.hpp"

#include "sim/input/scalars.hpp"
#include "sim/text/duration.hpp"

namespace outlive::input {

void Names::declare(Node node, Number number, Moment from, Diagnostics& problems) {
  const auto [entry, added] = entries_.try_emplace(std::string(node.text()), Entry{number, from, node.line()});
  if (added) return;
  problems.error(node.place(), what_ + " " + quote(node.text()) + " is started twice; first on line " +
                                   std::to_string(entry->second.line));
}

std::optional<Number> Names::resolve(Node node, Moment now, Diagnostics& problems) const {
  const auto entry = entries_.find(node.text());
  if (entry == entries_.end()) {
    const std::string hint = did_you_mean(node.text(), all());
    problems.error(node.place(), "unknown " + what_ + " " + quote(node.text()) +
                                     (hint.empty() ? "; no line of the timeline starts it" : hint));
    return std::nullopt;
  }
  if (entry->second.from > now) {
    problems.error(node.place(), what_ + " " + quote(node.text()) + " starts only later, at " +
                                     text::format_duration(entry->second.from.at.time_since_epoch()) + " (line " +
                                     std::to_string(entry->second.line) + ")");
    return std::nullopt;
  }
  return entry->second.number;
}

std::vector<std::string> Names::all() const {
  std::vector<std::string> names;
  for (const auto& [name, entry] : entries_) names.push_back(name);
  return names;
}

}  // namespace outlive::input
