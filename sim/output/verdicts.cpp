#include "sim/output/verdicts.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "sim/output/json.hpp"
#include "sim/text/sanitize.hpp"

namespace outlive::output {
namespace {

std::string limits(const Expectation& expectation) {
  switch (expectation.comparison) {
    case Comparison::equals: return expectation.low.text;
    case Comparison::at_least: return "at least " + expectation.low.text;
    case Comparison::at_most: return "at most " + expectation.low.text;
    case Comparison::between: return "between " + expectation.low.text + " and " + expectation.high.text;
  }
  return {};
}

std::string wording(const Expectation& expectation) {
  switch (expectation.relation) {
    case Relation::absolute: break;
    case Relation::share_of: return limits(expectation) + " of the baseline";
    case Relation::change_from: return "a change of " + limits(expectation);
  }
  return limits(expectation);
}

std::string cause_and_rule(Cause cause, Rule rule) {
  std::string text(name_of(cause));
  if (rule != Rule::none) text += " [" + std::string(id_of(rule)) + "]";
  return text;
}

/// How it is known: `mean, 95 % over 10 replications`.
std::string basis(const Judgement& judgement) {
  return "mean, " + hundredths(judgement.confidence) + " % over " +
         counted(judgement.replications, "replication");
}

std::string found(const Judgement& judgement, bool unicode) {
  std::string text = judgement.found;
  std::vector<std::string> remarks;
  if (judgement.mean) text += (unicode ? " ± " : " +- ") + judgement.half_width;
  if (!judgement.against.empty()) remarks.push_back(judgement.against);
  if (judgement.mean) remarks.push_back(basis(judgement));
  if (judgement.failed_in > 0 && judgement.failed_in < judgement.replications)
    text += " in " + grouped(judgement.failed_in) + " of " + counted(judgement.replications, "replication");
  // The cause itself needs no explanation by itself.
  if (!judgement.why.empty() && !judgement.why.starts_with(judgement.found)) remarks.push_back(judgement.why);
  for (std::size_t i = 0; i < remarks.size(); ++i) text += (i == 0 ? " (" : "; ") + remarks[i];
  return remarks.empty() ? text : text + ")";
}

std::string what_would_decide(const Judgement& judgement) {
  constexpr std::uint64_t most_likely = 1'000'000;
  if (judgement.replications_wanted.value_or(most_likely + 1) > most_likely)
    return "no number of replications is likely to decide";
  return "about " + grouped(static_cast<Int128>(*judgement.replications_wanted)) +
         (judgement.against.empty() ? " replications would decide"
                                    : " replications on both sides would decide");
}

}  // namespace

std::string reason(const CheckedScenario& checked) {
  if (checked.problems.empty()) return "could not be checked";
  std::string text = to_string(checked.problems.front());
  if (checked.problems.size() > 1) text += " (and " + std::to_string(checked.problems.size() - 1) + " more)";
  return text;
}

std::vector<std::string> problems(const CheckedScenario& checked) {
  std::vector<std::string> lines;
  for (const Diagnostic& problem : checked.problems) lines.push_back(to_string(problem));
  return lines;
}

Tally tally(const std::vector<CheckedScenario>& all) {
  Tally sums;
  for (const CheckedScenario& checked : all) {
    ++sums.scenarios;
    if (!checked.valid) ++sums.invalid;
    for (const Judgement& judgement : checked.expectations) {
      switch (judgement.answer) {
        case Answer::yes: ++sums.hold; break;
        case Answer::no: ++sums.fail; break;
        case Answer::undecided: ++sums.undecided; break;
      }
    }
  }
  return sums;
}

Answer answer_of(const std::vector<Judgement>& judgements) {
  const auto any = [&](Answer answer) {
    return std::any_of(judgements.begin(), judgements.end(),
                       [answer](const Judgement& judgement) { return judgement.answer == answer; });
  };
  if (any(Answer::no)) return Answer::no;
  return any(Answer::undecided) ? Answer::undecided : Answer::yes;
}

std::vector<Judgement> judge(const std::vector<Verdict>& verdicts) {
  std::vector<Judgement> judgements;
  judgements.reserve(verdicts.size());
  for (const Verdict& verdict : verdicts) {
    const Expectation& expectation = *verdict.expectation;
    std::string why;
    if (verdict.answer != Answer::yes && verdict.cause != Cause::none)
      why = cause_and_rule(verdict.cause, verdict.rule);
    if (verdict.answer == Answer::undecided && verdict.is_bound)
      why = expectation.low.type == Expected::Type::duration
                ? "known to 1/64 of its length only"
                : "known from two sides only, for its users were simulated apart";
    judgements.push_back({.place = expectation.place,
                          .key = expectation.key,
                          .expected = wording(expectation),
                          .found = verdict.found,
                          .why = std::move(why),
                          .answer = verdict.answer,
                          .replications = verdict.replications,
                          .failed_in = verdict.failed_in,
                          .against = verdict.against,
                          .mean = verdict.mean,
                          .half_width = verdict.half_width,
                          .confidence = expectation.confidence,
                          .replications_wanted = verdict.replications_wanted});
  }
  return judgements;
}

std::string message(const Judgement& judgement, bool unicode) {
  std::string text = "expected " + judgement.expected + ", found " + found(judgement, unicode);
  if (judgement.answer == Answer::undecided)
    text = "undecided: " + text + "; " + what_would_decide(judgement);
  return text::sanitize(text);
}

std::string place_and_key(const Judgement& judgement) {
  std::string place = judgement.place.path;
  if (judgement.place.line > 0) {
    place += ":" + std::to_string(judgement.place.line) + ":" + std::to_string(judgement.place.column);
  }
  return text::sanitize(place + ": " + judgement.key + ": ");
}

std::string difference(const Judgement& judgement, bool unicode) {
  return place_and_key(judgement) + message(judgement, unicode);
}

std::string check_lines(const CheckedScenario& checked, const TextStyle& style, bool quiet) {
  const auto status = [&](const char* code, std::string_view word) {
    constexpr std::size_t width = 8;  // of all but the longest word, which is rare
    const std::string gap(word.size() < width ? width - word.size() : 1, ' ');
    const std::string plain(word);
    return (style.color ? "\x1b[" + std::string(code) + "m" + plain + "\x1b[0m" : plain) + gap;
  };
  const std::string path = text::sanitize(checked.path);
  if (!checked.valid) return status("31", "invalid") + path + "\n";
  const Tally sums = tally({checked});
  if (sums.fail + sums.undecided == 0) {
    if (quiet) return {};
    if (sums.hold == 0) return status("33", "empty") + path + ": expects nothing\n";
    return status("32", "ok") + path + ": " + counted(sums.hold, "expectation") + "\n";
  }
  const bool fails = sums.fail > 0;
  std::string lines = (fails ? status("31", "FAIL") : status("33", "undecided")) + path + ": " +
                      std::to_string(fails ? sums.fail : sums.undecided) + " of " +
                      counted(sums.expectations(), "expectation") + "\n";
  for (const Judgement& judgement : checked.expectations) {
    if (judgement.answer != Answer::yes) lines += "  " + difference(judgement, style.unicode) + "\n";
  }
  return lines;
}

std::string summary(const Tally& tally) {
  const auto counted_plainly = [](std::size_t number, const char* noun) {
    return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
  };
  std::string text = counted_plainly(tally.scenarios, "scenario") + ", " +
                     counted_plainly(tally.expectations(), "expectation") + ": " +
                     std::to_string(tally.hold) + " hold, " + std::to_string(tally.fail) + " fail";
  if (tally.undecided > 0) text += ", " + std::to_string(tally.undecided) + " undecided";
  if (tally.invalid > 0) text += "; " + std::to_string(tally.invalid) + " could not be checked";
  return text;
}

std::string_view name_of(Answer answer) {
  constexpr std::array<std::string_view, 3> names{"yes", "no", "undecided"};
  return names.at(static_cast<std::size_t>(answer));
}

Json judgement_json(const Judgement& judgement) {
  Json row;
  row["key"] = judgement.key;
  row["expected"] = judgement.expected;
  row["found"] = judgement.found;
  row["answer"] = name_of(judgement.answer);
  row["holds"] = judgement.answer == Answer::yes;
  row["line"] = judgement.place.line;
  row["column"] = judgement.place.column;
  row["why"] = judgement.why.empty() ? Json(nullptr) : Json(judgement.why);
  if (!judgement.against.empty()) row["against"] = judgement.against;
  if (judgement.replications == 1) return row;
  row["replications"] = judgement.replications;
  if (!judgement.mean) {
    row["failed_in"] = judgement.failed_in;
    return row;
  }
  row["mean"] = judgement.mean->value;
  row["lower"] = judgement.mean->interval->lower;
  row["upper"] = judgement.mean->interval->upper;
  row["confidence"] = judgement.confidence;
  row["replications_wanted"] =
      judgement.replications_wanted ? Json(*judgement.replications_wanted) : Json(nullptr);
  return row;
}

std::string check_json(const std::vector<CheckedScenario>& all) {
  const Tally sums = tally(all);
  Json scenarios = Json::array();
  for (const CheckedScenario& checked : all) {
    Json row;
    row["path"] = checked.path;
    row["valid"] = checked.valid;
    Json& expectations = row["expectations"] = Json::array();
    for (const Judgement& judgement : checked.expectations) expectations.push_back(judgement_json(judgement));
    scenarios.push_back(std::move(row));
  }
  const bool unbroken = sums.fail == 0 && sums.invalid == 0 && sums.hold + sums.undecided > 0;
  const Answer answer = !unbroken ? Answer::no : sums.undecided > 0 ? Answer::undecided : Answer::yes;
  Json document;
  document["schema_version"] = 1;
  document["answer"] = name_of(answer);
  document["passed"] = answer == Answer::yes;
  document["scenarios_total"] = sums.scenarios;
  document["scenarios_invalid"] = sums.invalid;
  document["expectations_hold"] = sums.hold;
  document["expectations_fail"] = sums.fail;
  document["expectations_undecided"] = sums.undecided;
  document["scenarios"] = std::move(scenarios);
  return dump(document);
}

}  // namespace outlive::output
