// What the text of a scalar means, and what is wrong with it in words: the one reading that the checker and
// the decoder share. The grammars themselves (durations, numbers, money) are those of sim/text.
//
//   const auto problem = find_problem(node, *type);   // node is the scalar 91d
//   problem->what == "91d is out of range; expected 15m to 90d", problem->rule == "IDC-6"
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/work.hpp"
#include "sim/input/document.hpp"
#include "sim/input/schema.hpp"

namespace outlive::input {

/// `what` goes behind "key.path: "; `close`: the type is right, only the value or its spelling is not.
struct ScalarProblem {
  std::string what;
  std::string rule;
  bool close = false;
};

/// What keeps a scalar node from being a value of a scalar type, or nothing.
std::optional<ScalarProblem> find_problem(Node scalar, const Type& type);

/// 'text' in quotes; long texts are cut.
std::string quote(std::string_view text);

/// "; did you mean 'x'?", or empty if nothing is near.
std::string did_you_mean(std::string_view text, const std::vector<std::string>& candidates);

/// Decimals beyond these are an error, not a rounding.
inline constexpr int decimal_digits = 9;

/// A plain decimal number, or why it is none.
std::optional<double> read_decimal(std::string_view text, std::string& reason);

/// A release such as 7.8: major and minor number.
std::optional<Release> read_release(std::string_view text);

/// A share such as 30% or 0.3 in units of 10^-9, exactly, or why it is none.
std::optional<std::int64_t> read_portion(std::string_view text, std::string& reason);
inline constexpr std::int64_t whole_portion = 1'000'000'000;

/// A date such as 2026-12-25 in days since 1970-01-01.
std::optional<std::int64_t> read_date(std::string_view text);

/// True for what YAML reads as a number, a flag or nothing when it stands without quotes.
bool looks_like_number(std::string_view text);
bool looks_like_word_of_yaml(std::string_view text);  // true, false, null, ~ in YAML's spellings

}  // namespace outlive::input
