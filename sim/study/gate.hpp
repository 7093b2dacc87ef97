// Conditions on what differs, for whoever wants to be told and stopped: `cost.total > +5%`, `any-fate`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "outlive/comparison.hpp"
#include "sim/text/parse_result.hpp"

namespace outlive::study {

/// A condition on B - A that must not come true.
struct Gate {
  enum class Relation : std::uint8_t { more, at_least, less, at_most };
  enum class Unit : std::uint8_t { plain, share_of_a, money, duration };

  std::string text;      // as written
  std::string response;  // empty: `any-fate`, whether any job ended differently
  Relation relation = Relation::more;
  Unit unit = Unit::plain;
  double limit = 0;      // of a share of a 0.05 for 5%; money in whole units; durations in milliseconds
  std::string currency;  // of money
};

/// Reads `KEY > LIMIT` with >, >=, < or <= and a limit such as -2, +5%, 10 USD or 30m; or `any-fate`.
text::ParseResult<Gate> parse_gate(std::string_view text);

/// Why a limit does not fit what it limits; empty if it does.
std::string misfit(const Gate& gate, ResponseUnit unit, std::string_view currency);

/// Whether the condition came true.
struct GateVerdict {
  Answer came_true = Answer::undecided;
  Difference difference;  // of the response
  /// What would decide, where it is undecided: so many replications in all; nothing if that cannot be told.
  std::optional<std::uint64_t> replications;
};

/// With an interval the condition came true if all of it meets it, and did not if none does. `any-fate` looks at the jobs with
/// names in the first replication, and at how many jobs ended how in all of them. A share of A is a share of A's true mean: the
/// interval is that of the mean of b - (1 + share) a. Throws std::invalid_argument if the gate does not fit its response.
GateVerdict judge(const Gate& gate, const RunRecord& a, const RunRecord& b, double confidence = 0.95);

}  // namespace outlive::study
