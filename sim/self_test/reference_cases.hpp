// What the naive reference (tests/property/reference) reckoned of random scenarios, and whether the engine says the same. The text
// is written by answers.py there, which describes it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/results.hpp"
#include "outlive/scenario.hpp"

namespace outlive::self_test {

struct ReferenceCase {
  std::string seed;
  std::string yaml;
  std::vector<std::string> answers;  // lines
};

/// Throws std::invalid_argument where the text is not of that form.
std::vector<ReferenceCase> reference_cases(std::string_view text);

std::size_t count_cases(std::string_view text);

/// What a run came to, in lines of the same form.
std::vector<std::string> answers_of(const Scenario& scenario, const Results& results);

/// "wanted 'job j1 ...', found 'job j1 ...'" for each line that is another, or that only one of them has. `*` stands for
/// whatever there is.
std::vector<std::string> differences(const std::vector<std::string>& wanted,
                                     const std::vector<std::string>& found);

}  // namespace outlive::self_test
