#include "sim/input/scalars.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "sim/input/object_view.hpp"
#include "sim/text/duration.hpp"
#include "sim/text/instant.hpp"
#include "sim/text/money_text.hpp"
#include "sim/text/nearest.hpp"
#include "sim/text/number.hpp"

namespace outlive::input {
namespace {

constexpr std::int64_t no_integer_min = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t no_integer_max = std::numeric_limits<std::int64_t>::max();
constexpr double no_decimal_min = std::numeric_limits<double>::lowest();
constexpr double no_decimal_max = std::numeric_limits<double>::max();

/// " from 1 to 9", " of at least 1", " of at most 9" or nothing.
std::string range_text(bool has_min, const std::string& min, bool has_max, const std::string& max) {
  if (has_min && has_max) return " from " + min + " to " + max;
  if (has_min) return " of at least " + min;
  return has_max ? " of at most " + max : "";
}
std::string range_text(const IntegerRange& range) {
  return range_text(range.min != no_integer_min, std::to_string(range.min), range.max != no_integer_max,
                    std::to_string(range.max));
}
std::string range_text(const DecimalRange& range) {
  return range_text(range.min > no_decimal_min, text::format_decimal(range.min), range.max < no_decimal_max,
                    text::format_decimal(range.max));
}
std::string range_text(const DurationRange& range) {
  std::string wanted;
  if (range.min > Duration::zero() && range.max != unlimited) {
    wanted = text::format_duration(range.min) + " to " + text::format_duration(range.max);
  } else if (range.min > Duration::zero()) {
    wanted = "at least " + text::format_duration(range.min);
  } else {
    wanted = "at most " + text::format_duration(range.max);
  }
  return wanted + (range.none ? ", or none" : "");
}

/// .nan and .inf: YAML's numbers that are none.
bool is_not_finite(std::string_view text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  constexpr std::array<std::string_view, 6> words{".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF"};
  return std::find(words.begin(), words.end(), text) != words.end();
}

ScalarProblem malformed(Node scalar, const Type& type, const char* what) {
  return {quote(scalar.text()) + what + "; expected " + expectation(type), {}, false};
}

std::optional<ScalarProblem> in_duration(Node scalar, const Type& type) {
  const DurationRange& range = type.durations;
  if (range.none && scalar.text() == "none") return std::nullopt;
  const auto value = text::parse_duration(scalar.text());
  if (!value) {
    return malformed(scalar, type, looks_like_number(scalar.text()) ? " needs a unit" : " is not a duration");
  }
  if (*value >= range.min && *value <= range.max) return std::nullopt;
  return ScalarProblem{std::string(scalar.text()) + " is out of range; expected " + range_text(range), range.rule, true};
}

/// Quotes make a text of a number: for YAML, for the published schema, and so here.
std::optional<ScalarProblem> in_quotes(Node scalar, const Type& type) {
  if (!scalar.quoted()) return std::nullopt;
  return malformed(scalar, type, " in quotes is a text");
}

template <class Value, class Range>
std::optional<ScalarProblem> in_number(Node scalar, const Type& type, const std::optional<Value>& value,
                                       const Range& range, const char* what) {
  if (auto quoted = in_quotes(scalar, type)) return quoted;
  if (!value) return malformed(scalar, type, what);
  if (*value >= range.min && *value <= range.max) return std::nullopt;
  return ScalarProblem{std::string(scalar.text()) + " is out of range; expected " + expectation(type), range.rule, true};
}

std::optional<ScalarProblem> in_choice(Node scalar, const Type& type) {
  const auto& words = type.choices;
  if (std::find(words.begin(), words.end(), scalar.text()) != words.end()) return std::nullopt;
  const std::string hint = did_you_mean(scalar.text(), words);
  return ScalarProblem{quote(scalar.text()) + " is not known here" + (hint.empty() ? "; expected " + join_or(words) : hint),
                       {},
                       !hint.empty()};
}

std::optional<ScalarProblem> in_identifier(Node scalar, const Type& type) {
  if (!is_identifier(scalar.text())) return malformed(scalar, type, " is not a name");
  if (!scalar.quoted() && looks_like_word_of_yaml(scalar.text())) {
    return malformed(scalar, type, " without quotes is not a name");
  }
  return std::nullopt;
}

}  // namespace

std::string quote(std::string_view text) {
  constexpr std::size_t longest = 60;
  if (text.size() <= longest) return "'" + std::string(text) + "'";
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // not inside a character
  return "'" + std::string(text.substr(0, end)) + "...'";
}

std::string did_you_mean(std::string_view text, const std::vector<std::string>& candidates) {
  constexpr std::size_t longest = 100;  // nobody mistypes that much, and distances of long texts are slow
  if (text.empty() || text.size() > longest) return {};
  const std::string near = text::nearest(text, candidates);
  return near.empty() ? "" : "; did you mean '" + near + "'?";
}

bool looks_like_number(std::string_view text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  bool digits = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9') {
      digits = true;
    } else if ((c == 'e' || c == 'E') && digits && i + 1 < text.size()) {
      const std::string_view exponent = text.substr(i + 1);
      return exponent.find_first_not_of("0123456789", exponent[0] == '-' || exponent[0] == '+' ? 1 : 0) ==
             std::string_view::npos;
    } else if (c != '.' || text.find('.', i + 1) != std::string_view::npos) {
      return false;
    }
  }
  return digits;
}

bool looks_like_word_of_yaml(std::string_view text) {
  constexpr std::array<std::string_view, 11> words{"true", "True", "TRUE", "false", "False", "FALSE",
                                                   "null", "Null", "NULL", "~",     ""};
  return std::find(words.begin(), words.end(), text) != words.end();
}

std::optional<ScalarProblem> find_problem(Node scalar, const Type& type) {
  const std::string_view text = scalar.text();
  if (!scalar.quoted() && is_not_finite(text)) {
    return ScalarProblem{quote(text) + " is not a finite number; expected " + expectation(type), {}, false};
  }
  switch (type.kind) {
    case TypeKind::duration: return in_duration(scalar, type);
    case TypeKind::instant:
      if (text::parse_duration(text) || text::parse_utc(text)) return std::nullopt;
      return malformed(scalar, type, looks_like_number(text) ? " needs a unit" : " is not an instant");
    case TypeKind::utc:
      if (text::parse_utc(text)) return std::nullopt;
      return malformed(scalar, type, " is not an instant");
    case TypeKind::flag:
      if (auto quoted = in_quotes(scalar, type)) return quoted;
      if (text == "true" || text == "false") return std::nullopt;
      return malformed(scalar, type, " is not a flag");
    case TypeKind::integer:
      return in_number(scalar, type, text::parse_integer(text), type.integers, " is not a whole number");
    case TypeKind::decimal:
      return in_number(scalar, type, text::parse_decimal(text), type.decimals, " is not a number");
    case TypeKind::money:
      if (text::parse_money(text)) return std::nullopt;
      return malformed(scalar, type, looks_like_number(text) ? " needs a currency" : " is not an amount of money");
    case TypeKind::identifier: return in_identifier(scalar, type);
    case TypeKind::choice: return in_choice(scalar, type);
    default: return std::nullopt;  // a text may be anything
  }
}

std::string expectation(const Type& type) {
  switch (type.kind) {
    case TypeKind::duration:
      return std::string("a duration such as 15m, 48h or 7d") + (type.durations.none ? ", or none" : "");
    case TypeKind::instant: return "an offset such as 90m, or an instant such as 2026-03-02T09:00:00Z";
    case TypeKind::utc: return "an instant such as 2026-03-02T09:00:00Z";
    case TypeKind::flag: return "true or false";
    case TypeKind::integer: return "a whole number" + range_text(type.integers);
    case TypeKind::decimal: return "a number" + range_text(type.decimals);
    case TypeKind::money: return "an amount such as 131.63 USD";
    case TypeKind::text: return "a text";
    case TypeKind::identifier: return "a name such as maria or etl-1";
    case TypeKind::choice: return join_or(type.choices);
    case TypeKind::list: return "a list";
    case TypeKind::map:
    case TypeKind::object: return "a map of keys and values";
    case TypeKind::any_of: break;
  }
  std::vector<std::string> each;
  for (const TypeRef& alternative : type.alternatives) {
    std::string words = expectation(*alternative);
    if (std::find(each.begin(), each.end(), words) == each.end()) each.push_back(std::move(words));
  }
  return join_or(each);
}

}  // namespace outlive::input
