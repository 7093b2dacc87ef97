// How what holds sessions and notebooks is set up by a line of the timeline.
#pragma once

#include <optional>

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/document.hpp"

namespace outlive::input {

/// The setup of an `open_app` line; like all below nothing if something is wrong with it, which is then reported.
std::optional<HostSetup> read_app(Node line, HostType type, const PriceBook& prices, Diagnostics& problems);

/// The setup of a `create_application` line, or what an `update_application` line changes of it.
std::optional<HostSetup> read_application(Node line, const PriceBook& prices, Diagnostics& problems);

/// The setup of a `launch_cluster` line.
std::optional<HostSetup> read_cluster(Node line, const PriceBook& prices, Diagnostics& problems);

}  // namespace outlive::input
