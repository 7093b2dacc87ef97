// The sentences and cells that reports of comparisons are made of, whatever the format.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "sim/output/comparison_report.hpp"

namespace outlive::output {

/// `B costs 43.63 ± 5.10 USD less (-33.1 %); 2 jobs more survive, 1 less.`
std::string closing(const ComparedRuns& runs);

/// Before everything, of a comparison that was interrupted: `INCOMPLETE: stopped after 3 of 10 replications`. Else nothing.
std::string incomplete_line(const ComparedRuns& runs);

/// How the differences are known: `95 % intervals over 10 replications with common random numbers`.
std::string basis_line(const ComparedRuns& runs);

/// What the sides are: `A  case.yaml: A backfill outlives the sign-out`; a title that both have is told once.
std::array<std::string, 2> side_lines(const ComparedRuns& runs);

/// Name, A, B, B - A, the same as a share of A, and `~` where it is not told apart from no difference.
using DifferenceCells = std::array<std::string, 6>;
DifferenceCells cells_of(const ComparedRuns& runs, const Difference& difference);

/// Of what it cost by bucket and by service, the total first; and of everything else.
std::vector<const Difference*> cost_differences(const ComparedRuns& runs);
std::vector<const Difference*> other_differences(const ComparedRuns& runs);

/// What a reader of these must know: what `~` means, and how many are not shown.
std::vector<std::string> remarks(const ComparedRuns& runs);

/// What was set differently: name, A, B.
std::vector<std::array<std::string, 3>> circumstances(const ComparedRuns& runs);

/// `failed (background_session_expired [SM-4])`, with what the other side has not: that it outlived its sign-in, went unseen.
std::string fate_text(const Fate& fate, const Fate& other);
std::string fate_text(Outcome outcome, Cause cause);

/// `ok`, `FAIL` or `undecided`, and `cost.total > +5%: +7.10 % ± 0.50 %; about 90 replications would decide`.
struct GateLine {
  std::string mark;
  std::string text;
};
GateLine gate_line(const ComparedRuns& runs, const JudgedGate& gate);

}  // namespace outlive::output
