#include "sim/input/expect_decoder.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "outlive/expectation.hpp"
#include "sim/input/decode.hpp"
#include "sim/input/expected_value.hpp"
#include "sim/input/scalars.hpp"
#include "sim/input/scenario_schema.hpp"
#include "sim/input/traces.hpp"
#include "sim/input/written_expectation.hpp"

namespace outlive::input {
namespace {

constexpr std::string_view examples = "jobs.NAME.outcome, sessions.NAME.ended_by or cost.total";

class Expectations {
 public:
  Expectations(bool incomplete, Scenario& scenario, Diagnostics& problems)
      : scenario_(scenario), problems_(problems), incomplete_(incomplete) {}

  void add(const WrittenExpectation& written) {
    const auto& [key, node, comparison, value] = written;
    if (!value) {
      problems_.error(node.key_place(), key + ": nothing is said about it");
      return;
    }
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
    bool good = !node.is_map() || read_members(written, expectation);
    const bool relative = expectation.relation != Relation::absolute;
    good = read_limits(value, {key, type, scenario_.start_unix_ms, relative}, expectation, problems_) && good;
    if (good && relative) good = check_relation(written, type, expectation);
    if (good) scenario_.expectations.push_back(std::move(expectation));
  }

 private:
  /// What stands beside the comparison.
  bool read_members(const WrittenExpectation& written, Expectation& expectation) {
    const std::size_t before = problems_.error_count();
    for (const Node member : written.node) {
      if (member == written.value) continue;
      const std::string what = written.key + ": ";
      if (member.key() == "confidence") {
        read_confidence(member, written, expectation);
      } else if (member.key() == "of" || member.key() == "change_from") {
        read_baseline(member, written, expectation);
      } else if (is_comparison(member.key())) {
        problems_.error(member.key_place(), what + "both " + quote(written.value.key()) + " and " +
                                                quote(member.key()) +
                                                "; give one, or a range as 'between: [LEAST, GREATEST]'");
      } else {
        const std::string hint = did_you_mean(member.key(), {"confidence", "of", "change_from"});
        problems_.error(member.key_place(),
                        what + quote(member.key()) + " cannot stand beside " + quote(written.value.key()) +
                            (hint.empty() ? "; expected 'confidence', 'of' or 'change_from'" : hint));
      }
    }
    return problems_.error_count() == before;
  }

  void read_confidence(Node member, const WrittenExpectation& written, Expectation& expectation) {
    const std::string what = written.key + ".confidence: ";
    if (written.comparison == Comparison::equals) {
      problems_.error(member.key_place(), what + "'equals' must hold in every replication; it takes none");
      return;
    }
    std::string reason;
    const auto portion = member.is_scalar() ? read_portion(member.text(), reason) : std::nullopt;
    if (!portion || *portion < whole_portion / 2 || *portion >= whole_portion) {
      problems_.error(member.place(), what + "expected at least 50% and less than 100%");
      return;
    }
    expectation.confidence = static_cast<double>(*portion) / static_cast<double>(whole_portion);
  }

  /// `of: FILE` and `change_from: FILE` name saved results.
  void read_baseline(Node member, const WrittenExpectation& written, Expectation& expectation) {
    const std::string what = written.key + "." + std::string(member.key()) + ": ";
    if (!member.is_scalar() || member.text().empty()) {
      problems_.error(member.place(), what + "expected the path of saved results, relative to this file");
    } else if (written.comparison == Comparison::equals) {
      problems_.error(member.key_place(),
                      what + "expected a limit beside it, as in {between: [95%, 105%], of: FILE}");
    } else if (expectation.relation != Relation::absolute) {
      problems_.error(member.key_place(), written.key + ": both 'of' and 'change_from'; give one");
    } else {
      expectation.relation = member.key() == "of" ? Relation::share_of : Relation::change_from;
      expectation.baseline = baseline_at(beside(scenario_.path, as_text(member)), member.place());
    }
  }

  Number baseline_at(const std::string& path, const Place& place) {
    auto& all = scenario_.baselines;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Baseline& each) { return each.path == path; });
    const auto number = static_cast<Number>(found - all.begin());
    if (found == all.end()) all.push_back({path, place, nullptr});
    return number;
  }

  /// Whether the values are what `of` and `change_from` speak of.
  bool check_relation(const WrittenExpectation& written, Expected::Type type, Expectation& expectation) {
    const Place place = written.value.place();
    if (type != Expected::Type::money && type != Expected::Type::number) {
      problems_.error(place, written.key + ": only money and numbers can be held against saved results");
      return false;
    }
    const auto is_share = [](const Expected& value) { return value.text.ends_with('%'); };
    const bool range = expectation.comparison == Comparison::between;
    expectation.relative = is_share(expectation.low);
    if (expectation.relation == Relation::share_of &&
        (!expectation.relative || (range && !is_share(expectation.high)))) {
      problems_.error(place, written.key + ": 'of' speaks of per cent; expected a limit such as 105%");
      return false;
    }
    if (range && is_share(expectation.high) != expectation.relative) {
      problems_.error(place, written.key + ": either both ends of a change are per cent, or neither is");
      return false;
    }
    return true;
  }

  static bool is_comparison(std::string_view key) {
    const auto words = comparison_words();
    return std::any_of(words.begin(), words.end(),
                       [key](const ComparisonWord& each) { return each.word == key; });
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
  for (const Node part : block) {
    if (!sound(part, type)) continue;
    for_each_expectation(part, [&](const WrittenExpectation& written) { expectations.add(written); });
  }
}

}  // namespace outlive::input
