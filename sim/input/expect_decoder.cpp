#include "sim/input/expect_decoder.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "outlive/expectation.hpp"
#include "sim/input/expected_value.hpp"
#include "sim/input/scalars.hpp"
#include "sim/input/scenario_schema.hpp"

namespace outlive::input {
namespace {

constexpr std::string_view examples = "jobs.NAME.outcome, sessions.NAME.ended_by or cost.total";

class Expectations {
 public:
  Expectations(bool incomplete, Scenario& scenario, Diagnostics& problems)
      : scenario_(scenario), problems_(problems), incomplete_(incomplete) {}

  void read(Node node, const std::string& key) {
    if (!node.is_map()) return add(node, key, Comparison::equals, node);
    for (const ComparisonWord& word : comparison_words()) {
      if (const Node value = node.find(word.word)) return add(node, key, word.comparison, value);
    }
    if (node.size() == 0) problems_.error(node.key_place(), key + ": nothing is said about it");
    for (const Node child : node) read(child, key + "." + std::string(child.key()));
  }

 private:
  void add(Node node, const std::string& key, Comparison comparison, Node value) {
    Expectation expectation{
        .key = key, .comparison = comparison, .low = {}, .high = {}, .place = node.key_place()};
    Expected::Type type{};
    std::string suggestion;
    if (!is_quantity(scenario_, key, type, suggestion)) {
      if (!may_be_missing(key, suggestion)) {
        problems_.error(node.key_place(),
                        "the results have no quantity " + quote(key) + advice(key, suggestion));
      }
      return;
    }
    if (!given_.insert(key).second) {
      problems_.error(node.key_place(), key + " is given twice");
      return;
    }
    const bool ordered = type != Expected::Type::text && type != Expected::Type::flag;
    if (!ordered && comparison != Comparison::equals) {
      problems_.error(value.key_place(), key + ": is a word, of which none is greater; expected 'equals'");
      return;
    }
    if (read_limits(value, {key, type, scenario_.start_unix_ms}, expectation, problems_))
      scenario_.expectations.push_back(std::move(expectation));
  }

  /// After an unknown key: its nearest spelling, or that of the comparison in which it ends.
  static std::string advice(const std::string& key, const std::string& suggestion) {
    if (!suggestion.empty()) return "; did you mean '" + suggestion + "'?";
    std::vector<std::string> words;
    for (const ComparisonWord& word : comparison_words()) words.emplace_back(word.word);
    const std::string hint = did_you_mean(std::string_view(key).substr(key.rfind('.') + 1), words);
    return hint.empty() ? "; expected one such as " + std::string(examples) : hint;
  }

  /// Is `key` perhaps that of a line that could not be read? Not if its job or session is known, as the
  /// suggestion tells.
  [[nodiscard]] bool may_be_missing(const std::string& key, const std::string& suggestion) const {
    if (!incomplete_) return false;
    const bool named = key.starts_with("jobs.") || key.starts_with("sessions.") ||
                       key.starts_with("sign_ins.") || key.starts_with("traces.") ||
                       key.starts_with("resources.") || key.starts_with("populations.");
    const std::string whose = key.substr(0, key.rfind('.') + 1);
    return named && !suggestion.starts_with(whose);
  }

  Scenario& scenario_;
  Diagnostics& problems_;
  bool incomplete_;
  std::unordered_set<std::string> given_;  // in either notation
};

}  // namespace

void read_expectations(Node block, const Soundness& sound, bool incomplete, Scenario& scenario,
                       Diagnostics& problems) {
  if (!block || !block.is_map()) return;
  const Type& type = *find_field(scenario_schema()->members, "expect")->type->keys.front().type;
  Expectations expectations(incomplete, scenario, problems);
  for (const Node child : block) {
    if (sound(child, type)) expectations.read(child, std::string(child.key()));
  }
}

}  // namespace outlive::input
