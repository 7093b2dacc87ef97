// Two runs side by side, told to people and to programs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "outlive/comparison.hpp"
#include "outlive/report.hpp"
#include "sim/study/gate.hpp"

namespace outlive::output {

struct JudgedGate {
  study::Gate gate;
  study::GateVerdict verdict;
};

/// All that a report of a comparison is about.
struct ComparedRuns {
  RunRecord a;
  RunRecord b;
  std::string name_a;  // "case.yaml"
  std::string name_b;  // "case.yaml with glue.idle_timeout=2h"
  RunComparison found;
  std::vector<JudgedGate> gates;
  std::optional<std::uint32_t> planned;  // replications that were wanted, if it was interrupted
};

/// What differs, and last one sentence that says what it comes to.
std::string comparison_text(const ComparedRuns& runs, const TextStyle& style);
std::string comparison_markdown(const ComparedRuns& runs);
/// Everything, every job included.
std::string comparison_json(const ComparedRuns& runs);

}  // namespace outlive::output
