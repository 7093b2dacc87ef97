// The rules with what exercises them, for people, programs and results/validation.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "outlive/report.hpp"
#include "outlive/rules.hpp"

namespace outlive::output {

struct RuleTest {
  std::string file;
  std::string name;
};

struct ExercisedRule {
  Rule rule = Rule::none;
  std::vector<RuleTest> tests;         // whose names carry its ID
  std::vector<std::string> scenarios;  // files that mention it
};

/// An ID of a family of rules that no rule has: a slip of the pen in a test or a scenario.
struct UnknownRule {
  std::string id;
  std::string file;
};

struct RuleList {
  std::vector<ExercisedRule> rules;
  std::vector<UnknownRule> unknown;
};

/// `12 rules: 11 with a test, 9 with a scenario; without a test: CT-1`.
std::string rules_headline(const RuleList& list);

std::string rules_text(const RuleList& list, const TextStyle& style);
std::string rules_json(const RuleList& list);

/// One row a rule; several tests or scenarios stand in one field, parted by semicolons, which names never hold.
std::string rules_csv(const RuleList& list);

/// The page results/validation/rules.md; its links work from there.
std::string rules_markdown(const RuleList& list);

}  // namespace outlive::output
