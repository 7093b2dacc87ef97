// The life of an app, an application or a cluster, for `explain`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "outlive/report.hpp"

namespace outlive::output {

/// Nothing if no host has this name, plain or as `hosts.NAME`. Needs results with recorded lives.
std::optional<std::string> explain_host(const Scenario& scenario, const Results& results,
                                        std::string_view name, const TextStyle& style);

}  // namespace outlive::output
