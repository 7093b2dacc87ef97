// `starts:` of an activity becomes works, with the share of each.
#pragma once

#include <vector>

#include "sim/input/population_context.hpp"

namespace outlive::input {

struct Starts {
  bool is_session = false;
  bool any_checkpoints = false;  // one of them says how often it writes checkpoints
  bool all_checkpoints = true;
  std::vector<Activity::Choice> choices;
};

/// Whether one of them starts a session, and not a job.
bool starts_session(Node start);

/// What is started, as the checked node says. Whatever is wrong is reported.
Starts read_starts(const KeyedNode& starts, PopulationContext& context);

}  // namespace outlive::input
