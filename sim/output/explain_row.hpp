// What `explain` tells of sign-ins, and of sampled users of populations.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/report.hpp"

namespace outlive::output {

/// Nothing if no sign-in and nothing of a sampled user is called so in the page of a report.
std::optional<std::string> explain_row(const Scenario& scenario, const Results& results,
                                       std::string_view name, const TextStyle& style);

/// All that it knows.
std::vector<std::string> names_of_rows(const Scenario& scenario, const Results& results);

/// For somebody who asks for something else of a population's user: what is known of that user, or of which users anything is.
/// Empty if `name` is of no population.
std::string what_is_sampled(const Scenario& scenario, const Results& results, std::string_view name);

}  // namespace outlive::output
