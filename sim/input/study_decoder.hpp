// What a study asks: responses, how sure one wants to be, what must hold, what is looked for.
#pragma once

#include "outlive/study.hpp"
#include "sim/input/document.hpp"

namespace outlive::input {

/// A response that is the mean of a quantity; reports a key that the results do not have. Nothing then.
std::optional<Response> response_of(const std::string& name, const std::string& key, const Place& place,
                                    const Scenario& scenario, Diagnostics& problems);

/// Everything of a checked study file but its base and its design, which `study` has already.
void read_study(Node root, Study& study, Diagnostics& problems);

}  // namespace outlive::input
