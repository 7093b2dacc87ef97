// How reports tell of apps, applications and clusters.
#pragma once

#include <string_view>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"

namespace outlive::output {

/// `studio_app`, for programs.
std::string_view name_of(HostType type);

/// `Studio app`, for people.
std::string_view title_of(HostType type);

/// A host that money was spent on.
struct HostCost {
  Number host = no_number;
  Cells<Money> cost;
};

/// The dearest first; those that cost nothing are left out.
std::vector<HostCost> rank_hosts(const Results& results);

}  // namespace outlive::output
