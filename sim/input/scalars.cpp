#include "sim/input/scalars.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "sim/input/object_view.hpp"
#include "sim/input/zone.hpp"
#include "sim/text/bytes.hpp"
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
/// 0.25 -> "0.25", never with a locale's comma, nor as 1e+05.
std::string decimal_text(double number) {
  std::array<char, 400> buffer{};
  return {buffer.data(),
          std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed).ptr};
}
std::string range_text(const DecimalRange& range) {
  return range_text(range.min > no_decimal_min, decimal_text(range.min), range.max < no_decimal_max,
                    decimal_text(range.max));
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
std::string range_text(const SizeRange& range) {
  return text::format_bytes(range.min) + " to " + text::format_bytes(std::min(range.max, text::most_bytes));
}

/// .nan and .inf: YAML's numbers that are none.
bool is_not_finite(std::string_view text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  constexpr std::array<std::string_view, 6> words{".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF"};
  return std::find(words.begin(), words.end(), text) != words.end();
}

/// `what` continues the quoted text: "'48' needs a unit; expected a duration such as 15m".
ScalarProblem malformed(Node scalar, const Type& type, std::string_view what) {
  return {quote(scalar.text()) + " " + std::string(what) + "; expected " + expectation(type), {}, false};
}

/// The same with the reason that a reader of sim/text gave. If that says what to do, it is enough; its bare
/// example makes way for what this very place expects.
ScalarProblem unreadable(Node scalar, const Type& type, std::string_view reason) {
  const std::size_t example = std::min(reason.find(" such as"), reason.size());
  if (reason.find(':') < example) return {quote(scalar.text()) + " " + std::string(reason), {}, false};
  std::string_view what = reason.substr(0, example);
  if (what.ends_with(',')) what.remove_suffix(1);
  return malformed(scalar, type, what);
}

/// Quotes make a text of a number: for YAML, for the published schema, and so here.
std::optional<ScalarProblem> in_quotes(Node scalar, const Type& type) {
  if (!scalar.quoted()) return std::nullopt;
  return malformed(scalar, type, "in quotes is a text");
}

std::optional<ScalarProblem> in_duration(Node scalar, const Type& type) {
  const DurationRange& range = type.durations;
  if (range.none && scalar.text() == "none") return std::nullopt;
  const auto value = text::parse_duration(scalar.text());
  if (!value) return unreadable(scalar, type, value.reason);
  if (*value >= range.min && *value <= range.max) return std::nullopt;
  return ScalarProblem{std::string(scalar.text()) + " is out of range; expected " + range_text(range),
                       range.rule, true};
}

std::optional<ScalarProblem> in_size(Node scalar, const Type& type) {
  const auto value = text::parse_bytes(scalar.text());
  if (!value) return unreadable(scalar, type, value.reason);
  if (*value >= type.sizes.min && *value <= type.sizes.max) return std::nullopt;
  return ScalarProblem{
      std::string(scalar.text()) + " is out of range; expected " + range_text(type.sizes), {}, true};
}

std::optional<ScalarProblem> in_instant(Node scalar, const Type& type) {
  const auto offset = text::parse_duration(scalar.text());
  if (offset && type.kind == TypeKind::instant) return std::nullopt;
  const auto absolute = text::parse_instant(scalar.text());
  if (absolute) return std::nullopt;
  if (type.kind == TypeKind::utc || scalar.text().find('-') != std::string_view::npos) {
    return unreadable(scalar, type, absolute.reason);
  }
  const bool is_offset = looks_like_number(scalar.text()) || offset.reason == text::too_long;
  return is_offset ? unreadable(scalar, type, offset.reason)
                   : malformed(scalar, type, "is neither an offset nor an instant");
}

template <class Value, class Range>
std::optional<ScalarProblem> in_range(Node scalar, const Type& type, Value value, const Range& range) {
  if (value >= range.min && value <= range.max) return std::nullopt;
  return ScalarProblem{std::string(scalar.text()) + " is out of range; expected " + expectation(type),
                       range.rule, true};
}

std::optional<ScalarProblem> in_number(Node scalar, const Type& type) {
  if (auto quoted = in_quotes(scalar, type)) return quoted;
  if (type.kind == TypeKind::integer) {
    const auto value = text::parse_integer(scalar.text());
    return value ? in_range(scalar, type, *value, type.integers) : unreadable(scalar, type, value.reason);
  }
  std::string reason;
  const auto value = read_decimal(scalar.text(), reason);
  return value ? in_range(scalar, type, *value, type.decimals) : unreadable(scalar, type, reason);
}

std::optional<ScalarProblem> in_portion(Node scalar, const Type& type) {
  std::string reason;
  const auto value = read_portion(scalar.text(), reason);
  if (!value) return unreadable(scalar, type, reason);
  if (scalar.quoted() && !scalar.text().ends_with('%')) return in_quotes(scalar, type);
  if (*value >= 0 && *value <= whole_portion * type.portions.most_percent / 100) return std::nullopt;
  return ScalarProblem{
      std::string(scalar.text()) + " is out of range; expected " + expectation(type), {}, true};
}

std::optional<ScalarProblem> in_date(Node scalar, const Type& type) {
  if (read_date(scalar.text())) return std::nullopt;
  const std::string_view text = scalar.text();
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                      text.find_first_not_of("0123456789-") == std::string_view::npos;
  return malformed(scalar, type, shaped ? "is no day of the calendar" : "is not a date");
}

std::optional<ScalarProblem> in_choice(Node scalar, const Type& type) {
  const auto& words = type.choices;
  if (std::find(words.begin(), words.end(), scalar.text()) != words.end()) return std::nullopt;
  const std::string hint = did_you_mean(scalar.text(), words);
  const std::string all = join_or(words);
  constexpr std::size_t short_list = 80;  // a guess may be wrong, so what else there is stands beside it
  return ScalarProblem{quote(scalar.text()) + " is not known here" +
                           (hint.empty()               ? "; expected " + all
                            : all.size() <= short_list ? hint + " (" + all + ")"
                                                       : hint),
                       {},
                       !hint.empty()};
}

std::optional<ScalarProblem> in_identifier(Node scalar, const Type& type) {
  if (!is_identifier(scalar.text())) return malformed(scalar, type, "is not a name");
  if (!scalar.quoted() && looks_like_word_of_yaml(scalar.text())) {
    return malformed(scalar, type, "without quotes is not a name");
  }
  return std::nullopt;
}

}  // namespace

std::string quote(std::string_view text) {
  constexpr std::size_t longest = 60;
  if (text.size() <= longest) return "'" + std::string(text) + "'";
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
    --end;  // not inside a character
  return "'" + std::string(text.substr(0, end)) + "...'";
}

std::string did_you_mean(std::string_view text, const std::vector<std::string>& candidates) {
  constexpr std::size_t longest = 100;  // nobody mistypes that much, and distances of long texts are slow
  if (text.empty() || text.size() > longest) return {};
  const std::vector<std::string_view> views(candidates.begin(), candidates.end());
  const auto near = text::nearest(text, views);
  return near ? "; did you mean '" + std::string(*near) + "'?" : "";
}

std::optional<double> read_decimal(std::string_view text, std::string& reason) {
  const auto exact = text::parse_decimal(text, decimal_digits);
  double value = 0.0;
  // The grammar is that of sim/text; the value comes from the text itself, so that it is rounded once.
  if (exact && std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc()) return value;
  reason = exact ? "is too large" : exact.reason;
  return std::nullopt;
}

std::optional<Release> read_release(std::string_view text) {
  constexpr std::int64_t most = 999;
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return std::nullopt;
  const auto major = text::parse_integer(text.substr(0, point));
  const auto minor = text::parse_integer(text.substr(point + 1));
  if (!major || !minor || *major < 0 || *minor < 0 || *major > most || *minor > most) return std::nullopt;
  return Release{static_cast<std::uint16_t>(*major), static_cast<std::uint16_t>(*minor)};
}

std::optional<std::int64_t> read_portion(std::string_view text, std::string& reason) {
  constexpr int decimals_of_percent = decimal_digits - 2;
  const bool percent = text.ends_with('%');
  if (percent) text.remove_suffix(1);
  const auto exact = text::parse_decimal(text, percent ? decimals_of_percent : decimal_digits);
  constexpr Int128 most = Int128{whole_portion} * 1'000'000;
  if (exact && exact->scaled >= -most && exact->scaled <= most) {
    return static_cast<std::int64_t>(exact->scaled);
  }
  reason = exact ? "is too large" : exact.reason;
  if (reason.find("decimals") == std::string::npos && !exact) reason = "is not a share";
  return std::nullopt;
}

std::optional<std::int64_t> read_date(std::string_view text) {
  constexpr std::int64_t ms_per_day = 86'400'000;
  if (text.size() != 10) return std::nullopt;
  const auto midnight = parse_wall_clock(std::string(text) + " 00:00");
  return midnight ? std::optional(*midnight / ms_per_day) : std::nullopt;
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
    case TypeKind::utc: return in_instant(scalar, type);
    case TypeKind::flag:
      if (auto quoted = in_quotes(scalar, type)) return quoted;
      if (text == "true" || text == "false") return std::nullopt;
      return malformed(scalar, type, "is not a flag");
    case TypeKind::integer:
    case TypeKind::decimal: return in_number(scalar, type);
    case TypeKind::money: {
      const auto value = text::parse_money(text);
      if (value) return std::nullopt;
      return unreadable(scalar, type, value.reason);
    }
    case TypeKind::size: return in_size(scalar, type);
    case TypeKind::release:
      if (read_release(text)) return std::nullopt;
      return malformed(scalar, type, "is not a release");
    case TypeKind::portion: return in_portion(scalar, type);
    case TypeKind::date: return in_date(scalar, type);
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
    case TypeKind::integer:
      if (type.integers.min == type.integers.max) return std::to_string(type.integers.min);
      return "a whole number" + range_text(type.integers);
    case TypeKind::decimal: return "a number" + range_text(type.decimals);
    case TypeKind::money: return "an amount such as 131.63 USD";
    case TypeKind::size: return "a size such as 10 MB, 3 GB or 1.5 TB";
    case TypeKind::release: return "a release such as 7.8";
    case TypeKind::portion:
      return "a share from 0% to " + std::to_string(type.portions.most_percent) + "%, such as 30% or 0.3";
    case TypeKind::date: return "a date such as 2026-12-25";
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
