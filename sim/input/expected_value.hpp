// Values that results are held against, as a file writes them: `completed`, `30h`, `131.63 USD`, `0.5`.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "outlive/diagnostic.hpp"
#include "outlive/scenario.hpp"
#include "sim/input/document.hpp"

namespace outlive::input {

struct ComparisonWord {
  std::string_view word;
  Comparison comparison;
};
/// equals, at_least, at_most, between.
std::span<const ComparisonWord> comparison_words();

/// What a value is held against.
struct ExpectedOf {
  std::string key;  // of the quantity, for messages and for what belongs to its closed list
  Expected::Type type = Expected::Type::text;
  std::int64_t start_unix_ms = 0;
  /// It says how much more or less something was, or a share of that: per cent of anything, a sign, more than all of it.
  bool is_relative = false;
};

/// One value; says what is wrong with it if it is none.
bool read_expected(Node node, const ExpectedOf& of, Expected& value, Diagnostics& problems);

/// The value of `expectation.comparison`: one, or a list of two for `between`.
bool read_limits(Node value, const ExpectedOf& of, Expectation& expectation, Diagnostics& problems);

}  // namespace outlive::input
