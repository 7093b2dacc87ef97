#include "sim/input/expected_value.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "outlive/vocabulary.hpp"
#include "sim/input/scalars.hpp"
#include "sim/text/duration.hpp"
#include "sim/text/instant.hpp"
#include "sim/text/money_text.hpp"
#include "sim/text/number.hpp"

namespace outlive::input {
namespace {

constexpr std::array<ComparisonWord, 4> comparisons{{{"equals", Comparison::equals},
                                                     {"at_least", Comparison::at_least},
                                                     {"at_most", Comparison::at_most},
                                                     {"between", Comparison::between}}};

bool is_less(const Expected& a, const Expected& b) {
  return a.ticks < b.ticks || a.money < b.money || a.number < b.number;
}
bool is_outside(const Expected& share) {
  return share.number < 0 || share.number > text::power_of_ten(text::money_decimals);
}

std::vector<std::string> words_of(const std::string& key) {
  std::vector<std::string> words;
  if (key.ends_with(".outcome")) {
    for (std::size_t i = 0; i < outcome_count; ++i) words.emplace_back(name_of(static_cast<Outcome>(i)));
  } else if (key.ends_with(".cause") || key.ends_with(".ended_by")) {
    for (std::size_t i = 0; i < cause_count; ++i) words.emplace_back(name_of(static_cast<Cause>(i)));
  } else if (key.ends_with(".identity")) {
    for (std::size_t i = 0; i < identity_count; ++i) words.emplace_back(name_of(static_cast<Identity>(i)));
  }
  return words;
}

class Reader {
 public:
  Reader(Node node, const ExpectedOf& of, Expected& value, Diagnostics& problems)
      : node_(node), text_(node.text()), of_(of), value_(value), problems_(problems) {
    if (of.is_relative && text_.starts_with('+')) text_.remove_prefix(1);
  }

  bool read() {
    const bool is_share = of_.is_relative && text_.ends_with('%');
    value_.type = is_share ? Expected::Type::number : of_.type;
    value_.text = std::string(node_.text());
    switch (value_.type) {
      case Expected::Type::text: return check_word();
      case Expected::Type::flag:
        value_.flag = text_ == "true";
        return value_.flag || text_ == "false" || fail("is not a flag; expected true or false");
      case Expected::Type::duration: return read_duration();
      case Expected::Type::instant: return read_instant();
      case Expected::Type::money: {
        const auto money = text::parse_money(text_);
        if (!money) return fail(money.reason);
        value_.money = money->amount;
        value_.decimals = money->written_decimals;
        return true;
      }
      case Expected::Type::number: return read_number();
    }
    return false;
  }

 private:
  bool fail(const std::string& why) {
    problems_.error(node_.place(), of_.key + ": " + quote(node_.text()) + " " + why);
    return false;
  }

  bool read_duration() {
    if (text_ == "none") {
      value_.ticks = unlimited.count();
      return true;
    }
    const auto length = text::parse_duration(text_);
    if (!length) return fail(length.reason);
    value_.ticks = length->count();
    return true;
  }

  bool read_instant() {
    const auto offset = text::parse_duration(text_);
    if (offset) {
      value_.ticks = offset->count();
      return true;
    }
    if (offset.reason == text::too_long) return fail(offset.reason);
    const auto instant = text::parse_instant(text_);
    if (!instant) return fail("is neither an offset such as 30h nor an instant such as 2026-03-02T09:00:00Z");
    value_.ticks = *instant - of_.start_unix_ms;
    return true;
  }

  /// A share may be written as 0.01 or as 1%.
  bool read_number() {
    std::string_view written = text_;
    const bool percent = (of_.is_relative || of_.key.ends_with("share")) && written.ends_with('%');
    if (percent) written.remove_suffix(1);
    const auto number = text::parse_decimal(written, text::money_decimals - (percent ? 2 : 0));
    if (!number && of_.key.ends_with(".share")) return fail("is not a share; expected a number from 0 to 1");
    if (!number) return fail("is not a number; expected one such as 12 or 0.5");
    value_.number = number->scaled;  // of a percentage, hundredths have two decimals more
    value_.decimals = number->written_decimals + (percent ? 2 : 0);
    return true;
  }

  /// Words of a closed list are held against it: a misspelled cause would never hold.
  bool check_word() {
    const std::vector<std::string> words = words_of(of_.key);
    if (words.empty() || std::find(words.begin(), words.end(), node_.text()) != words.end()) return true;
    const std::string hint = did_you_mean(node_.text(), words);
    std::string known;
    for (const std::string& word : words) known += (known.empty() ? "" : ", ") + word;
    return fail("is not one of its values" + (hint.empty() ? "; expected one of " + known : hint));
  }

  Node node_;
  std::string_view text_;  // without a leading plus
  const ExpectedOf& of_;
  Expected& value_;
  Diagnostics& problems_;
};

}  // namespace

std::span<const ComparisonWord> comparison_words() { return comparisons; }

bool read_expected(Node node, const ExpectedOf& of, Expected& value, Diagnostics& problems) {
  return Reader(node, of, value, problems).read();
}

bool read_limits(Node value, const ExpectedOf& of, Expectation& expectation, Diagnostics& problems) {
  const bool range = expectation.comparison == Comparison::between;
  if (!range && !value.is_scalar()) {
    problems.error(value.place(), of.key + ": expected a value");
    return false;
  }
  const bool read_all = range ? read_expected(value[0], of, expectation.low, problems) &&
                                    read_expected(value[1], of, expectation.high, problems)
                              : read_expected(value, of, expectation.low, problems);
  if (!read_all) return false;
  const bool share = of.key.ends_with(".share") && !of.is_relative;
  if (range && is_less(expectation.high, expectation.low)) {
    problems.error(value.place(), of.key + ": the first value of 'between' is greater than the second");
    return false;
  }
  if (share && (is_outside(expectation.low) || (range && is_outside(expectation.high)))) {
    problems.error(value.place(), of.key + ": a share lies between 0 and 1");
    return false;
  }
  return true;
}

}  // namespace outlive::input
