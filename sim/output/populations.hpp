// How reports tell of populations: what came of each of their habits.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"
#include "sim/output/json.hpp"

namespace outlive::output {

/// Everybody: those with a name and those of populations, who had joined by the horizon.
std::uint64_t all_users(const Scenario& scenario, const Results& results);

/// An activity in numbers that every report has.
struct ActivityCounts {
  std::uint64_t wanted = 0;
  std::uint64_t started = 0;
  std::uint64_t refused = 0;  // attempts
  std::uint64_t given_up = 0;
  std::uint64_t completed = 0;  // statements, of sessions; or jobs
  std::uint64_t other = 0;      // of those, ended otherwise
  std::uint64_t sessions = 0;
};
ActivityCounts counts_of(const ActivityResult& activity);

/// A cell of a table for people: its title, which says the unit, and what stands in it.
struct ActivityColumn {
  std::string title;
  std::string (*cell)(const ActivityResult& activity);
};
/// What became of what users set out to do.
std::vector<ActivityColumn> start_columns();
/// What came of it.
std::vector<ActivityColumn> outcome_columns(std::string_view currency);

/// `analysts / explore`.
std::string name_of_activity(const Population& population, const Activity& activity);

/// `analysts: 3,000 users, 171 left, 190,211 sign-ins`.
std::string population_line(const Population& population, const PopulationResult& result);

/// `attempts refused: 6 quota_exceeded, 2 not_attached`, of all populations together, the most frequent cause first.
/// Empty if none was.
std::string refusals_line(const Results& results);

/// A duration to two or three digits, rounded by at most 1/128 of it: a quantile of a Sketch is true to 1/64 only.
std::string rough(Duration duration);

/// Every population; `unit` stands behind every key of an amount.
Json populations_json(const Scenario& scenario, const Results& results, const std::string& unit);

/// Fields behind those of a job, for CSV: titles, and the values of an activity.
std::vector<std::string> activity_titles(std::string_view currency);
std::vector<std::string> activity_fields(const ActivityResult& activity);

}  // namespace outlive::output
