#include "sim/input/names.hpp"

#include "sim/input/scalars.hpp"
#include "sim/text/duration.hpp"

namespace outlive::input {
namespace {

// Ten thousand unknown names among ten thousand known ones must not take minutes: the first hundred hints
// will do.
constexpr std::size_t most_compared = 500'000;

}  // namespace

void Names::declare(Node node, Number number, Moment from, Diagnostics& problems) {
  const auto [entry, added] =
      entries_.try_emplace(std::string(node.text()), Entry{number, from, node.line()});
  if (added) return;
  problems.error(node.place(), what_ + " " + quote(node.text()) + " is started twice; first on line " +
                                   std::to_string(entry->second.line));
}

void Names::declare(const std::string& name, Number number) {
  entries_.try_emplace(name, Entry{number, {Instant::min(), 0}, 0});
}

std::string Names::hint(std::string_view name) const {
  if (compared_ > most_compared) return {};
  compared_ += entries_.size();
  std::vector<std::string> names;
  for (const auto& [known, entry] : entries_) names.push_back(known);
  return did_you_mean(name, names);
}

std::optional<Number> Names::resolve(Node node, Moment now, Diagnostics& problems) const {
  const auto entry = entries_.find(node.text());
  if (entry == entries_.end()) {
    if (perhaps_.contains(node.text())) return std::nullopt;
    const std::string near = hint(node.text());
    problems.error(node.place(),
                   "unknown " + what_ + " " + quote(node.text()) + (near.empty() ? "; " + advice_ : near));
    return std::nullopt;
  }
  if (entry->second.from == now) {
    problems.error(node.place(), what_ + " " + quote(node.text()) + " is started by this very line");
    return std::nullopt;
  }
  if (entry->second.from > now) {
    problems.error(node.place(), what_ + " " + quote(node.text()) + " starts only later, at " +
                                     text::format_duration(entry->second.from.at.time_since_epoch()) +
                                     " (line " + std::to_string(entry->second.line) + ")");
    return std::nullopt;
  }
  return entry->second.number;
}

std::uint32_t Names::line_of(std::string_view name) const {
  const auto entry = entries_.find(name);
  return entry == entries_.end() ? 0 : entry->second.line;
}

}  // namespace outlive::input
