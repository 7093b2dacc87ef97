#include "sim/output/explain_row.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <utility>

#include "sim/output/teller.hpp"
#include "sim/output/timeline_names.hpp"
#include "sim/output/words.hpp"
#include "sim/text/table.hpp"
#include "sim/workload/recording.hpp"

namespace outlive::output {
namespace {

/// Whether there is no other story of it: sessions, jobs and hosts of the scenario have theirs. A background session is told of
/// with what it belongs to.
bool is_told_here(const RowKey& key) {
  if (key.kind == RowKind::background_session) return false;
  return key.member != no_number || key.kind == RowKind::sign_in;
}

/// 0 where there is none, or none that a lifetime could have.
std::uint32_t number_behind(std::string_view text, std::size_t at) {
  std::uint32_t number = 0;
  if (at < text.size()) std::from_chars(text.data() + at, text.data() + text.size(), number);
  return number;
}

/// Of the user whom `name` begins with, the rows whose numbers are nearest to its own: `analysts 17 #1`.
std::vector<std::string> nearest_of_user(const Scenario& scenario, const Results& results,
                                         std::string_view name) {
  constexpr std::size_t most = 5;
  const std::string_view user = name.substr(0, name.find(" #"));
  const std::int64_t wanted = number_behind(name, user.size() + 2);
  const TimelineNames names(scenario);
  std::vector<std::pair<std::int64_t, std::string>> near;
  for (const TimelineRow& row : timeline_rows(scenario, results)) {
    if (row.key.member == no_number || !is_told_here(row.key) || names.user(row) != user) continue;
    const std::string id = names.id(row);
    near.emplace_back(std::abs(number_behind(id, id.rfind('#') + 1) - wanted), id);
  }
  std::sort(near.begin(), near.end());
  near.resize(std::min(near.size(), most));
  std::vector<std::string> nearest;
  nearest.reserve(near.size());
  for (auto& [distance, id] : near) nearest.push_back("'" + std::move(id) + "'");
  return nearest;
}

std::string story_of(const Scenario& scenario, const Results& results, const TimelineRow& row,
                     const TextStyle& style) {
  const TimelineNames names(scenario);
  const std::string id = names.id(row);
  const bool is_sign_in = row.key.kind == RowKind::sign_in;
  Teller tell(scenario, style);
  const std::string what =
      (is_sign_in ? "sign-in" : std::string(row.kind)) + " of " + shown(names.user(row), who_width);
  tell.title(id == what ? id : shown(id, who_width) + ": " + what);
  const std::vector<LifeEvent> life = life_of_row(row.key, results);
  std::vector<std::string> who;
  who.reserve(life.size());
  for (const LifeEvent& event : life) who.push_back(event.kind == row.kind ? id : std::string(event.kind));
  const std::vector<std::string> lines = tell.life_lines(life, who);
  for (std::size_t i = 0; i < life.size(); ++i) tell.event(life[i], lines[i]);
  tell.gap();
  const bool is_running = row.cause == Cause::none;
  tell.fact("outcome", (is_running ? "there at the horizon" : "ended" + because(row.cause, row.rule)) + ", " +
                           span(row.end() - row.begin()) + " after it began");
  if (!is_sign_in) tell.fact("cost", "not known of single users of populations");
  return std::move(tell).text();
}

}  // namespace

std::optional<std::string> explain_row(const Scenario& scenario, const Results& results,
                                       std::string_view name, const TextStyle& style) {
  const TimelineNames names(scenario);
  for (const TimelineRow& row : timeline_rows(scenario, results)) {
    if (is_told_here(row.key) && names.id(row) == name) return story_of(scenario, results, row, style);
  }
  return std::nullopt;
}

std::vector<std::string> names_of_rows(const Scenario& scenario, const Results& results) {
  const TimelineNames names(scenario);
  std::vector<std::string> all;
  for (const TimelineRow& row : timeline_rows(scenario, results)) {
    if (is_told_here(row.key)) all.push_back(names.id(row));
  }
  return all;
}

std::string what_is_sampled(const Scenario& scenario, const Results& results, std::string_view name) {
  const bool is_of_one =
      std::any_of(scenario.populations.begin(), scenario.populations.end(),
                  [&](const Population& each) { return name.starts_with(each.name + " "); });
  if (!is_of_one) return {};
  const std::vector<std::string> nearest = nearest_of_user(scenario, results, name);
  if (!nearest.empty()) return "of that user there are " + text::join(nearest, ", ");
  return "of populations lives are kept of the first " +
         grouped(workload::sampled_members(scenario.populations.size())) +
         " users of each, and of the first " + grouped(workload::sampled_lifetimes) +
         " lifetimes of each user";
}

}  // namespace outlive::output
