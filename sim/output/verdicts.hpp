// How expectations and what became of them are told. Every report of `outlive check` is made from the same judgements.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/diagnostic.hpp"
#include "outlive/expectation.hpp"
#include "outlive/report.hpp"
#include "sim/output/words.hpp"

namespace outlive::output {

/// A verdict in words, which outlives the scenario that it is about.
struct Judgement {
  Place place;
  std::string key;
  std::string expected;  // "completed", "at least 20h", "between 0.3 and 0.4"
  std::string found;     // a value, or the mean that was judged
  std::string
      why;  // "background_session_expired [SM-4]": what ended the session or job that the key is about; why undecided
  Answer answer = Answer::no;
  std::size_t replications = 1;
  std::size_t failed_in = 0;  // so many of them
  std::string
      against;  // "147.95 USD; 131.63 USD in main.json": both sides where it is held against a baseline

  std::optional<Estimate> mean;  // only if it was judged
  std::string half_width;        // of its interval
  double confidence = 0.95;
  std::optional<std::uint64_t> replications_wanted;
};

struct CheckedScenario {
  std::string path;
  bool valid = false;
  std::vector<Judgement> expectations;
  std::vector<Diagnostic> problems;  // the errors in it, if it is not valid
};

/// Why a scenario that is not valid could not be checked: its first problem, and how many more there are.
std::string reason(const CheckedScenario& checked);
/// All of its problems, each with its place.
std::vector<std::string> problems(const CheckedScenario& checked);

struct Tally {
  std::size_t scenarios = 0;
  std::size_t invalid = 0;  // scenarios that could not be checked
  std::size_t hold = 0;     // expectations
  std::size_t fail = 0;
  std::size_t undecided = 0;

  [[nodiscard]] std::size_t expectations() const { return hold + fail + undecided; }
};

Tally tally(const std::vector<CheckedScenario>& all);

/// `yes`, `no`, `undecided`.
std::string_view name_of(Answer answer);

/// No if one does not hold; otherwise undecided if one is.
Answer answer_of(const std::vector<Judgement>& judgements);

std::vector<Judgement> judge(const std::vector<Verdict>& verdicts);

/// `expected completed, found failed (background_session_expired [SM-4])`; `unicode`: with the sign for plus or minus.
std::string message(const Judgement& judgement, bool unicode = true);

/// `case.yaml:31:3: jobs.x.outcome: `
std::string place_and_key(const Judgement& judgement);
/// The same and the message.
std::string difference(const Judgement& judgement, bool unicode = true);

/// The lines for one scenario: how many of its expectations hold, and each that does not. `quiet`: only the
/// latter.
std::string check_lines(const CheckedScenario& checked, const TextStyle& style, bool quiet);

/// `2 scenarios, 4 expectations: 3 hold, 1 fail`: one shape whatever the numbers, so that it can be searched for and cut;
/// what is undecided or could not be checked follows.
std::string summary(const Tally& tally);

/// All scenarios as one JSON document.
std::string check_json(const std::vector<CheckedScenario>& all);

}  // namespace outlive::output
