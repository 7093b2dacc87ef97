#include "sim/output/verdicts.hpp"

#include <algorithm>

#include "sim/output/json.hpp"
#include "sim/text/sanitize.hpp"

namespace outlive::output {
namespace {

std::string wording(const Expectation& expectation) {
  switch (expectation.comparison) {
    case Comparison::equals: return expectation.low.text;
    case Comparison::at_least: return "at least " + expectation.low.text;
    case Comparison::at_most: return "at most " + expectation.low.text;
    case Comparison::between: return "between " + expectation.low.text + " and " + expectation.high.text;
  }
  return {};
}

std::string cause_and_rule(Cause cause, Rule rule) {
  std::string text(name_of(cause));
  if (rule != Rule::none) text += " [" + std::string(id_of(rule)) + "]";
  return text;
}

// What ended the session or job that a key is about; names may hold dots.
std::string reason(const Scenario& scenario, const Results& results, const std::string& key) {
  for (std::size_t dot = key.find('.'); dot != std::string::npos; dot = key.find('.', dot + 1)) {
    const std::string head = key.substr(0, dot);
    for (std::size_t i = 0; key.starts_with("jobs.") && i < scenario.jobs.size(); ++i) {
      if (head.size() == scenario.jobs[i].name.size() + 5 && head.ends_with(scenario.jobs[i].name)) {
        return cause_and_rule(results.jobs[i].cause, results.jobs[i].rule);
      }
    }
    for (std::size_t i = 0; key.starts_with("sessions.") && i < scenario.sessions.size(); ++i) {
      if (head.size() == scenario.sessions[i].name.size() + 9 && head.ends_with(scenario.sessions[i].name)) {
        return cause_and_rule(results.sessions[i].cause, results.sessions[i].rule);
      }
    }
  }
  return {};
}

}  // namespace

std::vector<Judgement> judge(const Scenario& scenario, const Results& results,
                             const std::vector<Verdict>& verdicts) {
  std::vector<Judgement> judgements;
  judgements.reserve(verdicts.size());
  for (const Verdict& verdict : verdicts) {
    const Expectation& expectation = *verdict.expectation;
    std::string why = verdict.holds ? std::string{} : reason(scenario, results, expectation.key);
    judgements.push_back({expectation.place, expectation.key, wording(expectation), verdict.found,
                          std::move(why), verdict.holds});
  }
  return judgements;
}

std::string difference(const Judgement& judgement) {
  std::string place = judgement.place.path;
  if (judgement.place.line > 0) {
    place += ":" + std::to_string(judgement.place.line) + ":" + std::to_string(judgement.place.column);
  }
  std::string line =
      place + ": " + judgement.key + ": expected " + judgement.expected + ", found " + judgement.found;
  // The cause itself needs no explanation by itself.
  if (!judgement.why.empty() && !judgement.why.starts_with(judgement.found))
    line += " (" + judgement.why + ")";
  return text::sanitize(line);
}

std::string check_lines(const CheckedScenario& checked, const TextStyle& style, bool quiet) {
  const auto paint = [&](const char* code, const std::string& word) {
    return style.color ? "\x1b[" + std::string(code) + "m" + word + "\x1b[0m" : word;
  };
  const std::string path = text::sanitize(checked.path);
  if (!checked.valid) return paint("31", "invalid") + " " + path + "\n";
  const auto& all = checked.expectations;
  const auto failed = static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [](const Judgement& judgement) { return !judgement.holds; }));
  if (failed == 0) {
    if (quiet) return {};
    if (all.empty()) return paint("33", "empty") + "   " + path + ": expects nothing\n";
    return paint("32", "ok") + "      " + path + ": " + counted(all.size(), "expectation") + "\n";
  }
  std::string lines = paint("31", "FAIL") + "    " + path + ": " + std::to_string(failed) + " of " +
                      counted(all.size(), "expectation") + "\n";
  for (const Judgement& judgement : all) {
    if (!judgement.holds) lines += "  " + difference(judgement) + "\n";
  }
  return lines;
}

std::string dump(const Json& document) {
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json judgement_json(const Judgement& judgement) {
  Json row;
  row["key"] = judgement.key;
  row["expected"] = judgement.expected;
  row["found"] = judgement.found;
  row["holds"] = judgement.holds;
  row["line"] = judgement.place.line;
  row["column"] = judgement.place.column;
  row["why"] = judgement.why.empty() ? Json(nullptr) : Json(judgement.why);
  return row;
}

std::string check_json(const std::vector<CheckedScenario>& all) {
  std::size_t hold = 0;
  std::size_t fail = 0;
  std::size_t invalid = 0;
  Json scenarios = Json::array();
  for (const CheckedScenario& checked : all) {
    Json expectations = Json::array();
    for (const Judgement& judgement : checked.expectations) {
      ++(judgement.holds ? hold : fail);
      expectations.push_back(judgement_json(judgement));
    }
    invalid += checked.valid ? 0 : 1;
    Json row;
    row["path"] = checked.path;
    row["valid"] = checked.valid;
    row["expectations"] = std::move(expectations);
    scenarios.push_back(std::move(row));
  }
  Json document;
  document["schema_version"] = 1;
  document["passed"] = fail == 0 && invalid == 0 && hold > 0;
  document["scenarios_total"] = all.size();
  document["scenarios_invalid"] = invalid;
  document["expectations_hold"] = hold;
  document["expectations_fail"] = fail;
  document["scenarios"] = std::move(scenarios);
  return dump(document);
}

}  // namespace outlive::output
