#include "sim/study/levels.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/engine/elementary.hpp"
#include "sim/text/duration.hpp"
#include "sim/text/number.hpp"

namespace outlive::study {
namespace {

constexpr int number_decimals = 6;
constexpr int percent_decimals = 2;

/// `scaled` without the zeros behind its last decimal.
std::string shortest(double value, int decimals) {
  std::string text =
      text::format_scaled(static_cast<Int128>(std::llround(value * std::pow(10, decimals))), decimals);
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

Duration rounded(double milliseconds) {
  using namespace std::chrono;
  const Duration whole{static_cast<std::int64_t>(std::llround(milliseconds))};
  if (whole >= hours{1}) return duration_cast<Duration>(round<minutes>(whole));
  if (whole >= minutes{1}) return duration_cast<Duration>(round<seconds>(whole));
  return whole;
}

std::optional<double> decimal_of(std::string_view value) {
  const auto number = text::parse_decimal(value, 9);
  if (!number) return std::nullopt;
  return static_cast<double>(number->scaled) / 1e9;
}

}  // namespace

std::optional<double> position_of(Factor::Type type, std::string_view value) {
  switch (type) {
    case Factor::Type::word: return std::nullopt;
    case Factor::Type::duration: {
      const auto length = text::parse_duration(value);
      if (!length) return std::nullopt;
      return static_cast<double>(length->count());
    }
    case Factor::Type::count: {
      const auto number = text::parse_integer(value);
      if (!number) return std::nullopt;
      return static_cast<double>(*number);
    }
    case Factor::Type::share: {
      if (!value.ends_with('%')) return std::nullopt;
      const auto number = decimal_of(value.substr(0, value.size() - 1));
      if (!number) return std::nullopt;
      return *number / 100;
    }
    case Factor::Type::number: return decimal_of(value);
  }
  return std::nullopt;
}

Factor::Type common_type(const std::vector<std::string>& values) {
  constexpr std::array types{Factor::Type::duration, Factor::Type::count, Factor::Type::share,
                             Factor::Type::number};
  for (const Factor::Type type : types) {
    const bool all = std::all_of(values.begin(), values.end(), [&](const std::string& value) {
      return position_of(type, value).has_value();
    });
    if (all) return type;
  }
  return Factor::Type::word;
}

std::string write_position(Factor::Type type, double position) {
  switch (type) {
    case Factor::Type::word: break;
    case Factor::Type::duration: return text::format_duration(rounded(position));
    case Factor::Type::count: return text::format_integer(static_cast<Int128>(std::llround(position)));
    case Factor::Type::share: return shortest(position * 100, percent_decimals) + "%";
    case Factor::Type::number: return shortest(position, number_decimals);
  }
  return {};
}

void add_override(const std::string& key, const std::string& value, Replaced& replaced) {
  constexpr std::string_view of_assumption = "assumptions.";
  if (key.starts_with(of_assumption)) {
    replaced.assumptions.push_back({key.substr(of_assumption.size()), value});
  } else {
    replaced.settings.push_back({key, value});
  }
}

void add_level(const Factor& factor, const Level& level, Replaced& replaced) {
  for (std::size_t i = 0; i < factor.keys.size(); ++i)
    add_override(factor.keys[i], level.values[i], replaced);
}

}  // namespace outlive::study

namespace outlive {

Replaced replaced_at(const Study& study, const DesignPoint& point) {
  Replaced replaced{study.settings, study.assumptions};
  for (std::size_t i = 0; i < study.factors.size(); ++i)
    study::add_level(study.factors[i], point.levels[i], replaced);
  return replaced;
}

Level level_at(const Factor& factor, double share) {
  const double from = factor.levels.front().position;
  const double to = factor.levels.back().position;
  double position = from + share * (to - from);
  if (factor.logarithmic) position = from * elementary::exp(share * elementary::log(to / from));
  Level level;
  level.text =
      study::write_position(factor.type, std::clamp(position, std::min(from, to), std::max(from, to)));
  level.values.assign(factor.keys.size(), level.text);
  level.position = study::position_of(factor.type, level.text).value_or(position);
  level.place = factor.place;
  return level;
}

}  // namespace outlive
