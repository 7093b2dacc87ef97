// The quantities that responses of a study are of.
#pragma once

#include <optional>
#include <string>

#include "outlive/expectation.hpp"
#include "outlive/study.hpp"

namespace outlive::input {

struct FoundQuantity {
  Expected::Type type = Expected::Type::number;
  bool found = false;
};

/// Looks up a quantity of the base; reports at `path` one that its results do not have.
FoundQuantity find_quantity(const std::string& key, const Place& place, const std::string& path,
                            const Scenario& scenario, Diagnostics& problems);

/// What the numbers of such a quantity are.
Response::Unit unit_of(const std::string& key, Expected::Type type);

/// Whether it has a mean; words and flags have none.
bool is_averaged(Expected::Type type);

/// A response that is the mean of a quantity; reports a key that the results do not have. Nothing then.
std::optional<Response> response_of(const std::string& name, const std::string& key, const Place& place,
                                    const Scenario& scenario, Diagnostics& problems);

}  // namespace outlive::input
