// What a study asks: responses, how sure one wants to be, what must hold, what is looked for.
#pragma once

#include "outlive/study.hpp"
#include "sim/input/document.hpp"

namespace outlive::input {

/// Everything of a checked study file but its base and its design, which `study` has already.
void read_study(Node root, Study& study, Diagnostics& problems);

}  // namespace outlive::input
