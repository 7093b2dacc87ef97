// Rewrites values of expectations in the text of a scenario, and keeps every other byte: comments, order, quotes, spaces.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/scenario.hpp"

namespace outlive::input {

/// `before` is the expectation as it was read, `after` the same with other values.
struct ExpectationChange {
  Expectation before;
  Expectation after;
};

struct EditedExpectations {
  std::string text;
  /// For each change, in their order: empty, or why it was left out.
  std::vector<std::string> refused;
};

/// Leaves out what cannot be rewritten without touching something else: values that an anchor or an alias shares, block
/// texts, and whatever does not stand any more where it was read.
EditedExpectations edit_expectations(std::string_view path, const std::string& text,
                                     std::span<const ExpectationChange> changes);

}  // namespace outlive::input
