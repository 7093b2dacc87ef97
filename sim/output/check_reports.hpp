// What `outlive check` tells other programs, each in its own tongue and all from the same judgements: names, paths and
// messages come from outside, so each writes them as data that its reader cannot take for anything else.
#pragma once

#include <string>
#include <vector>

#include "sim/output/verdicts.hpp"

namespace outlive::output {

/// Whether a judgement counts as a failure where what is undecided passes (`--undecided pass`), or does not.
inline bool fails(const Judgement& judgement, bool undecided_passes) {
  return judgement.answer == Answer::no || (judgement.answer == Answer::undecided && !undecided_passes);
}

/// JUnit's XML, as Jenkins' schema has it and GitLab, GitHub actions and others read it: a suite for each scenario, a case
/// for each expectation. An undecided one is a failure of type "undecided", or skipped if it passes. It says nothing of the
/// time that checking took: the same results give the same bytes.
std::string junit_xml(const std::vector<CheckedScenario>& all, bool undecided_passes);

/// The Test Anything Protocol, version 14: a point for each expectation, with a YAML block under each that does not hold.
/// Undecided: `not ok ... # undecided`; if it passes `# TODO undecided`, which harnesses do not count as a failure.
std::string tap(const std::vector<CheckedScenario>& all, bool undecided_passes);

/// Commands that GitHub shows at the lines of a pull request: what does not hold and what is wrong with files, the first
/// ten (it shows no more of one step), then a summary. Nothing if there is nothing to show.
std::string github_annotations(const std::vector<CheckedScenario>& all, bool undecided_passes);

}  // namespace outlive::output
