// The rows of a timeline: from the events of lives, when each lifetime was in which state and what ended it.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"

namespace outlive::output {

/// What a row is of: a background session is told beside the session or job that it belongs to.
enum class RowKind : std::uint8_t { sign_in, session, background_session, job, host };

/// Of the scenario's own lifetimes the numbers are those of the scenario, and `member` is no_number. Of a population `member`
/// is the user, numbered as in Results::sampled_lives, and the numbers are those of the user's lifetimes.
struct RowKey {
  RowKind kind = RowKind::sign_in;
  Number member = no_number;
  Number session = no_number;
  Number number = no_number;  // of the job, sign-in or host
  friend auto operator<=>(const RowKey&, const RowKey&) = default;
};

struct TimelineRow {
  struct Span {
    Instant from{};
    Instant until = never;
    std::string_view state;
  };
  RowKey key;
  std::vector<Span> spans;  // at least one, in the order of time
  Number user = no_number;
  std::string_view kind;  // of the lifetime
  Cause cause = Cause::none;
  Rule rule = Rule::none;
  Money cost{};  // of a session, job or host of the scenario

  [[nodiscard]] Instant begin() const { return spans.front().from; }
  [[nodiscard]] Instant end() const { return spans.back().until; }
};

/// All rows of a run of which lives are known, the dearest first, then the longest, then by key. What was refused is in a span
/// of no length; what lasts at the horizon ends there and has no cause.
std::vector<TimelineRow> timeline_rows(const Scenario& scenario, const Results& results);

/// What happened to a sign-in, or to a session or job of a user of a population, with its background session.
std::vector<LifeEvent> life_of_row(const RowKey& key, const Results& results);

}  // namespace outlive::output
