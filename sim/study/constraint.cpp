#include "sim/study/constraint.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "sim/study/levels.hpp"
#include "sim/text/nearest.hpp"

namespace outlive::study {
namespace {

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = text.find_first_not_of(' '); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    words.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(' ', end);
  }
  return words;
}

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

}  // namespace

class Constraint::Parser {
 public:
  Parser(std::span<const Factor> factors, std::string& reason) : factors_(factors), reason_(reason) {}

  std::optional<Constraint> parse(std::string_view text) {
    Constraint constraint;
    for (const Factor& factor : factors_) constraint.types_.push_back(factor.type);
    const std::vector<std::string_view> words = words_of(text);
    for (std::size_t at = 0;; at += 4) {
      if (words.size() < at + 3) return fail("expected a comparison such as idle <= background");
      const auto comparison = compare(words[at], words[at + 1], words[at + 2]);
      if (!comparison) return std::nullopt;
      constraint.any_of_.push_back(*comparison);
      if (words.size() == at + 3) return constraint;
      if (words[at + 3] != "or") {
        return fail("expected 'or' and not " + quoted(words[at + 3]) +
                    "; for 'and' write another constraint");
      }
    }
  }

 private:
  std::nullopt_t fail(std::string why) {
    reason_ = std::move(why);
    return std::nullopt;
  }

  std::optional<Comparison> compare(std::string_view left, std::string_view by, std::string_view right) {
    constexpr std::array<std::pair<std::string_view, Operator>, 6> operators{{{"<", Operator::less},
                                                                              {"<=", Operator::at_most},
                                                                              {"==", Operator::equal},
                                                                              {"!=", Operator::unequal},
                                                                              {">=", Operator::at_least},
                                                                              {">", Operator::greater}}};
    const auto* found =
        std::find_if(operators.begin(), operators.end(), [&](const auto& each) { return each.first == by; });
    if (found == operators.end()) return fail(quoted(by) + " is not one of <, <=, ==, !=, >= and >");
    const auto a = factor_named(left);
    const auto b = factor_named(right);
    if (!a && !b) return unknown(left);
    const Factor::Type type = factors_[a ? *a : *b].type;
    if (a && b && factors_[*b].type != type) {
      return fail(quoted(left) + " and " + quoted(right) + " are not of one kind");
    }
    const bool ordered = found->second != Operator::equal && found->second != Operator::unequal;
    if (type == Factor::Type::word && ordered) {
      return fail(quoted(a ? left : right) + " is a word, of which none is greater; expected == or !=");
    }
    Comparison comparison{{}, found->second, {}};
    if (!set_side(comparison.left, left, a, type) || !set_side(comparison.right, right, b, type))
      return std::nullopt;
    return comparison;
  }

  [[nodiscard]] std::optional<std::size_t> factor_named(std::string_view name) const {
    for (std::size_t i = 0; i < factors_.size(); ++i) {
      if (factors_[i].name == name) return i;
    }
    return std::nullopt;
  }

  std::nullopt_t unknown(std::string_view name) {
    std::vector<std::string_view> names;
    for (const Factor& factor : factors_) names.push_back(factor.name);
    const auto near = text::nearest(name, names);
    return fail("there is no factor " + quoted(name) + (near ? "; did you mean " + quoted(*near) + "?" : ""));
  }

  bool set_side(Side& side, std::string_view text, std::optional<std::size_t> factor, Factor::Type type) {
    side.is_factor = factor.has_value();
    side.factor = factor.value_or(0);
    if (factor) return true;
    side.word = std::string(text);
    if (type == Factor::Type::word) return true;
    const auto position = position_of(type, text);
    if (!position) {
      fail(quoted(text) + " is neither a factor nor a value of the other side's kind");
      return false;
    }
    side.position = *position;
    return true;
  }

  std::span<const Factor> factors_;
  std::string& reason_;
};

std::optional<Constraint> Constraint::parse(std::string_view text, std::span<const Factor> factors,
                                            std::string& reason) {
  return Parser(factors, reason).parse(text);
}

bool Constraint::holds(std::span<const Level> levels) const {
  return std::any_of(any_of_.begin(), any_of_.end(), [&](const Comparison& comparison) {
    const auto& [left, by, right] = comparison;
    const Factor::Type type = types_[left.is_factor ? left.factor : right.factor];
    if (type == Factor::Type::word) {
      const auto word = [&](const Side& side) {
        return side.is_factor ? levels[side.factor].text : side.word;
      };
      return (word(left) == word(right)) == (by == Operator::equal);
    }
    const auto position = [&](const Side& side) {
      return side.is_factor ? levels[side.factor].position : side.position;
    };
    const double a = position(left);
    const double b = position(right);
    switch (by) {
      case Operator::less: return a < b;
      case Operator::at_most: return a <= b;
      case Operator::equal: return a == b;
      case Operator::unequal: return a != b;
      case Operator::at_least: return a >= b;
      case Operator::greater: return a > b;
    }
    return false;
  });
}

}  // namespace outlive::study
