#include "sim/import/json_fields.hpp"

#include <cmath>
#include <limits>

#include "sim/text/instant.hpp"
#include "sim/text/number.hpp"

namespace outlive::import {
namespace {

/// Later moments are taken for nonsense: 2200-01-01.
constexpr std::int64_t latest_ms = 7'258'118'400'000;

/// `2026-03-02T09:00:00.123456+00:00` has more decimals than a millisecond needs, and `2026-03-02 09:00:00` is how some write it.
std::optional<std::int64_t> parse_moment(std::string text) {
  constexpr std::size_t fraction = 19;  // behind YYYY-MM-DDTHH:MM:SS
  if (text.size() > 10 && text[10] == ' ') text[10] = 'T';
  if (text.size() > fraction && text[fraction] == '.') {
    std::size_t end = fraction + 1;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    constexpr std::size_t decimals = 3;
    if (end > fraction + 1 + decimals) text.erase(fraction + 1 + decimals, end - (fraction + 1 + decimals));
  }
  const auto parsed = text::parse_instant(text);
  if (!parsed) return std::nullopt;
  return *parsed;
}

}  // namespace

const Json* find(const Json& from, std::initializer_list<std::string_view> path) {
  const Json* at = &from;
  for (const std::string_view key : path) {
    if (!at->is_object()) return nullptr;
    const auto found = at->find(std::string(key));
    if (found == at->end()) return nullptr;
    at = &*found;
  }
  return at;
}

std::optional<std::string> text_at(const Json& from, std::initializer_list<std::string_view> path) {
  const Json* const value = find(from, path);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return value->get<std::string>();
}

std::optional<std::int64_t> integer_at(const Json& from, std::initializer_list<std::string_view> path) {
  const Json* const value = find(from, path);
  if (value == nullptr) return std::nullopt;
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  if (value->is_number_unsigned()) {
    const auto number = value->get<std::uint64_t>();
    if (number > static_cast<std::uint64_t>(most)) return std::nullopt;
    return static_cast<std::int64_t>(number);
  }
  if (value->is_number_integer()) return value->get<std::int64_t>();
  if (value->is_number_float()) {
    const auto number = value->get<double>();
    if (!(std::abs(number) < 0x1p53) || number != std::floor(number)) return std::nullopt;
    return static_cast<std::int64_t>(number);
  }
  if (value->is_string()) {
    const auto number = text::parse_integer(value->get<std::string>());
    if (number) return *number;
  }
  return std::nullopt;
}

std::optional<bool> flag_at(const Json& from, std::initializer_list<std::string_view> path) {
  const Json* const value = find(from, path);
  if (value == nullptr || !value->is_boolean()) return std::nullopt;
  return value->get<bool>();
}

std::optional<std::int64_t> moment_at(const Json& from, std::initializer_list<std::string_view> path) {
  const Json* const value = find(from, path);
  if (value == nullptr) return std::nullopt;
  std::optional<std::int64_t> moment;
  if (value->is_string()) moment = parse_moment(value->get<std::string>());
  if (value->is_number()) {
    const auto seconds = value->get<double>();
    if (!(seconds >= 0 && seconds < static_cast<double>(latest_ms))) return std::nullopt;
    constexpr double no_seconds_any_more = 1e11;  // the year 5138: these are milliseconds
    moment = std::llround(seconds < no_seconds_any_more ? seconds * 1000 : seconds);
  }
  if (!moment || *moment < 0 || *moment > latest_ms) return std::nullopt;
  return moment;
}

}  // namespace outlive::import
