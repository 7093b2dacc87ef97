#include "sim/output/rules_report.hpp"

#include <algorithm>

#include "sim/output/csv.hpp"
#include "sim/output/ink.hpp"
#include "sim/output/json.hpp"
#include "sim/output/markdown.hpp"
#include "sim/output/words.hpp"
#include "sim/text/table.hpp"

namespace outlive::output {
namespace {

constexpr std::size_t long_name = 300;  // of a test: shown whole

std::string test_line(const RuleTest& test) { return test.file + ": " + test.name; }

/// `forgotten-session` of `scenarios/forgotten-session.yaml`.
std::string stem_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::size_t from = slash == std::string::npos ? 0 : slash + 1;
  return path.substr(from, path.rfind('.') - from);
}

// Each as `write` writes it, with `separator` between them.
template <class Each, class Write>
std::string joined(const std::vector<Each>& all, std::string_view separator, const Write& write) {
  std::vector<std::string> parts;
  parts.reserve(all.size());
  for (const Each& each : all) parts.push_back(write(each));
  return text::join(parts, separator);
}

std::string unknown_line(const UnknownRule& unknown) {
  return unknown.file + ": there is no rule " + unknown.id;
}

class RulesText {
 public:
  explicit RulesText(const TextStyle& style) : ink_(style) {}

  std::string whole(const RuleList& list) {
    for (const ExercisedRule& each : list.rules) add(each);
    text_ += wrap(rules_headline(list), ink_.width()) + "\n";
    for (const UnknownRule& unknown : list.unknown) text_ += ink_.bad(unknown_line(unknown)) + "\n";
    return std::move(text_);
  }

 private:
  void add(const ExercisedRule& each) {
    const RuleText& rule = text_of(each.rule);
    std::string id(rule.id);
    id.resize(margin, ' ');
    const std::string sentence = wrap(id + std::string(rule.text), ink_.width(), margin);
    text_ += ink_.bold(sentence.substr(0, rule.id.size())) + sentence.substr(rule.id.size()) + "\n";
    add_fact("source", std::string(rule.source));
    if (each.tests.empty()) text_ += std::string(margin, ' ') + ink_.bad("no test") + "\n";
    const char* label = "tests";
    for (const RuleTest& test : each.tests) {
      add_fact(label, shown(test_line(test), long_name));
      label = "";
    }
    if (!each.scenarios.empty()) add_fact("scenarios", joined(each.scenarios, ", ", stem_of));
    text_ += "\n";
  }

  void add_fact(std::string label, const std::string& fact) {
    label.resize(label_width, ' ');
    const std::string lead = std::string(margin, ' ') + label;
    text_ += wrap(lead + fact, ink_.width(), lead.size()) + "\n";
  }

  static constexpr std::size_t margin = 9;        // the longest ID and two blanks
  static constexpr std::size_t label_width = 11;  // `scenarios` and two blanks

  Ink ink_;
  std::string text_;
};

std::string link_to(const std::string& scenario) {
  return "[" + stem_of(scenario) + "](../../" + scenario + ")";
}

}  // namespace

std::string rules_headline(const RuleList& list) {
  std::size_t tested = 0;
  std::size_t in_scenarios = 0;
  std::vector<std::string> untested;
  for (const ExercisedRule& each : list.rules) {
    if (!each.scenarios.empty()) ++in_scenarios;
    if (each.tests.empty()) {
      untested.emplace_back(id_of(each.rule));
    } else {
      ++tested;
    }
  }
  std::string line = counted(list.rules.size(), "rule") + ": " + grouped(static_cast<Int128>(tested)) +
                     " with a test, " + grouped(static_cast<Int128>(in_scenarios)) + " in a scenario";
  if (!untested.empty()) line += "; without a test: " + text::join(untested, ", ");
  return line;
}

std::string rules_text(const RuleList& list, const TextStyle& style) { return RulesText(style).whole(list); }

std::string rules_json(const RuleList& list) {
  Json document;
  document["schema_version"] = 1;
  Json& rules = document["rules"] = Json::array();
  for (const ExercisedRule& each : list.rules) {
    const RuleText& rule = text_of(each.rule);
    Json row;
    row["id"] = rule.id;
    row["text"] = rule.text;
    row["source"] = rule.source;
    Json& tests = row["tests"] = Json::array();
    for (const RuleTest& test : each.tests) tests.push_back({{"file", test.file}, {"name", test.name}});
    row["scenarios"] = each.scenarios;
    rules.push_back(std::move(row));
  }
  Json& unknown = document["unknown"] = Json::array();
  for (const UnknownRule& each : list.unknown) unknown.push_back({{"id", each.id}, {"file", each.file}});
  return dump(document);
}

std::string rules_csv(const RuleList& list) {
  std::string text;
  csv::end_row(text, {"rule", "text", "source", "tests", "scenarios"});
  for (const ExercisedRule& each : list.rules) {
    const RuleText& rule = text_of(each.rule);
    csv::end_row(text, {std::string(rule.id), std::string(rule.text), std::string(rule.source),
                        joined(each.tests, "; ", test_line), text::join(each.scenarios, "; ")});
  }
  return text;
}

std::string rules_markdown(const RuleList& list) {
  using namespace markdown;
  std::string text =
      "# The rules, and what exercises them\n\n"
      "Made by `outlive rules --format markdown > results/validation/rules.md`: nobody typed it. A test "
      "counts for a\n"
      "rule if its name carries the rule's ID, a scenario if it mentions it. A test fails if this page is "
      "out of date.\n\n" +
      rules_headline(list) + ".\n";
  for (const UnknownRule& unknown : list.unknown)
    text += "\n" + plain(unknown_line(unknown), long_name) + "\n";
  for (const ExercisedRule& each : list.rules) {
    const RuleText& rule = text_of(each.rule);
    text += "\n## " + std::string(rule.id) + "\n\n" + plain(rule.text, long_name) + " *" +
            plain(rule.source, long_name) + "*\n\n";
    if (each.tests.empty()) text += "- no test\n";
    for (const RuleTest& test : each.tests) {
      text += "- " + code(test.file) + ": " + plain(test.name, long_name) + "\n";
    }
    if (!each.scenarios.empty()) text += "- scenarios: " + joined(each.scenarios, ", ", link_to) + "\n";
  }
  return text;
}

}  // namespace outlive::output
