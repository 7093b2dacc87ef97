#include "sim/input/names.hpp"

#include "sim/input/scalars.hpp"
#include "sim/text/duration.hpp"

namespace outlive::input {
namespace {

// Ten thousand unknown names among ten thousand known ones must not take minutes: the first hundred hints
// will do.
constexpr std::size_t most_compared = 500'000;

std::string with_article(const std::string& word) {
  const bool vowel = std::string_view("aeiou").find(word.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + word;
}

}  // namespace

void Names::declare(Node node, Number number, Moment from, Diagnostics& problems, std::string_view word) {
  const std::string own(word.empty() ? what_ : word);
  const auto [entry, added] =
      entries_.try_emplace(std::string(node.text()), Entry{number, from, node.line(), own});
  if (added) return;
  const std::string line = " on line " + std::to_string(entry->second.line);
  if (entry->second.word == own) {
    problems.error(node.place(), own + " " + quote(node.text()) + " is started twice; first" + line);
  } else {
    problems.error(node.place(), "the name " + quote(node.text()) + " is taken by the " + entry->second.word +
                                     line + "; apps, applications and clusters need different names");
  }
}

void Names::declare(const std::string& name, Number number) {
  entries_.try_emplace(name, Entry{number, {Instant::min(), 0}, 0, what_});
}

std::string Names::hint(std::string_view name, std::string_view word) const {
  if (compared_ > most_compared) return {};
  compared_ += entries_.size();
  std::vector<std::string> names;
  for (const auto& [known, entry] : entries_) {
    if (entry.word == word) names.push_back(known);
  }
  return did_you_mean(name, names);
}

std::optional<Number> Names::resolve(std::string_view name, const Place& place, Moment now,
                                     Diagnostics& problems, std::string_view word) const {
  const std::string wanted(word.empty() ? what_ : word);
  const auto entry = entries_.find(name);
  if (entry == entries_.end()) {
    if (perhaps_.contains(name)) return std::nullopt;
    const std::string near = hint(name, wanted);
    problems.error(place, "unknown " + wanted + " " + quote(name) + (near.empty() ? "; " + advice_ : near));
    return std::nullopt;
  }
  const auto& [number, from, line, what] = entry->second;
  if (what != wanted) {
    problems.error(place, quote(name) + " is the " + what + " on line " + std::to_string(line) +
                              "; expected " + with_article(wanted));
    return std::nullopt;
  }
  if (from == now) {
    problems.error(place, wanted + " " + quote(name) + " is started by this very line");
    return std::nullopt;
  }
  if (from > now) {
    problems.error(place, wanted + " " + quote(name) + " starts only later, at " +
                              text::format_duration(from.at.time_since_epoch()) + " (line " +
                              std::to_string(line) + ")");
    return std::nullopt;
  }
  return number;
}

std::uint32_t Names::line_of(std::string_view name) const {
  const auto entry = entries_.find(name);
  return entry == entries_.end() ? 0 : entry->second.line;
}

}  // namespace outlive::input
