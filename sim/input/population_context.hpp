// What the readers of populations share: the scenario that they fill, and where they report.
#pragma once

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/distribution_decoder.hpp"
#include "sim/input/files.hpp"
#include "sim/input/keyed_node.hpp"
#include "sim/input/schema.hpp"
#include "sim/input/soundness.hpp"
#include "sim/input/timeline.hpp"

namespace outlive::input {

struct PopulationContext {
  Scenario& scenario;
  Diagnostics& problems;
  Files files;
  const Soundness& sound;
  const TimelineHosts& hosts;

  /// The value of a key of an object with these members; absent, too, if it is not as the schema says.
  [[nodiscard]] KeyedNode part(const KeyedNode& parent, const Object& members, std::string_view key) const {
    KeyedNode value = parent[key];
    if (value && !sound(value.node, *find_field(members, key)->type)) value.node = {};
    return value;
  }
  [[nodiscard]] Distribution durations(const KeyedNode& written) const {
    return read_duration_distribution(written, {scenario.path, problems, files});
  }
};

}  // namespace outlive::input
