// How reports write names, numbers, money and moments.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "outlive/report.hpp"

namespace outlive::output {

/// 1234567 as `1,234,567`.
std::string grouped(Int128 number);

/// `jobs`, `days`, `queries`.
std::string plural(std::string_view noun);

/// `1 job`, `2 jobs`, `1,234 jobs`.
std::string counted(std::uint64_t number, std::string_view noun);

/// To the cent, for people: `1,234.57`.
std::string cents(Money money);

/// Every nano-dollar that is there, for programs: `131.633333333`, but `88.00`.
std::string exact(Money money);

/// `33.2 %`; of nothing `0.0 %`.
std::string percent(Money part, Money whole);

/// A share as a number of hundredths, with three decimals at most: `95`, `99.5`.
std::string hundredths(double share);

/// Resource-milliseconds as resource-hours: `1,234.5`.
std::string hours(Int128 resource_ms);

/// `1d6h`, or `none` for a limit that is off.
std::string span(Duration duration);

/// A setting's value as a scenario would write it.
std::string setting_text(Setting setting, SettingValue value);
std::string setting_text(std::string_view key, SettingValue value);  // or of a quota of instances

/// `2026-03-02T09:00:00Z`; empty for never.
std::string iso(const Scenario& scenario, Instant instant);

/// `2026-03-02 09:00`, for people; seconds and milliseconds only where they are not zero.
std::string dated(const Scenario& scenario, Instant instant);

/// A text from outside, fit to be shown: no control characters, at most `width` columns.
std::string shown(std::string_view name, std::size_t width);
/// How a name is cut that is too wide for the cell of a table.
struct Cut {
  std::size_t width;
  std::size_t behind = 0;  // so many columns of its end stay
};
std::string shown_in_cell(std::string_view name, Cut cut);
/// Where to cut so that no two rows of cells that differ look alike: in the middle if that will do, since resources and
/// responses begin with their account and end in what they are, and no wider than it takes, from `least` on.
Cut cut_apart(const std::vector<std::vector<std::string>>& rows, std::size_t least);
/// Names for the cells of one column.
std::vector<std::string> shown_apart(std::vector<std::string> names, std::size_t least);

/// `INCOMPLETE: stopped after 43 % of the work`: what every report of an interrupted command begins with.
std::string incomplete_after(const std::string& how_far);

/// A fingerprint as 16 hexadecimal digits.
std::string hexadecimal(std::uint64_t number);

}  // namespace outlive::output
