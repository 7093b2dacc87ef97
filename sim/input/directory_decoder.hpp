// Who is a member of which group and who is assigned to what when a study begins: `groups:` of the users,
// `assignments:`, and, since they name the same groups, `access:`.
#pragma once

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/document.hpp"
#include "sim/input/soundness.hpp"

namespace outlive::input {

/// Reads the sections that are maps of the `root` of a scenario whose users are known. Groups are numbered in the
/// order in which the users, the assignments and the grants name them.
void read_directory(Node root, const Soundness& sound, Scenario& scenario, Diagnostics& problems);

}  // namespace outlive::input
