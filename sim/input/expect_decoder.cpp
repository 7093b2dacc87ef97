#include "sim/input/expect_decoder.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

#include "outlive/expectation.hpp"
#include "outlive/vocabulary.hpp"
#include "sim/input/scalars.hpp"
#include "sim/input/scenario_schema.hpp"
#include "sim/text/duration.hpp"
#include "sim/text/instant.hpp"
#include "sim/text/money_text.hpp"
#include "sim/text/number.hpp"

namespace outlive::input {
namespace {

struct ComparisonWord {
  std::string_view word;
  Comparison comparison;
};
constexpr std::array<ComparisonWord, 4> comparisons{{{"equals", Comparison::equals},
                                                     {"at_least", Comparison::at_least},
                                                     {"at_most", Comparison::at_most},
                                                     {"between", Comparison::between}}};

constexpr std::string_view examples = "jobs.NAME.outcome, sessions.NAME.ended_by or cost.total";

class Expectations {
 public:
  Expectations(bool incomplete, Scenario& scenario, Diagnostics& problems)
      : scenario_(scenario), problems_(problems), incomplete_(incomplete) {}

  void read(Node node, const std::string& key) {
    if (!node.is_map()) return add(node, key, Comparison::equals, node);
    for (const ComparisonWord& word : comparisons) {
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
    const bool range = comparison == Comparison::between;
    if (!range && !value.is_scalar()) {
      problems_.error(value.place(), key + ": expected a value");
      return;
    }
    const bool share = key.ends_with(".share");
    const bool read_all = range ? read_value(value[0], key, type, expectation.low) &&
                                      read_value(value[1], key, type, expectation.high)
                                : read_value(value, key, type, expectation.low);
    if (!read_all) return;
    if (range && is_less(expectation.high, expectation.low)) {
      problems_.error(value.place(), key + ": the first value of 'between' is greater than the second");
    } else if (share && (is_outside(expectation.low) || (range && is_outside(expectation.high)))) {
      problems_.error(value.place(), key + ": a share lies between 0 and 1");
    } else {
      scenario_.expectations.push_back(std::move(expectation));
    }
  }

  /// After an unknown key: its nearest spelling, or that of the comparison in which it ends.
  static std::string advice(const std::string& key, const std::string& suggestion) {
    if (!suggestion.empty()) return "; did you mean '" + suggestion + "'?";
    std::vector<std::string> words;
    for (const ComparisonWord& word : comparisons) words.emplace_back(word.word);
    const std::string hint = did_you_mean(std::string_view(key).substr(key.rfind('.') + 1), words);
    return hint.empty() ? "; expected one such as " + std::string(examples) : hint;
  }

  static bool is_less(const Expected& a, const Expected& b) {
    return a.ticks < b.ticks || a.money < b.money || a.number < b.number;
  }
  static bool is_outside(const Expected& share) {
    return share.number < 0 || share.number > text::power_of_ten(text::money_decimals);
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

  bool read_value(Node node, const std::string& key, Expected::Type type, Expected& value) {
    value.type = type;
    value.text = std::string(node.text());
    const std::string wrong = key + ": " + quote(node.text());
    const auto fail = [&](const std::string& why) {
      problems_.error(node.place(), wrong + " " + why);
      return false;
    };
    switch (type) {
      case Expected::Type::text: return check_word(node, key);
      case Expected::Type::flag:
        value.flag = node.text() == "true";
        return value.flag || node.text() == "false" || fail("is not a flag; expected true or false");
      case Expected::Type::duration: {
        if (node.text() == "none") {
          value.ticks = unlimited.count();
          return true;
        }
        const auto length = text::parse_duration(node.text());
        if (!length) return fail(length.reason);
        value.ticks = length->count();
        return true;
      }
      case Expected::Type::instant: {
        if (const auto offset = text::parse_duration(node.text())) {
          value.ticks = offset->count();
          return true;
        }
        const auto instant = text::parse_instant(node.text());
        if (!instant)
          return fail("is neither an offset such as 30h nor an instant such as 2026-03-02T09:00:00Z");
        value.ticks = *instant - scenario_.start_unix_ms;
        return true;
      }
      case Expected::Type::money: {
        const auto money = text::parse_money(node.text());
        if (!money) return fail(money.reason);
        value.money = money->amount;
        value.decimals = money->written_decimals;
        return true;
      }
      case Expected::Type::number: {
        const auto number = text::parse_decimal(node.text(), text::money_decimals);
        if (!number && key.ends_with(".share")) return fail("is not a share; expected a number from 0 to 1");
        if (!number) return fail("is not a number; expected one such as 12 or 0.5");
        value.number = number->scaled;
        value.decimals = number->written_decimals;
        return true;
      }
    }
    return false;
  }

  /// Words of a closed list are held against it: a misspelled cause would never hold.
  bool check_word(Node node, const std::string& key) {
    std::vector<std::string> words;
    if (key.ends_with(".outcome")) {
      for (std::size_t i = 0; i < outcome_count; ++i) words.emplace_back(name_of(static_cast<Outcome>(i)));
    } else if (key.ends_with(".cause") || key.ends_with(".ended_by")) {
      for (std::size_t i = 0; i < cause_count; ++i) words.emplace_back(name_of(static_cast<Cause>(i)));
    } else if (key.ends_with(".identity")) {
      for (std::size_t i = 0; i < identity_count; ++i) words.emplace_back(name_of(static_cast<Identity>(i)));
    }
    if (words.empty() || std::find(words.begin(), words.end(), node.text()) != words.end()) return true;
    const std::string hint = did_you_mean(node.text(), words);
    std::string known;
    for (const std::string& word : words) known += (known.empty() ? "" : ", ") + word;
    problems_.error(node.place(), key + ": " + quote(node.text()) + " is not one of its values" +
                                      (hint.empty() ? "; expected one of " + known : hint));
    return false;
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
