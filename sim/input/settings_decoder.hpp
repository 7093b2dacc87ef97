// Settings as a document gives them, into the history.
#pragma once

#include <string>
#include <vector>

#include "outlive/load.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/document.hpp"

namespace outlive::input {

/// The moments at which a study's own settings hold: before every line of its timeline, overrides after the
/// file.
inline constexpr Moment set_in_file{Instant::min(), 1};
inline constexpr Moment set_by_override{Instant::min(), 2};

/// The `settings:` map with its SageMaker domains, whose names get their numbers here or from `users`.
void read_settings(Node settings, Scenario& scenario, Diagnostics& problems);

/// The settings that stand in `node` beside other keys, from `moment` on.
void read_changes(Node node, Moment moment, Domain domain, Scenario& scenario, Diagnostics& problems);

/// `--set KEY=VALUE`.
void apply_overrides(const std::vector<Override>& overrides, Scenario& scenario, Diagnostics& problems);

/// The number of the domain called `name`, which stands at `place`; a new one if it is not known yet.
Domain domain_named(Scenario& scenario, std::string_view name, const Place& place, Diagnostics& problems);

}  // namespace outlive::input
