// How expectations and what became of them are told.
#pragma once

#include <string>
#include <vector>

#include "outlive/expectation.hpp"
#include "outlive/report.hpp"
#include "sim/output/words.hpp"

namespace outlive::output {

/// A verdict in words, which outlives the scenario that it is about.
struct Judgement {
  Place place;
  std::string key;
  std::string expected;  // "completed", "at least 20h", "between 0.3 and 0.4"
  std::string found;
  std::string
      why;  // "background_session_expired [SM-4]": what ended the session or job that the key is about
  bool holds = false;
};

struct CheckedScenario {
  std::string path;
  bool valid = false;
  std::vector<Judgement> expectations;
};

std::vector<Judgement> judge(const Scenario& scenario, const Results& results,
                             const std::vector<Verdict>& verdicts);

/// `case.yaml:31:3: jobs.x.outcome: expected completed, found failed (background_session_expired [SM-4])`.
std::string difference(const Judgement& judgement);

/// The lines for one scenario: how many of its expectations hold, and each that does not. `quiet`: only the
/// latter.
std::string check_lines(const CheckedScenario& checked, const TextStyle& style, bool quiet);

/// All scenarios as one JSON document.
std::string check_json(const std::vector<CheckedScenario>& all);

}  // namespace outlive::output
