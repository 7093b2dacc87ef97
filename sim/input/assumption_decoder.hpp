// Assumptions as a document or the command line chooses them, and those that are no more than a default of something
// else: of a setting, of a price, of the timeout of a release.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "outlive/load.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/document.hpp"
#include "sim/input/schema.hpp"

namespace outlive::input {

/// The `assumptions:` section, made from the registry in outlive/assumptions.hpp.
TypeRef assumptions_schema();

/// The section; what is not as the schema says is passed over.
void read_assumptions(Node section, Scenario& scenario);

/// `--assume KEY=OPTION`; of one key the last counts.
void choose_assumptions(const std::vector<Override>& choices, Scenario& scenario, Diagnostics& problems);

/// Settings that nobody sets start with what the assumptions say; to be called before any setting is read.
void assume_settings(Scenario& scenario);

/// B-27: M-DPUs at the price of DPUs; to be called when the price book has been read.
void assume_prices(Scenario& scenario);

/// What is wrong with a value because of an assumption (B-21), or nothing.
std::optional<std::string> refused_by_assumption(Setting setting, SettingValue value,
                                                 const Assumptions& assumptions);

}  // namespace outlive::input
