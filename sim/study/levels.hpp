// Values of factors: how they are read off an axis, and written as a scenario writes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "outlive/study.hpp"

namespace outlive::study {

/// Where a value lies on the axis of its type: milliseconds of a duration, a number, a share from 0 to 1 (30% is 0.3).
/// Nothing if it is none of that type; words lie on no axis.
std::optional<double> position_of(Factor::Type type, std::string_view value);

/// The narrowest type that all values are of: durations, whole numbers, shares in per cent, numbers, or words.
Factor::Type common_type(const std::vector<std::string>& values);

/// A position as a scenario writes it: durations in whole units as fine as their length asks for (from an hour on minutes, from
/// a minute on seconds), whole counts, per cent with two decimals, numbers with six.
std::string write_position(Factor::Type type, double position);

/// Adds what replaces `key` with `value` in the base: a setting and the like, or an assumption.
void add_override(const std::string& key, const std::string& value, Replaced& replaced);

/// The same for all keys of a factor.
void add_level(const Factor& factor, const Level& level, Replaced& replaced);

}  // namespace outlive::study
