#include "sim/output/words.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "sim/text/duration.hpp"
#include "sim/text/instant.hpp"
#include "sim/text/money_text.hpp"
#include "sim/text/number.hpp"
#include "sim/text/sanitize.hpp"

namespace outlive::output {

std::string grouped(Int128 number) { return text::format_grouped(number); }

std::string plural(std::string_view noun) {
  constexpr std::string_view vowels = "aeiou";
  const bool changes =
      noun.size() > 1 && noun.back() == 'y' && vowels.find(noun[noun.size() - 2]) == std::string_view::npos;
  return changes ? std::string(noun.substr(0, noun.size() - 1)) + "ies" : std::string(noun) + "s";
}

std::string counted(std::uint64_t number, std::string_view noun) {
  return grouped(number) + " " + (number == 1 ? std::string(noun) : plural(noun));
}

std::string cents(Money money) { return text::format_money_grouped(money); }
std::string exact(Money money) { return text::format_money(money); }

std::string percent(Money part, Money whole) {
  return whole == Money{} ? "0.0 %" : text::format_percent(part.nanos(), whole.nanos(), 1);
}

std::string hundredths(double share) {
  std::string text = text::format_scaled(static_cast<Int128>(std::nearbyint(share * 1e5)), 3);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string hours(Int128 resource_ms) {
  constexpr Int128 ms_per_tenth = 360'000;
  return text::format_scaled(text::divide_half_even(resource_ms, ms_per_tenth), 1, true);
}

std::string span(Duration duration) {
  return duration == unlimited ? "none" : text::format_duration(duration);
}

std::string setting_text(Setting setting, SettingValue value) {
  if (value == setting_none) return "none";
  switch (info_of(setting).type) {
    case SettingType::flag: return value != 0 ? "true" : "false";
    case SettingType::duration: return span(Duration{value});
    case SettingType::count: return text::format_integer(value);
  }
  return {};
}

std::string setting_text(std::string_view key, SettingValue value) {
  if (const auto setting = setting_named(key)) return setting_text(*setting, value);
  return value == setting_none ? "none" : text::format_integer(value);  // of instances
}

std::string iso(const Scenario& scenario, Instant instant) {
  if (instant == never) return {};
  return text::format_instant(scenario.start_unix_ms + instant.time_since_epoch().count());
}

std::string dated(const Scenario& scenario, Instant instant) {
  std::string moment = iso(scenario, instant);
  if (const std::size_t at = moment.find('T'); at != std::string::npos) moment[at] = ' ';
  if (moment.ends_with('Z')) moment.pop_back();
  if (moment.ends_with(":00")) moment.resize(moment.size() - 3);
  return moment;
}

namespace {

constexpr std::string_view left_out = "...";
constexpr std::size_t widest_name = 300;

/// The first byte behind so many columns of sanitised text.
std::size_t byte_behind(std::string_view clean, std::size_t columns) {
  std::size_t byte = 0;
  for (; byte < clean.size(); ++byte) {
    const bool continues = (static_cast<unsigned char>(clean[byte]) & 0xc0U) == 0x80U;
    if (!continues && columns-- == 0) break;
  }
  return byte;
}

}  // namespace

std::string shown(std::string_view name, std::size_t width) {
  std::string clean = text::sanitize(name);
  if (text::width_of(clean) <= width) return clean;
  return clean.substr(0, byte_behind(clean, width - std::min(width, left_out.size()))) +
         std::string(left_out);
}

std::string shown_in_cell(std::string_view name, Cut cut) {
  std::string clean = text::sanitize(name);
  const std::size_t whole = text::width_of(clean);
  if (whole <= cut.width || cut.width <= left_out.size() + cut.behind) return shown(name, cut.width);
  return clean.substr(0, byte_behind(clean, cut.width - left_out.size() - cut.behind)) +
         std::string(left_out) + clean.substr(byte_behind(clean, whole - cut.behind));
}

Cut cut_apart(const std::vector<std::vector<std::string>>& rows, std::size_t least) {
  const std::set<std::vector<std::string>> different(rows.begin(), rows.end());
  const auto tells_apart = [&](const Cut& cut) {
    std::set<std::vector<std::string>> seen;
    for (std::vector<std::string> each : different) {
      for (std::string& cell : each) cell = shown_in_cell(cell, cut);
      if (!seen.insert(std::move(each)).second) return false;
    }
    return true;
  };
  for (std::size_t width = least; width < widest_name; ++width) {
    const std::size_t kept = width - std::min(width, left_out.size());
    for (const Cut& cut : {Cut{width, kept / 2}, Cut{width, kept / 4}, Cut{width}}) {
      if (tells_apart(cut)) return cut;
    }
  }
  return {least};  // they differ in what is never shown
}

std::vector<std::string> shown_apart(std::vector<std::string> names, std::size_t least) {
  std::vector<std::vector<std::string>> rows;
  rows.reserve(names.size());
  for (const std::string& name : names) rows.push_back({name});
  const Cut cut = cut_apart(rows, least);
  for (std::string& name : names) name = shown_in_cell(name, cut);
  return names;
}

std::string incomplete_after(const std::string& how_far) { return "INCOMPLETE: stopped after " + how_far; }

std::string hexadecimal(std::uint64_t number) {
  std::string digits(16, '0');
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, number >>= 4U) {
    *digit = "0123456789abcdef"[number & 0xfU];
  }
  return digits;
}

}  // namespace outlive::output
