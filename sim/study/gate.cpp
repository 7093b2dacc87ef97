#include "sim/study/gate.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "sim/study/contrast.hpp"
#include "sim/study/sample.hpp"
#include "sim/text/duration.hpp"
#include "sim/text/number.hpp"

namespace outlive::study {
namespace {

constexpr std::string_view any_fate = "any-fate";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::optional<double> decimal(std::string_view text) {
  const auto parsed = text::parse_decimal(text, 9);
  if (!parsed) return std::nullopt;
  return static_cast<double>(parsed->scaled) / 1e9;
}

bool is_currency(std::string_view text) {
  return text.size() == 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// The limit without its sign.
bool read_limit(std::string_view text, Gate& gate) {
  std::optional<double> value;
  if (text.ends_with('%')) {
    gate.unit = Gate::Unit::share_of_a;
    text.remove_suffix(1);
    value = decimal(trimmed(text));
    if (value) *value /= 100;
  } else if (const std::size_t space = text.rfind(' '); space != std::string_view::npos) {
    gate.unit = Gate::Unit::money;
    gate.currency = text.substr(space + 1);
    value = decimal(text.substr(0, space));
    if (!is_currency(gate.currency)) return false;
  } else if (const auto duration = text::parse_duration(text)) {
    gate.unit = Gate::Unit::duration;
    value = static_cast<double>(duration->count());
  } else {
    value = decimal(text);
  }
  gate.limit = value.value_or(0);
  return value.has_value();
}

std::string_view name_of(ResponseUnit unit) {
  constexpr std::array<std::string_view, 4> names{"an amount of money", "a count", "a share", "a duration"};
  return names.at(static_cast<std::size_t>(unit));
}

/// Where a value lies: beyond the limit, this side of it, or on it.
bool meets(Gate::Relation relation, double from_limit) {
  switch (relation) {
    case Gate::Relation::more: return from_limit > 0;
    case Gate::Relation::at_least: return from_limit >= 0;
    case Gate::Relation::less: return from_limit < 0;
    case Gate::Relation::at_most: return from_limit <= 0;
  }
  return false;
}

Answer answer_of(bool yes) { return yes ? Answer::yes : Answer::no; }

/// How far B lies from the limit.
Estimate from_limit(const Gate& gate, const Sides& sides, double confidence) {
  if (gate.unit == Gate::Unit::share_of_a) return contrast(sides, 1 + gate.limit, confidence);
  Estimate distance = contrast(sides, 1, confidence);
  distance.value -= gate.limit;
  if (distance.interval) {
    distance.interval->lower -= gate.limit;
    distance.interval->upper -= gate.limit;
  }
  return distance;
}

/// Counts of how jobs ended are the same in all replications, or they are not.
bool same_counts(const RunRecord& a, const RunRecord& b) {
  const auto same = [&](const Observed& each) {
    if (!each.name.starts_with("totals.jobs.")) return true;
    const Sides sides = sides_of(a, b, each.name);
    return sides.a == sides.b;
  };
  return std::all_of(a.responses.begin(), a.responses.end(), same) &&
         std::all_of(b.responses.begin(), b.responses.end(), same);
}

GateVerdict judge_fates(const RunRecord& a, const RunRecord& b, double confidence) {
  if (a.seed != b.seed && (a.chance || b.chance)) {
    throw std::invalid_argument("any-fate compares job by job: both sides must have the same seed");
  }
  GateVerdict verdict;
  verdict.came_true = answer_of(!compare(a, b, confidence).same_fates() || !same_counts(a, b));
  return verdict;
}

}  // namespace

text::ParseResult<Gate> parse_gate(std::string_view text) {
  using Result = text::ParseResult<Gate>;
  Gate gate;
  gate.text = trimmed(text);
  if (gate.text == any_fate) return Result::of(std::move(gate));
  const std::size_t sign = text.find_first_of("<>");
  if (sign == std::string_view::npos) {
    return Result::failed("needs KEY > LIMIT, such as 'cost.total > +5%', or any-fate");
  }
  const bool or_equal = text.substr(sign + 1).starts_with('=');
  gate.relation = text[sign] == '>' ? (or_equal ? Gate::Relation::at_least : Gate::Relation::more)
                                    : (or_equal ? Gate::Relation::at_most : Gate::Relation::less);
  gate.response = trimmed(text.substr(0, sign));
  if (gate.response.empty())
    return Result::failed("needs a response before '" + std::string(1, text[sign]) + "', such as cost.total");
  std::string_view limit = trimmed(text.substr(sign + (or_equal ? 2 : 1)));
  const bool negative = limit.starts_with('-');
  if (negative || limit.starts_with('+')) limit.remove_prefix(1);
  const bool is_number =
      !limit.empty() && limit.front() >= '0' && limit.front() <= '9';  // one sign is enough
  if (!is_number || !read_limit(limit, gate)) {
    return Result::failed(
        "has no limit: a number such as -2, a share of A such as +5%, money such as 10 USD, or a duration "
        "such as 30m");
  }
  if (negative) gate.limit = -gate.limit;
  return Result::of(std::move(gate));
}

std::string misfit(const Gate& gate, ResponseUnit unit, std::string_view currency) {
  const std::string what = gate.response + " is " + std::string(name_of(unit));
  switch (gate.unit) {
    case Gate::Unit::share_of_a: return {};
    case Gate::Unit::plain:
      return unit == ResponseUnit::duration && gate.limit != 0
                 ? what + ": its limit needs a unit, such as 30m"
                 : "";
    case Gate::Unit::duration: return unit == ResponseUnit::duration ? "" : what + ", not a duration";
    case Gate::Unit::money:
      if (unit != ResponseUnit::money) return what + ", not money";
      return gate.currency == currency ? ""
                                       : what + " in " + std::string(currency) + ", not in " + gate.currency;
  }
  return {};
}

GateVerdict judge(const Gate& gate, const RunRecord& a, const RunRecord& b, double confidence) {
  if (gate.response.empty()) return judge_fates(a, b, confidence);
  GateVerdict verdict;
  verdict.difference = difference(a, b, gate.response, confidence);
  if (std::string why = misfit(gate, verdict.difference.unit, a.currency); !why.empty()) {
    throw std::invalid_argument(why);
  }
  const Sides sides = sides_of(a, b, gate.response);
  if (!sides.is_finite()) return verdict;
  const Estimate distance = from_limit(gate, sides, confidence);
  if (sides.basis == Basis::exact) {
    verdict.came_true = answer_of(meets(gate.relation, distance.value));
  } else if (distance.interval) {
    const bool lower = meets(gate.relation, distance.interval->lower);
    const bool upper = meets(gate.relation, distance.interval->upper);
    if (lower == upper) {
      verdict.came_true = answer_of(lower);
    } else {
      verdict.replications =
          replications_wanted(distance.count, distance.interval->half_width(), distance.value);
    }
  }
  return verdict;
}

}  // namespace outlive::study
