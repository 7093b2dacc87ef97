// Settings as a document gives them, into the history.
#pragma once

#include <string>
#include <vector>

#include "outlive/load.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/document.hpp"

namespace outlive::input {

/// The `settings:` map with its SageMaker domains, whose names get their numbers here or from `users`.
void read_settings(Node settings, Scenario& scenario, Diagnostics& problems);

/// The settings that stand in `node` beside other keys, from `moment` on.
void read_changes(Node node, Moment moment, Domain domain, Scenario& scenario, Diagnostics& problems);

/// `--set KEY=VALUE`.
void apply_overrides(const std::vector<Override>& overrides, Scenario& scenario, Diagnostics& problems);

/// The number of the domain called `name`, which stands at `place`; a new one if it is not known yet.
Domain domain_named(Scenario& scenario, std::string_view name, const Place& place, Diagnostics& problems);

}  // namespace outlive::input
