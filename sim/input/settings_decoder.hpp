// Settings as a document gives them, into the history.
#pragma once

#include <string>
#include <vector>

#include "outlive/load.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/document.hpp"

namespace outlive::input {

/// Whose settings are given: everybody's, or those of some SageMaker domains or accounts.
struct Owners {
  Scope scope = Scope::general;
  std::vector<Owner> numbers{general_owner};
};

/// The `settings:` map with its SageMaker domains, whose names get their numbers here or from `users`, and with the quotas
/// of single accounts, which have their numbers already.
void read_settings(Node settings, Scenario& scenario, Diagnostics& problems);

/// Once all people are known: a domain whose settings are given and in which nobody works is perhaps misspelt.
void warn_of_empty_domains(Node settings, const Scenario& scenario, Diagnostics& problems);

/// The settings that stand in `node` beside other keys, from `moment` on.
void read_changes(Node node, Moment moment, const Owners& owners, Scenario& scenario, Diagnostics& problems);

/// `--set KEY=VALUE`.
void apply_overrides(const std::vector<Override>& overrides, Scenario& scenario, Diagnostics& problems);

/// The number of the domain called `name`, which stands at `place`; a new one if it is not known yet.
Domain domain_named(Scenario& scenario, std::string_view name, const Place& place, Diagnostics& problems);

}  // namespace outlive::input
