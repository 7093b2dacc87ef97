// Recorded lives as tracks: for each sign-in, session, job, host and what belongs to them the states that it was in, one after
// the other.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"

namespace outlive::output {

struct Stretch {
  Instant from{};
  Instant until{};
  std::string_view state;
  Rule rule = Rule::none;  // that brought it
};

struct Track {
  std::string name;
  std::string_view kind;  // of the lifetime
  Number user = no_number;
  Number sign_in = no_number;  // what it is, or belongs to
  Number session = no_number;
  Number job = no_number;
  Number host = no_number;
  bool is_owner = false;             // it is that sign-in, session, job or host, and does not belong to it
  bool ended = false;                // nothing is open
  std::vector<Stretch> stretches{};  // in order; none overlaps another
  Cause cause = Cause::none;         // of its last end
  Rule rule = Rule::none;

  /// When its last end was, or the horizon.
  [[nodiscard]] Instant end() const { return stretches.back().until; }
};

/// In the order of users, then of first appearance. Users of populations have none. What was refused has a track without
/// stretches.
std::vector<Track> tracks_of(const Scenario& scenario, const Results& results);

}  // namespace outlive::output
