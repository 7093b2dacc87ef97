#include "sim/input/expect_decoder.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "outlive/expectation.hpp"
#include "outlive/vocabulary.hpp"
#include "sim/input/scalars.hpp"
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

class Expectations {
 public:
  Expectations(Scenario& scenario, Diagnostics& problems) : scenario_(scenario), problems_(problems) {}

  void read(Node node, const std::string& key) {
    if (node.is_map()) {
      for (const ComparisonWord& word : comparisons) {
        if (const Node value = node.find(word.word)) return add(node, key, word.comparison, value);
      }
      for (const Node child : node) read(child, key.empty() ? std::string(child.key()) : key + "." + std::string(child.key()));
      return;
    }
    add(node, key, Comparison::equals, node);
  }

 private:
  void add(Node node, const std::string& key, Comparison comparison, Node value) {
    Expectation expectation{.key = key, .comparison = comparison, .low = {}, .high = {}, .place = node.key_place()};
    Expected::Type type{};
    std::string suggestion;
    if (!is_quantity(scenario_, key, type, suggestion)) {
      problems_.error(node.key_place(), "the results have no quantity " + quote(key) +
                                            (suggestion.empty() ? "" : "; did you mean '" + suggestion + "'?"));
      return;
    }
    const bool range = comparison == Comparison::between;
    if (!range && !value.is_scalar()) {
      problems_.error(value.place(), key + ": expected a value");
      return;
    }
    const bool read_all = range ? read_value(value[0], key, type, expectation.low) &&
                                      read_value(value[1], key, type, expectation.high)
                                : read_value(value, key, type, expectation.low);
    if (read_all) scenario_.expectations.push_back(std::move(expectation));
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
        if (!instant) return fail("is neither an offset such as 30h nor an instant such as 2026-03-02T09:00:00Z");
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
        if (!number) return fail(number.reason);
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
      for (const Identity one : {Identity::background_session, Identity::interactive_session, Identity::role}) {
        words.emplace_back(name_of(one));
      }
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
};

}  // namespace

void read_expectations(Node block, Scenario& scenario, Diagnostics& problems) {
  if (block) Expectations(scenario, problems).read(block, "");
}

}  // namespace outlive::input
