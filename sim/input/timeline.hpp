// The scripted timeline: lines of YAML become actions, names become numbers, and what cannot be meant is
// refused.
#pragma once

#include <vector>

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/document.hpp"
#include "sim/input/names.hpp"
#include "sim/input/soundness.hpp"

namespace outlive::input {

/// The apps, applications and clusters of a timeline, for what else runs in them.
struct TimelineHosts {
  Names names;
  std::vector<Number> setup_of;  // as in SessionHosts
};

/// Appends the timeline in `lines` (a list) to a scenario whose start, horizon, users, settings, domains
/// and prices are known. Settings that administrators change go into the history. Lines that are not as the
/// schema says have been reported and are passed over; what they may have started is then not missed.
/// `projects` is the section of that name. Both may be absent.
TimelineHosts read_timeline(Node lines, Node projects, const Soundness& sound, Scenario& scenario,
                            Diagnostics& problems);

}  // namespace outlive::input
